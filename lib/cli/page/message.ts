import { answerForm, answerTaken } from './answer.ts'
import { chatDevice, emailDevices, textDevice } from './devices.ts'
import { type Html, html } from './html.ts'
import { badge, facts } from './parts.ts'
import type { Sent } from './reading.ts'
import { heading } from './shell.ts'
import { debtorPath, idBeside, invoicePath, nameOf, stepOf, type Visit } from './visit.ts'

/** One message, as it arrives: an e-mail at two widths, or a text on a telephone; `stopUrl` is where our stop page is. */
export function message(visit: Visit, sent: Sent, stopUrl: string | undefined): Html {
  const { message: letter, touch, debtor } = sent
  const { headers, tags } = letter
  return html`${heading(letter.subject ?? `${visit.words.channel(letter.channel)} · ${debtor ? nameOf(debtor) : letter.to.join(', ')}`)}
${answerTaken(visit, debtor)}
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
            html`<li><a href="${visit.href(invoicePath(invoice))}">${invoice}</a> ${badge('quiet', stepOf(visit, step))}${idBeside(visit, step)}</li>`,
        )}</ul>`,
    ],
  ])}</div>
${
  letter.channel === 'email'
    ? emailDevices(visit, letter.html, letter.text ?? '')
    : letter.channel === 'sms'
      ? textDevice(visit, letter.text ?? '')
      : chatDevice(visit, letter.text ?? '', templateOf(letter))
}
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

/** The name under which Meta approved a template; free text has none. */
const templateOf = ({ raw }: Sent['message']): string | undefined => /"template":\{"name":"(\w+)"/.exec(raw)?.[1]
