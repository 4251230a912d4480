import type { Debtor } from '../../domain/debtor.ts'
import type { Rehearsal } from '../../rehearsal/boot.ts'
import { OPERATOR } from '../../rehearsal/gateway/calls.ts'
import type { CapturedMessage } from '../../rehearsal/mail/mail.ts'
import type { Live } from '../live.ts'
import { type Html, html } from './html.ts'
import type { Reply } from './reply.ts'
import { debtorPath, messagePath, nameOf, type Visit } from './visit.ts'

/** A form on a message: answers it as the person who had it would. */
export const answerForm = (visit: Visit, { id }: CapturedMessage): Html =>
  html`<form class="publish card" method="post" action="${visit.href('/answer')}"><h2>${visit.say('answerAsDebtor')}</h2>
<input type="hidden" name="message" value="${id}">
<div class="field"><label for="answer">${visit.say('answerText')}</label><textarea id="answer" name="text" rows="3" maxlength="4000" required></textarea></div>
<p><button>${visit.say('sendAnswer')}</button></p></form>`

/** What is said of an answer that has just been sent, with the way to what came of it. */
export const answerTaken = (visit: Visit, debtor: Debtor | undefined): Html | undefined =>
  visit.query.has('answered')
    ? html`<p class="card" role="status">${visit.say('answerTaken')}${debtor && html` <a href="${visit.href(debtorPath(debtor.id))}">${nameOf(debtor)}</a>`}</p>`
    : undefined

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
  if (live.goal !== undefined) return { kind: 'refused', status: 409, reason: visit().say('clockIsBusy') }
  const now = rehearsal.world.now()
  const [from = ''] = message.to
  const id = `${message.id}-${now.toString(36)}`
  if (message.channel === 'whatsapp' && message.tags.aggregator === undefined) {
    rehearsal.whatsapp.hear(from, text, id)
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
  return { kind: 'leads', to: visit().href(messagePath(message.id), { answered: 'yes' }) }
}
