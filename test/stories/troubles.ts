import { AwsError } from '../../lib/rehearsal/aws-error.ts'
import type { Rehearsal } from '../../lib/rehearsal/boot.ts'
import { type Call, ConnectionLost, OPERATOR } from '../../lib/rehearsal/gateway/calls.ts'

/** The time-out of the functions that send and record, in ms. */
const A_LIFE = 60_000

type Meddle = (call: Call, proceed: () => Promise<unknown>) => Promise<unknown>

interface Trouble {
  readonly matches: (call: Call) => boolean
  readonly meddle: Meddle
  left: number
}

/** What goes wrong in the world outside, in the order it was announced. */
export class Troubles {
  readonly #rehearsal: Rehearsal
  #planned: Trouble[] = []
  /** A function that died: nothing it still asks for is heard, until its time is up. */
  #dead: { readonly principal: string; readonly until: number } | undefined

  constructor(rehearsal: Rehearsal) {
    this.#rehearsal = rehearsal
    rehearsal.calls.onCall = (call, proceed) => {
      if (this.#dead && call.principal === this.#dead.principal && rehearsal.world.now() < this.#dead.until)
        return call.hang()
      const trouble = this.#planned.find(({ matches, left }) => left > 0 && matches(call))
      if (!trouble) return proceed()
      trouble.left--
      return trouble.meddle(call, proceed)
    }
  }

  /** Nothing more goes wrong. */
  over(): void {
    this.#planned = []
    this.#dead = undefined
  }

  /** The next e-mails end this way instead of being accepted. */
  mail(
    how: 'throttled' | 'rejected' | 'without permission' | 'server error' | 'cut off after acceptance' | 'no answer',
    times = 1,
  ): void {
    this.#plan(isMail, this.#ending(how), times)
  }

  /** The next e-mail is rejected for good, or as `how` says, after a while in which something happens. */
  mailIsRejectedWhile(
    meanwhile: () => Promise<void>,
    milliseconds: number,
    how: 'rejected' | 'throttled' = 'rejected',
  ): void {
    this.#plan(
      isMail,
      async (call, proceed) => {
        await meanwhile()
        await call.sleep(milliseconds)
        return this.#ending(how)(call, proceed)
      },
      1,
    )
  }

  /** The next texts get this answer for their address. */
  text(phone: string, answer: 'OPT_OUT' | 'THROTTLED' | 'PERMANENT_FAILURE' | 'TEMPORARY_FAILURE', times = 1): void {
    this.#rehearsal.mail.answer(phone, answer, times)
  }

  /** The sender dies: right after its claim is written, or after the provider has taken the message. */
  senderDies(when: 'between claim and send' | 'between send and record', times = 1): void {
    const thenSilence: Meddle = async (call, proceed) => {
      await proceed()
      return this.#dies(call)
    }
    const never: Meddle = (call) => this.#dies(call)
    if (when === 'between claim and send') this.#plan(isClaim, thenSilence, times)
    else this.#plan(isOutcome, never, times)
  }

  /** The next claims wait so long before they are written. */
  claimsAreSlow(milliseconds: number, times = 1): void {
    this.#plan(isClaim, late(milliseconds), times)
  }

  /** A claim too large for one transaction stops for a while after the first, once. */
  restOfClaimIsSlow(milliseconds: number): void {
    this.#plan((call) => isClaim(call) && !JSON.stringify(call.input).includes('"S":"debtor"'), late(milliseconds), 1)
  }

  /** Does something while a claim is on its way to the table. */
  duringClaim(meanwhile: () => Promise<void>, milliseconds: number): void {
    this.#plan(
      isClaim,
      async (call, proceed) => {
        await meanwhile()
        await call.sleep(milliseconds)
        return proceed()
      },
      1,
    )
  }

  /** Each message for the sender is delivered so many times more. */
  jobsArriveAgain(times: number): void {
    this.#plan(
      isJob,
      async (call, proceed) => {
        const answer = await proceed()
        for (let again = 0; again < times; again++)
          await this.#rehearsal.queues.call('SendMessage', call.input, call.principal)
        return answer
      },
      1,
    )
  }

  /** The next message for the sender waits so long before the queue has it. */
  jobsAreLate(milliseconds: number): void {
    this.#plan(isJob, late(milliseconds), 1)
  }

  /** The next journey that is about to wait pauses before the table knows, and something happens meanwhile. */
  duringParking(meanwhile: () => Promise<void>, milliseconds: number): void {
    this.#plan(
      ({ operation, input }) => operation === 'UpdateItem' && String(input.UpdateExpression).includes('parkedToken = '),
      async (call, proceed) => {
        await meanwhile()
        await call.sleep(milliseconds)
        return proceed()
      },
      1,
    )
  }

  /** The recorder dies right after it has written a fact: its journey does not hear of it. */
  recorderDiesAfterWriting(): void {
    this.#plan(
      (call) => byRecorder(call) && call.operation === 'TransactWriteItems' && !isNoteOnDebtor(call),
      async (call, proceed) => {
        await proceed()
        return this.#dies(call)
      },
      1,
    )
  }

  /** The recorder dies right after it has written down what it heard of a debtor: no journey hears of it. */
  recorderDiesAfterNotingDebtor(): void {
    this.#plan(
      isNoteOnDebtor,
      async (call, proceed) => {
        await proceed()
        return call.hang()
      },
      1,
    )
  }

  /** A transaction holds a debtor for the next so many writes. */
  debtorIsHeld(times: number): void {
    const CancellationReasons = [{ Code: 'TransactionConflict' }, { Code: 'None' }]
    const held = fails('TransactionCanceledException', 'Transaction cancelled', 400, { CancellationReasons })
    this.#plan(isNoteOnDebtor, held, times)
  }

  /** The recorder cannot do anything with the ledger. */
  recordingFails(times = Number.POSITIVE_INFINITY): void {
    this.#plan(
      (call) => byRecorder(call) && call.service === 'dynamodb',
      fails('ResourceNotFoundException', 'Requested resource not found', 400),
      times,
    )
  }

  /** Journeys cannot be started or woken. */
  journeysCannotBeReached(times: number): void {
    this.#plan(
      (call) => byRecorder(call) && call.service === 'states',
      fails('ThrottlingException', 'Rate exceeded', 400),
      times,
    )
  }

  /** Every second call to the tables is throttled, so many times. */
  tablesAreSlow(times: number): void {
    let count = 0
    this.#plan(
      (call) => call.service === 'dynamodb' && call.principal !== OPERATOR && count++ % 2 === 0,
      fails('ThrottlingException', 'Rate of requests exceeds the allowed throughput.', 400),
      times,
    )
  }

  /** The bus does not take what we want to tell others. */
  busIsDeaf(times: number): void {
    this.#plan(
      ({ service, principal }) => service === 'events' && principal.includes('PublishEvents'),
      fails('InternalException', 'The service failed.', 500),
      times,
    )
  }

  /** Dead letters go back to the queues they came from, as a person does it in the console. */
  async redrive(): Promise<void> {
    for (const queue of this.#rehearsal.queues.all())
      if (queue.messages().some(({ deadFrom }) => deadFrom !== undefined))
        await this.#rehearsal.queues.call('StartMessageMoveTask', { SourceArn: queue.specification.arn }, OPERATOR)
  }

  /** The brain breaks: each time it is asked it fails. */
  decidingFails(times: number): void {
    this.#plan(
      ({ service, operation, input }) =>
        service === 'lambda' && operation === 'Invoke' && String(input.FunctionName).includes('DecideNextStep'),
      fails('ResourceNotFoundException', 'Function not found', 404),
      times,
    )
  }

  /** Leaving an invoice to a person fails too, so the journey dies. */
  handingOverFails(times: number): void {
    this.#plan(
      ({ operation, input }) => operation === 'TransactWriteItems' && JSON.stringify(input).includes('"task#collect/'),
      fails('ResourceNotFoundException', 'Requested resource not found', 400),
      times,
    )
  }

  /** The sender cannot read the ledger at all. */
  sendingFails(times: number): void {
    this.#plan(
      (call) => bySender(call) && call.service === 'dynamodb',
      fails('ResourceNotFoundException', 'Requested resource not found', 400),
      times,
    )
  }

  #dies(call: Call): Promise<never> {
    this.#dead = { principal: call.principal, until: this.#rehearsal.world.now() + A_LIFE }
    return call.hang()
  }

  #ending(how: Parameters<Troubles['mail']>[0]): Meddle {
    switch (how) {
      case 'throttled':
        return fails('Throttling', 'Maximum sending rate exceeded.', 400)
      case 'rejected':
        return fails('MessageRejected', 'Email address is not verified.', 400)
      case 'without permission':
        return fails('AccessDenied', 'User is not authorized to perform ses:SendRawEmail', 403)
      case 'server error':
        return fails('InternalFailure', 'The service failed.', 500)
      case 'cut off after acceptance':
        return async (_, proceed) => {
          await proceed()
          throw new ConnectionLost()
        }
      case 'no answer':
        return (call) => call.hang()
    }
  }

  #plan(matches: Trouble['matches'], meddle: Meddle, times: number): void {
    this.#planned.push({ matches, meddle, left: times })
  }
}

/** Lets it happen, but later. */
const late =
  (milliseconds: number): Meddle =>
  async (call, proceed) => {
    await call.sleep(milliseconds)
    return proceed()
  }

const fails =
  (code: string, message: string, status: number, fields = {}): Meddle =>
  async () => {
    throw new AwsError(code, message, status, fields)
  }

const byRecorder = ({ principal }: Call): boolean => principal.includes('RecordEvent')
const isNoteOnDebtor = (call: Call): boolean =>
  byRecorder(call) && call.operation === 'TransactWriteItems' && JSON.stringify(call.input).includes('"S":"debtor"')
const bySender = ({ principal }: Call): boolean => principal.includes('ContactDebtor')
const isMail = ({ service, operation }: Call): boolean => service === 'ses' && operation === 'SendRawEmail'
const isClaim = (call: Call): boolean =>
  bySender(call) && call.operation === 'TransactWriteItems' && JSON.stringify(call.input).includes('"touch#')
/** What the sender notes of a touch once the provider has answered. */
const isOutcome = (call: Call): boolean =>
  bySender(call) && call.operation === 'UpdateItem' && JSON.stringify(call.input.Key).includes('"touch#')
const isJob = ({ service, operation, input }: Call): boolean =>
  service === 'sqs' && operation === 'SendMessage' && String(input.QueueUrl).includes('Contact')
