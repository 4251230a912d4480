import { type Invoice, isActive } from '../../domain/invoice.ts'
import { iso } from '../../domain/time.ts'
import { type Filter, narrowed } from './filters.ts'
import { type Html, html } from './html.ts'
import type { Label } from './labels.ts'
import { measureOf, sumOf } from './measures.ts'
import { endName } from './overview.ts'
import { badge, matches, paged, search, table } from './parts.ts'
import type { InvoiceLine, Portfolio } from './reading.ts'
import { heading } from './shell.ts'
import { debtorPath, invoicePath, nameOf, type Visit, whyOf } from './visit.ts'
import { weekIn, weekOf } from './weekly.ts'

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
 * All invoices by due date; `?q=` looks in ids, references and debtors, `?outcome=` keeps one outcome or status, `?with=`
 * those that have something more, `?currency=` and `?money=` those a figure counts, `?paidIn=` those paid in a week.
 */
export function invoices(visit: Visit, portfolio: Portfolio): Html {
  const wanted = visit.query.get('q') ?? ''
  const outcome = visit.query.get('outcome') ?? ''
  const having = visit.query.get('with')
  const { found: narrow, chips } = narrowed(visit, portfolio.invoices, filtersOf(visit, portfolio))
  const found = narrow.filter(({ invoice, debtor }) =>
    matches(wanted, [invoice.id, invoice.terms.reference, debtor.id, debtor.profile?.name]),
  )
  const { rows, links } = paged(visit, found)
  const choice = html`<label><span>${visit.say('outcome')}</span><select name="outcome"><option value="">${visit.say('allOutcomes')}</option>${ENDS.map(
    (end) => html`<option value="${end}"${end === outcome && html` selected`}>${endName(visit, end)}</option>`,
  )}</select></label>
<label><span>${visit.say('withWhat')}</span><select name="with"><option value="">${visit.say('allOutcomes')}</option>${WITH.map(
    ({ code, label }) =>
      html`<option value="${code}"${code === having && html` selected`}>${visit.say(label)}</option>`,
  )}</select></label>`
  return html`${heading(visit.say('invoices'), visit.say('invoicesLead'))}
${search(visit, visit.say('invoicesSearch'), choice)}
${chips}
${found.length === 0 ? html`<p class="empty">${visit.say(portfolio.invoices.length === 0 ? 'none' : 'noMatch')}</p>` : html`<p class="count">${visit.say('of', found.length, portfolio.invoices.length)}${summed(visit, found)}</p>${invoiceTable(visit, rows)}`}
${links}`
}

function filtersOf(visit: Visit, { invoices, payments }: Portfolio): readonly Filter<InvoiceLine>[] {
  return [
    {
      name: 'outcome',
      label: 'outcome',
      told: (end) => (ENDS.some((known) => known === end) ? endName(visit, end) : undefined),
      keeps: ({ invoice }, end) => (invoice.outcome ?? invoice.status) === end,
    },
    {
      name: 'with',
      label: 'withWhat',
      told: (wanted) => WITH.flatMap(({ code, label }) => (code === wanted ? [visit.say(label)] : []))[0],
      keeps: ({ invoice }, wanted) => WITH.some(({ code, has }) => code === wanted && has(invoice, iso(visit.now))),
    },
    {
      name: 'currency',
      label: 'currency',
      told: (code) => (invoices.some(({ invoice }) => invoice.currency === code) ? code : undefined),
      keeps: ({ invoice }, code) => invoice.currency === code,
    },
    {
      name: 'money',
      label: 'moneyOf',
      told: (code) => {
        const measure = measureOf(code)
        return measure && visit.say(measure.label)
      },
      keeps: ({ invoice }, code) => {
        const measure = measureOf(code)
        return measure !== undefined && sumOf(measure, [invoice], invoice.currency ?? '') > 0
      },
    },
    {
      name: 'paidIn',
      label: 'paidIn',
      told: (week) => weekIn(visit, week),
      keeps: ({ invoice }, week) => payments.some((paid) => paid.invoice === invoice.id && weekOf(paid.at) === week),
    },
  ]
}

/** The figure that the list stands behind, once more: a sum of one currency. */
function summed(visit: Visit, found: readonly InvoiceLine[]): Html | undefined {
  const [measure, currency] = [measureOf(visit.query.get('money') ?? ''), visit.query.get('currency')]
  const [own] = found
  if (!measure || currency === null || !own) return undefined
  const amount = sumOf(
    measure,
    found.map(({ invoice }) => invoice),
    currency,
  )
  return html` · ${visit.say(measure.label)} <strong class="money">${visit.money(amount, currency)}</strong>`
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
        html`<span class="money">${visit.money(invoice.balance, invoice.currency)}</span>`,
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
    return visit.say('waitsUntil', whyOf(visit, waiting.reason), visit.time(waiting.until, debtor.profile?.zone))
  return invoice.outcomeReason === undefined ? '' : whyOf(visit, invoice.outcomeReason)
}
