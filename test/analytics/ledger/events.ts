import type { Cell } from '../../../lib/analytics/lake.ts'
import { scopeOfKey, WIDE_SCOPES } from '../../../lib/domain/consent.ts'
import { instantOfStamp } from '../../../lib/domain/stamp.ts'
import type { Books } from './books.ts'
import type { ExpectedRow } from './expected-row.ts'
import { clockOf, dayIn, latest, units } from './reckoning.ts'

/** How many there are of each key, with the key's own columns. */
function tally<K extends Readonly<Record<string, Cell>>>(
  keys: readonly K[],
): { readonly key: K; readonly count: number }[] {
  return [...Map.groupBy(keys, (key) => JSON.stringify(key)).values()].flatMap((all) => {
    const [key] = all
    return key ? [{ key, count: all.length }] : []
  })
}

export function optOuts(books: Books): ExpectedRow<'opt_outs'>[] {
  const words = [...new Set(books.people.values())].flatMap(({ record, segment }) =>
    Object.entries(record.words).flatMap(([own, { consents, contactPoints }]) => {
      const said = Object.entries(consents)
        .filter(([, { status }]) => status === 'revoked')
        .map(([key, { stamp }]) => {
          const { scope, purpose } = scopeOfKey(key)
          const isWide = WIDE_SCOPES.some((one) => one === scope)
          const channel = isWide ? scope : (contactPoints.find(({ id }) => id === scope)?.channel ?? 'other')
          return JSON.stringify([own, isWide, channel, purpose, instantOfStamp(stamp)])
        })
      return [...new Set(said)].map((word) => {
        const [, , channel, , instant]: string[] = JSON.parse(word)
        return { entity: 'all', business_unit: segment, day: dayIn(instant ?? '', books), channel: channel ?? '' }
      })
    }),
  )
  return tally(words).map(({ key, count }) => ({ ...key, opt_outs: count }))
}

export function suppressed(books: Books): ExpectedRow<'suppressed'>[] {
  const { suppressed: noted, accounts } = books
  const rows = noted.flatMap(({ invoice, reason, at }) => {
    const account = accounts.find(({ id }) => id === invoice)
    if (!account) return []
    const { entity, segment } = account
    return [{ entity, business_unit: segment, day: dayIn(at, books), reason, segment }]
  })
  return tally(rows).map(({ key, count }) => ({ ...key, suppressed: count }))
}

export function journeyHealth(books: Books): ExpectedRow<'journey_health'>[] {
  const rows = books.standings
    .filter(({ invoice }) => invoice.generation > 0)
    .map(({ invoice, waitingFor, parkedAt, endedAt, at, entity }) => {
      const isOpen = invoice.status === 'open'
      return {
        entity: entity || null,
        business_unit: invoice.terms.segment ?? 'none',
        day: dayIn((isOpen ? parkedAt : endedAt) ?? at, books),
        status: isOpen
          ? (waitingFor ?? 'deciding')
          : ((invoice.status === 'closed' ? invoice.outcome : undefined) ?? 'unknown'),
        is_open: Number(isOpen),
      }
    })
  return tally(rows).map(({ key, count }) => ({ ...key, journeys: count }))
}

/** The newest events of a debtor that a timeline shows. */
const NEWEST = 200

export function accountEvents(books: Books): ExpectedRow<'account_events'>[] {
  const events = [
    ...books.entries.flatMap(({ invoice, entry: { key, kind, amount, at } }) => [
      { invoice, id: `${invoice}/${key}`, at, what: 'entry', detail: kind, amount, channel: null },
    ]),
    ...heldIn(books),
    ...books.touches.flatMap(({ id, claimedAt, members, attempts }) =>
      members.map(({ invoice, step, balance }) => ({
        invoice,
        id: `${id}/${invoice}`,
        at: claimedAt,
        what: 'claim',
        detail: step,
        amount: balance,
        channel: attempts.at(-1)?.channel ?? null,
      })),
    ),
    ...books.suppressed.map(({ invoice, generation, step, reason, at }) => {
      return {
        invoice,
        id: `${invoice}/${generation}/${step}/${reason}`,
        at,
        what: 'suppression',
        detail: reason,
        amount: null,
        channel: null,
      }
    }),
    ...books.tasks.flatMap(({ task, at }) => {
      const { invoice, id, status, reason, openedAt, releasedAt } = task
      const when = status === 'open' ? (releasedAt ?? openedAt) : at
      return invoice === undefined
        ? []
        : [{ invoice, id, at: when, what: 'task', detail: reason ?? status, amount: null, channel: null }]
    }),
  ]
  const rows = events.flatMap((event) => {
    const account = books.accounts.find(({ id }) => id === event.invoice)
    return account ? [{ ...event, account }] : []
  })
  return [...Map.groupBy(rows, ({ account }) => account.debtor).values()].flatMap((own) =>
    own
      .toSorted((a, b) => (b.at < a.at ? -1 : b.at > a.at ? 1 : `${a.what} ${a.id}` < `${b.what} ${b.id}` ? -1 : 1))
      .slice(0, NEWEST)
      .map(({ account, at, what, detail, amount, channel }) => ({
        currency: account.currency,
        entity: account.entity,
        business_unit: account.segment,
        debtor: account.debtor,
        invoice: account.id,
        at: shown(clockOf(at, books)),
        what,
        detail,
        channel,
        amount: amount === null ? null : amount / units(account.currency),
      })),
  )
}

/** Suspensions of single invoices, as they last stood. */
function heldIn({ entries }: Books) {
  const told = entries.flatMap(({ invoice, entry: { fact, at } }) => {
    if (fact?.kind !== 'holdPlaced' && fact?.kind !== 'holdReleased') return []
    const isPlaced = fact.kind === 'holdPlaced'
    const when = isPlaced ? fact.placedAt : (fact.releasedAt ?? at)
    const detail = isPlaced ? 'placed' : 'released'
    return [{ invoice, id: `${invoice}/${fact.hold}`, at: when, what: 'hold', detail, amount: null, channel: null }]
  })
  return [...Map.groupBy(told, ({ id }) => id).values()].flatMap((all) => {
    const released = all.filter(({ detail }) => detail === 'released')
    const newest = (released.length > 0 ? released : all).toSorted((a, b) => (a.at < b.at ? 1 : -1))[0]
    return newest ? [newest] : []
  })
}

/** A time of day as a query of the lake answers it. */
const shown = (clock: string): string => clock.replace(/ 00:00:00$/, '')

export function tieOut({ watermarks }: Books): ExpectedRow<'tie_out'>[] {
  const periods = Map.groupBy(watermarks, ({ source, from, upTo }) => `${source} ${from} ${upTo}`)
  return [...periods.values()].flatMap((told) => {
    const newest = told.toSorted((a, b) => b.version - a.version)[0]
    if (!newest) return []
    const { source, from, upTo, state, ours, declared } = newest
    const row = (currency: string | null, documents: readonly (number | null)[], sums: readonly (number | null)[]) => {
      const [mine = null, theirs = null] = [...documents, ...sums].filter((one) => one !== null)
      const of = currency === null ? 1 : units(currency)
      const whole = (minor: number | null | undefined) => (minor === null || minor === undefined ? null : minor / of)
      return {
        currency,
        entity: 'all',
        business_unit: 'all',
        source,
        day: upTo,
        from_day: from,
        state: state === 'differs' && mine === theirs ? 'agrees' : state,
        documents_ours: documents[0] ?? null,
        documents_theirs: documents[1] ?? null,
        amount_ours: whole(sums[0]),
        amount_theirs: whole(sums[1]),
      }
    }
    const sum = (totals: typeof ours.totals, currency: string) =>
      totals.find((one) => one.currency === currency)?.amount ?? 0
    const currencies = new Set([...ours.totals, ...declared.totals].map(({ currency }) => currency))
    return [
      row(null, [ours.documents, declared.documents], []),
      ...[...currencies].map((one) => row(one, [], [sum(ours.totals, one), sum(declared.totals, one)])),
    ]
  })
}

export function freshness({ rows, today }: Books): ExpectedRow<'freshness'>[] {
  return [...Map.groupBy(rows, ({ entity }) => entity)].map(([kind, all]) => {
    const newest = latest(all.map((one) => one.event_ts)) ?? ''
    return {
      entity: 'all',
      business_unit: 'all',
      kind,
      last_event: shown(newest.slice(0, 19)),
      last_day: newest.slice(0, 10),
      facts: all.length,
      as_of: today,
    }
  })
}
