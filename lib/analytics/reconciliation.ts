import { DATABASE, type EventRow, TABLE } from './dunning-events.ts'
import { ENTITIES, type Entity } from './kinds.ts'
import { NEWEST } from './views/latest.ts'

/**
 * Kinds of which the lake remembers more than the tables, so that neither count says anything of the other: contacts older
 * than 60 days, words that a later one replaced, holds under the id of a debtor that was merged. They come with the
 * change of a debtor or of an invoice, whose own rows are counted.
 */
const FORGOTTEN: ReadonlySet<Entity> = new Set(['contact', 'consent', 'hold'])

/** All others: an export and the lake have the same of them; of journeys, the newest of each invoice. */
export const KEPT: readonly Entity[] = ENTITIES.filter((one) => !FORGOTTEN.has(one))
const kept: ReadonlySet<string> = new Set(KEPT)

/** By kind and currency: how many facts, and the sums of their amounts and of their balances (check sums in minor units). */
export type Tallies = Readonly<Record<string, string>>

/** Tallies with more rows in them; each fact of an export comes once. Sums are exact, whatever their size. */
export function tallied(tallies: Tallies, rows: readonly EventRow[]): Tallies {
  const sums = new Map(Object.entries(tallies).map(([kind, sum]) => [kind, sum.split(' ').map(BigInt)]))
  for (const { entity, currency, amount_minor: amount = 0, balance_minor: balance = 0 } of rows) {
    if (!kept.has(entity)) continue
    const kind = `${entity} ${currency ?? '-'}`
    const [facts = 0n, amounts = 0n, balances = 0n] = sums.get(kind) ?? []
    sums.set(kind, [facts + 1n, amounts + BigInt(amount), balances + BigInt(balance)])
  }
  return Object.fromEntries([...sums].map(([kind, sum]) => [kind, sum.join(' ')]))
}

/**
 * The same of the lake, each fact once: the newest of what had arrived before the day of the export (the one parameter,
 * a text such as `2026-06-30`) and of what exports brought. What streamed in on that day is left out: some of it
 * happened after the export, and what did not is in the export.
 */
export const COUNT_SQL = [
  "SELECT entity || ' ' || coalesce(currency, '-') AS kind,",
  "cast(count(id) AS varchar) || ' ' || cast(sum(coalesce(amount_minor, 0)) AS varchar) || ' ' || cast(sum(coalesce(balance_minor, 0)) AS varchar) AS tally",
  'FROM (SELECT entity, id, currency, amount_minor, balance_minor,',
  `row_number() OVER (PARTITION BY entity, CASE WHEN entity = 'journey' THEN invoice ELSE id END ${NEWEST}) AS newest`,
  `FROM ${DATABASE}.${TABLE} WHERE entity IN (${KEPT.map((kind) => `'${kind}'`).join(', ')}) AND (op = 'B' OR dt < ?)) AS known`,
  "WHERE newest = 1 GROUP BY entity || ' ' || coalesce(currency, '-')",
].join(' ')
