import { createHash } from 'node:crypto'
import type { Books } from './books.ts'
import { shown, wordsOf } from './events.ts'
import type { ExpectedRow } from './expected-row.ts'
import { unitOf } from './messages.ts'
import { clockOf, units } from './reckoning.ts'

/** Something that happened: to an invoice, in a message, or to a debtor as a whole. */
interface Happening {
  readonly id: string
  readonly at: string
  readonly what: string
  readonly detail: string
  readonly amount?: number
  readonly channel?: string
}
type Placed = Happening &
  Pick<ExpectedRow<'account_events'>, 'currency' | 'entity' | 'business_unit' | 'debtor' | 'invoice'>

/** The newest events that a timeline shows. */
const NEWEST = 200

export function accountEvents(books: Books): ExpectedRow<'account_events'>[] {
  const told: Placed[] = [...ofInvoices(books), ...ofMessages(books), ...ofDebtors(books)]
  const timelines = Map.groupBy(told, ({ debtor, currency, entity, business_unit: unit }) =>
    JSON.stringify([debtor, currency, entity, unit]),
  )
  return [...timelines.values()].flatMap((own) =>
    own
      .toSorted((a, b) => (b.at < a.at ? -1 : b.at > a.at ? 1 : `${a.what} ${a.id}` < `${b.what} ${b.id}` ? -1 : 1))
      .slice(0, NEWEST)
      .map(({ id: _, at, amount, channel, ...event }) => ({
        ...event,
        at: shown(clockOf(at, books)),
        channel: channel ?? null,
        amount: amount === undefined ? null : amount / units(String(event.currency)),
      })),
  )
}

function ofInvoices(books: Books): Placed[] {
  const happenings: (Happening & { readonly of: string })[] = [
    ...books.entries.map(({ invoice: of, entry: { key, kind: detail, amount, at } }) => {
      return { of, id: `${of}/${key}`, at, what: 'entry', detail, amount }
    }),
    ...heldIn(books),
    ...books.touches.flatMap(({ id, claimedAt: at, members, attempts }) =>
      members.map(({ invoice: of, step: detail, balance: amount }) => {
        const channel = attempts.at(-1)?.channel
        return { of, id: `${id}/${of}`, at, what: 'claim', detail, amount, ...(channel && { channel }) }
      }),
    ),
    ...books.suppressed.map(({ invoice: of, generation, step, reason: detail, at }) => {
      return { of, id: `${of}/${generation}/${step}/${detail}`, at, what: 'suppression', detail }
    }),
    ...tasksOf(books).flatMap(({ invoice: of, ...task }) => (of === undefined ? [] : [{ of, ...task }])),
    ...books.standings
      .filter(({ invoice }) => invoice.generation > 0)
      .map(({ invoice, waitingFor, parkedAt, endedAt, at }) => {
        const { id: of, generation, status, outcome, outcomeReason } = invoice
        const [when, detail] =
          status === 'open' ? [parkedAt, waitingFor ?? 'deciding'] : [endedAt, outcomeReason ?? outcome ?? status]
        return { of, id: `${of}/${generation}`, at: when ?? at, what: 'journey', detail }
      }),
  ]
  return happenings.flatMap(({ of, ...happening }) => {
    const account = books.accounts.find(({ id }) => id === of)
    if (!account) return []
    const { currency, entity, segment, debtor } = account
    return [{ ...happening, currency, entity, business_unit: segment, debtor, invoice: of }]
  })
}

/** Reports of a message that speaks of something owed, each once. */
function ofMessages(books: Books): Placed[] {
  const reports = new Map(
    books.reports.map((one) => [JSON.stringify([one.touch, one.providerId, one.status, one.at]), one]),
  )
  return [...reports.values()].flatMap(({ touch: id, providerId, status: detail, at, channel }) => {
    const touch = books.touches.find((one) => one.id === id)
    const isOfSomething = touch?.members.some(({ invoice }) => books.accounts.some((one) => one.id === invoice))
    if (!touch || !isOfSomething) return []
    const { currency, entity, debtor } = touch
    const place = { currency, entity, business_unit: unitOf(touch, books), debtor, invoice: null }
    const digest = createHash('sha256').update(providerId).digest('hex').slice(0, 16)
    return [{ ...place, id: `${id}/${digest}/${detail}/${at}`, at, what: 'delivery', detail, channel }]
  })
}

/** What is about a debtor as a whole, once in each currency, company and unit in which something is or was owed. */
function ofDebtors(books: Books): Placed[] {
  return [...new Set(books.accounts.map(({ debtor }) => debtor))].flatMap((debtor) => {
    const person = books.people.get(debtor)
    const own = books.accounts.filter((one) => one.debtor === debtor)
    const places = new Map(own.map((one) => [JSON.stringify([one.currency, one.entity, one.segment]), one]))
    const happenings: Happening[] = [
      ...(person ? wordsOf(person) : []).map(({ id, at, status, channel }) => {
        return { id, at, what: 'consent', detail: status, channel }
      }),
      ...(person?.contacts ?? [])
        .filter(({ entity }) => entity === undefined)
        .map(({ touch: id, at, channel }) => ({ id, at, what: 'contact', detail: 'made', channel })),
      ...Object.entries(person?.holds ?? {}).flatMap(([name, { placedAt, releasedAt }]) => {
        const [at, detail] = releasedAt === undefined ? [placedAt, 'placed'] : [releasedAt, 'released']
        return at === undefined ? [] : [{ id: `${debtor}/${name}`, at, what: 'hold', detail }]
      }),
      ...tasksOf(books).flatMap(({ invoice, debtor: about, ...task }) => {
        const isTheirs = about !== undefined && (books.people.get(about)?.id ?? about) === debtor
        return invoice === undefined && isTheirs ? [task] : []
      }),
    ]
    return [...places.values()].flatMap(({ currency, entity, segment }) =>
      happenings.map((one) => ({ ...one, currency, entity, business_unit: segment, debtor, invoice: null })),
    )
  })
}

const tasksOf = ({ tasks }: Books) =>
  tasks.map(({ task: { id, invoice, debtor, status, reason, openedAt, releasedAt }, at }) => {
    const when = status === 'open' ? (releasedAt ?? openedAt) : at
    return { id, invoice, debtor, at: when, what: 'task', detail: reason ?? status }
  })

/** Suspensions of single invoices, as they last stood. */
function heldIn({ entries }: Books) {
  const told = entries.flatMap(({ invoice: of, entry: { fact, at } }) => {
    if (fact?.kind !== 'holdPlaced' && fact?.kind !== 'holdReleased') return []
    const isPlaced = fact.kind === 'holdPlaced'
    const when = isPlaced ? fact.placedAt : (fact.releasedAt ?? at)
    return [{ of, id: `${of}/${fact.hold}`, at: when, what: 'hold', detail: isPlaced ? 'placed' : 'released' }]
  })
  return [...Map.groupBy(told, ({ id }) => id).values()].flatMap((all) => {
    const released = all.filter(({ detail }) => detail === 'released')
    const newest = (released.length > 0 ? released : all).toSorted((a, b) => (a.at < b.at ? 1 : -1))[0]
    return newest ? [newest] : []
  })
}
