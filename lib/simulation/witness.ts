import type { DebtorWords } from '../domain/debtor.ts'
import type { DebtorChange } from '../domain/debtor-record.ts'
import type { Invoice, InvoiceId, Outcome } from '../domain/invoice.ts'
import type { Policy } from '../domain/policy.ts'
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
import { AskedPeople } from './asked-people.ts'
import type { Execution, MachineWatch } from './execution.ts'
import { isHeld, KnownDebtors } from './known-debtors.ts'
import { askable, isPaidFor } from './plain-sums.ts'
import { type Acceptance, Said } from './said.ts'
import type { Script } from './script.ts'

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
  readonly #policies: ReadonlyMap<string, Policy>
  readonly #agenda: Agenda
  readonly #debtors = new KnownDebtors()
  readonly #people = new AskedPeople()
  /** What debtors were told, and what became of it. */
  readonly said: Said
  readonly #touches = new Map<string, Claimed>()
  readonly #left: (Claimed & { readonly acceptance: Acceptance })[] = []
  readonly #paidAt = new Map<InvoiceId, Instant>()
  readonly #expected = new Map<string, Instant>()
  readonly #living = new Map<InvoiceId, Execution>()

  constructor(script: Script, { hours, policies }: Known, agenda: Agenda) {
    this.#script = script
    this.#hours = hours
    this.#agenda = agenda
    const pinned = Object.values(policies)
    this.said = new Said(pinned)
    this.#policies = new Map([
      ...pinned.map(({ hash, policy }) => [hash, policy] as const),
      ...pinned.flatMap(({ policy }) => (policy.id === script.policy ? [['', policy] as const] : [])),
    ])
  }

  note(invariant: Violation['invariant'], what: string): void {
    this.violations.push({ invariant, what: `${iso(this.#agenda.now())} ${what}` })
  }

  /** What was said under every id of a debtor. */
  wordsOf(debtor: string): DebtorWords[] {
    return this.#debtors.wordsOf(debtor)
  }

  /** Records of debtors were saved. */
  told(changes: readonly DebtorChange[]): void {
    this.#debtors.hear(changes)
  }

  recorded(change: InvoiceChange): void {
    const { before, after, entries } = change
    this.#people.recorded(change)
    const sum = entries.reduce((all, { amount }) => all + amount, 0)
    if (after.balance - before.balance !== sum || !Number.isSafeInteger(after.balance))
      this.note('I5', `${after.id} goes from ${before.balance} to ${after.balance} by lines of ${sum}`)
    if (after.balance > 0) this.#paidAt.delete(after.id)
    else if (after.issued && !this.#paidAt.has(after.id)) this.#paidAt.set(after.id, this.#agenda.now())
  }

  /** A claim has been written; what it rests on is given as it was just before. */
  claimed(record: TouchRecord, invoices: readonly Invoice[]): void {
    const now = this.#agenda.now()
    const { id, members, total } = record
    const followed = new Map(invoices.map((one) => [one.id, one.journey.policy?.hash ?? '']))
    this.#touches.set(id, { record, followed, whose: this.#debtors.idsOf(record.debtor) })
    this.said.claimed(record)
    for (const member of members) {
      const invoice = invoices.find((one) => one.id === member.invoice)
      const against = invoice ? this.#against(invoice, member, now) : 'unheard of'
      if (against) this.note('I1', `${id} claims ${member.invoice}, which is ${against}`)
      if (!invoice) continue
      if (invoice.balance !== member.balance)
        this.note('I9', `${id} states ${member.balance} of ${member.invoice}, which owes ${invoice.balance}`)
      const asked = askable(invoice, dateAt(now, this.#script.zone))
      if (asked !== member.asked)
        this.note('I9', `${id} asks for ${member.asked} of ${member.invoice}, not for ${asked}`)
    }
    const silence = this.#debtors.silence(record, now)
    if (silence === 'stopped') this.note('I13', `${id} claims though the debtor said stop`)
    else if (silence) this.note('I1', `${id} claims though the debtor is ${silence}`)
    if (total !== members.reduce((sum, { balance }) => sum + balance, 0))
      this.note('I9', `${id} states a total of ${total}, which its invoices are not`)
  }

  wrote(id: string, joint: JointTouch): void {
    const stated = joint.members.reduce((sum, { invoice }) => sum + invoice.balance, 0)
    const touch = this.#touches.get(id)?.record
    if (joint.total !== stated || (touch && touch.total !== stated))
      this.note('I9', `${id} is written with ${joint.total}, its invoices owe ${stated}`)
  }

  /** A provider has taken a message. */
  accepted(id: string, to: string): void {
    const now = this.#agenda.now()
    if (this.acceptances.some(({ touch }) => touch === id)) this.note('I2', `${id} left twice, again to ${to}`)
    const acceptance = { touch: id, to, at: now }
    this.acceptances.push(acceptance)
    const { zone, country, firstContactsFrom } = this.#script
    const date = dateAt(now, zone)
    const minute = minuteOfDay(now, zone)
    const { days, opens, closes, holidays } = this.#hours
    if (!days.includes(weekday(date)) || holidays[country]?.includes(date) || minute < opens || minute >= closes)
      this.note('I7', `${id} left on ${date} at minute ${minute} of the debtor's day`)
    const claimed = this.#touches.get(id)
    if (!claimed) {
      this.note('I2', `${id} left without a claim`)
      return
    }
    const { record } = claimed
    if (now - Date.parse(record.claimedAt) > IN_FLIGHT)
      this.note('I1', `${id} left long after its claim of ${record.claimedAt}`)
    if (firstContactsFrom && date < firstContactsFrom && record.class !== 'receipt' && this.#left.length === 0)
      this.note('I7', `${id} left on ${date}, before the debtor's turn of ${firstContactsFrom}`)
    this.#beside(claimed, acceptance)
    for (const what of this.said.left({ ...claimed, acceptance })) this.note('I2', `${id} ${what}`)
    this.#left.push({ ...claimed, acceptance })
  }

  /** One message of a kind and consequence a day for all ids of a debtor, one acknowledgement in 24 hours, and no level left out. */
  #beside({ record, whose }: Claimed, { at }: Acceptance): void {
    const { id, class: kind, entity, currency, level } = record
    const day = dateAt(at, this.#script.zone)
    const before = this.#left.filter((one) => whose.includes(one.record.debtor))
    const same = before.find((one) => {
      const { class: other, entity: of, currency: money } = one.record
      if (kind === 'receipt') return other === kind && at - one.acceptance.at < DAY
      const isAlike = other === kind && one.record.members[0]?.consequence === record.members[0]?.consequence
      return isAlike && of === entity && money === currency && dateAt(one.acceptance.at, this.#script.zone) === day
    })
    if (same) this.note('I7', `${id} is the second message of its kind after ${same.record.id} on ${day}`)
    const highest = [...this.#touches.values()].reduce(
      (most, one) =>
        one.record.id !== id && whose.includes(one.record.debtor) ? Math.max(most, one.record.level) : most,
      0,
    )
    if (level > highest + 1) this.note('I2', `${id} speaks at level ${level}, after ${highest}`)
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

  #against(invoice: Invoice, member: TouchRecord['members'][number], now: Instant): string | undefined {
    if (invoice.status !== 'open') return invoice.status
    if (invoice.voided) return 'void'
    if (invoice.writtenOff) return 'written off'
    if (invoice.balance <= 0) return 'paid'
    if (isHeld(invoice.holds, now)) return 'on hold'
    if (isPaidFor(invoice, member.dueDate)) return 'paid, as to this instalment'
    const today = dateAt(now, this.#script.zone)
    if (member.level > 0 !== today > member.dueDate)
      return `asked for at level ${member.level}, due on ${member.dueDate}`
    const expected = Object.values(invoice.announced).some(({ on }) => on !== undefined && today <= addDays(on, 1))
    if (expected) return 'about to be paid'
    return this.#people.against(invoice, this.#policies.get(invoice.journey.policy?.hash ?? ''), member, now)
  }
}

/** A claim with what was known at its moment: the version each invoice followed, and every id of the debtor. */
interface Claimed {
  readonly record: TouchRecord
  readonly followed: ReadonlyMap<InvoiceId, string>
  readonly whose: readonly string[]
}
