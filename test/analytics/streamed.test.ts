import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { TrinoSQL } from 'dt-sql-parser'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { unshared } from '../../lib/analytics/allowed-functions.ts'
import { DETAIL_WORDS, EVENT_WORDS } from '../../lib/analytics/dashboards/code-words.ts'
import { DATASETS, type DatasetId } from '../../lib/analytics/datasets.ts'
import type { EventRow } from '../../lib/analytics/dunning-events.ts'
import type { Lake } from '../../lib/analytics/lake.ts'
import { tallied } from '../../lib/analytics/reconciliation.ts'
import { drawDashboards } from '../../lib/cli/dashboards/draw.ts'
import { exportedFacts, exportedRows } from '../../lib/cli/lake/fill-lake.ts'
import { castOf, portfolio } from '../../lib/cli/portfolio.ts'
import { rehearse } from '../../lib/cli/rehearse.ts'
import { DAY, dateAt } from '../../lib/domain/time.ts'
import { drawReport, MAIN_SHEETS } from '../../lib/preview/draw-report.ts'
import { readDashboards } from '../../lib/preview/read-dashboards.ts'
import { AwsError } from '../../lib/rehearsal/aws-error.ts'
import type { Rehearsal } from '../../lib/rehearsal/boot.ts'
import { assembly } from '../assembly.ts'
import { heldIn } from '../personal-values.ts'
import { counted } from './counted.ts'
import { type Proof, proofOf } from './lakes.ts'
import { compare, DATASET_IDS, type Without } from './ledger/compare.ts'
import { shippedTemplate } from './shipped-template.ts'

const START = Date.parse('2026-06-01T05:00:00Z')
const ZONE = 'America/Bogota'
const DAYS = 45
/** A month more lies ahead, so that invoices are issued until the day of the pictures. */
const PORTFOLIO = { seed: 1, invoices: 100, start: START, days: DAYS + 30 }
const row = z.custom<EventRow>(
  (value) => z.looseObject({ entity: z.string(), id: z.string() }).safeParse(value).success,
)

/** What arrived in the lake, in order; every seventh batch arrives and is refused all the same, so it comes again. */
const arrived: EventRow[] = []
let batches = 0
let refused = 0
function onRows(some: readonly unknown[]): void {
  arrived.push(...some.map((one) => row.parse(one)))
  if (some.length === 0 || ++batches % 7 !== 0) return
  refused++
  throw new AwsError('ServiceUnavailableException', 'Slow down.', 503)
}

let rehearsal: Rehearsal
beforeAll(async () => {
  const events = portfolio(PORTFOLIO)
  rehearsal = await rehearse({ events, start: START, until: START + DAYS * DAY }, { assembly: assembly(), onRows })
}, 240_000)
afterAll(() => rehearsal.stop())

const TODAY = dateAt(START + DAYS * DAY, ZONE)
let told: Promise<Proof> | undefined
/** What arrived, and the tables as they stand. */
const proof = () => {
  told ??= exportedFacts(rehearsal).then((facts) => proofOf([{ facts }], arrived, TODAY))
  return told
}
afterAll(async () => (await proof()).lake.close())

/** Since when a journey waits for the same and when a task was closed only the stream knows: the tables forget it. */
const NOT_KEPT: Without = {
  journey_health: (rows) => {
    const states = Map.groupBy(rows, ({ day: _, journeys: __, ...state }) => JSON.stringify(state))
    return [...states.values()].flatMap(([one, ...more]) =>
      one
        ? [{ ...one, day: null, journeys: more.reduce((sum, row) => sum + Number(row.journeys), Number(one.journeys)) }]
        : [],
    )
  },
  // Nor do they know a word on contacts that a later one has taken the place of.
  account_events: (rows) =>
    rows
      .filter(({ what, detail }) => what !== 'consent' || detail !== 'granted')
      .map((row) => (row.what === 'task' || row.what === 'journey' ? { ...row, at: null } : row)),
}
const NONE_DECLARED: readonly DatasetId[] = []

const deadLetters = () => {
  const queue = rehearsal.queues.all().find(({ specification }) => specification.name.includes('LakeDeadLetters'))
  if (!queue) throw new Error('the lake has no queue of dead letters')
  return queue
}
const withoutSnapshots = (tallies: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(tallies).filter(([kind]) => !kind.startsWith('snapshot ')))

describe('a lake that the pipes of the rehearsal fill', () => {
  it('has everything at least once, some of it twice, and counts it exactly once: as an export of the tables does', async () => {
    expect(refused).toBeGreaterThan(20)
    expect(arrived.length).toBeGreaterThan(new Set(arrived.map((one) => JSON.stringify(one))).size)
    const lake = await counted({ '2026-06-30': arrived }, '2027-01-01')
    const exported = withoutSnapshots(tallied({}, await exportedRows(rehearsal, ZONE)))
    expect(Object.keys(exported).length).toBeGreaterThan(7)
    expect(lake).toEqual(exported)
    expect(deadLetters().counts().visible).toBe(0)
  })

  it('has no name, address or number of a person', () => {
    const { people } = castOf(PORTFOLIO)
    const personal = people.flatMap(({ name, email, phone }) => [name, email, phone])
    const said = personal.filter((text) => text !== undefined)
    expect(said.length).toBeGreaterThan(100)
    const text = JSON.stringify(arrived)
    expect(text.length).toBeGreaterThan(100_000)
    expect(rehearsal.mail.messages.some(({ channel }) => channel === 'whatsapp')).toBe(true)
    expect(heldIn(text, said)).toEqual([])
  })

  it.each(DATASET_IDS)('has every row and column of %s as the tables have it', async (id) => {
    const { books, lake } = await proof()
    const rows = await compare(id, books, lake, NOT_KEPT)
    if (!NONE_DECLARED.includes(id)) expect(rows).toBeGreaterThan(0)
  })

  it('has words for all that a timeline of it says', async () => {
    const { lake } = await proof()
    const said = async (column: string) =>
      (await lake.run(`SELECT DISTINCT ${column} AS code FROM (${DATASETS.account_events.sql})`)).map(({ code }) =>
        String(code),
      )
    const [kinds, details] = [await said('what'), await said('detail')]
    expect(kinds.length).toBeGreaterThan(6)
    expect(kinds.filter((code) => !Object.hasOwn(EVENT_WORDS, code))).toEqual([])
    expect(details.filter((code) => !Object.hasOwn(DETAIL_WORDS, code))).toEqual([])
  })

  it('draws every visual of every sheet with rows, in both languages', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'puntual-look-'))
    writeFileSync(join(folder, 'PuntualDashboards.template.json'), shippedTemplate())
    const { lake } = await proof()
    const pages = await drawDashboards({ assembly: folder, folder, lake, today: TODAY })
    await aReportOf(lake, TODAY)
    rmSync(folder, { recursive: true })
    expect(pages.map(({ language }) => language).sort()).toEqual(['en', 'es'])
    for (const { visuals } of pages) expect(visuals).toBeGreaterThan(50)
  })

  /** The report asks each dataset itself, in words that Athena has too, and gets what the dashboards show. */
  async function aReportOf(lake: Lake, today: string): Promise<void> {
    const template = readDashboards(shippedTemplate())
    const asked: string[] = []
    const ask = (sql: string) => {
      asked.push(
        [...template.datasets.values()].reduce((text, { sql: own }) => text.replace(own, 'SELECT 1 AS one'), sql),
      )
      return lake.run(sql)
    }
    const look = { language: 'es', currency: 'COP' } as const
    const all = await drawReport(template, look, today, ask)
    expect(asked.length).toBeGreaterThan(30)
    for (const sql of asked) expect([...new TrinoSQL().validate(sql), ...unshared(sql)], sql).toEqual([])
    expect(all.html.match(/<section id="(\w+)"/g)).toEqual(MAIN_SHEETS.map((id) => `<section id="${id}"`))
    expect(all.html).not.toMatch(/Vista previa|class="nothing"/)
    const lines = all.csv.trim().split('\r\n').slice(1)
    expect(lines.length).toBeGreaterThan(7)
    const order = lines.map((line) => line.split(';')[1])
    expect(order[0]).toBe('COP')
    expect(new Set(order).size).toBeGreaterThan(1)
    expect(all.hasMore).toBe(false)
    const accounts = template.datasets.get('priority_accounts')
    const toSpeakTo = (await lake.run(accounts?.sql ?? '')).filter(({ action }) => action !== 'wait')
    expect(lines).toHaveLength(toSpeakTo.length)

    const limited: string[] = []
    const none = (sql: string) => {
      limited.push(sql)
      return Promise.resolve([])
    }
    await drawReport(template, { ...look, businessUnits: ['business', "o'hara"] }, today, none)
    // The dates that are chosen are asked of no dataset.
    const ofDatasets = limited.filter((sql) => /\bFROM\b/.test(sql))
    expect(ofDatasets.length).toBeGreaterThan(30)
    expect(
      ofDatasets.filter((sql) => !sql.includes(`WHERE "business_unit" IN ('business', 'o''hara')) AS data`)),
    ).toEqual([])
    const [some = ''] = limited.filter((sql) => sql.includes('LIMIT 5001'))
    expect(await lake.run(some)).toHaveLength(lines.filter((line) => line.split(';')[3] === 'Empresas').length)
  }

  it('gives up a record that cannot be read, alone, by where it stands; its neighbours arrive', async () => {
    const { LedgerTable = '' } = rehearsal.deployed.outputs
    const put = (Item: object) => rehearsal.dynamo.call('PutItem', { TableName: LedgerTable, Item })
    const entry = (id: string) => ({
      pk: { S: `invoice#${id}` },
      sk: { S: 'entry#k1' },
      kind: { S: 'issued' },
      amount: { N: '1' },
      version: { N: '1' },
      at: { S: '2026-06-01T15:00:00.000Z' },
    })
    await put(entry('erp:before'))
    await put({ pk: { S: 'touch#broken' }, sk: { S: 'touch' } })
    await put(entry('erp:after'))
    await rehearsal.run(rehearsal.world.now() + DAY)
    const ids = new Set(arrived.map(({ id }) => id))
    expect([ids.has('erp:before/k1'), ids.has('erp:after/k1'), ids.has('broken')]).toEqual([true, true, false])
    expect(deadLetters().counts().visible).toBe(1)
    const { DDBStreamBatchInfo: where } = JSON.parse(deadLetters().takeOut()?.body ?? '')
    expect(where).toMatchObject({ batchSize: 1, startSequenceNumber: where.endSequenceNumber })
  })
})
