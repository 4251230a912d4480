import type { Debtor } from '../../domain/debtor.ts'
import type { Task } from '../../ports.ts'
import { debtorPanels } from './debtor-panels.ts'
import { type Html, html } from './html.ts'
import { line } from './inbox.ts'
import { invoiceTable } from './invoices.ts'
import type { Portfolio } from './reading.ts'
import { heading } from './shell.ts'
import { nameOf, type Visit } from './visit.ts'

/** One debtor: who it is, how to reach them, what keeps us silent, what they owe and what they were sent. */
export function debtor(
  visit: Visit,
  portfolio: Portfolio,
  person: Debtor,
  had: { readonly invoices: readonly string[]; readonly touches: readonly string[]; readonly tasks: readonly Task[] },
): Html {
  const owned = new Set(had.invoices)
  const told = new Set(had.touches)
  const invoices = portfolio.invoices.filter(({ invoice }) => owned.has(invoice.id))
  const touches = portfolio.sent.filter(({ touch }) => touch !== undefined && told.has(touch.id))
  return html`${heading(nameOf(person), person.profile ? person.id : visit.say('unknownDebtor'))}
${visit.clock && html`<p class="more"><a href="${visit.href('/publish', { event: 'InvoiceIssued', debtor: person.id })}">${visit.say('publishAboutDebtor')}</a></p>`}
${debtorPanels({ visit, person, invoices, tasks: had.tasks })}
<section><h2>${visit.say('invoices')}</h2>${invoices.length === 0 ? html`<p class="empty">${visit.say('none')}</p>` : invoiceTable(visit, invoices, false)}</section>
<section><h2>${visit.say('touches')}</h2>${touches.length === 0 ? html`<p class="empty">${visit.say('none')}</p>` : html`<ol class="inbox">${touches.map((one) => line(visit, one))}</ol>`}</section>`
}
