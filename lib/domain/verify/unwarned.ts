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
  const at = warning.receipt?.deliveredAt
  return at !== undefined && at <= claimedAt ? undefined : 'notArrived'
}
