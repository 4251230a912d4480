import type { Debtor } from '../../domain/debtor.ts'
import { NO_DEMAND, whyUnusable } from '../../domain/reach.ts'
import { type Html, html } from './html.ts'
import { line } from './inbox.ts'
import { invoiceTable } from './invoices.ts'
import { badge, channelIcon, facts } from './parts.ts'
import type { Portfolio } from './reading.ts'
import { heading } from './shell.ts'
import { amountFor, nameOf, type Visit } from './visit.ts'

/** One debtor: who it is, how to reach them, what keeps us silent, what they owe and what they were sent. */
export function debtor(
  visit: Visit,
  portfolio: Portfolio,
  person: Debtor,
  ids: { readonly invoices: readonly string[]; readonly touches: readonly string[] },
): Html {
  const { profile } = person
  const owned = new Set(ids.invoices)
  const had = new Set(ids.touches)
  const invoices = portfolio.invoices.filter(({ invoice }) => owned.has(invoice.id))
  const touches = portfolio.sent.filter(({ touch }) => touch !== undefined && had.has(touch.id))
  return html`${heading(nameOf(person), profile ? person.id : visit.say('unknownDebtor'))}
${visit.clock && html`<p class="more"><a href="${visit.href('/publish', { event: 'InvoiceIssued', debtor: person.id })}">${visit.say('publishAboutDebtor')}</a></p>`}
<div class="columns">
${
  profile &&
  html`<section class="card"><h2>${visit.say('profile')}</h2>${facts([
    [visit.say('kind'), visit.say(profile.kind)],
    [
      visit.say('language2'),
      [profile.language, profile.city, profile.region ?? profile.country, profile.zone].filter(Boolean).join(' · '),
    ],
    [visit.say('segment'), profile.segment],
    [
      visit.say('flags'),
      [
        ...(profile.internal ? [visit.say('internal')] : []),
        ...(profile.doNotContact ? [visit.say('doNotContact')] : []),
      ].join(' · '),
    ],
  ])}</section>`
}
<section class="card"><h2>${visit.say('contactPoints')}</h2>${
    person.contactPoints.length === 0
      ? html`<p class="empty">${visit.say('none')}</p>`
      : html`<ul class="plain">${person.contactPoints.map(
          (point) =>
            html`<li>${channelIcon(point.channel, visit.words.channel(point.channel))} <span class="breakable">${point.address}</span> ${
              whyUnusable(person, point, NO_DEMAND)
                ? badge('exhausted', visit.say('stopped'))
                : badge('settled', visit.say('usable'))
            }</li>`,
        )}</ul>`
  }</section>
${holds(visit, person)}
${unapplied(visit, person)}
</div>
<section><h2>${visit.say('invoices')}</h2>${invoices.length === 0 ? html`<p class="empty">${visit.say('none')}</p>` : invoiceTable(visit, invoices, false)}</section>
<section><h2>${visit.say('touches')}</h2>${touches.length === 0 ? html`<p class="empty">${visit.say('none')}</p>` : html`<ol class="inbox">${touches.map((one) => line(visit, one))}</ol>`}</section>`
}

function holds(visit: Visit, { holds: placed, profile }: Debtor): Html {
  const lines = Object.entries(placed).map(([id, hold]) => {
    const told = [
      hold.reason ?? id,
      ...(hold.author === undefined ? [] : [visit.say('requestedBy', hold.author)]),
      ...(hold.until === undefined ? [] : [visit.say('until', visit.time(hold.until, profile?.zone))]),
      ...(hold.releasedAt === undefined ? [] : [visit.say('released', visit.time(hold.releasedAt, profile?.zone))]),
    ]
    return html`<li>${told.join(' · ')}</li>`
  })
  return html`<section class="card"><h2>${visit.say('holds')}</h2>${lines.length === 0 ? html`<p class="empty">${visit.say('noHolds')}</p>` : html`<ul class="plain">${lines}</ul>`}</section>`
}

function unapplied(visit: Visit, person: Debtor): Html {
  const lines = person.unapplied
    .filter(({ amount }) => amount > 0)
    .map(
      (cash) =>
        html`<li><strong class="money">${amountFor(person, cash.amount, cash.currency)}</strong> ${cash.key} · ${visit.say('since', visit.time(cash.since, person.profile?.zone))}</li>`,
    )
  return html`<section class="card"><h2>${visit.say('unapplied')}</h2>${lines.length === 0 ? html`<p class="empty">${visit.say('none')}</p>` : html`<ul class="plain">${lines}</ul>`}</section>`
}
