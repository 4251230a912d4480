import { gsm7Parts } from '../../domain/sms-text.ts'
import { answerForm } from './answer.ts'
import { type Fragment, type Html, html } from './html.ts'
import { badge, facts } from './parts.ts'
import type { Sent } from './reading.ts'
import { heading } from './shell.ts'
import { debtorPath, invoicePath, nameOf, type Visit } from './visit.ts'

/** One message, as it arrives: an e-mail at two widths, or a text on a telephone; `stopUrl` is where our stop page is. */
export function message(visit: Visit, sent: Sent, stopUrl: string | undefined): Html {
  const { message: letter, touch, debtor } = sent
  const { headers, tags } = letter
  return html`${heading(letter.subject ?? `${visit.words.channel(letter.channel)} · ${debtor ? nameOf(debtor) : letter.to.join(', ')}`)}
<div class="card">${facts([
    [visit.say('from'), letter.from.replaceAll('"', '') || visit.say('missing')],
    [visit.say('to'), letter.to.join(', ')],
    ...(letter.channel === 'email'
      ? ([
          [visit.say('replyTo'), headers['reply-to'] ?? visit.say('missing')],
          [visit.say('unsubscribe'), headers['list-unsubscribe'] ?? visit.say('missing')],
        ] as const)
      : []),
    [visit.say('stopLink'), stopUrl !== undefined && stopPageOf(visit, sent.message, stopUrl)],
    [visit.say('tags'), tagsOf(tags) || visit.say('missing')],
    [visit.say('sentAt'), visit.time(letter.at, debtor?.profile?.zone)],
    [visit.say('debtor'), debtor && html`<a href="${visit.href(debtorPath(debtor.id))}">${nameOf(debtor)}</a>`],
    [
      visit.say('about'),
      touch &&
        html`<ul class="inline">${touch.members.map(
          ({ invoice, step }) =>
            html`<li><a href="${visit.href(invoicePath(invoice))}">${invoice}</a> ${badge('quiet', step)}</li>`,
        )}</ul>`,
    ],
  ])}</div>
${letter.channel === 'email' ? email(visit, sent) : letter.channel === 'sms' ? text(visit, letter.text ?? '') : whatsapp(visit, letter)}
${visit.clock && answerForm(visit, letter)}`
}

/** The stop page of a message, wherever its own link would lead: the company's short address is not rehearsed. */
function stopPageOf(visit: Visit, { headers, text = '' }: Sent['message'], stopUrl: string): Html | undefined {
  const [, code] = /\/([a-z0-9]{12})(?=$|>)/.exec(headers['list-unsubscribe'] ?? text) ?? []
  return code === undefined
    ? undefined
    : html`<a href="${`${stopUrl}s/${code}`}" target="_blank" rel="noopener noreferrer">${visit.say('openStopPage')}</a>`
}

const tagsOf = (tags: Readonly<Record<string, string>>): string =>
  Object.entries(tags)
    .map(([name, value]) => `${name}=${value}`)
    .join(', ')

/** The frames are sandboxed without a single permission: no scripts, no forms, no way out. */
function email(visit: Visit, { message: { html: body, text: plain = '' } }: Sent): Html {
  const frame = (label: 'desktop' | 'phone', width: number): Fragment =>
    html`<figure class="device ${label}"><figcaption>${visit.say(label)}</figcaption>
<div class="glass"><iframe sandbox title="${visit.say(label)}" width="${width}" srcdoc="${body && asleep(body)}"></iframe></div></figure>`
  return html`${
    body !== undefined &&
    html`<div class="devices">${frame('desktop', 680)}${frame('phone', 390)}</div>
<p class="small">${visit.say('linksAsleep')}</p>`
  }
<details class="card"${body === undefined && html` open`}><summary>${visit.say('plainText')}</summary><pre class="plain">${plain}</pre></details>`
}

/** Links would put an error page in place of the message; those that ask for a new window are refused in silence. */
const asleep = (body: string): string => body.replace(/<head\b[^>]*>/i, '$&<base target="_blank">')

function text(visit: Visit, body: string): Html {
  const { encoding, parts, septets } = gsm7Parts(body)
  const size = visit.say('textSize', encoding, septets, parts === 1 ? visit.say('onePart') : visit.say('parts', parts))
  return html`<div class="devices"><figure class="device handset"><div class="glass"><p class="bubble">${body}</p></div>
<figcaption>${size}</figcaption></figure></div>`
}

/** A template as the debtor reads it, and the name under which Meta approved it. */
function whatsapp(visit: Visit, { text: body = '', raw }: Sent['message']): Html {
  const [, name] = /"template":\{"name":"(\w+)"/.exec(raw) ?? []
  return html`<div class="devices"><figure class="device handset whatsapp"><div class="glass"><p class="bubble">${body}</p></div>
<figcaption>${name === undefined ? visit.say('freeText') : visit.say('approvedTemplate', name)}</figcaption></figure></div>`
}
