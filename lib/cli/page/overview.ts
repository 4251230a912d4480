import { posted } from '../../domain/charges.ts'
import { formatMoney } from '../../domain/money.ts'
import { type Control, controlList } from './control.ts'
import { type Fragment, type Html, html } from './html.ts'
import { type Bar, bars, counted } from './parts.ts'
import type { InvoiceLine, Portfolio, Sent } from './reading.ts'
import { heading } from './shell.ts'
import type { Visit } from './visit.ts'
import { weekly } from './weekly.ts'

/** The figures of the run; each leads to the list behind it. */
export function overview(visit: Visit, portfolio: Portfolio, waiting: Waiting, more: Extras = {}): Html {
  const { report, control } = more
  const { invoices, sent, suppressed } = portfolio
  const reasons = largestFirst(tally(suppressed.map(({ reason }) => reason)))
  const ends = largestFirst(tally(invoices.map(({ invoice }) => invoice.outcome ?? invoice.status)))
  return html`${heading(visit.say('overview'), visit.say('overviewLead'))}
<ul class="tiles">
${tile(visit.href('/inbox'), sent.length, visit.say('messagesSent'))}
${tile(visit.href('/invoices'), invoices.length, visit.say('invoices'))}
${tile(visit.href('/tasks'), waiting.tasks, visit.say('openTasks'))}
${tile(visit.href('/refused'), waiting.refused, visit.say('refused'))}
</ul>
${weekly(visit, portfolio)}
<div class="pictures">
${currenciesOf(invoices).map((currency) => moneyPicture(visit, invoices, currency))}
${bars(
  visit.say('journeys'),
  counted(ends, (code) => html`<a href="${visit.href('/invoices', { outcome: code })}">${endName(visit, code)}</a>`),
  seeAll(visit, '/invoices'),
)}
${bars(visit.say('messagesSent'), messageBars(visit, sent), seeAll(visit, '/inbox'))}
${bars(
  visit.say('notSent'),
  counted(reasons, (code) => visit.words.reason(code)),
)}
</div>
${control && control.length > 0 && controlList(visit, control)}
${report !== undefined && html`<details class="card"><summary>${visit.say('report')}</summary><pre>${JSON.stringify(report, null, 2)}</pre></details>`}`
}

/** What may stand below the figures. */
export interface Extras {
  readonly report?: unknown
  readonly control?: readonly Control[] | undefined
}

/** What waits for a person. */
export interface Waiting {
  readonly tasks: number
  readonly refused: number
}

/** An outcome, or the status of a journey without one. */
export const endName = (visit: Visit, code: string): string =>
  code === 'open' ? visit.say('stillOpen') : code === 'awaited' ? visit.words.status(code) : visit.words.outcome(code)

const tile = (href: string, figure: number, label: string): Html =>
  html`<li><a href="${href}"><strong>${figure}</strong> <span>${label}</span></a></li>`

const seeAll = (visit: Visit, path: string): Fragment =>
  html`<p class="more"><a href="${visit.href(path)}">${visit.say('seeAll')}</a></p>`

/** Invoiced, collected and open of one currency; what was paid above the debt belongs to the debtor and is left out. */
function moneyPicture(visit: Visit, lines: readonly InvoiceLine[], currency: string): Html {
  const own = lines.filter(({ invoice }) => invoice.issued && invoice.currency === currency)
  const sum = (of: (line: InvoiceLine['invoice']) => number): number =>
    own.reduce((total, { invoice }) => total + of(invoice), 0)
  const invoiced = sum((invoice) => (invoice.terms.amount ?? 0) + posted(invoice))
  const collected = sum((invoice) => invoice.paid - invoice.excess)
  const open = sum((invoice) => invoice.balance)
  const locale = own.find(({ debtor }) => debtor.profile)?.debtor.profile?.language ?? 'es'
  const bar = (label: string, amount: number): Bar => ({
    label,
    value: formatMoney({ amount, currency }, locale),
    share: invoiced > 0 ? amount / invoiced : 0,
  })
  const rest = invoiced - collected - open
  return bars(visit.say('money', currency), [
    bar(visit.say('invoiced'), invoiced),
    bar(visit.say('collected'), collected),
    bar(visit.say('open'), open),
    ...(rest > 0 ? [bar(visit.say('closedUnpaid'), rest)] : []),
  ])
}

function messageBars(visit: Visit, sent: readonly Sent[]): Bar[] {
  const kinds = tally(sent.map(({ message, touch }) => `${message.channel} ${touch?.level ?? ''}`))
  return counted(kinds, (key) => {
    const [channel = '', level = ''] = key.split(' ')
    const name = visit.words.channel(channel)
    return level === '' ? visit.say('channelAlone', name) : visit.say('channelLevel', name, level)
  })
}

const currenciesOf = (lines: readonly InvoiceLine[]): string[] =>
  [...new Set(lines.flatMap(({ invoice }) => (invoice.issued && invoice.currency ? [invoice.currency] : [])))].sort()

const largestFirst = (counts: ReadonlyMap<string, number>): Map<string, number> =>
  new Map([...counts].sort(([, a], [, b]) => b - a))

/** How often each key occurs, by key. */
function tally(keys: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const key of keys.toSorted()) counts.set(key, (counts.get(key) ?? 0) + 1)
  return counts
}
