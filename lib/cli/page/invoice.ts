import type { InvoiceFile } from '../../aws/staff-ledger.ts'
import { takeBackForm } from './approve.ts'
import { type Html, html } from './html.ts'
import { invoicePanels } from './invoice-panels.ts'
import { standing as badgeOf, waitingFor } from './invoices.ts'
import type { JourneyLine } from './journey-lines.ts'
import type { JourneyPath } from './journey-path.ts'
import { machinePicture } from './machine-picture.ts'
import type { Machine } from './machine-shape.ts'
import { facts } from './parts.ts'
import type { Portfolio } from './reading.ts'
import { heading } from './shell.ts'
import { timeline } from './timeline.ts'
import { debtorPath, nameOf, type Visit } from './visit.ts'

/** What the executions of an invoice did, and the machine they did it in. */
export interface Journey {
  readonly lines: readonly JourneyLine[]
  readonly path: JourneyPath
  readonly machine: Machine
}

/** One invoice: what it is, how it stands, and all that happened to it. */
export function invoice(visit: Visit, portfolio: Portfolio, file: InvoiceFile, journey: Journey): Html {
  const { invoice: bill, waiting } = file
  const { terms, currency } = bill
  const debtor = portfolio.debtor(terms.debtor ?? '')
  const { path, machine, lines } = journey
  const zone = debtor.profile?.zone ?? 'UTC'
  const standing = path.stands && {
    since: visit.time(path.stands.since, zone),
    until: waiting && visit.time(waiting.until, zone),
  }
  const line = { invoice: bill, debtor, ...(waiting ? { waiting } : {}) }
  return html`${heading(html`${visit.say('invoice')} ${bill.id} ${badgeOf(visit, line)}`, waitingFor(visit, line) || undefined)}
<div class="card">${facts([
    [visit.say('debtor'), html`<a href="${visit.href(debtorPath(debtor.id))}">${nameOf(debtor)}</a>`],
    [visit.say('balance'), html`<strong class="money">${visit.money(bill.balance, currency)}</strong>`],
    [visit.say('amount'), terms.amount !== undefined && visit.money(terms.amount, currency)],
    [visit.say('issueDate'), terms.issueDate && visit.date(terms.issueDate)],
    [visit.say('dueDate'), terms.dueDate && visit.date(terms.dueDate)],
    [visit.say('description'), terms.description],
    [visit.say('reference'), terms.reference],
    [visit.say('policy'), bill.journey.policy?.id],
    [visit.say('paymentLink'), terms.paymentLink],
  ])}${visit.clock && bill.balance > 0 && html`<p class="more"><a href="${visit.href('/publish', { event: 'PaymentReceived', invoice: bill.id })}">${visit.say('publishAbout')}</a></p>`}</div>
${takeBackForm(visit, bill)}
${invoicePanels({ visit, file, debtor })}
<div class="story">
${timeline(visit, file, lines, debtor, portfolio.sent)}
${machinePicture(visit, machine, path, standing)}
</div>`
}
