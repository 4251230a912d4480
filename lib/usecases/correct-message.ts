import type * as z from 'zod'
import type { CorrectionOrdered } from '../contracts/journey.ts'
import { CORRECTION, correctionOf } from '../domain/correction.ts'
import { TransientFault } from './faults.ts'
import { TRIES } from './recording.ts'
import { sendNotice } from './send-notice.ts'
import type { Contacting } from './send-touch.ts'

/**
 * Says to whoever had a message that it was a mistake of ours: once for each correction and debtor, whatever the debtor is
 * called by now or was called then, and however many messages were wrong. The message itself remembers by which touch it
 * was corrected.
 */
export async function correctMessage(
  outside: Contacting,
  { correction, touch: id, author }: z.output<typeof CorrectionOrdered>,
): Promise<void> {
  const about = await outside.ledger.touch(id)
  if (!about) return
  const { id: whose, aliases } = await outside.debtors.debtor(about.debtor)
  await sendNotice(outside, {
    ...{ id: await nameOf(outside, correction, [whose, ...aliases]), about, whose, step: CORRECTION },
    ...{ kind: 'corrected', at: Date.parse(about.claimedAt) },
    verdict: (sent, now) => correctionOf({ ...sent, touch: about }, now),
    corrects: { correction, touch: id, author },
    claimed: ({ id: by }) => remember(outside, id, by),
  })
}

/**
 * The apology that there is under any id of the debtor, or else the next: one that its provider would not take just then
 * was none.
 */
async function nameOf({ ledger, nameCorrection }: Contacting, correction: string, ids: readonly string[]) {
  const next: string[] = []
  for (const id of ids) {
    let name = nameCorrection(correction, id)
    let known = await ledger.touch(name)
    while (known?.status === 'released') {
      name = nameCorrection(correction, name)
      known = await ledger.touch(name)
    }
    if (known) return name
    next.push(name)
  }
  return next[0] ?? ''
}

/** Writes on the wrong message by which touch it was corrected; a report may be writing to it too. */
async function remember({ ledger }: Contacting, id: string, by: string): Promise<void> {
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const touch = await ledger.touch(id)
    if (!touch || touch.corrected?.includes(by)) return
    if ((await ledger.saveTouch(touch, { ...touch, corrected: [...(touch.corrected ?? []), by] })) === 'written') return
  }
  throw new TransientFault(`touch ${id} changed ${TRIES} times while its correction was being noted`)
}
