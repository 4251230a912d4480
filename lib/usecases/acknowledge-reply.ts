import type * as z from 'zod'
import type { AnswerToAcknowledge } from '../contracts/journey.ts'
import { ACKNOWLEDGEMENT, acknowledgementOf } from '../domain/acknowledgement.ts'
import { sendNotice } from './send-notice.ts'
import type { Contacting } from './send-touch.ts'

/**
 * Acknowledges what a debtor answered, if it may be done now. What may not leave now is not sent later: its task is open,
 * and a person answers.
 */
export async function acknowledgeReply(
  outside: Contacting,
  { reply: id, debtor: whose }: z.output<typeof AnswerToAcknowledge>,
): Promise<void> {
  const reply = await outside.ledger.reply(id)
  const about = reply?.touch === undefined ? undefined : await outside.ledger.touch(reply.touch)
  if (!reply || !about) return
  await sendNotice(outside, {
    ...{ id: outside.nameAcknowledgement(reply.id), about, whose, step: ACKNOWLEDGEMENT },
    ...{ kind: 'received', at: Date.parse(reply.at) },
    verdict: (sent, now) => acknowledgementOf({ ...sent, reply }, now),
  })
}
