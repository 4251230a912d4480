import { Readable } from 'node:stream'
import {
  AthenaClient,
  GetQueryExecutionCommand,
  GetQueryResultsCommand,
  StartQueryExecutionCommand,
} from '@aws-sdk/client-athena'
import { DeleteObjectCommand, GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { SESClient, SendRawEmailCommand } from '@aws-sdk/client-ses'
import { sdkStreamMixin } from '@smithy/core/serde'
import { mockClient } from 'aws-sdk-client-mock'
import { beforeEach, describe, expect, it } from 'vitest'
import { athenaLake } from '../../lib/aws/athena-lake.ts'
import { reportEmail } from '../../lib/aws/report-email.ts'
import { sendingMarks } from '../../lib/aws/sending-marks.ts'
import type { Report } from '../../lib/contracts/reports.ts'
import { MayBeSent, type Reporting, sendReport } from '../../lib/usecases/send-report.ts'

const failure = (name: string, httpStatusCode: number): Error =>
  Object.assign(new Error(name), { name, $metadata: { httpStatusCode } })

describe('a question to Athena', () => {
  const client = new AthenaClient({})
  const athena = mockClient(client)
  const pauses: number[] = []
  const ask = athenaLake(client, { workGroup: 'puntual', database: 'lake' }, async (ms) => void pauses.push(ms))
  const columns = [
    { Name: 'debtor', Type: 'varchar' },
    { Name: 'owed', Type: 'double' },
    { Name: 'known', Type: 'boolean' },
  ]
  const row = (...values: (string | undefined)[]) => ({ Data: values.map((VarCharValue) => ({ VarCharValue })) })
  const state = (State: 'QUEUED' | 'RUNNING' | 'SUCCEEDED' | 'FAILED', StateChangeReason?: string) => ({
    QueryExecution: { Status: { State, StateChangeReason } },
  })

  beforeEach(() => {
    athena.reset()
    pauses.length = 0
    athena.on(StartQueryExecutionCommand).resolves({ QueryExecutionId: 'q-1' })
  })

  it('waits for the answer and reads it page by page, numbers as numbers and nothing as nothing', async () => {
    athena
      .on(GetQueryExecutionCommand)
      .resolvesOnce(state('QUEUED'))
      .resolvesOnce(state('RUNNING'))
      .resolves(state('SUCCEEDED'))
    const ResultSetMetadata = { ColumnInfo: columns.map(({ Name, Type }) => ({ Name, Type })) }
    athena
      .on(GetQueryResultsCommand)
      .resolvesOnce({
        ResultSet: { ResultSetMetadata, Rows: [row('debtor', 'owed', 'known'), row('crm:C-1', '1.25E7', 'true')] },
        NextToken: 'more',
      })
      .resolves({ ResultSet: { ResultSetMetadata, Rows: [row('crm:C-2', undefined, 'false')] } })
    expect(await ask('SELECT 1')).toEqual([
      { debtor: 'crm:C-1', owed: 12_500_000, known: true },
      { debtor: 'crm:C-2', owed: null, known: false },
    ])
    expect(pauses).toEqual([300, 500])
    expect(athena.commandCalls(StartQueryExecutionCommand)[0]?.args[0].input).toEqual({
      QueryString: 'SELECT 1',
      QueryExecutionContext: { Database: 'lake' },
      WorkGroup: 'puntual',
    })
  })

  it('says why there is none', async () => {
    athena.on(GetQueryExecutionCommand).resolves(state('FAILED', 'Bytes scanned limit was exceeded'))
    await expect(ask('SELECT 1')).rejects.toThrow('the query q-1 is FAILED: Bytes scanned limit was exceeded')
  })
})

describe('a report', () => {
  const s3 = new S3Client({})
  const bucket = mockClient(s3)
  const ses = new SESClient({})
  const mails = mockClient(ses)
  const objects = new Map<string, string>()
  const REPORT: Report = {
    name: 'semanal',
    every: 'week',
    at: '07:00',
    language: 'es',
    currency: 'COP',
    to: ['cartera@andina.example', 'gerencia@andina.example'],
  }
  const drawn: string[] = []
  const outside: Reporting = {
    reports: [REPORT],
    zone: 'America/Bogota',
    from: 'cartera@andina.example',
    draw: async (_, today) => {
      drawn.push(today)
      return { name: 'Puntual · Cartera', day: '29 nov 2026', html: '<p>', csv: 'debtor\r\ncrm:C-1\r\n', hasMore: true }
    },
    print: async (html) => Buffer.from(`%PDF of ${html}`),
    marks: sendingMarks(s3, { bucket: 'lake', folder: 'reports' }),
    mail: reportEmail(ses, 'puntual-set'),
  }
  /** Monday's first instants in Bogotá are still Sunday's nowhere: the day is that of the books. */
  const ASKED = { report: 'semanal', at: '2026-11-30T03:00:00Z' }
  const sent = () => mails.commandCalls(SendRawEmailCommand).map(({ args }) => args[0].input)

  beforeEach(() => {
    bucket.reset()
    mails.reset()
    objects.clear()
    drawn.length = 0
    bucket.on(GetObjectCommand).callsFake(({ Key }: { Key: string }) => {
      const text = objects.get(Key)
      if (text === undefined) throw failure('NoSuchKey', 404)
      return { Body: sdkStreamMixin(Readable.from([Buffer.from(text)])) }
    })
    bucket.on(PutObjectCommand).callsFake(({ Key, Body, IfNoneMatch }) => {
      if (IfNoneMatch === '*' && objects.has(Key)) throw failure('PreconditionFailed', 412)
      objects.set(Key, Body)
      return {}
    })
    bucket.on(DeleteObjectCommand).callsFake(({ Key }: { Key: string }) => {
      objects.delete(Key)
      return {}
    })
    mails.on(SendRawEmailCommand).resolves({ MessageId: 'M-1' })
  })

  it('goes once to everybody on its list, however often the schedule knocks, with the day of the books', async () => {
    expect(await sendReport(ASKED, outside)).toBe('sent')
    expect(await sendReport(ASKED, outside)).toBe('sentBefore')
    expect(drawn).toEqual(['2026-11-29'])
    expect(objects).toEqual(new Map([['reports/semanal/2026-11-30T03:00:00Z', 'sent']]))
    const [mail, ...more] = sent()
    expect(more).toEqual([])
    expect(mail?.Destinations).toEqual(REPORT.to)
    expect(mail?.ConfigurationSetName).toBe('puntual-set')
    const raw = Buffer.from(mail?.RawMessage?.Data ?? '').toString('latin1')
    expect(raw).toContain('filename=semanal-2026-11-29.pdf')
    expect(raw).toContain('filename=cuentas-prioritarias-2026-11-29.csv')
    expect(raw).toContain(Buffer.from('%PDF of <p>').toString('base64'))
    expect(raw).toContain(Buffer.from('debtor\r\ncrm:C-1\r\n').toString('base64'))
    expect(raw).toMatch(/^Auto-Submitted: auto-generated/m)
    // The next week's is another.
    expect(await sendReport({ ...ASKED, at: '2026-12-07T12:00:00Z' }, outside)).toBe('sent')
  })

  it('is sent by one of two that begin at once', async () => {
    const both = await Promise.allSettled([sendReport(ASKED, outside), sendReport(ASKED, outside)])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(sent()).toHaveLength(1)
    expect(await sendReport(ASKED, outside)).toBe('sentBefore')
  })

  it('is tried again after a refusal, and never when it may have left', async () => {
    mails.on(SendRawEmailCommand).rejectsOnce(failure('ThrottlingException', 400)).resolves({ MessageId: 'M-2' })
    await expect(sendReport(ASKED, outside)).rejects.toThrow('was not sent: ThrottlingException')
    expect(await sendReport(ASKED, outside)).toBe('sent')

    objects.clear()
    mails.reset()
    mails.on(SendRawEmailCommand).rejectsOnce(failure('TimeoutError', 0)).resolves({ MessageId: 'M-3' })
    await expect(sendReport(ASKED, outside)).rejects.toThrow(MayBeSent)
    await expect(sendReport(ASKED, outside)).rejects.toThrow(MayBeSent)
    expect(sent()).toHaveLength(1)
  })

  it('that cannot be drawn leaves no mark', async () => {
    const draw = () => Promise.reject(new Error('the query q-1 is FAILED: no lake'))
    await expect(sendReport(ASKED, { ...outside, draw })).rejects.toThrow('no lake')
    expect(objects.size).toBe(0)
    await expect(sendReport({ ...ASKED, report: 'mensual' }, outside)).rejects.toThrow(
      'there is no report mensual; there are semanal',
    )
  })
})
