import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { TrinoSQL } from 'dt-sql-parser'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { unshared } from '../../lib/analytics/allowed-functions.ts'
import { DATASETS } from '../../lib/analytics/datasets.ts'
import type { Lake } from '../../lib/analytics/lake.ts'
import { openLake } from '../../lib/analytics/lake.ts'
import { viewsOf } from '../../lib/analytics/views.ts'
import { ONE_PRICE } from './one-price.ts'

const views = viewsOf("DATE '2026-08-30'", ONE_PRICE)
const queries = [
  ...views.map(({ name, sql }) => [name, sql] as const),
  ...Object.values(DATASETS).map(({ id, sql }) => [id, sql] as const),
]
const TYPES: Readonly<Record<string, string>> = { STRING: 'VARCHAR', INTEGER: 'BIGINT', DECIMAL: 'DOUBLE' }

let lake: Lake
beforeAll(async () => {
  lake = await openLake(mkdtempSync(join(tmpdir(), 'puntual-lake-')), { today: '2026-08-30', catalog: ONE_PRICE })
})
afterAll(() => lake.close())

describe('the SQL of the lake', () => {
  it.each(queries)('%s is Trino’s grammar, and calls only what Trino and DuckDB share', (_, sql) => {
    expect(new TrinoSQL().validate(sql)).toEqual([])
    expect(unshared(sql)).toEqual([])
  })

  it.each(Object.values(DATASETS))(
    '$id answers the columns it declares, each of its type',
    async ({ sql, columns }) => {
      const described = await lake.run(`DESCRIBE ${sql}`)
      expect(described.map(({ column_name: name }) => name)).toEqual(Object.keys(columns))
      for (const { column_name: name, column_type: type } of described) {
        const declared = Object.entries(columns).find(([column]) => column === name)?.[1] ?? ''
        expect(`${name} ${TYPES[declared] ?? (type === 'TIMESTAMP' ? 'TIMESTAMP' : 'DATE')}`).toBe(`${name} ${type}`)
      }
    },
  )

  it.each(views)('the view $name answers the columns it declares', async ({ name, columns }) => {
    const described = await lake.run(`DESCRIBE puntual.${name}`)
    const types = Object.fromEntries(
      described.map((one) => [String(one.column_name), String(one.column_type).toLowerCase()]),
    )
    expect(types).toEqual(columns)
  })

  it('is refused with a function that one of the two does not know, a star, hours, or an uncast month', () => {
    expect(unshared('SELECT day_of_week(d) AS x FROM t')).toHaveLength(1)
    expect(unshared('SELECT * FROM t')).toHaveLength(1)
    expect(unshared("SELECT date_diff('hour', a, b) AS x FROM t")).toHaveLength(1)
    expect(unshared("SELECT date_trunc('month', d) AS x FROM t")).toHaveLength(1)
    expect(new TrinoSQL().validate('SELECT a FROM t QUALIFY 1 = 1')).not.toEqual([])
  })
})
