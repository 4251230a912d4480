import { type Invoice, isActive } from '../../domain/invoice.ts'
import { iso } from '../../domain/time.ts'
import { type Html, html } from './html.ts'
import type { Label } from './labels.ts'
import { endName } from './overview.ts'
import { badge, matches, paged, search, table } from './parts.ts'
import type { InvoiceLine, Portfolio } from './reading.ts'
import { heading } from './shell.ts'
import { amountFor, debtorPath, invoicePath, nameOf, type Visit } from './visit.ts'

const ENDS = ['open', 'settled', 'handedOver', 'exhausted', 'cancelled', 'writtenOff', 'awaited'] as const

/** What an invoice may have beside its amount, for those who look for such invoices. A new one is a line here. */
const WITH: readonly {
  readonly code: string
  readonly label: Label
  has(invoice: Invoice, now: string): boolean
}[] = [
  { code: 'plan', label: 'withPlan', has: ({ terms }) => (terms.instalments?.length ?? 0) > 0 },
  { code: 'charges', label: 'withCharges', has: ({ charges }) => Object.keys(charges).length > 0 },
  {
    code: 'announced',
    label: 'withAnnounced',
    has: ({ announced }) => Object.values(announced).some(({ on }) => on !== undefined),
  },
  {
    code: 'hold',
    label: 'withHold',
    has: ({ holds }, now) => Object.values(holds).some((hold) => isActive(hold, now)),
  },
]

/**
 * All invoices by due date; `?q=` looks in ids, references and debtors, `?outcome=` keeps one outcome or status, and
 * `?with=` those that have something more.
 */
export function invoices(visit: Visit, portfolio: Portfolio): Html {
  const wanted = visit.query.get('q') ?? ''
  const outcome = visit.query.get('outcome') ?? ''
  const having = WITH.find(({ code }) => code === visit.query.get('with'))
  const found = portfolio.invoices.filter(
    ({ invoice, debtor }) =>
      (having?.has(invoice, iso(visit.now)) ?? true) &&
      (outcome === '' || (invoice.outcome ?? invoice.status) === outcome) &&
      matches(wanted, [invoice.id, invoice.terms.reference, debtor.id, debtor.profile?.name]),
  )
  const { rows, links } = paged(visit, found)
  const choice = html`<label><span>${visit.say('outcome')}</span><select name="outcome"><option value="">${visit.say('allOutcomes')}</option>${ENDS.map(
    (end) => html`<option value="${end}"${end === outcome && html` selected`}>${endName(visit, end)}</option>`,
  )}</select></label>
<label><span>${visit.say('withWhat')}</span><select name="with"><option value="">${visit.say('allOutcomes')}</option>${WITH.map(
    ({ code, label }) =>
      html`<option value="${code}"${code === having?.code && html` selected`}>${visit.say(label)}</option>`,
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
