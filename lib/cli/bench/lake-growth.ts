import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { COLUMN_NAMES, PARTITION } from '../../analytics/dunning-events.ts'
import { openLake } from '../../analytics/lake.ts'
import { writeLake } from '../../analytics/write-lake.ts'
import type { DrawnTemplate } from '../../preview/read-dashboards.ts'
import { loadDatasets, renderDashboard } from '../../preview/render.ts'
import type { House } from '../../simulation/house.ts'
import { live } from '../../simulation/live.ts'
import { scriptOf } from '../../simulation/scripts.ts'
import { rowsOfTown } from '../lake/simulated-rows.ts'
import { type Figure, rounded } from './figure.ts'

/** Towns that are really lived through; larger portfolios are copies of them under ids of their own, on other days. */
const TOWNS = 300
const TODAY = '2028-12-20'
const CATALOG = {
  targets: [],
  prices: [{ channel: 'email', country: 'other', micros: 100 }],
  hours: [{ country: 'other', channel: 'any', firstWeekday: 1, lastWeekday: 5, firstMinute: 480, untilMinute: 1080 }],
  holidays: [],
}
/** Copies begin on the days of a quarter, so that no two of one month fall on the same dates. */
const DAYS = 90
/** What DuckDB may hold; what does not fit goes to disk. */
const MEMORY = '3GB'

/**
 * Seconds and memory of filling a lake of so many invoices, opening it, running every dataset once, and drawing the
 * dashboards of a template over them; said size by size, because the last takes many minutes.
 */
export async function lakeGrowth(
  house: House,
  sizes: readonly number[],
  template: DrawnTemplate,
  say: (figures: readonly Figure[]) => void,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'puntual-lake-bench-'))
  try {
    const base = join(folder, 'base')
    const invoices = await livedThrough(house, base)
    for (const size of sizes)
      say(await grown(base, join(folder, String(size)), Math.ceil(size / invoices), size, template))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** Lives through the towns and writes their rows; answers how many invoices they have. */
async function livedThrough(house: House, folder: string): Promise<number> {
  const rows = []
  for (let number = 0; number < TOWNS; number++) {
    const { town } = await live(house, scriptOf(number, Object.keys(house.policies)), () => undefined)
    rows.push(...rowsOfTown(town, number, { zone: 'America/Bogota', op: 'S' }))
  }
  await writeLake(folder, TODAY, rows)
  return rows.filter(({ entity }) => entity === 'invoice').length
}

async function grown(
  base: string,
  folder: string,
  copies: number,
  size: number,
  template: DrawnTemplate,
): Promise<Figure[]> {
  const began = performance.now()
  const source = await openLake(base, { today: TODAY, catalog: CATALOG, memory: MEMORY })
  const target = join(folder, `${PARTITION}=${TODAY}`)
  mkdirSync(target, { recursive: true })
  await source.do(
    `COPY (SELECT ${COLUMN_NAMES.map(copied).join(', ')} FROM puntual.dunning_events CROSS JOIN range(${copies}) AS copies (copy)) TO '${target}' (FORMAT parquet, PER_THREAD_OUTPUT, FILENAME_PATTERN 'rows-{i}')`,
  )
  source.close()
  const filled = performance.now()
  const lake = await openLake(folder, { today: TODAY, catalog: CATALOG, memory: MEMORY })
  const [counted] = await lake.run('SELECT CAST(count(*) AS bigint) AS n FROM puntual.dunning_events')
  const opened = performance.now()
  let [slowest, longest] = ['', 0]
  await loadDatasets(template, async (sql) => {
    const start = performance.now()
    const rows = await lake.run(sql)
    const spent = performance.now() - start
    if (spent > longest) [slowest, longest] = [/TABLE spice\."(\w+)"/.exec(sql)?.[1] ?? slowest, spent]
    return rows
  })
  const asked = performance.now()
  const [dashboard] = template.dashboards
  if (!dashboard) throw new TypeError('the template has no dashboard')
  const { rows } = await renderDashboard(template, dashboard, 'es', { today: TODAY, values: {} }, lake.run)
  const drawn = performance.now()
  lake.close()
  rmSync(folder, { recursive: true })
  const name = `lake of ${size / 1000}k`
  const seconds = (from: number, to: number) => rounded((to - from) / 1000)
  return [
    {
      name,
      value: Number(counted?.n),
      unit: 'rows',
      meaning: `facts of ${size} invoices, from ${TOWNS} simulated debtors and copies of them`,
    },
    { name, value: seconds(began, filled), unit: 's to write', meaning: 'Parquet by DuckDB; elapsed' },
    { name, value: seconds(filled, opened), unit: 's to open', meaning: 'the views, worked out once; elapsed' },
    {
      name,
      value: seconds(opened, asked),
      unit: 's of queries',
      meaning: `every dataset once, into a table, ${slowest} longest with ${rounded(longest / 1000)} s; elapsed`,
    },
    {
      name,
      value: seconds(asked, drawn),
      unit: 's to draw',
      meaning: `the preview in one language over those tables: ${Object.keys(rows).length} visuals; elapsed`,
    },
    {
      name,
      value: Math.round(process.resourceUsage().maxRSS / 1024),
      unit: 'MiB',
      aim: 'below 5 000',
      meaning: `the most this process has held; DuckDB may hold ${MEMORY}`,
    },
  ]
}

/** A column of a copy: ids get the copy's number, dates and instants move by its days. */
function copied(column: string): string {
  if (['id', 'invoice', 'debtor', 'touch'].includes(column)) return `${column} || '~' || copy AS ${column}`
  if (/_ts$/.test(column)) return `${column} - to_days(CAST(copy % ${DAYS} AS INTEGER)) AS ${column}`
  if (/_date$|^booked_on$/.test(column)) return `${column} - CAST(copy % ${DAYS} AS INTEGER) AS ${column}`
  return column
}
