import type { InvoiceId } from '../../lib/domain/invoice.ts'
import { iso, MINUTE } from '../../lib/domain/time.ts'
import type { Decision } from '../../lib/domain/verdict.ts'
import type { AskedBy } from '../../lib/simulation/execution.ts'
import { isReminder, OTHER_ANSWER, only } from '../../lib/simulation/execution.ts'
import type { Actor, Stage } from '../../lib/simulation/explore.ts'
import { type Gate, OPEN } from '../../lib/simulation/gate.ts'
import { Machine } from '../../lib/simulation/machine.ts'
import { close, park } from '../../lib/simulation/machine-writes.ts'
import { bodyOf, type Word, word } from '../../lib/simulation/script.ts'
import { type Protocol, Town } from '../../lib/simulation/town.ts'
import { calm, house, oneInvoice, paid, START } from './house.ts'

const INVOICE = 'erp:F-1'
const EXECUTION = { name: `${INVOICE}/1`, invoice: INVOICE, generation: 1, startedAt: START, over: false, steps: 0 }

/** A machine that only hears what it is told: who acts on it are actors of the stage. */
class Heard extends Machine {
  answered: Decision | undefined
  /** Tokens that were woken; a token works once. */
  readonly woken = new Set<string>()

  override start(_: InvoiceId, __: number): void {}

  override answer(token: string, decision?: Decision): void {
    if (token === 'job') this.answered ??= decision
    else this.woken.add(token)
  }
}

/** Who meets the sender. */
export interface Touched {
  readonly payments: 1 | 2
  readonly hold: boolean
  readonly protocol?: Protocol
}

/** Starting a journey that lives does nothing, and nobody reads the why-not log. */
const ALONE = new Set(['start', 'suppress'])

/**
 * The moment at which a reminder is due: its sender, one or two deliveries of a payment in full, perhaps a hold. Whoever
 * dies is called again. In the end the journey has heard of the payment and is settled.
 */
export async function oneTouch({ payments, hold, protocol = {} }: Touched): Promise<Stage> {
  let machine: Heard | undefined
  const naive = {
    ...protocol,
    machine: (...given: ConstructorParameters<typeof Machine>) => (machine = new Heard(...given)),
  }
  const town = new Town(house, { ...oneInvoice, words: [] }, calm, undefined, naive)
  const heard = machine ?? new Heard(town.machine.world, town.witness)
  for (const one of oneInvoice.words) await town.record(one.id, bodyOf(one), OPEN)
  const asked: AskedBy = { invoice: INVOICE, generation: 1, shape: 2, startedAt: iso(START) }
  const planned = await town.decide(asked, OPEN)
  if (planned.kind !== 'wait') throw new Error('the first reminder is not waited for')
  laterBy(town, planned.seconds * 1000)

  let parks = 0
  const journey = async (gate: Gate, answer: Decision | undefined): Promise<void> => {
    let decision = answer ? (isReminder(answer) ? answer : OTHER_ANSWER) : await town.decide(asked, gate)
    for (;;) {
      const { version } = decision
      if (decision.kind === 'wait') {
        const since = ++parks
        const token = `parked-${since}`
        const leaves = async () => park(town.ledger, INVOICE, { token, since }, only(EXECUTION, version))
        if (await gate('machine', 'park', leaves)) return
      } else if (decision.kind === 'end') {
        const end = decision
        const ends = async () => close(town.ledger, INVOICE, only(EXECUTION, version), end, town.agenda.now())
        if (await gate('machine', 'end', ends)) return
      } else throw new Error(`the journey is told to ${decision.kind}`)
      decision = await town.decide(asked, gate)
    }
  }
  const payment = paid('P-1', START)
  const actors = [
    ...twice('sender', (gate, again) => {
      if (again) laterBy(town, REDELIVERY)
      return town.contact({ ...asked, token: 'job' }, gate)
    }),
    ...recorded(town, 'payment', payment),
    ...(payments === 2 ? recorded(town, 'payment once more', payment) : []),
    ...(hold ? recorded(town, 'hold', HOLD) : []),
    alone(
      'answered journey',
      () => heard.answered !== undefined,
      (gate) => journey(gate, heard.answered),
    ),
    ...[1, 2, 3].map((time) =>
      alone(
        `journey woken ${time}`,
        () => heard.woken.size >= time,
        (gate) => journey(gate, undefined),
      ),
    ),
  ]
  return { actors, alone: ALONE, state: () => stateOf(town, heard), violations: () => violationsOf(town) }
}

/** Milliseconds after which a queue delivers a sender's job again. */
const REDELIVERY = 6 * MINUTE

function laterBy({ agenda }: Town, milliseconds: number): void {
  agenda.plan(agenda.now() + milliseconds, () => undefined)
  while (agenda.next());
}

const HOLD: Word = word('HoldPlaced', 'hold', START, { hold: 'H1', invoice: INVOICE, author: 'ana', reason: 'reclamo' })

const recorded = (town: Town, name: string, one: Word) => twice(name, (gate) => town.record(one.id, bodyOf(one), gate))

const alone = (name: string, mayBegin: () => boolean, run: Actor['run']): Actor => ({
  name,
  mayBegin,
  run,
  mortal: false,
})

/** Somebody who is called, and once more if it dies. */
function twice(name: string, run: (gate: Gate, again: boolean) => Promise<void>): Actor[] {
  let dead = false
  return [
    {
      name,
      mayBegin: () => true,
      run: (gate) => run(gate, false),
      mortal: true,
      died: () => {
        dead = true
      },
    },
    alone(
      `${name} again`,
      () => dead,
      (gate) => run(gate, true),
    ),
  ]
}

const stateOf = ({ agenda, ledger, debtors, witness }: Town, { answered, woken }: Heard): string =>
  JSON.stringify([
    agenda.now(),
    [...ledger.accounts.values()],
    [...ledger.tokens],
    [...ledger.touches.values()].map(({ id, status, attempts }) => [id, status, attempts]),
    [...ledger.payments.values()],
    [...ledger.suppressed.keys()],
    [...debtors.all.values()],
    witness.acceptances.length,
    [answered, [...woken]],
  ])

function violationsOf({ ledger, witness }: Town): string[] {
  const invoice = ledger.accounts.get(INVOICE)
  const found = witness.violations.map(({ invariant, what }) => `${invariant} ${what}`)
  if (invoice?.outcome !== 'settled')
    found.push(`I3 the journey is ${invoice?.status} and has not heard of the payment`)
  if (invoice?.paid !== 90_000 || invoice.balance !== 0) found.push(`I4 ${invoice?.paid} are paid`)
  if (witness.acceptances.length > 1) found.push(`I2 ${witness.acceptances.length} messages left`)
  for (const { id, status } of ledger.touches.values()) if (status === 'claimed') found.push(`I8 ${id} has no outcome`)
  return found
}
