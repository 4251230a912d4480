import type { Rehearsal } from '../../rehearsal/boot.ts'
import { OPERATOR } from '../../rehearsal/gateway/calls.ts'
import type { CapturedMessage } from '../../rehearsal/mail/mail.ts'
import type { Live } from '../live.ts'
import { type Html, html } from './html.ts'
import type { Reply } from './reply.ts'
import { messagePath, type Visit } from './visit.ts'

/** A form on a message: answers it as the person who had it would. */
export const answerForm = (visit: Visit, { id }: CapturedMessage): Html =>
  html`<form class="publish card" method="post" action="${visit.href('/answer')}"><h2>${visit.say('answerAsDebtor')}</h2>
<input type="hidden" name="message" value="${id}"><label><span>${visit.say('answerText')}</span><textarea name="text" rows="2" maxlength="4000" required></textarea></label>
<button>${visit.say('publishIt')}</button></form>`

/** Takes an answer to a message: a text goes to the two-way number or its aggregator, an e-mail comes from the mail gateway. */
export async function answerMessage(
  rehearsal: Rehearsal,
  live: Live,
  form: URLSearchParams,
  visit: () => Visit,
): Promise<Reply> {
  const message = rehearsal.mail.messages.find(({ id }) => id === form.get('message'))
  const text = form.get('text') ?? ''
  if (!message) return { kind: 'refused', status: 404, reason: 'There is no such message to answer.' }
  if (live.goal !== undefined) return { kind: 'refused', status: 409, reason: 'The clock is moving.' }
  const now = rehearsal.world.now()
  const [from = ''] = message.to
  const id = `${message.id}-${now.toString(36)}`
  if (message.channel === 'whatsapp' && message.tags.aggregator === undefined) {
    rehearsal.whatsapp.hear(from, text, `wamid.${id}`)
  } else if (message.tags.aggregator !== undefined) {
    await rehearsal.aggregators.hear(message.tags.aggregator, from, text, id)
  } else if (message.channel === 'sms') {
    const TopicArn = rehearsal.deployed.outputs.InboundTextsTopicArn
    const Message = JSON.stringify({ originationNumber: from, messageBody: text, inboundMessageId: id })
    await rehearsal.calls.perform(OPERATOR, 'sns', 'Publish', { TopicArn, Message })
  } else {
    const inReplyTo = message.tags.touch
    const said = { reply: `mail-${id}`, channel: 'email', from, text, ...(inReplyTo && { inReplyTo }) }
    const detail = { version: 1, occurredAt: new Date(now).toISOString(), ...said }
    await rehearsal.publish([{ source: 'mail-gateway', detailType: 'ReplyReceived', detail }])
  }
  await live.rest()
  return { kind: 'leads', to: visit().href(messagePath(message.id)) }
}
