import { expect, it } from 'vitest'
import { DATASETS } from '../../lib/analytics/datasets.ts'
import { TABLE } from '../../lib/analytics/dunning-events.ts'
import { viewsOf } from '../../lib/analytics/views.ts'
import { ONE_PRICE } from './one-price.ts'

const VIEWS = new Map(viewsOf("DATE '2026-01-01'", ONE_PRICE).map(({ name, sql }) => [name, sql]))
type Counts = ReadonlyMap<string, number>

/** How often a query reads the table when each name in it is worked out anew wherever it stands, as Athena does. */
function readingsOf(sql: string): number {
  const named = new Map<string, number>()
  let rest = sql.replace(/^\s*WITH\s/i, '')
  for (let head = /^\s*,?\s*(\w+)\s+AS\s*\(/.exec(rest); head; head = /^\s*,?\s*(\w+)\s+AS\s*\(/.exec(rest)) {
    const end = closing(rest, head[0].length)
    named.set(head[1] ?? '', inBody(rest.slice(head[0].length, end), named))
    rest = rest.slice(end + 1)
  }
  return inBody(rest, named)
}

/** Where the bracket closes that was opened before `from`. */
function closing(text: string, from: number): number {
  let [at, open] = [from, 1]
  for (; open > 0; at++) open += text[at] === '(' ? 1 : text[at] === ')' ? -1 : 0
  return at - 1
}

function inBody(body: string, named: Counts): number {
  return [...body.matchAll(/(?:FROM|JOIN)\s+(puntual\.)?(\w+)/g)].reduce((sum, [, isOurs, name = '']) => {
    if (!isOurs) return sum + (named.get(name) ?? 0)
    return sum + (name === TABLE ? 1 : readingsOf(VIEWS.get(name) ?? ''))
  }, 0)
}

it('reads the table no more often than docs/dashboards.md and the limit of the work group reckon with', () => {
  const readings = Object.values(DATASETS).map(({ sql }) => readingsOf(sql))
  expect([Math.max(...readings), readings.reduce((sum, one) => sum + one, 0)]).toEqual([54, 401])
})
