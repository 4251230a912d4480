import type * as z from 'zod'
import type { CorrectionOrdered } from '../contracts/journey.ts'
import { CORRECTION, correctionOf } from '../domain/correction.ts'
import { TransientFault } from './faults.ts'
import { TRIES } from './recording.ts'
import { sendNotice } from './send-notice.ts'
import type { Contacting } from './send-touch.ts'

/**
 * Says to whoever had a message that it was a mistake of ours: once for each correction and debtor, whatever the debtor is
 * called by now and however many messages were wrong. The message itself remembers by which touch it was corrected.
 */
export async function correctMessage(
  outside: Contacting,
  { correction, touch: id, author }: z.output<typeof CorrectionOrdered>,
): Promise<void> {
  const about = await outside.ledger.touch(id)
  if (!about) return
  const { id: whose } = await outside.debtors.debtor(about.debtor)
  await sendNotice(outside, {
    ...{ id: outside.nameCorrection(correction, whose), about, whose, step: CORRECTION },
    ...{ kind: 'corrected', at: Date.parse(about.claimedAt) },
    verdict: (sent, now) => correctionOf({ ...sent, touch: about }, now),
    corrects: { correction, touch: id, author },
    claimed: ({ id: by }) => remember(outside, id, by),
  })
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
