import { scopeOfKey } from '../../domain/consent.ts'
import type { Debtor } from '../../domain/debtor.ts'
import { raisedFlags } from '../../domain/flag.ts'
import { openInstalments } from '../../domain/instalments.ts'
import { isIssued } from '../../domain/invoice.ts'
import { CHANNELS } from '../../domain/policy.ts'
import { NO_DEMAND, whyUnusable } from '../../domain/reach.ts'
import { iso } from '../../domain/time.ts'
import type { Task } from '../../ports.ts'
import { CONSENTS, FLAG_NAMES, UNUSABLE } from '../debtor-words.ts'
import { type Html, html } from './html.ts'
import { badge, channelIcon, facts, panel } from './parts.ts'
import type { InvoiceLine } from './reading.ts'
import { invoicePath, type Visit, whyOf } from './visit.ts'

/** What a debtor's panels are drawn from. */
interface Subject {
  readonly visit: Visit
  readonly person: Debtor
  readonly invoices: readonly InvoiceLine[]
  readonly tasks: readonly Task[]
}

/** What stands at the head of a debtor's page, in this order; a panel may stay away. A new one is a line here. */
const PANELS: readonly ((subject: Subject) => Html | undefined)[] = [
  profile,
  contactPoints,
  consents,
  owed,
  coming,
  holds,
  unapplied,
  waitingTasks,
]

/** The panels of one debtor side by side. */
export const debtorPanels = (subject: Subject): Html =>
  html`<div class="columns panels">${PANELS.flatMap((draw) => draw(subject) ?? [])}</div>`

function profile({ visit, person }: Subject): Html | undefined {
  const { profile: known } = person
  if (!known) return undefined
  const flags = [
    ...(known.internal ? [visit.say('internal')] : []),
    ...raisedFlags({ flags: person.flags, profile: known }).map((flag) => visit.words.of(FLAG_NAMES[flag])),
  ]
  return html`<section class="card"><h2>${visit.say('profile')}</h2>${facts([
    [visit.say('kind'), visit.say(known.kind)],
    [
      visit.say('language2'),
      [known.language, known.city, known.region ?? known.country, known.zone].filter(Boolean).join(' · '),
    ],
    [visit.say('segment'), known.segment],
    [visit.say('flags'), flags.join(' · ')],
  ])}</section>`
}

function contactPoints({ visit, person }: Subject): Html {
  const [flag] = raisedFlags(person)
  const lines = person.contactPoints.map((point) => {
    const unusable = whyUnusable(person, point, NO_DEMAND)
    const why = flag ? FLAG_NAMES[flag] : unusable && UNUSABLE[unusable]
    const told =
      why === undefined
        ? badge('settled', visit.say('usable'))
        : html`${badge('exhausted', visit.say('stopped'))} <span class="small">${visit.words.of(why)}</span>`
    return html`<li>${channelIcon(point.channel, visit.words.channel(point.channel))} <span class="breakable">${point.address}</span> ${told}</li>`
  })
  return panel(visit.say('contactPoints'), lines) ?? panelWithout(visit, visit.say('contactPoints'))
}

/** What the person has allowed and forbidden, by what it covers. */
function consents({ visit, person }: Subject): Html | undefined {
  const covers = (scope: string): string => {
    const channel = CHANNELS.find((one) => one === scope)
    return scope === 'all' ? visit.say('everyChannel') : channel === undefined ? scope : visit.words.channel(channel)
  }
  return panel(
    visit.say('consents'),
    Object.entries(person.consents).map(([key, word]) => {
      const { scope, purpose } = scopeOfKey(key)
      const since = word.stamp.split('#')[0] ?? ''
      const offers = purpose === 'offer' ? ` ${visit.say('forOffers')}` : ''
      return html`<li>${covers(scope)}${offers}: <strong>${visit.words.of(CONSENTS[word.status])}</strong> <span class="small">${visit.say('since', visit.time(since, person.profile?.zone))}</span></li>`
    }),
  )
}

/** What is owed over all invoices; each currency by itself. */
function owed({ visit, invoices }: Subject): Html | undefined {
  const open = invoices.filter(({ invoice }) => invoice.balance > 0)
  const sums = Map.groupBy(open, ({ invoice }) => invoice.currency ?? '')
  return panel(
    visit.say('owed'),
    [...sums].map(
      ([currency, lines]) =>
        html`<li><strong class="money">${visit.money(
          lines.reduce((sum, { invoice }) => sum + invoice.balance, 0),
          currency,
        )}</strong> ${visit.say(lines.length === 1 ? 'inOneInvoice' : 'inInvoices', lines.length)}</li>`,
    ),
  )
}

/** How many of the days ahead are shown. */
const AHEAD = 8

/** What journeys wait for, instalments and announced payments that lie ahead, over all invoices. */
function coming({ visit, invoices }: Subject): Html | undefined {
  const today = iso(visit.now).slice(0, 10)
  const days = invoices.flatMap(({ invoice, waiting }) => {
    if (invoice.status !== 'open' || !isIssued(invoice)) return []
    const { id, currency, terms } = invoice
    const parts = terms.instalments?.length ?? 0
    return [
      ...(waiting ? [{ on: waiting.until.slice(0, 10), told: whyOf(visit, waiting.reason), id }] : []),
      ...openInstalments(invoice).map(({ number, dueDate, open }) => ({
        on: dueDate,
        told: `${visit.say('instalmentOf', number, parts)} · ${visit.money(open, currency)}`,
        id,
      })),
      ...Object.values(invoice.announced).flatMap(({ on, total }) => {
        const sum = total ? ` · ${visit.money(total.amount, total.currency)}` : ''
        return on === undefined ? [] : [{ on, told: `${visit.say('announcedPayment')}${sum}`, id }]
      }),
    ].filter(({ on }) => on >= today)
  })
  return panel(
    visit.say('comingUp'),
    days
      .sort((a, b) => (a.on < b.on ? -1 : 1))
      .slice(0, AHEAD)
      .map(
        ({ on, told, id }) =>
          html`<li><strong>${visit.date(on)}</strong> ${told} · <a href="${visit.href(invoicePath(id))}">${id}</a></li>`,
      ),
  )
}

function holds({ visit, person }: Subject): Html {
  const zone = person.profile?.zone
  const lines = Object.entries(person.holds).map(([id, hold]) => {
    const told = [
      hold.reason === undefined ? id : whyOf(visit, hold.reason),
      ...(hold.author === undefined ? [] : [visit.say('requestedBy', hold.author)]),
      ...(hold.until === undefined ? [] : [visit.say('until', visit.time(hold.until, zone))]),
      ...(hold.releasedAt === undefined ? [] : [visit.say('released', visit.time(hold.releasedAt, zone))]),
    ]
    return html`<li>${told.join(' · ')}</li>`
  })
  return panel(visit.say('holds'), lines) ?? panelWithout(visit, visit.say('holds'))
}

function unapplied({ visit, person }: Subject): Html {
  const lines = person.unapplied
    .filter(({ amount }) => amount > 0)
    .map(
      (cash) =>
        html`<li><strong class="money">${visit.money(cash.amount, cash.currency)}</strong> ${cash.key} · ${visit.say('since', visit.time(cash.since, person.profile?.zone))}</li>`,
    )
  return panel(visit.say('unapplied'), lines) ?? panelWithout(visit, visit.say('unapplied'))
}

function waitingTasks({ visit, person, tasks, invoices }: Subject): Html | undefined {
  const owned = new Set(invoices.map(({ invoice }) => invoice.id))
  return panel(
    visit.say('openTasks'),
    tasks
      .filter(({ debtor, invoice }) => debtor === person.id || (invoice !== undefined && owned.has(invoice)))
      .map(
        ({ kind, reason, due, invoice }) =>
          html`<li><strong>${visit.words.task(kind)}</strong> ${whyOf(visit, reason)} · ${visit.say('dueBy')} ${visit.time(due, person.profile?.zone)}${
            invoice !== undefined && html` · <a href="${visit.href(invoicePath(invoice))}">${invoice}</a>`
          }</li>`,
      ),
  )
}

const panelWithout = (visit: Visit, title: string): Html =>
  html`<section class="card"><h2>${title}</h2><p class="empty">${visit.say('none')}</p></section>`
