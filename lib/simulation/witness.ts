import type { DebtorWords } from '../domain/debtor.ts'
import type { Invoice, InvoiceId, Outcome } from '../domain/invoice.ts'
import {
  addDays,
  type CalendarDate,
  DAY,
  dateAt,
  HOUR,
  type Instant,
  iso,
  MINUTE,
  minuteOfDay,
  weekday,
} from '../domain/time.ts'
import type { JointTouch } from '../domain/touch.ts'
import type { Decision } from '../domain/verdict.ts'
import type { InvoiceChange, PinnedPolicy, TouchRecord } from '../ports.ts'
import type { Agenda } from './agenda.ts'
import type { Execution, MachineWatch } from './execution.ts'
import type { MemoryDebtors } from './memory-debtors.ts'
import { DEBTOR, type Script } from './script.ts'

/** An invariant of docs/invariants.md that did not hold, and how. */
export interface Violation {
  readonly invariant: `I${number}`
  readonly what: string
}

/** When messages may leave, as the debtor's clock shows it: ISO weekdays and minutes past midnight. */
export interface OfficeHours {
  readonly days: readonly number[]
  readonly opens: number
  readonly closes: number
  /** Dates without contact, by country. */
  readonly holidays: Readonly<Record<string, readonly CalendarDate[]>>
}

/** What the witness knows of a company. */
export interface Known {
  readonly hours: OfficeHours
  readonly policies: Readonly<Record<string, PinnedPolicy>>
}

/** A message that a provider has taken. */
interface Acceptance {
  readonly touch: string
  readonly to: string
  readonly at: Instant
}

/** A request to a provider is given up within this time, and a function does not outlive it. */
const IN_FLIGHT = MINUTE
/** A paid invoice is closed within this time: a lost word comes again after a day, and a queue tries for an hour and more. */
const SETTLING = 36 * HOUR
/** A journey does its next step at most so much later than it said: retries, a long job, an outage. */
const LATENESS = 9 * HOUR

/** Looks on while a town lives, knows the rules in other words than the code under test, and notes what must not be. */
export class Witness implements MachineWatch {
  readonly violations: Violation[] = []
  readonly acceptances: Acceptance[] = []
  readonly #script: Script
  readonly #hours: OfficeHours
  /** Days in which the warning before a step must have arrived, where the step has a consequence. */
  readonly #warned: ReadonlyMap<string, number>
  readonly #agenda: Agenda
  readonly #debtors: MemoryDebtors
  readonly #touches = new Map<string, TouchRecord>()
  /** Of each reminder the message that said it last. */
  readonly #said = new Map<string, Acceptance>()
  readonly #reported = new Map<string, { readonly status: 'delivered' | 'undelivered'; readonly at: Instant }>()
  readonly #days = new Set<string>()
  readonly #paidAt = new Map<InvoiceId, Instant>()
  readonly #expected = new Map<string, Instant>()
  readonly #living = new Map<InvoiceId, Execution>()

  constructor(script: Script, { hours, policies }: Known, agenda: Agenda, debtors: MemoryDebtors) {
    this.#script = script
    this.#hours = hours
    const { steps, consequences } = policies[script.policy]?.policy ?? { steps: [] }
    const days = consequences?.warnedWithinDays ?? 30
    this.#warned = new Map(steps.flatMap(({ id, consequence }) => (consequence ? [[id, days] as const] : [])))
    this.#agenda = agenda
    this.#debtors = debtors
  }

  /** What the table has of the town's debtor now. */
  debtor(): DebtorWords | undefined {
    return this.#debtors.all.get(DEBTOR)?.words[DEBTOR]
  }

  note(invariant: Violation['invariant'], what: string): void {
    this.violations.push({ invariant, what: `${iso(this.#agenda.now())} ${what}` })
  }

  recorded({ before, after, entries }: InvoiceChange): void {
    const sum = entries.reduce((all, { amount }) => all + amount, 0)
    if (after.balance - before.balance !== sum || !Number.isSafeInteger(after.balance))
      this.note('I5', `${after.id} goes from ${before.balance} to ${after.balance} by lines of ${sum}`)
    if (after.balance > 0) this.#paidAt.delete(after.id)
    else if (after.issued && !this.#paidAt.has(after.id)) this.#paidAt.set(after.id, this.#agenda.now())
  }

  /** A claim has been written; what it rests on is given as it was just before. */
  claimed(touch: TouchRecord, before: readonly (Invoice | undefined)[], debtor: DebtorWords | undefined): void {
    this.#touches.set(touch.id, touch)
    const now = this.#agenda.now()
    for (const member of touch.members) {
      const invoice = before.find((one) => one?.id === member.invoice)
      const against = invoice ? this.#against(invoice, now) : 'unheard of'
      if (against) this.note('I1', `${touch.id} claims ${member.invoice}, which is ${against}`)
      if (invoice && invoice.balance !== member.balance)
        this.note('I9', `${touch.id} states ${member.balance} of ${member.invoice}, which owes ${invoice.balance}`)
    }
    const silence = debtor ? silenceOf(debtor, touch, now) : 'unheard of'
    if (silence === 'stopped') this.note('I13', `${touch.id} claims though the debtor said stop`)
    else if (silence) this.note('I1', `${touch.id} claims though the debtor is ${silence}`)
    if (touch.total !== touch.members.reduce((sum, { balance }) => sum + balance, 0))
      this.note('I9', `${touch.id} states a total of ${touch.total}, which its invoices are not`)
  }

  wrote(id: string, joint: JointTouch): void {
    const stated = joint.members.reduce((sum, { invoice }) => sum + invoice.balance, 0)
    const touch = this.#touches.get(id)
    if (joint.total !== stated || (touch && touch.total !== stated))
      this.note('I9', `${id} is written with ${joint.total}, its invoices owe ${stated}`)
  }

  /** A provider has taken a message. */
  accepted(id: string, to: string): void {
    const now = this.#agenda.now()
    if (this.acceptances.some(({ touch }) => touch === id)) this.note('I2', `${id} left twice, again to ${to}`)
    const acceptance = { touch: id, to, at: now }
    this.acceptances.push(acceptance)
    const { zone, country } = this.#script
    const date = dateAt(now, zone)
    const minute = minuteOfDay(now, zone)
    const { days, opens, closes, holidays } = this.#hours
    if (!days.includes(weekday(date)) || holidays[country]?.includes(date) || minute < opens || minute >= closes)
      this.note('I7', `${id} left on ${date} at minute ${minute} of the debtor's day`)
    const touch = this.#touches.get(id)
    if (touch) this.#compare(touch, acceptance, date)
    else this.note('I2', `${id} left without a claim`)
  }

  /** A message that left, beside all that left before. */
  #compare(touch: TouchRecord, acceptance: Acceptance, date: CalendarDate): void {
    const { id } = touch
    const now = this.#agenda.now()
    if (now - Date.parse(touch.claimedAt) > IN_FLIGHT)
      this.note('I1', `${id} left long after its claim of ${touch.claimedAt}`)
    const isConsequence = touch.members.some(({ step }) => this.#warned.has(step))
    const day = [date, touch.class, touch.entity, touch.currency, isConsequence].join(' ')
    if (this.#days.has(day)) this.note('I7', `${id} is the second message of ${day}`)
    this.#days.add(day)
    for (const { invoice, generation, step, level, dueDate } of touch.members) {
      const reminder = [invoice, generation, step, dueDate].join(' ')
      const before = this.#said.get(reminder)
      if (before && !this.#maySayAgain(before, acceptance))
        this.note('I2', `${id} says again what was said: ${reminder}`)
      this.#said.set(reminder, acceptance)
      const days = this.#warned.get(step)
      if (days !== undefined && !this.#wasWarned(invoice, level - 1, now - days * DAY))
        this.note('I2', `${id} is a consequence for ${invoice}, whose warning nobody said had arrived`)
    }
  }

  /** What did not arrive may be said again; a warning also where nobody knows whether it did, at another address. */
  #maySayAgain(before: Acceptance, { to }: Acceptance): boolean {
    const report = this.#reported.get(before.touch)?.status
    return report === 'undelivered' || (report === undefined && this.#warned.size > 0 && before.to !== to)
  }

  #wasWarned(invoice: InvoiceId, level: number, since: Instant): boolean {
    return [...this.#touches.values()].some(({ id, members }) => {
      const report = this.#reported.get(id)
      const isWarning = members.some((one) => one.invoice === invoice && one.level >= level)
      return isWarning && report?.status === 'delivered' && report.at >= since
    })
  }

  /** A provider has said what became of a message, which happened at that instant. */
  reported(touch: string, status: 'delivered' | 'undelivered', at: Instant): void {
    this.#reported.set(touch, { status, at })
  }

  began(execution: Execution): void {
    const other = this.#living.get(execution.invoice)
    if (other && !other.over && other.generation >= execution.generation)
      this.note('I14', `${execution.name} begins while ${other.name} lives`)
    this.#living.set(execution.invoice, execution)
  }

  asks(execution: Execution): void {
    const by = this.#expected.get(execution.name)
    const late = by === undefined ? 0 : this.#agenda.now() - by
    if (late > LATENESS)
      this.note('I3', `${execution.name} goes on ${Math.round(late / HOUR)} hours later than it said`)
    this.#expected.delete(execution.name)
  }

  decided(execution: Execution, decision: Decision): void {
    if (decision.kind === 'wait') this.#expected.set(execution.name, this.#agenda.now() + decision.seconds * 1000)
  }

  closed(invoice: InvoiceId, outcome: Outcome): void {
    const paidAt = this.#paidAt.get(invoice)
    if (paidAt !== undefined && this.#agenda.now() - paidAt > SETTLING)
      this.note('I3', `${invoice} is closed as ${outcome}, long after it was paid at ${iso(paidAt)}`)
  }

  surprised(where: string, fault: Error): void {
    this.note('I3', `${where} throws ${fault.name}: ${fault.message}`)
  }

  /** A message died so often that a person would give it up. */
  lost(name: string, last: Error | undefined): void {
    this.note('I12', `${name} cannot be redriven: ${last?.message ?? 'its function dies'}`)
  }

  #against(invoice: Invoice, now: Instant): string | undefined {
    if (invoice.status !== 'open') return invoice.status
    if (invoice.voided) return 'void'
    if (invoice.writtenOff) return 'written off'
    if (invoice.balance <= 0) return 'paid'
    if (holds(invoice.holds, now)) return 'on hold'
    const today = dateAt(now, this.#script.zone)
    const expected = Object.values(invoice.announced).some(({ on }) => on !== undefined && today <= addDays(on, 1))
    return expected ? 'about to be paid' : undefined
  }
}

function silenceOf(debtor: DebtorWords, touch: TouchRecord, now: Instant): string | undefined {
  const { profile, consents, unapplied } = debtor
  if (!profile) return 'unknown'
  if (profile.internal) return 'one of ours'
  if (profile.doNotContact) return 'not to be contacted'
  if (holds(debtor.holds, now)) return 'on hold'
  const point = touch.attempts.at(-1)
  const scopes = ['all', ...(point ? [point.channel, point.contactPoint] : [])]
  if (scopes.some((scope) => consents[scope]?.status === 'revoked')) return 'stopped'
  const cash = unapplied.reduce((sum, one) => (one.currency === touch.currency ? sum + one.amount : sum), 0)
  return cash >= touch.total && cash > 0 ? 'covered by cash that no invoice has taken' : undefined
}

const holds = (all: Invoice['holds'], now: Instant): boolean =>
  Object.values(all).some(
    ({ placedAt, releasedAt, until }) => placedAt && !releasedAt && (until === undefined || Date.parse(until) > now),
  )
