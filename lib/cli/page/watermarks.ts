import type { ControlTotals, Watermark } from '../../domain/control-totals.ts'
import { type Fragment, type Html, html } from './html.ts'
import { badge, paged } from './parts.ts'
import { heading } from './shell.ts'
import type { Visit } from './visit.ts'

/** What each source declared complete, beside what our ledger holds; whatever differs stands first. */
export function watermarks(visit: Visit, declared: readonly Watermark[]): Html {
  const { rows, links } = paged(visit, [...declared.filter(differs), ...declared.filter((one) => !differs(one))])
  return html`${heading(visit.say('totals'), visit.say('totalsLead'))}
${declared.length === 0 && html`<p class="empty">${visit.say('noTotals')}</p>`}
${rows.map((one) => card(visit, one))}
${links}`
}

/** Whether our ledger holds something else than the source declared. */
export const differs = ({ state }: Watermark): boolean => state === 'differs'

function card(visit: Visit, watermark: Watermark): Html {
  const { source, from, upTo, state, declared, ours, difference, at, comparedAt } = watermark
  const currencies = [
    ...new Set([declared, ours].flatMap(({ totals }) => totals.map(({ currency }) => currency))),
  ].sort()
  const columns: readonly (readonly [title: string, totals: ControlTotals])[] = [
    [visit.say('declares', source), declared],
    [visit.say('weHold'), ours],
    ...(differs(watermark) ? [[visit.say('difference'), difference] as const] : []),
  ]
  const row = (title: string, cell: (totals: ControlTotals) => Fragment): Html =>
    html`<tr><th scope="row">${title}</th>${columns.map(
      ([column, totals]) => html`<td data-title="${column}"><div class="money">${cell(totals)}</div></td>`,
    )}</tr>`
  return html`<section class="card totals${differs(watermark) && ' alarming'}">
<h2>${source}: ${visit.date(from)} – ${visit.date(upTo)} ${badge(BADGES[state], visit.say(state))}</h2>
<table><thead><tr><td></td>${columns.map(([title]) => html`<th scope="col">${title}</th>`)}</tr></thead><tbody>
${row(visit.say('invoices'), ({ documents }) => String(documents))}
${currencies.map((currency) => row(currency, ({ totals }) => amountIn(visit, totals, currency)))}
</tbody></table>
<p class="small">${visit.say('declaredAt', visit.time(at, undefined), visit.time(comparedAt, undefined))}</p>
${differs(watermark) && html`<p class="more"><a href="${visit.href('/refused')}">${visit.say('whatWeRefused')}</a></p>`}</section>`
}

const BADGES = { agrees: 'settled', differs: 'exhausted', comparing: 'open' } as const

function amountIn(visit: Visit, totals: ControlTotals['totals'], currency: string): string {
  const sum = totals.find((one) => one.currency === currency)
  return sum === undefined ? '–' : visit.money(sum.amount, currency)
}
