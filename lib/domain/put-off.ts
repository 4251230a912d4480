import type { SuppressedTouch, TouchRecord } from './touch-record.ts'

/**
 * Tells, of messages that were kept back, which ones left after all: the same step of the same invoice, asking for the same
 * due date, in a message that was claimed then or later and may have left. Those were put off; the others were not sent.
 */
export function putOffAmong(touches: readonly TouchRecord[]): (kept: SuppressedTouch) => boolean {
  const left = touches.filter(({ status }) => status !== 'failed' && status !== 'released')
  const members = Map.groupBy(
    left.flatMap((touch) => touch.members.map((member) => ({ ...member, claimedAt: touch.claimedAt }))),
    ({ invoice }) => invoice,
  )
  return ({ invoice, generation, step, at, dueDate }) =>
    (members.get(invoice) ?? []).some(
      (member) =>
        member.generation === generation &&
        member.step === step &&
        member.claimedAt >= at &&
        (dueDate === undefined || member.dueDate === dueDate),
    )
}
