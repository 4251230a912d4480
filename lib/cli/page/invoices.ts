import { type Html, html } from './html.ts'
import { endName } from './overview.ts'
import { badge, matches, paged, search, table } from './parts.ts'
import type { InvoiceLine, Portfolio } from './reading.ts'
import { heading } from './shell.ts'
import { amountFor, debtorPath, invoicePath, nameOf, type Visit } from './visit.ts'

const ENDS = ['open', 'settled', 'handedOver', 'exhausted', 'cancelled', 'writtenOff', 'awaited'] as const

/** All invoices by due date; `?q=` looks in ids, references and debtors, `?outcome=` keeps one outcome or status. */
export function invoices(visit: Visit, portfolio: Portfolio): Html {
  const wanted = visit.query.get('q') ?? ''
  const outcome = visit.query.get('outcome') ?? ''
  const found = portfolio.invoices.filter(
    ({ invoice, debtor }) =>
      (outcome === '' || (invoice.outcome ?? invoice.status) === outcome) &&
      matches(wanted, [invoice.id, invoice.terms.reference, debtor.id, debtor.profile?.name]),
  )
  const { rows, links } = paged(visit, found)
  const choice = html`<label><span>${visit.say('outcome')}</span><select name="outcome"><option value="">${visit.say('allOutcomes')}</option>${ENDS.map(
    (end) => html`<option value="${end}"${end === outcome && html` selected`}>${endName(visit, end)}</option>`,
  )}</select></label>`
  return html`${heading(visit.say('invoices'), visit.say('invoicesLead'))}
${search(visit, visit.say('invoicesSearch'), choice)}
${found.length === 0 ? html`<p class="empty">${visit.say(portfolio.invoices.length === 0 ? 'none' : 'noMatch')}</p>` : html`<p class="count">${visit.say('of', found.length, portfolio.invoices.length)}</p>${invoiceTable(visit, rows)}`}
${links}`
}

/** Invoices as a table; a debtor's own page leaves the debtor out. */
export function invoiceTable(visit: Visit, lines: readonly InvoiceLine[], withDebtor = true): Html {
  const titles = [
    visit.say('invoice'),
    ...(withDebtor ? [visit.say('debtor')] : []),
    visit.say('dueDate'),
    visit.say('balance'),
    visit.say('state'),
    visit.say('waitsFor'),
  ]
  return table(
    titles,
    lines.map((line) => {
      const { invoice, debtor } = line
      return [
        html`<a class="id" href="${visit.href(invoicePath(invoice.id))}">${invoice.id}</a>`,
        ...(withDebtor ? [html`<a href="${visit.href(debtorPath(debtor.id))}">${nameOf(debtor)}</a>`] : []),
        invoice.terms.dueDate && html`<span class="nowrap">${visit.date(invoice.terms.dueDate)}</span>`,
        html`<span class="money">${amountFor(debtor, invoice.balance, invoice.currency)}</span>`,
        standing(visit, line),
        waitingFor(visit, line),
      ]
    }),
  )
}

/** How an invoice stands: its outcome when its journey is over. */
export const standing = (visit: Visit, { invoice }: InvoiceLine): Html => {
  const code = invoice.outcome ?? invoice.status
  return badge(code, endName(visit, code))
}

/** What the journey waits for at this moment, in words. */
export const waitingFor = (visit: Visit, { waiting, invoice, debtor }: InvoiceLine): string => {
  if (waiting)
    return visit.say('waitsUntil', visit.words.reason(waiting.reason), visit.time(waiting.until, debtor.profile?.zone))
  return invoice.outcomeReason === undefined ? '' : visit.words.reason(invoice.outcomeReason)
}
