import { isUndelivered } from '../receipt.ts'
import { DAY } from '../time.ts'
import type { TouchRecord } from '../touch-record.ts'
import type { Evidence, Stated } from './evidence.ts'
import { mayHaveLeft } from './may-have-left.ts'
import type { Finding, Violation } from './violation.ts'

type Why = Extract<Finding, { kind: 'unwarned' }>['why']

/**
 * Consequences that no warning opened: each invoice of such a message needs one of its own, of the level before, in full
 * words, that was told to have arrived by then; and the message itself says what it brings about.
 */
export function unwarned({ debtor, touches }: Evidence): Violation[] {
  return touches.flatMap((touch) => {
    const isConsequence = touch.members.some(({ consequence }) => consequence !== undefined)
    if (!isConsequence || mayHaveLeft(touch).length === 0) return []
    return touch.members.flatMap((member): Violation[] => {
      const why = touch.neutral ? 'inNeutralWords' : whyNot(member, touch, touches)
      if (!why) return []
      const { id, claimedAt: at } = touch
      const finding = { kind: 'unwarned', step: member.step, why } as const
      const where = { debtor, invoice: member.invoice, touch: id, at }
      return [{ check: 'unwarned', ...where, finding, rule: 'the warning before (docs/channels.md)', citations: [] }]
    })
  })
}

/** A warning to somebody who owed the invoice before is not on this debtor's record: nothing is said against it. */
function whyNot(
  { consequence, invoice, level, was }: Stated,
  { claimedAt }: TouchRecord,
  touches: Evidence['touches'],
): Why | undefined {
  if (!consequence) return 'amongOthers'
  if (was && !was.lastTouch) return 'neverWarned'
  const warning = touches.find(({ id }) => id === was?.lastTouch?.touch)
  if (!warning) return undefined
  const about = warning.members.find((one) => one.invoice === invoice)
  if (warning.neutral || !about || about.level < level - 1) return 'neverWarned'
  return hadArrived(warning, about, touches, claimedAt) ? undefined : 'notArrived'
}

/** Days after which nothing better is heard of a text than that its carrier took it. */
const LAST_WORD = 3

/** Whether a warning was told to have arrived by an instant (ISO), or one that it said once more. */
function hadArrived(
  { attempts, receipt, template }: TouchRecord,
  { again, was, invoice, step }: Stated,
  touches: Evidence['touches'],
  by: string,
): boolean {
  if (receipt?.deliveredAt !== undefined && receipt.deliveredAt <= by) return true
  const last = attempts.at(-1)
  // A telephone may say so later: what was known then is the carrier's word, and its age.
  const isOldText = last?.channel === 'sms' && Date.parse(by) - Date.parse(last.at) >= LAST_WORD * DAY
  if (isOldText && receipt && !isUndelivered({ receipt })) return true
  const before = again ? touches.find(({ id }) => id === was?.lastTouch?.touch) : undefined
  const member = before?.members.find((one) => one.invoice === invoice && one.step === step)
  if (!before || !member || before.neutral || before.template !== template) return false
  return hadArrived(before, member, touches, by)
}
