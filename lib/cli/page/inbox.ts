import { type Filter, narrowed } from './filters.ts'
import { type Html, html } from './html.ts'
import { channelIcon, matches, paged, search } from './parts.ts'
import type { Portfolio, Sent } from './reading.ts'
import { heading } from './shell.ts'
import { messagePath, nameOf, type Visit } from './visit.ts'
import { weekIn, weekOf } from './weekly.ts'

/**
 * All messages that left, newest first; `?q=` looks in addresses, debtors, subjects and invoices, `?channel=`, `?level=`
 * and `?week=` keep those of one.
 */
export function inbox(visit: Visit, portfolio: Portfolio): Html {
  const { sent } = portfolio
  const wanted = visit.query.get('q') ?? ''
  const { found: narrow, chips } = narrowed(visit, sent, filtersOf(visit))
  const found = narrow.filter((one) => matches(wanted, wordsOf(one)))
  const { rows, links } = paged(visit, found)
  return html`${heading(visit.say('inbox'), visit.say('inboxLead'))}
${sides(visit, portfolio)}
${search(visit, visit.say('inboxSearch'))}
${chips}
${found.length === 0 ? html`<p class="empty">${visit.say(sent.length === 0 ? 'none' : 'noMatch')}</p>` : html`<p class="count">${visit.say('of', found.length, sent.length)}</p>`}
<ol class="inbox">${rows.map((one) => line(visit, one))}</ol>
${links}`
}

/** The level of a message that no touch of the ledger belongs to. */
export const NO_LEVEL = 'none'

const filtersOf = (visit: Visit): readonly Filter<Sent>[] => [
  {
    name: 'channel',
    label: 'channel',
    told: (channel) => visit.words.channel(channel),
    keeps: ({ message }, channel) => message.channel === channel,
  },
  {
    name: 'level',
    label: 'levelOf',
    told: (level) => (level === NO_LEVEL ? visit.say('missing') : level),
    keeps: ({ touch }, level) => String(touch?.level ?? NO_LEVEL) === level,
  },
  {
    name: 'week',
    label: 'week',
    told: (week) => weekIn(visit, week),
    keeps: ({ message }, week) => weekOf(message.at) === week,
  },
]

/** The two sides of the inbox: what left, and what did not. */
export const sides = (visit: Visit, { sent, suppressed }: Portfolio): Html =>
  html`<nav class="sides" aria-label="${visit.say('inbox')}">${(
    [
      ['/inbox', 'messagesSent', sent.length],
      ['/inbox/unsent', 'unsent', suppressed.length],
    ] as const
  ).map(
    ([path, label, count]) =>
      html`<a href="${visit.href(path)}"${visit.path === path && html` aria-current="page"`}>${visit.say(label)} <span>${count}</span></a>`,
  )}</nav>`

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
