import type { Cell } from '../../../lib/analytics/lake.ts'
import { scopeOfKey, WIDE_SCOPES } from '../../../lib/domain/consent.ts'
import type { Invoice } from '../../../lib/domain/invoice.ts'
import { instantOfStamp } from '../../../lib/domain/stamp.ts'
import type { Books, Person } from './books.ts'
import type { ExpectedRow } from './expected-row.ts'
import { dayIn, latest, units } from './reckoning.ts'

/** How many there are of each key, with the key's own columns. */
function tally<K extends Readonly<Record<string, Cell>>>(
  keys: readonly K[],
): { readonly key: K; readonly count: number }[] {
  return [...Map.groupBy(keys, (key) => JSON.stringify(key)).values()].flatMap((all) => {
    const [key] = all
    return key ? [{ key, count: all.length }] : []
  })
}

/** What a debtor said of being contacted: the newest word on each scope, of one instant and one channel once. */
export function wordsOf({ record }: Person) {
  return Object.entries(record.words).flatMap(([own, { consents, contactPoints }]) => {
    const said = Object.entries(consents).map(([key, { stamp, status }]) => {
      const { scope, purpose } = scopeOfKey(key)
      const isWide = WIDE_SCOPES.some((one) => one === scope)
      const channel = isWide ? scope : (contactPoints.find(({ id }) => id === scope)?.channel ?? 'other')
      return JSON.stringify([own, isWide, channel, purpose, instantOfStamp(stamp), status])
    })
    return [...new Set(said)].map((word) => {
      const [, , channel = '', , at = '', status = '']: string[] = JSON.parse(word)
      return { id: word, channel, at, status }
    })
  })
}

export function optOuts(books: Books): ExpectedRow<'opt_outs'>[] {
  const words = [...new Set(books.people.values())].flatMap((person) =>
    wordsOf(person)
      .filter(({ status }) => status === 'revoked')
      .map(({ at, channel }) => {
        return { entity: 'all', business_unit: person.unit, day: dayIn(at, books), channel }
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

/** The segment of an invoice, else of who owes it. */
const segmentOf = ({ terms }: Invoice, { people }: Books): string =>
  terms.segment ?? people.get(terms.debtor ?? '')?.segment ?? 'none'

export function journeyHealth(books: Books): ExpectedRow<'journey_health'>[] {
  const rows = books.standings
    .filter(({ invoice }) => invoice.generation > 0)
    .map(({ invoice, waitingFor, parkedAt, endedAt, at, entity }) => {
      const isOpen = invoice.status === 'open'
      return {
        entity: entity || null,
        business_unit: segmentOf(invoice, books),
        day: dayIn((isOpen ? parkedAt : endedAt) ?? at, books),
        status: isOpen
          ? (waitingFor ?? 'deciding')
          : ((invoice.status === 'closed' ? invoice.outcome : undefined) ?? 'unknown'),
        is_open: Number(isOpen),
        stage: isOpen
          ? 'open'
          : invoice.outcome === 'settled' || invoice.outcome === 'handedOver'
            ? invoice.outcome
            : 'ended',
      }
    })
  return tally(rows).map(({ key, count }) => ({ ...key, journeys: count }))
}

/** A time of day as a query of the lake answers it. */
export const shown = (clock: string): string => clock.replace(/ 00:00:00$/, '')

export function tieOut({ watermarks }: Books): ExpectedRow<'tie_out'>[] {
  const periods = Map.groupBy(watermarks, ({ source, from, upTo }) => `${source} ${from} ${upTo}`)
  return [...periods.values()].flatMap((told) => {
    const newest = told.toSorted((a, b) => b.version - a.version)[0]
    if (!newest) return []
    const { source, from, upTo, state, ours, declared } = newest
    const row = (currency: string | null, documents: readonly (number | null)[], sums: readonly (number | null)[]) => {
      const [mine = null, theirs = null] = [...documents, ...sums].filter((one) => one !== null)
      const shownState = state === 'differs' && mine === theirs ? 'agrees' : state
      const of = currency === null ? 1 : units(currency)
      const whole = (minor: number | null | undefined) => (minor === null || minor === undefined ? null : minor / of)
      return {
        currency,
        entity: 'all',
        business_unit: 'all',
        source,
        day: upTo,
        from_day: from,
        state: shownState,
        state_order: ['differs', 'comparing', 'agrees'].indexOf(shownState),
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
      kind,
      last_event: shown(newest.slice(0, 19)),
      last_day: newest.slice(0, 10),
      facts: all.length,
      as_of: today,
    }
  })
}
