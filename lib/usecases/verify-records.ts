import type { Evidence, OnRecord } from '../domain/verify/evidence.ts'
import { mayHaveLeft } from '../domain/verify/may-have-left.ts'
import { verify } from '../domain/verify/verify.ts'
import type { Check, Violation } from '../domain/verify/violation.ts'

/** What records are held against: the rules of this deployment, and since when (ISO instant) violations are told. */
export interface Verifying {
  readonly hold: (record: OnRecord) => Promise<Evidence>
  readonly since?: string
  readonly onViolation?: (violation: Violation) => void
  /** Called after each debtor with how many are done. */
  readonly onDebtor?: (done: number) => void
}

/** What was gone through, and how often each check failed. */
export interface Verified {
  readonly debtors: number
  readonly invoices: number
  /** Messages that may have left. */
  readonly messages: number
  readonly violations: Readonly<Record<Check, number>>
}

/** Derives everything on record anew, one debtor after the other, and tells whatever must not be so. */
export async function verifyRecords(
  records: AsyncIterable<OnRecord> | Iterable<OnRecord>,
  { hold, since = '', onViolation, onDebtor }: Verifying,
): Promise<Verified> {
  const violations: Record<Check, number> = { ...NONE }
  let [debtors, invoices, messages] = [0, 0, 0]
  for await (const record of records) {
    for (const violation of verify(await hold(record))) {
      if (violation.at < since) continue
      violations[violation.check]++
      onViolation?.(violation)
    }
    if (record.debtor !== '') debtors++
    invoices += record.invoices.length
    messages += record.touches.filter((touch) => touch.claimedAt >= since && mayHaveLeft(touch).length > 0).length
    onDebtor?.(debtors)
  }
  return { debtors, invoices, messages, violations }
}

/** How many violations there are in all. */
export const violationsIn = ({ violations }: Verified): number =>
  Object.values(violations).reduce((sum, count) => sum + count, 0)

const NONE = {
  afterPayment: 0,
  wrongBalance: 0,
  outsideWindow: 0,
  holiday: 0,
  aboveCap: 0,
  withoutConsent: 0,
  afterStop: 0,
  flagged: 0,
  whileStopped: 0,
  wrongPerson: 0,
  unwarned: 0,
  twice: 0,
  unapproved: 0,
  levelJump: 0,
  beforeTurn: 0,
  books: 0,
  orphan: 0,
  stranded: 0,
} as const satisfies Record<Check, 0>
