import { Readable } from 'node:stream'
import { gzipSync } from 'node:zlib'
import { FirehoseClient, PutRecordBatchCommand } from '@aws-sdk/client-firehose'
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { sdkStreamMixin } from '@smithy/core/serde'
import { mockClient } from 'aws-sdk-client-mock'
import { TrinoSQL } from 'dt-sql-parser'
import { beforeEach, describe, expect, it } from 'vitest'
import { unshared } from '../../lib/analytics/allowed-functions.ts'
import type { EventRow } from '../../lib/analytics/dunning-events.ts'
import { rowsOf } from '../../lib/analytics/kinds.ts'
import { COUNT_SQL, tallied } from '../../lib/analytics/reconciliation.ts'
import { deliverRows } from '../../lib/aws/firehose-lake.ts'
import { factsOf, factsOfExported } from '../../lib/aws/lake-facts.ts'
import { TableExports } from '../../lib/aws/table-exports.ts'
import { TransientFault } from '../../lib/usecases/faults.ts'
import { type Refill, refillLake } from '../../lib/usecases/refill-lake.ts'
import { counted } from '../analytics/counted.ts'

const ZONE = 'America/Bogota'
const AT = '2026-06-30T12:00:00.000Z'
const ID = '01782820800000-0a1b2c3d'

/** Lines of a data file as DynamoDB writes them. */
const invoice = (id: string, version: number, balance: number) =>
  `{"Item":{"pk":{"S":"invoice#${id}"},"sk":{"S":"summary"},"version":{"N":"${version}"},"generation":{"N":"1"},"status":{"S":"open"},"currency":{"S":"COP"},"state":{"M":{"terms":{"M":{"debtor":{"S":"erp:D-1"},"entity":{"S":"andina"},"issueDate":{"S":"2026-06-01"},"dueDate":{"S":"2026-07-01"}}},"issued":{"BOOL":true},"currency":{"S":"COP"},"charge":{"N":"90000"},"balance":{"N":"${balance}"},"holds":{"M":{}},"journey":{"M":{"level":{"N":"0"}}}}}}}`
const entry = (id: string, key: string, kind: string, amount: number) =>
  `{"Item":{"pk":{"S":"invoice#${id}"},"sk":{"S":"entry#${key}"},"kind":{"S":"${kind}"},"amount":{"N":"${amount}"},"version":{"N":"1"},"at":{"S":"2026-06-01T15:00:00.000Z"}}}`
const lookup = '{"Item":{"pk":{"S":"payment#erp:P-1"},"sk":{"S":"payment"},"invoices":{"SS":["erp:F-1","erp:F-2"]}}}'

const FILES = {
  a: [invoice('erp:F-1', 3, 60_000), entry('erp:F-1', 'k1', 'issued', 90_000), entry('erp:F-1', 'k2', 'paid', -30_000)],
  empty: [],
  b: [lookup, invoice('erp:F-2', 1, 90_000), entry('erp:F-2', 'k1', 'issued', 90_000)],
} as const

const s3 = new S3Client({})
const buckets = mockClient(s3)
const firehose = new FirehoseClient({})
const deliveries = mockClient(firehose)
const exports = new TableExports(s3, { bucket: 'exports', folder: 'exports' })

const object = (bytes: Buffer) => ({ Body: sdkStreamMixin(Readable.from([bytes])) })
function stored(counts: Readonly<Record<string, number>> = {}): void {
  const key = (name: string) => `exports/AWSDynamoDB/${ID}/${name}`
  const manifest = Object.entries(FILES).map(([name, lines]) =>
    JSON.stringify({
      itemCount: counts[name] ?? lines.length,
      md5Checksum: 'x==',
      etag: 'x',
      dataFileS3Key: `exports/AWSDynamoDB/${ID}/data/${name}.json.gz`,
    }),
  )
  buckets
    .on(GetObjectCommand, { Bucket: 'exports', Key: key('manifest-files.json') })
    .callsFake(() => object(Buffer.from(`${manifest.join('\n')}\n`)))
  for (const [name, lines] of Object.entries(FILES))
    buckets
      .on(GetObjectCommand, { Bucket: 'exports', Key: key(`data/${name}.json.gz`) })
      .callsFake(() => object(gzipSync(lines.map((line) => `${line}\n`).join(''))))
}

/** Refills from the export in parts of so many items; what Firehose took, and the tallies. */
async function refilled(part: number) {
  const rows: EventRow[] = []
  deliveries.on(PutRecordBatchCommand).callsFake(({ Records }) => {
    for (const { Data } of Records) rows.push(JSON.parse(Buffer.from(Data).toString()))
    return { FailedPutCount: 0, RequestResponses: Records.map(() => ({ RecordId: '1' })) }
  })
  let refill: Refill = { exports: [{ id: ID, at: AT }], cursor: { export: 0, file: 0, line: 0 }, tallies: {} }
  let parts = 0
  for (let isDone = false; !isDone; parts++) {
    const answer = await refillLake(refill, {
      files: (one) => exports.files(one),
      items: (file, from) => exports.items(file, from),
      rowsOf: (image, at) => factsOfExported(image, at).flatMap((fact) => rowsOf(fact, { zone: ZONE, op: 'B' })),
      deliver: (some) => deliverRows(firehose, 'lake', some, async () => undefined),
      tallied,
      part,
    })
    refill = { ...refill, ...answer }
    isDone = answer.isDone
  }
  return { rows, tallies: refill.tallies, parts }
}

beforeEach(() => {
  buckets.reset()
  deliveries.reset()
  stored()
})

const TALLIES = {
  'invoice COP': '2 180000 150000',
  'journey -': '2 0 0',
  'snapshot COP': '2 180000 150000',
  'entry -': '3 150000 0',
}

describe('a refill of the lake from an export', () => {
  it('maps each item of every file as the pipe does, marked as backfilled, and tallies them', async () => {
    const { rows, tallies } = await refilled(50_000)
    expect(tallies).toEqual(TALLIES)
    expect(new Set(rows.map(({ op }) => op))).toEqual(new Set(['B']))
    const streamed = FILES.a
      .concat(FILES.b)
      .flatMap((line) =>
        factsOf({ dynamodb: { ApproximateCreationDateTime: Date.parse(AT) / 1000, NewImage: JSON.parse(line).Item } }),
      )
    expect(rows.filter(({ entity }) => entity !== 'snapshot').map((row) => ({ ...row, op: 'S' }))).toEqual(
      JSON.parse(JSON.stringify(streamed.flatMap((fact) => rowsOf(fact, { zone: ZONE, op: 'S' })))),
    )
  })

  it.each([1, 2, 3])('is the same in parts of %i items', async (part) => {
    const whole = await refilled(50_000)
    const { rows, tallies, parts } = await refilled(part)
    expect([rows, tallies]).toEqual([whole.rows, whole.tallies])
    expect(parts).toBeGreaterThanOrEqual(whole.parts)
  })

  it('refuses a file that has not the items its manifest says', async () => {
    stored({ b: 4 })
    await expect(refilled(50_000)).rejects.toThrow(/data\/b.json.gz has 3 items, and its manifest says 4/)
  })

  it('throws what is wrong with a file that is no archive', async () => {
    buckets
      .on(GetObjectCommand, { Key: `exports/AWSDynamoDB/${ID}/data/a.json.gz` })
      .callsFake(() => object(Buffer.from('{"Item":{}}')))
    await expect(refilled(50_000)).rejects.toThrow(/incorrect header/)
  })
})

describe('handing rows to Firehose', () => {
  const rows = Array.from({ length: 1_200 }, (_, index) => ({ id: String(index) }))

  it('takes at most 500 a request, and hands over again only what there was no room for', async () => {
    const sizes: number[] = []
    const taken = new Set<string>()
    deliveries.on(PutRecordBatchCommand).callsFake(({ Records }) => {
      sizes.push(Records.length)
      const full = sizes.length === 2
      return {
        RequestResponses: Records.map(({ Data }: { Data: Uint8Array }, index: number) => {
          if (full && index % 100 === 0) return { ErrorCode: 'ServiceUnavailableException' }
          taken.add(Buffer.from(Data).toString())
          return { RecordId: '1' }
        }),
      }
    })
    await deliverRows(firehose, 'lake', rows, async () => undefined)
    expect(sizes).toEqual([500, 500, 5, 200])
    expect(taken.size).toBe(rows.length)
  })

  it('gives up when there is no room again and again, for the machine to ask later', async () => {
    deliveries.on(PutRecordBatchCommand).callsFake(({ Records }) => ({
      RequestResponses: Records.map(() => ({ ErrorCode: 'ServiceUnavailableException' })),
    }))
    await expect(deliverRows(firehose, 'lake', rows, async () => undefined)).rejects.toThrow(TransientFault)
  })
})

describe('what the machine counts in the lake', () => {
  const streamed = (row: EventRow): EventRow => ({ ...row, op: 'S' })

  it('is Trino’s grammar, on one line, and calls only what both share', () => {
    expect(new TrinoSQL().validate(COUNT_SQL.replace('?', "'2026-06-30'"))).toEqual([])
    expect(unshared(COUNT_SQL)).toEqual([])
    expect(COUNT_SQL).not.toMatch(/["\n\\]/)
  })

  it('agrees with the export, though rows came twice, before and after it, and some were not streamed', async () => {
    const { rows } = await refilled(50_000)
    const [first, ...others] = rows
    if (!first) throw new Error('the export has no rows')
    const later = { ...streamed(first), version: 9, balance_minor: 0 }
    // A journey that went on as a new one: the table knows the new one alone.
    const ended = rows
      .filter(({ entity }) => entity === 'journey')
      .map((row) => ({ ...streamed(row), id: `${row.id}-before`, version: 0 }))
    const fresh = { ...streamed(first), id: 'erp:F-9' }
    expect(
      await counted({
        '2026-06-10': [...others.slice(2).map(streamed), ...ended],
        '2026-06-30': [...rows, ...rows, later, fresh],
      }),
    ).toEqual(TALLIES)
  })

  it.each([
    ['a row is missing', (rows: readonly EventRow[]) => rows.slice(1), {}],
    ['one is counted under two ids', (rows: readonly EventRow[]) => rows, { id: 'erp:F-1/again' }],
  ])('differs when %s', async (_, arrived, twice) => {
    const { rows } = await refilled(50_000)
    const before =
      Object.keys(twice).length === 0 ? [] : rows.slice(0, 1).map((row) => ({ ...streamed(row), ...twice }))
    expect(await counted({ '2026-06-10': [...before, ...rows.slice(3, 4)], '2026-06-30': arrived(rows) })).not.toEqual(
      TALLIES,
    )
  })
})
