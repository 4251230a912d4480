import type * as z from 'zod'
import type { AnswerToAcknowledge } from '../contracts/journey.ts'
import { ACKNOWLEDGEMENT, acknowledgementOf } from '../domain/acknowledgement.ts'
import { languageFor } from '../domain/gathering.ts'
import { isIssued } from '../domain/invoice.ts'
import type { Occasion } from '../domain/notice.ts'
import type { Reply } from '../domain/reply.ts'
import { sendNotice } from './send-notice.ts'
import type { Contacting } from './send-touch.ts'
import { openInvoicesUnder } from './tell-debtor.ts'

/**
 * Acknowledges what a debtor answered, if it may be done now. What may not leave now is not sent later: its task is open,
 * and a person answers.
 */
export async function acknowledgeReply(
  outside: Contacting,
  { reply: id, debtor: whose }: z.output<typeof AnswerToAcknowledge>,
): Promise<void> {
  const reply = await outside.ledger.reply(id)
  const about = reply && (await occasionOf(outside, reply, whose))
  if (!about) return
  await sendNotice(outside, {
    ...{ id: outside.nameAcknowledgement(reply.id), about, whose, step: ACKNOWLEDGEMENT },
    ...{ kind: 'received', at: Date.parse(reply.at) },
    verdict: (sent, now) => acknowledgementOf({ ...sent, reply }, now),
  })
}

/**
 * What an answer is about: the message it answers. One that is tied to none is about everything its debtor owes, in the
 * name of who issued the oldest of it; of somebody who owes nothing nobody knows in whose name to answer.
 */
async function occasionOf(outside: Contacting, reply: Reply, whose: string): Promise<Occasion | undefined> {
  const { touch, contactPoint, channel, at } = reply
  if (touch !== undefined) return outside.ledger.touch(touch)
  if (contactPoint === undefined) return undefined
  const debtor = await outside.debtors.debtor(whose)
  const open = (await outside.ledger.invoices(await openInvoicesUnder(outside, whose))).filter(isIssued)
  const [first] = open
  if (!first) return undefined
  const policy = await outside.policies.of(first, debtor)
  return {
    debtor: debtor.id,
    entity: first.terms.entity,
    language: languageFor(debtor, policy),
    ...(policy.addressAs && { addressAs: policy.addressAs }),
    currency: first.currency,
    attempts: [{ channel, contactPoint, at }],
    members: open.map(({ id: invoice, generation }) => ({ invoice, generation })),
  }
}
