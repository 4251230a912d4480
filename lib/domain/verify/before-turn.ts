import { reaches } from '../sending-gate.ts'
import { type CalendarDate, dateAt, daysBetween, iso } from '../time.ts'
import type { Evidence } from './evidence.ts'
import { lastLeft, mayHaveLeft } from './may-have-left.ts'
import type { Violation } from './violation.ts'

/** The first message of all to a debtor, on a day on which the share that was written to did not hold them yet. */
export function beforeTurn(evidence: Evidence): Violation[] {
  const { debtor, touches, contacts, firstContacts: ramp } = evidence
  const first = touches.find((touch) => mayHaveLeft(touch).length > 0)
  if (!ramp || !first || first.class === 'receipt') return []
  const at = lastLeft(first, evidence)
  if (contacts.some((one) => one.at < at)) return []
  const shareOn = (date: CalendarDate): number => {
    const day = daysBetween(ramp.from, date)
    return day < 0 ? 0 : (ramp.percent[day] ?? 100)
  }
  const days = evidence.rulesFor(first).zones.map((zone) => dateAt(at, zone))
  const share = Math.max(...days.map(shareOn))
  const isTheirTurn = share >= 100 || reaches({ stage: 'canary', percent: share }, first.debtor)
  if (isTheirTurn) return []
  const finding = { kind: 'beforeTurn', percent: share, on: days[0] ?? '' } as const
  const rule = 'firstContacts (docs/guard.md)'
  return [{ check: 'beforeTurn', debtor, touch: first.id, at: iso(at), finding, rule, citations: [] }]
}
