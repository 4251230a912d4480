import { lasting, ownName } from '../own-name.ts'
import { isUndelivered } from '../receipt.ts'
import { DAY } from '../time.ts'
import type { TouchRecord } from '../touch-record.ts'
import type { Evidence, Stated } from './evidence.ts'
import { mayHaveLeft } from './may-have-left.ts'
import { pastDebtor } from './past-debtor.ts'
import { pastInvoice } from './past-invoice.ts'
import type { Finding, Violation } from './violation.ts'

/** Steps that two messages used up, a second acknowledgement within a day, messages that may have left by two ways, and those a provider took more than once. */
export function twice(evidence: Evidence): Violation[] {
  const violation = ({ id: touch, claimedAt: at }: TouchRecord, finding: Finding, invoice?: string): Violation => ({
    check: 'twice',
    debtor: evidence.debtor,
    ...(invoice === undefined ? {} : { invoice }),
    touch,
    at,
    finding,
    rule: 'I2',
    citations: [],
  })
  const usedUp = new Map<string, string>()
  const acknowledged: TouchRecord[] = []
  return evidence.touches.flatMap((touch) => {
    const found: Violation[] = []
    const tries = mayHaveLeft(touch).length
    if (tries > 1) found.push(violation(touch, { kind: 'triedTwice', tries }))
    const times = evidence.acceptedOf?.(touch).length ?? 0
    if (times > 1) found.push(violation(touch, { kind: 'acceptedTwice', times }))
    // A message that did not arrive has used up nothing: its step may leave another way.
    if ((tries === 0 && times === 0) || (touch.status === 'failed' && isUndelivered(touch))) return found
    if (touch.class === 'receipt' && touch.corrects === undefined) {
      // Two debtors who were found to be one later had their own.
      const { id, aliases } = pastDebtor(touch, evidence)
      const first = acknowledged.findLast(({ debtor }) => debtor === id || aliases.includes(debtor))
      if (first && Date.parse(touch.claimedAt) - Date.parse(first.claimedAt) < DAY)
        found.push(violation(touch, { kind: 'claimedTwice', step: touch.template, other: first.id }))
      acknowledged.push(touch)
    }
    for (const member of touch.members) {
      const step = stepOf(member, evidence)
      const other = usedUp.get(step)
      if (other !== undefined && !(member.again && mayRepeat(touch, other, evidence)))
        found.push(violation(touch, { kind: 'claimedTwice', step: member.step, other }, member.invoice))
      usedUp.set(step, touch.id)
    }
    return found
  })
}

/**
 * A warning may be said once more where it has not been, while nobody says that it arrived, and anywhere after one that was
 * none: in neutral words, or in those of another step that it travelled with. When a report was heard is not on
 * record, only when the provider made it: one that came later than the second warning is nothing against it.
 */
const mayRepeat = (touch: TouchRecord, id: string, { touches, timelines }: Evidence): boolean => {
  const ids = Object.keys(timelines)
  const before = touches.find((one) => one.id === id)
  if (!before) return false
  const isNoWarning = before.neutral !== undefined || before.template !== touch.template
  return isNoWarning || placeOf(before, ids) !== placeOf(touch, ids)
}

/** The contact point that a message went to last, by the id it lies under: its name changes when ids are found to be one. */
function placeOf({ debtor: id, attempts }: TouchRecord, ids: readonly string[]): string | undefined {
  const name = attempts.at(-1)?.contactPoint
  return name === undefined ? undefined : lasting(ownName(ids, { id, name }))
}

/** A step of one journey; an instalment has steps of its own, and a later due date begins them again. */
function stepOf({ invoice, generation, step, dueDate, version }: Stated, { invoices }: Evidence): string {
  const entries = invoices.find((one) => one.invoice.id === invoice)?.entries ?? []
  const { dueDates } = pastInvoice(entries.filter((entry) => entry.version <= version))
  return [invoice, generation, step, dueDate, ...dueDates].join(' ')
}
