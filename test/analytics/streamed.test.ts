import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { EventRow } from '../../lib/analytics/dunning-events.ts'
import { openLake } from '../../lib/analytics/lake.ts'
import { tallied } from '../../lib/analytics/reconciliation.ts'
import { writeLake } from '../../lib/analytics/write-lake.ts'
import { drawDashboards } from '../../lib/cli/dashboards/draw.ts'
import { exportedRows } from '../../lib/cli/lake/fill-lake.ts'
import { portfolio } from '../../lib/cli/portfolio.ts'
import { rehearse } from '../../lib/cli/rehearse.ts'
import { DAY, dateAt } from '../../lib/domain/time.ts'
import { AwsError } from '../../lib/rehearsal/aws-error.ts'
import type { Rehearsal } from '../../lib/rehearsal/boot.ts'
import { assembly } from '../assembly.ts'
import { counted } from './counted.ts'
import { shippedTemplate } from './shipped-template.ts'

const START = Date.parse('2026-06-01T05:00:00Z')
const ZONE = 'America/Bogota'
const DAYS = 45
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
  // A month more lies ahead, so that invoices are issued until the day of the pictures.
  const events = portfolio({ seed: 1, invoices: 100, start: START, days: DAYS + 30 })
  rehearsal = await rehearse({ events, start: START, until: START + DAYS * DAY }, { assembly: assembly(), onRows })
}, 240_000)
afterAll(() => rehearsal.stop())

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

  it('draws every visual of every sheet with rows, in both languages', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'puntual-look-'))
    writeFileSync(join(folder, 'PuntualDashboards.template.json'), shippedTemplate())
    await writeLake(join(folder, 'lake'), '2026-08-01', arrived)
    const today = dateAt(START + DAYS * DAY, ZONE)
    const lake = await openLake(join(folder, 'lake'), {
      today,
      prices: [{ channel: 'email', country: 'other', micros: 100 }],
    })
    const pages = await drawDashboards({ assembly: folder, folder, lake, today })
    lake.close()
    rmSync(folder, { recursive: true })
    expect(pages.map(({ language }) => language).sort()).toEqual(['en', 'es'])
    for (const { visuals } of pages) expect(visuals).toBeGreaterThan(50)
  })

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
