import type { InvoiceId } from '../domain/invoice.ts'
import { DAY, type Instant } from '../domain/time.ts'
import type { PinnedPolicy, TouchRecord } from '../ports.ts'

/** A message that a provider has taken. */
export interface Acceptance {
  readonly touch: string
  readonly to: string
  readonly at: Instant
}

/** What was said of one due date of an invoice: by which message, how firmly, and under which version of a policy. */
interface Heard extends Acceptance {
  readonly step: string
  readonly level: number
  readonly policy: string
  readonly template: string
  /** It is said to be a warning once more, after a message about another instalment. */
  readonly isAfterAnother: boolean
}

/** A message that left, and the version of a policy that each of its invoices followed. */
export interface Left {
  readonly record: TouchRecord
  readonly acceptance: Acceptance
  readonly followed: ReadonlyMap<InvoiceId, string>
}

/** What debtors have been told so far: nothing twice, nothing milder than before, nothing before its warning. */
export class Said {
  /** Days in which the warning before a step must have arrived, where the step has a consequence. */
  readonly #warned: ReadonlyMap<string, number>
  /** Days for which a warning counts, by the version of a policy that brings about a consequence. */
  readonly #consequent: ReadonlyMap<string, number>
  /** The steps of each version, with their levels. */
  readonly #steps: ReadonlyMap<string, readonly string[]>
  readonly #heard = new Map<string, Heard[]>()
  readonly #onRecord = new Set<string>()
  /** The due date that each invoice was reminded of last. */
  readonly #lastDue = new Map<InvoiceId, string>()
  readonly #touches: TouchRecord[] = []
  readonly #reported = new Map<string, { readonly status: 'delivered' | 'undelivered'; readonly at: Instant }>()

  constructor(policies: readonly PinnedPolicy[]) {
    const steps = policies.flatMap(({ hash, policy }) =>
      policy.steps.flatMap(({ id, consequence }) =>
        consequence ? [{ id, hash, days: policy.consequences?.warnedWithinDays ?? 30 }] : [],
      ),
    )
    this.#warned = new Map(steps.map(({ id, days }) => [id, days]))
    this.#steps = new Map(
      policies.map(({ hash, policy }) => [hash, policy.steps.map(({ id, level }) => `${id} ${level}`)]),
    )
    this.#consequent = new Map(steps.map(({ hash, days }) => [hash, days]))
  }

  claimed(touch: TouchRecord): void {
    this.#touches.push(touch)
  }

  /** A provider has said what became of a message, which happened at that instant. */
  reported(touch: string, status: 'delivered' | 'undelivered', at: Instant): void {
    this.#reported.set(touch, { status, at })
  }

  /** A report is on record; until then nobody who decides can know of it. */
  heard(touch: string): void {
    this.#onRecord.add(touch)
  }

  /** What must not be in a message that has just left. */
  left({ record, acceptance, followed }: Left): string[] {
    return record.members.flatMap(({ invoice, generation, step, level, dueDate, again }) => {
      const about = [invoice, generation, dueDate].join(' ')
      const isAfterAnother = again === true && this.#lastDue.get(invoice) !== dueDate
      this.#lastDue.set(invoice, dueDate)
      const { template } = record
      const one = { ...acceptance, step, level, policy: followed.get(invoice) ?? '', template, isAfterAnother }
      const before = this.#heard.get(about) ?? []
      const found = before.flatMap((other) =>
        this.#maySayAgain(other, one) ? [] : this.#wrongAfter(one, other, about),
      )
      this.#heard.set(about, [...before, one])
      const days = this.#warned.get(step)
      if (days !== undefined && !this.#wasWarned(invoice, level - 1, acceptance.at - days * DAY))
        found.push(`is a consequence for ${invoice}, whose warning nobody said had arrived`)
      return found
    })
  }

  /**
   * What did not arrive may be said again; a warning also where nobody knows whether it did, at another address, where it
   * travelled in the words of another step, after a message about another instalment, and once it is so old that it does not
   * count any more.
   */
  #maySayAgain(before: Heard, { to, policy, template, at, isAfterAnother }: Heard): boolean {
    const report = this.#reported.get(before.touch)?.status
    if (report === 'undelivered') return true
    const counts = this.#consequent.get(policy)
    if (counts === undefined) return false
    const isElsewhere = !this.#onRecord.has(before.touch) && before.to !== to
    return isElsewhere || isAfterAnother || before.template !== template || at - before.at >= counts * DAY
  }

  #wasWarned(invoice: InvoiceId, level: number, since: Instant): boolean {
    return this.#touches.some(({ id, members }) => {
      const report = this.#reported.get(id)
      const isWarning = members.some((one) => one.invoice === invoice && one.level >= level)
      return isWarning && report?.status === 'delivered' && report.at >= since
    })
  }

  /** The same step; a milder word than before; or, under another policy that does not have that step, one as firm. */
  #wrongAfter(one: Heard, before: Heard, about: string): string[] {
    if (before.step === one.step) return [`says again what ${before.touch} said: ${about} ${one.step}`]
    if (before.level > one.level) return [`is milder about ${about} than ${before.touch} was`]
    const isKnown = this.#steps.get(one.policy)?.includes(`${before.step} ${before.level}`)
    if (before.policy !== one.policy && before.level === one.level && !isKnown)
      return [`says of ${about} what ${before.touch} had said under another policy`]
    return []
  }
}
