import { HOUR, MINUTE } from '../../../domain/time.ts'
import { AwsError } from '../../../rehearsal/aws-error.ts'
import { type Call, ConnectionLost } from '../../../rehearsal/gateway/calls.ts'

/** What a fault can do besides the call it befalls. */
export interface Meddling {
  readonly call: Call
  readonly proceed: () => Promise<unknown>
  /** The function that made the call is dead: nothing it still asks for is heard. */
  readonly die: () => Promise<never>
  /** The same call fails with this answer from now on, for so many simulated ms. */
  readonly outage: (milliseconds: number, answer: AwsError) => never
  /** Something else is said of each invoice of the tale, just now. */
  readonly overtake: () => Promise<void>
}

/** One way in which an AWS call goes wrong. */
interface Fault {
  /** What a person reads in a report. */
  readonly says: string
  readonly applies: (call: Call) => boolean
  readonly befall: (meddling: Meddling) => Promise<unknown>
  /** Whether all that would have been sent must be sent all the same. */
  readonly delaysOnly: boolean
  /** Whether a journey may be left to a person because of it. */
  readonly mayHandOver: boolean
}

const WRITES = new Set(['PutItem', 'UpdateItem', 'DeleteItem', 'TransactWriteItems'])
const isFunction = ({ principal }: Call): boolean => !isMachine(principal)
/** The role of the state machine. */
export const isMachine = (principal: string): boolean => /JourneysRole/.test(principal)
const always = (): boolean => true
const isMessage = ({ service }: Call): boolean => ['ses', 'mobiletargeting', 'sms-voice'].includes(service)
/** A client gives up after so long without an answer. */
const PATIENCE = MINUTE
/** Longer than the clients of functions wait, shorter than the machine waits for a decision. */
const LATE = MINUTE / 2
/** Longer than the machine waits for the sender. */
const OUTAGE = 5 * HOUR

function busy({ service, operation }: Call): AwsError {
  if (service === 'lambda' || service === 'mobiletargeting')
    return new AwsError('TooManyRequestsException', 'Rate exceeded', 429)
  if (service === 'ses') return new AwsError('Throttling', 'Maximum sending rate exceeded.', 400)
  return new AwsError('ThrottlingException', `Rate exceeded for ${operation}`, 400)
}

function conflict({ operation, input }: Call): AwsError {
  if (operation !== 'TransactWriteItems')
    return new AwsError('TransactionConflictException', 'Transaction is ongoing for the item', 400)
  const items = Array.isArray(input.TransactItems) ? input.TransactItems : []
  const reasons = items.map(() => ({ Code: 'TransactionConflict', Message: 'Transaction is ongoing for the item' }))
  const codes = reasons.map(({ Code }) => Code).join(', ')
  const message = `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`
  return new AwsError('TransactionCanceledException', message, 400, { CancellationReasons: reasons })
}

const broken = ({ service }: Call): AwsError => {
  const code = { dynamodb: 'InternalServerError', lambda: 'ServiceException' }[service] ?? 'InternalFailure'
  return new AwsError(code, 'The service failed.', 500)
}

/** Every kind of fault, by the name it has in the name of a run. */
export const FAULTS = {
  before: {
    says: 'the connection breaks before the call is made',
    applies: always,
    befall: async () => {
      throw new ConnectionLost()
    },
    delaysOnly: false,
    mayHandOver: false,
  },
  after: {
    says: 'the call is made and its answer is lost',
    applies: always,
    befall: async ({ proceed }) => {
      await proceed()
      throw new ConnectionLost()
    },
    delaysOnly: false,
    mayHandOver: false,
  },
  throttled: {
    says: 'the call is throttled',
    applies: always,
    befall: async ({ call }) => {
      throw busy(call)
    },
    delaysOnly: true,
    mayHandOver: false,
  },
  unanswered: {
    says: 'nobody answers',
    applies: always,
    befall: async ({ call }) => {
      if (isFunction(call)) return call.hang()
      await call.sleep(PATIENCE)
      throw new ConnectionLost()
    },
    delaysOnly: false,
    // The machine waits a minute for a decision, and then leaves the invoice to a person.
    mayHandOver: true,
  },
  late: {
    says: 'the call is made half a minute later, when its caller may have given it up',
    applies: always,
    befall: async ({ call, proceed }) => {
      await call.sleep(LATE)
      return proceed()
    },
    // A message that may have left is never sent again: not even as a text, when its address takes none.
    delaysOnly: false,
    mayHandOver: false,
  },
  conflict: {
    says: 'another transaction holds the item',
    applies: ({ service, operation }) => service === 'dynamodb' && WRITES.has(operation),
    befall: async ({ call }) => {
      throw conflict(call)
    },
    delaysOnly: true,
    mayHandOver: false,
  },
  twice: {
    says: 'the call is delivered twice',
    applies: ({ service }) => ['sqs', 'events', 'lambda', 'states'].includes(service),
    befall: async ({ proceed }) => {
      const answer = await proceed()
      await proceed().catch((fault: unknown) => {
        if (!(fault instanceof AwsError)) throw fault
      })
      return answer
    },
    delaysOnly: true,
    mayHandOver: false,
  },
  killed: {
    says: 'the function dies right after the call',
    applies: isFunction,
    befall: async ({ proceed, die }) => {
      await proceed()
      return die()
    },
    delaysOnly: false,
    mayHandOver: false,
  },
  refused: {
    says: 'the service refuses the call for good',
    applies: always,
    befall: async ({ call }) => {
      if (isMessage(call)) throw new AwsError('MessageRejected', 'Email address is not verified.', 400)
      throw new AwsError('ResourceNotFoundException', 'Requested resource not found', 400)
    },
    delaysOnly: false,
    mayHandOver: true,
  },
  down: {
    says: 'calls of this kind fail for five hours',
    applies: always,
    befall: async ({ call, outage }) => outage(OUTAGE, broken(call)),
    delaysOnly: false,
    mayHandOver: true,
  },
  held: {
    says: 'other transactions hold the item for five hours',
    applies: ({ service, operation }) => service === 'dynamodb' && operation === 'TransactWriteItems',
    befall: async ({ call, outage }) => outage(OUTAGE, conflict(call)),
    delaysOnly: false,
    mayHandOver: true,
  },
  overtaken: {
    says: 'a fact is recorded while the call is on its way',
    applies: (call) => isMachine(call.principal) || ['TransactWriteItems', 'UpdateItem'].includes(call.operation),
    befall: async ({ call, proceed, overtake }) => {
      await overtake()
      await call.sleep(5_000)
      return proceed()
    },
    delaysOnly: true,
    mayHandOver: false,
  },
} as const satisfies Record<string, Fault>

export type FaultKind = keyof typeof FAULTS
export const FAULT_KINDS: readonly FaultKind[] = Object.keys(FAULTS).filter(isFaultKind)
export function isFaultKind(name: string): name is FaultKind {
  return Object.hasOwn(FAULTS, name)
}
export const faultOf = (kind: FaultKind): Fault => FAULTS[kind]
