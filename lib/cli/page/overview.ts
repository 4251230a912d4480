import { moneyOf } from '../figures.ts'
import { type Control, controlList } from './control.ts'
import { type Fragment, type Html, html } from './html.ts'
import { NO_LEVEL } from './inbox.ts'
import { MEASURES, type Measure } from './measures.ts'
import { type Bar, bars, counted } from './parts.ts'
import type { InvoiceLine, Portfolio, Sent } from './reading.ts'
import { heading } from './shell.ts'
import { type Visit, whyOf } from './visit.ts'
import { weekly } from './weekly.ts'

/** The figures of the run; each leads to the list behind it. */
export function overview(visit: Visit, portfolio: Portfolio, waiting: Waiting, more: Extras): Html {
  const { report } = more
  const { invoices, sent, suppressed } = portfolio
  const reasons = largestFirst(tally(suppressed.map(({ reason }) => reason)))
  const ends = largestFirst(tally(invoices.map(({ invoice }) => invoice.outcome ?? invoice.status)))
  return html`${heading(visit.say('overview'), visit.say('overviewLead'))}
<ul class="tiles">
${tile(visit.href('/inbox'), sent.length, visit.say('messagesSent'))}
${tile(visit.href('/invoices'), invoices.length, visit.say('invoices'))}
${tile(visit.href('/tasks'), waiting.tasks, visit.say('openTasks'))}
${tile(visit.href('/refused'), waiting.refused, visit.say('refused'))}
${tile(visit.href('/totals'), waiting.differences, visit.say('totalsDiffer'), waiting.differences > 0)}
</ul>
${weekly(visit, portfolio)}
<div class="pictures">
${moneyPictures(visit, invoices)}
${bars(
  visit.say('journeys'),
  counted(ends, (code) => html`<a href="${visit.href('/invoices', { outcome: code })}">${endName(visit, code)}</a>`),
  seeAll(visit, '/invoices'),
)}
${bars(visit.say('messagesSent'), messageBars(visit, sent), seeAll(visit, '/inbox'))}
${bars(
  visit.say('notSent'),
  counted(
    reasons,
    (code) => html`<a href="${visit.href('/inbox/unsent', { reason: code })}">${whyOf(visit, code)}</a>`,
  ),
  seeAll(visit, '/inbox/unsent'),
)}
</div>
${more.control.length > 0 && controlList(visit, more.control)}
${report !== undefined && html`<details class="card"><summary>${visit.say('report')}</summary><pre>${JSON.stringify(report, null, 2)}</pre></details>`}`
}

/** What stands below the figures: what sources said of their payments, and a report. */
export interface Extras {
  readonly control: readonly Control[]
  readonly report?: unknown
}

/** What waits for a person. */
export interface Waiting {
  readonly tasks: number
  readonly refused: number
  /** Periods for which our ledger holds something else than their source declared. */
  readonly differences: number
}

/** An outcome, or the status of a journey without one. */
export const endName = (visit: Visit, code: string): string =>
  code === 'open' ? visit.say('stillOpen') : code === 'awaited' ? visit.words.status(code) : visit.words.outcome(code)

const tile = (href: string, figure: number, label: string, isAlarming = false): Html =>
  html`<li><a href="${href}"${isAlarming && html` class="alarming"`}><strong>${figure}</strong> <span>${label}</span></a></li>`

const seeAll = (visit: Visit, path: string): Fragment =>
  html`<p class="more"><a href="${visit.href(path)}">${visit.say('seeAll')}</a></p>`

/** The sums of each currency, as the terminal counts them; each leads to the invoices it comes from. */
function moneyPictures(visit: Visit, lines: readonly InvoiceLine[]): Html[] {
  return Object.entries(moneyOf(lines.map(({ invoice }) => invoice))).map(([currency, sums]) => {
    const bar = ({ code, label, of }: Measure): Bar => ({
      tone: TONES[code] ?? 'done',
      label: html`<a href="${visit.href('/invoices', { currency, money: code })}">${visit.say(label)}</a>`,
      value: visit.money(of(sums), currency),
      share: of(sums) / Math.max(1, sums.invoiced + sums.charged),
    })
    const isShown = ({ code, of }: Measure): boolean => !WHEN_ANY.includes(code) || of(sums) > 0
    return bars(visit.say('money', currency), MEASURES.filter(isShown).map(bar))
  })
}

const TONES: Readonly<Record<string, NonNullable<Bar['tone']>>> = { open: 'pending', closedUnpaid: 'gone' }
/** Sums that are not worth a bar while they are nothing. */
const WHEN_ANY: readonly string[] = ['charged', 'closedUnpaid', 'excess']

function messageBars(visit: Visit, sent: readonly Sent[]): Bar[] {
  const kinds = tally(sent.map(({ message, touch }) => `${message.channel} ${touch?.level ?? ''}`))
  return counted(kinds, (key) => {
    const [channel = '', level = ''] = key.split(' ')
    const name = visit.words.channel(channel)
    const label = level === '' ? visit.say('channelAlone', name) : visit.say('channelLevel', name, level)
    return html`<a href="${visit.href('/inbox', { channel, level: level || NO_LEVEL })}">${label}</a>`
  })
}

const largestFirst = (counts: ReadonlyMap<string, number>): Map<string, number> =>
  new Map([...counts].sort(([, a], [, b]) => b - a))

/** How often each key occurs, by key. */
function tally(keys: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const key of keys.toSorted()) counts.set(key, (counts.get(key) ?? 0) + 1)
  return counts
}
