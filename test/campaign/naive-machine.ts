import { endingOf } from '../../lib/cli/campaign/rehearsed/ending.ts'
import { isMachine } from '../../lib/cli/campaign/rehearsed/faults.ts'
import { TALES } from '../../lib/cli/campaign/rehearsed/tales.ts'
import type { Theatre } from '../../lib/cli/campaign/rehearsed/telling.ts'
import { DAY, iso, MINUTE } from '../../lib/domain/time.ts'
import type { OnCall } from '../../lib/rehearsal/gateway/calls.ts'
import { asFields, text } from '../../lib/rehearsal/gateway/fields.ts'

/** What is made naive: the definition, or what the intake does when it comes again. */
export interface Naivety {
  readonly definition?: (text: string) => string
  readonly neverRepeats?: true
}

const NO_NEWER = ' AND (attribute_not_exists(parkedAt) OR parkedAt <= :parkedAt)'
const CONDITION = `version = :version AND generation = :generation AND #status = :open${NO_NEWER}`

/** Waits that park whatever has happened since they were decided on: every invoice has a key. */
export const parksBlindly = (definition: string): string =>
  definition.replaceAll(CONDITION, `(${CONDITION}) OR attribute_exists(pk)`)

/** Waits that take the place of one that began after them. */
export const parksOverNewer = (definition: string): string => definition.replaceAll(NO_NEWER, '')

/** Waits that are tried again whatever ended them, their own timer too. */
export function retriesTimers(definition: string): string {
  const machine = asFields(JSON.parse(definition))
  const states = Object.entries(asFields(machine.States)).map(([name, state]) => {
    const { Resource, ...rest } = asFields(state)
    const Retry = [{ ErrorEquals: ['States.ALL'], IntervalSeconds: 1, MaxAttempts: 6 }]
    const waits = String(Resource).endsWith('updateItem.waitForTaskToken')
    return [name, waits ? { Resource, ...rest, Retry } : state]
  })
  return JSON.stringify({ ...machine, States: Object.fromEntries(states) })
}

/** A tale up to its payment, under a naive protocol, and what stands between callers and AWS meanwhile. */
async function told(
  { rehearsal, catalog }: Theatre,
  { definition = (known) => known }: Naivety,
  onCall: OnCall,
  days: number,
  end: () => Promise<void> = async () => {},
  name = 'pays',
) {
  const { deployed, machines, calls } = rehearsal
  const tale = TALES.find((one) => one.name === name)
  const [machine] = deployed.ofType('AWS::StepFunctions::StateMachine')
  if (!tale || !machine?.arn) throw new Error('there is no tale, or no machine')
  const { arn } = machine
  const known = text(machine.properties, 'DefinitionString')
  await rehearsal.reset()
  machines.redefine(arn, definition(known))
  calls.onCall = onCall
  try {
    await rehearsal.run(tale.start)
    for (const { at, source, name, detail } of tale.events) {
      if (name === 'PaymentReceived') continue
      await rehearsal.run(at)
      await rehearsal.publish([{ source, detailType: name, detail }])
    }
    await rehearsal.run(rehearsal.world.now() + days * DAY)
    await end()
    return await endingOf(rehearsal, catalog, [])
  } finally {
    calls.onCall = undefined
    machines.redefine(arn, known)
  }
}

/** Says now that the invoice F-1 is paid. */
async function pay({ rehearsal }: Theatre): Promise<void> {
  const payment = TALES[0]?.events.find(({ name }) => name === 'PaymentReceived')
  if (!payment) throw new Error('nobody pays in the first tale')
  const detail = { ...asFields(payment.detail), occurredAt: iso(rehearsal.world.now()) }
  await rehearsal.publish([{ source: payment.source, detailType: payment.name, detail }])
}

const outcomes = ({ accounts }: Awaited<ReturnType<typeof told>>): string[] =>
  [...accounts.values()].map(({ outcome }) => outcome)

/** What the invoice is three days after a payment that was recorded while its journey was about to park. */
export async function paidWhileParking(theatre: Theatre, naivety: Naivety = {}): Promise<string[]> {
  let parks = 0
  const overtaken: OnCall = async (call, proceed) => {
    if (!isMachine(call.principal) || call.operation !== 'UpdateItem' || parks++ > 0) return proceed()
    await pay(theatre)
    await call.sleep(5_000)
    return proceed()
  }
  return outcomes(await told(theatre, naivety, overtaken, 3))
}

/**
 * What the invoice is a day after its payment, where each wait of a few seconds was written down half a minute late: when it
 * was over and the next had begun.
 */
export async function parkedLate(theatre: Theatre, naivety: Naivety = {}): Promise<string[]> {
  let late = 0
  const slow: OnCall = async (call, proceed) => {
    const { N: seconds } = asFields(asFields(call.input.ExpressionAttributeValues ?? {})[':seconds'] ?? {})
    if (!isMachine(call.principal) || Number(seconds ?? MINUTE) > 5) return proceed()
    late++
    await call.sleep(MINUTE / 2)
    return proceed()
  }
  const payAndWait = async () => {
    await pay(theatre)
    await theatre.rehearsal.run(theatre.rehearsal.world.now() + DAY)
  }
  const ending = await told(theatre, naivety, slow, 1, payAndWait, 'hold-ends')
  if (late !== 1) throw new Error(`${late} waits were late`)
  return outcomes(ending)
}

/** How many messages have left forty days after the invoice was issued. */
export const sentInForty = async (theatre: Theatre, naivety: Naivety = {}): Promise<number> =>
  (await told(theatre, naivety, (_, proceed) => proceed(), 40)).sent.length

/** What the invoice is a day after a payment whose recorder died between writing it down and waking its journey. */
export async function paidAndDied(theatre: Theatre, { neverRepeats }: Naivety = {}): Promise<string[]> {
  const { rehearsal } = theatre
  let deadUntil = 0
  const dying: OnCall = async (call, proceed) => {
    if (!/RecordEvent/.test(call.principal)) return proceed()
    if (rehearsal.world.now() < deadUntil) return call.hang()
    if (deadUntil > 0) return neverRepeats && call.service === 'states' ? {} : proceed()
    if (call.operation !== 'TransactWriteItems' || !JSON.stringify(call.input).includes('entry#paid#')) return proceed()
    await proceed()
    deadUntil = rehearsal.world.now() + MINUTE
    return call.hang()
  }
  const ending = await told(theatre, {}, dying, 3, async () => {
    await pay(theatre)
    await rehearsal.run(rehearsal.world.now() + DAY)
  })
  if (deadUntil === 0) throw new Error('nobody died')
  return outcomes(ending)
}
