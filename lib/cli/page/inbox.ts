import { type Html, html } from './html.ts'
import { channelIcon, matches, paged, search } from './parts.ts'
import type { Portfolio, Sent } from './reading.ts'
import { heading } from './shell.ts'
import { messagePath, nameOf, type Visit } from './visit.ts'

/** All messages that left, newest first; `?q=` looks in addresses, debtors, subjects and invoices. */
export function inbox(visit: Visit, { sent }: Portfolio): Html {
  const wanted = visit.query.get('q') ?? ''
  const found = sent.filter((one) => matches(wanted, wordsOf(one)))
  const { rows, links } = paged(visit, found)
  return html`${heading(visit.say('inbox'), visit.say('inboxLead'))}
${search(visit, visit.say('inboxSearch'))}
${found.length === 0 ? html`<p class="empty">${visit.say(sent.length === 0 ? 'none' : 'noMatch')}</p>` : html`<p class="count">${visit.say('of', found.length, sent.length)}</p>`}
<ol class="inbox">${rows.map((one) => line(visit, one))}</ol>
${links}`
}

/** One message as a line that leads to it. */
export function line(visit: Visit, { message, debtor, touch }: Sent): Html {
  return html`<li><a href="${visit.href(messagePath(message.id))}">
${channelIcon(message.channel, visit.words.channel(message.channel))}
<span class="who">${debtor ? nameOf(debtor) : message.to.join(', ')}</span>
<span class="subject">${firstLine(message)}</span>
<time datetime="${new Date(message.at).toISOString()}">${visit.time(message.at, debtor?.profile?.zone)}</time>
<span class="small">${message.to.join(', ')}${touch && ` · ${visit.words.touchClass(touch.class)} · ${visit.say('level', touch.level)}`}</span>
</a></li>`
}

/** What a mail reader or a telephone shows before a message is opened. */
export const firstLine = (message: Sent['message']): string => message.subject ?? message.text?.split('\n')[0] ?? ''

const wordsOf = ({ message, touch, debtor }: Sent): (string | undefined)[] => [
  ...message.to,
  firstLine(message),
  message.id,
  debtor?.id,
  debtor?.profile?.name,
  ...(touch?.members.map(({ invoice }) => invoice) ?? []),
]
