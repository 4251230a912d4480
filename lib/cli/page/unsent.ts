import type { SuppressedTouch } from '../../ports.ts'
import { type Filter, narrowed } from './filters.ts'
import { type Html, html } from './html.ts'
import { sides } from './inbox.ts'
import { matches, paged, search, table } from './parts.ts'
import type { Portfolio } from './reading.ts'
import { heading } from './shell.ts'
import { debtorPath, idBeside, invoicePath, nameOf, type Visit, whyOf } from './visit.ts'

/** All messages that were not sent, newest first, each with its reason; `?reason=` keeps one, `?q=` an invoice or debtor. */
export function unsent(visit: Visit, portfolio: Portfolio): Html {
  const { suppressed } = portfolio
  const bills = new Map(portfolio.invoices.map((line) => [line.invoice.id, line]))
  const wanted = visit.query.get('q') ?? ''
  const reasons: Filter<SuppressedTouch> = {
    name: 'reason',
    label: 'reason',
    told: (code) => (suppressed.some(({ reason }) => reason === code) ? whyOf(visit, code) : undefined),
    keeps: ({ reason }, code) => reason === code,
  }
  const { found, chips } = narrowed(visit, suppressed, [reasons])
  const shown = found
    .filter(({ invoice }) => {
      const whose = bills.get(invoice)?.debtor
      return matches(wanted, [invoice, whose?.id, whose?.profile?.name])
    })
    .toSorted((a, b) => (a.at < b.at ? 1 : -1))
  const { rows, links } = paged(visit, shown)
  return html`${heading(visit.say('unsent'), visit.say('unsentLead'))}
${sides(visit, portfolio)}
${search(visit, visit.say('invoicesSearch'))}
${chips}
${
  shown.length === 0
    ? html`<p class="empty">${visit.say(suppressed.length === 0 ? 'none' : 'noMatch')}</p>`
    : html`<p class="count">${visit.say('of', shown.length, suppressed.length)}</p>${table(
        [visit.say('when'), visit.say('invoice'), visit.say('debtor'), visit.say('step'), visit.say('reason')],
        rows.map(({ at, invoice, step, reason }) => {
          const whose = bills.get(invoice)?.debtor
          return [
            html`<span class="nowrap">${visit.time(at, whose?.profile?.zone)}</span>`,
            html`<a class="id" href="${visit.href(invoicePath(invoice))}">${invoice}</a>`,
            whose && html`<a href="${visit.href(debtorPath(whose.id))}">${nameOf(whose)}</a>`,
            html`${whyOf(visit, step)}${idBeside(visit, step)}`,
            whyOf(visit, reason),
          ]
        }),
      )}`
}
${links}`
}
