import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { S3Client } from '@aws-sdk/client-s3'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { StaffDrop } from '../../lib/aws/staff-drop.ts'
import { StaffLedger } from '../../lib/aws/staff-ledger.ts'
import { drop } from '../../lib/cli/drop.ts'
import { Live } from '../../lib/cli/live.ts'
import { reachOf } from '../../lib/cli/outside.ts'
import { fileReport, files } from '../../lib/cli/page/files.ts'
import { visitOf } from '../../lib/cli/page/visit.ts'
import { wordsFor } from '../../lib/cli/words.ts'
import { DAY, MINUTE } from '../../lib/domain/time.ts'
import { boot, type Rehearsal } from '../../lib/rehearsal/boot.ts'
import type { BusEvent } from '../../lib/rehearsal/events/bus-event.ts'
import { assembly } from '../assembly.ts'

const START = Date.parse('2026-06-01T15:00:00Z')
const HEADER = 'Factura;Cliente;Fecha de emisión;Vencimiento;Importe;Moneda;En disputa'

let rehearsal: Rehearsal
let live: Live
let folder: string
let told: BusEvent[] = []
const faults: unknown[] = []

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'puntual-drop-'))
  rehearsal = await boot({ assembly: assembly(), start: START })
  rehearsal.buses.onEvent = (_, event) => void told.push(event)
  live = new Live(rehearsal, (fault) => faults.push(fault))
})
beforeEach(() => {
  told = []
})
afterEach(async () => {
  await live.rest()
  expect(faults).toEqual([])
  await rehearsal.reset()
})
afterAll(async () => {
  await rehearsal?.stop()
  rmSync(folder, { recursive: true, force: true })
})

const outside = async () => {
  const client = new S3Client(reachOf(rehearsal.endpoint))
  const bucket = new StaffDrop(client, () => rehearsal.deployed.outputs.DropBucketName ?? '')
  return { drop: bucket, now: async () => rehearsal.world.now() }
}

/** Drops lines under a name as the command line does, and gives what it says. */
async function dropped(name: string, content: string | Uint8Array, said: { kind?: string; mapping?: string } = {}) {
  const path = join(folder, name)
  writeFileSync(path, content)
  const { text, code } = await drop([path], { kind: 'invoices', ...said }, outside, wordsFor('en'), () => {})
  ended = code
  return text
}
/** With what the last drop ended. */
let ended = -1
const said = async (...args: readonly string[]) => (await drop(args, {}, outside, wordsFor('es'))).text

const lines = (...all: readonly string[]) => `${[HEADER, ...all].join('\n')}\n`
const published = () => told.filter(({ source }) => source === 'drop-folder')
const journeys = () =>
  rehearsal.machines.executions().filter(({ machineArn }) => machineArn.endsWith('dunning-journey'))

const OPEN = lines(
  'A-100;C-7;2026-05-15;2026-06-14;1850,50;MXN;no',
  'A-101;C-7;2026-05-20;2026-06-19;920,00;MXN;sí',
  'A-102;C-8;2026-05-20;2026-06-19;1.250,00;MXN;no',
)

describe('a file that is dropped', () => {
  it('becomes events of the bus and journeys, and its report says line by line what became of it', async () => {
    expect(await dropped('open.csv', OPEN)).toMatch(
      /open\.csv: 2 of 3 lines sent, in 3 events; 0 repeated, 1 refused[\s\S]*line 4 {2}Importe\n {2}given {4}"1\.250,00"/,
    )
    expect(ended).toBe(2)
    expect(published().map(({ 'detail-type': name }) => name)).toEqual(['InvoiceIssued', 'InvoiceIssued', 'HoldPlaced'])
    await live.rest()
    expect(journeys()).toHaveLength(2)
    const { drop: bucket } = await outside()
    expect(await bucket.read('reports/invoices/open.csv/report.csv')).toBe(
      '\uFEFFline,id,result,column,value,allowed\r\n2,ledger:A-100,sent,,,\r\n3,ledger:A-101,sent,,,\r\n4,,refused,Importe,"1.250,00","an amount of MXN such as 1234,50, without thousand separators"\r\n',
    )
    expect(await said('report', 'invoices/open.csv')).toContain('2 de 3 líneas enviadas')
    expect(await said()).toMatch(/^ {2}invoices\/open\.csv {2}2 de 3 líneas enviadas.* 1 rechazadas\./)
    const visit = visitOf(new URL('http://page/files'), wordsFor('es'), START)
    expect((await files(visit, bucket)).text).toMatch(
      /invoices%2Fopen\.csv[\s\S]*2 de 3 líneas enviadas, en \d+ eventos; 0 repetidas, 1 recha/,
    )
    const told = (await fileReport(visit, bucket, 'invoices/open.csv'))?.text ?? ''
    expect(told.indexOf('1.250,00')).toBeLessThan(told.indexOf('ledger:A-100'))
    expect(await fileReport(visit, bucket, 'invoices/none.csv')).toBeUndefined()
  })

  it('changes nothing the second time, under whatever name', async () => {
    const sound = lines('A-100;C-7;2026-05-15;2026-06-14;1850,50;MXN;no')
    await dropped('open.csv', sound)
    const before = published().length
    for (const name of ['again.csv', 'open.csv', 'again.csv'])
      expect(await dropped(name, sound)).toMatch(
        /the same as incoming\/invoices\/open\.csv.*\n.*line by line: reports\/invoices\/open\.csv\/report\.csv$/,
      )
    const visit = visitOf(new URL('http://page/files'), wordsFor('es'), START)
    expect((await fileReport(visit, (await outside()).drop, 'invoices/again.csv'))?.text).toContain('ledger:A-100')
    expect(ended).toBe(0)
    expect(published()).toHaveLength(before)
    expect(await dropped('more.csv', `${sound}A-103;C-9;2026-05-20;2026-06-19;15,00;MXN;no\n`)).toContain('2 of 2')
    // Its report tells of another content now.
    await dropped('open.csv', lines('A-104;C-9;2026-05-20;2026-06-19;15,00;MXN;no'))
    expect(await dropped('again.csv', sound)).not.toContain('line by line')
    await live.rest()
    expect(journeys()).toHaveLength(3)
  })

  it('sends the second time what was refused the first time for a reason that lies outside of it', async () => {
    const today = new Date(rehearsal.world.now()).toISOString().slice(0, 10)
    const tomorrow = new Date(rehearsal.world.now() + DAY).toISOString().slice(0, 10)
    const payments = `recibo;factura;valor;moneda;fecha\nP-1;A-100;10,00;MXN;${today}\nP-2;A-100;20,00;MXN;${tomorrow}\n`
    expect(await dropped('p.csv', payments, { kind: 'payments' })).toContain('1 of 2 lines sent')
    await live.advance(rehearsal.world.now() + DAY)
    const before = published().length
    expect(await dropped('p.csv', payments, { kind: 'payments' })).toContain(
      '1 of 2 lines sent, in 1 events; 1 sent before, 0 repeated, 0 refused',
    )
    expect(
      published()
        .slice(before)
        .map(({ detail }) => detail),
    ).toEqual([expect.objectContaining({ payment: 'ledger:P-2' })])
    expect(await dropped('p.csv', payments, { kind: 'payments' })).toContain('is the same as')
  })

  it('is not waited for where the next part has to wait for a clock that stands', async () => {
    const path = join(folder, 'open.csv')
    writeFileSync(path, OPEN)
    const { drop: bucket, now } = await outside()
    const version = 'v-1'
    const taking = {
      ...{ result: 'taking', file: 'incoming/invoices/open.csv', version, at: '2026-06-01T15:00:00Z' },
      ...{ records: 3, sent: 1, refused: 0, events: 1 },
    }
    // A part that began waits for a minute that does not pass.
    const halfway = Object.assign(Object.create(bucket), {
      put: async () => version,
      read: async () => JSON.stringify(taking),
    })
    const stands = async () => ({ drop: halfway, now })
    const { text, code } = await drop(
      [path],
      { kind: 'invoices' },
      stands,
      wordsFor('en'),
      () => {},
      async () => {},
    )
    expect([text, code]).toEqual([expect.stringMatching(/The clock of the rehearsal stands.*invoices.open\.csv/), 0])
  })

  it('says so when its taking does not come to an end, and its command fails', async () => {
    const { drop: bucket } = await outside()
    // What was kept of this very content is broken: the function fails, whatever it does.
    const ticket = createHash('sha256').update(`invoices${OPEN}`).digest('hex')
    await bucket.put(`taken/invoices/${ticket}.json`, Buffer.from('{"key":1}'))
    expect(await dropped('open.csv', OPEN)).toMatch(/open\.csv was not taken to its end \(\w+\): drop it again/)
    expect(ended).toBe(3)
    const visit = visitOf(new URL('http://page/files'), wordsFor('es'), START)
    expect((await files(visit, bucket)).text).toContain('no se terminó de tomar (')
    expect(published()).toEqual([])
  })

  it('is read as the mapping beside it says, which is part of what it says', async () => {
    const mapping = join(folder, 'mapping.yaml')
    writeFileSync(mapping, "thousands: '.'\ndecimals: ','\nsource: erp\n")
    expect(await dropped('open.csv', OPEN, { mapping })).toContain('3 of 3 lines sent')
    expect(published().map(({ detail }) => detail)).toContainEqual(expect.objectContaining({ invoice: 'erp:A-102' }))
  })

  it('may be JSON objects, one a line, under the same names', async () => {
    const object = {
      invoice: 'N-1',
      customer: 'C-1',
      issueDate: '2026-05-15',
      dueDate: '2026-06-14',
      amount: 18.5,
      currency: 'USD',
    }
    const second = { ...object, invoice: 'N-2', disputed: true }
    const text = [object, second, { ...object, invoice: 'N-3', amount: -5 }]
      .map((one) => `${JSON.stringify(one)}\n`)
      .join('')
    // Its report writes it with an apostrophe before it; nobody gave that.
    expect(await dropped('open.ndjson', text)).toMatch(/2 of 3 lines sent, in 3 events[\s\S]*given {4}"-5"/)
  })

  it.each([
    ['half written', OPEN.slice(0, -20), /line 4[\s\S]*a line break at the end/],
    ['in Latin-1', Buffer.from(OPEN.replace('C-8', 'Peña'), 'latin1'), /line 1 {2}\(the file\)[\s\S]*UTF-8/],
    ['of an unknown kind of columns', 'a;b\n1;2\n', /column named invoice/],
  ])('is refused whole when it is %s', async (_, content, why) => {
    const said = await dropped('bad.csv', content)
    expect(said).toContain('incoming/invoices/bad.csv was refused whole')
    expect(ended).toBe(3)
    expect(said).toMatch(why)
    expect(published()).toEqual([])
    expect(journeys()).toEqual([])
  })

  it('may hold whatever a company brings on its first day, of which closed history starts no journey', async () => {
    const files: readonly (readonly [kind: string, ...lines: readonly string[]])[] = [
      [
        'debtors',
        'deudor;nombre;tipo;correo',
        'D-1;Ana Ruiz;persona;ana@cliente.example',
        'D-2;Luis Gil;persona;luis@cliente.example',
      ],
      ['contact-points', 'deudor;canal;dirección', 'D-1;sms;+573001234567'],
      [
        'consents',
        'deudor;canal;autorización;fecha;soporte',
        'D-1;todo;sí;2025-09-15;Contrato 881',
        'D-2;todo;sí;2025-09-15;Contrato 882',
      ],
      ['history', `${HEADER};Fecha de pago`, 'H-1;D-1;2025-05-15;2025-06-14;10,00;COP;no;2025-07-01'],
      [
        'invoices',
        HEADER,
        ...[1, 2, 3, 4].map((n) => `F-${n};D-${n === 4 ? 2 : 1};2026-04-15;2026-05-15;100,00;COP;no`),
      ],
      ['payments', 'recibo;factura;valor;moneda;fecha', 'P-1;F-1;100,00;COP;2026-05-30'],
      ['promises', 'factura;fecha prometida', 'F-2;2026-06-12'],
      ['plans', 'factura;acuerdo;saldo;moneda;cuotas', 'F-3;A-1;100,00;COP;2026-07-01 50,00 | 2026-08-01 50,00'],
      ['do-not-contact', 'deudor;motivo', 'D-2;Lo pidió por escrito'],
    ]
    for (const [kind, ...content] of files) {
      const lines = content.length - 1
      expect(await dropped(`${kind}.csv`, `${content.join('\n')}\n`, { kind })).toContain(
        `${lines} of ${lines} lines sent`,
      )
    }
    await live.advance(rehearsal.world.now() + MINUTE)
    expect(journeys()).toHaveLength(4)
    const { LedgerTable = '' } = rehearsal.deployed.outputs
    const staff = new StaffLedger(new DynamoDBClient(reachOf(rehearsal.endpoint)), LedgerTable)
    const standing = async (id: string) => {
      const { invoice, waiting } = (await staff.file(`ledger:${id}`)) ?? {}
      return [invoice?.status, invoice?.outcomeReason, invoice?.generation, invoice?.balance, waiting?.reason]
    }
    expect(await standing('H-1')).toEqual(['closed', 'history', 0, 0, undefined])
    expect(await standing('F-1')).toEqual(['closed', 'paid', 1, 0, undefined])
    expect(await standing('F-2')).toEqual(['open', undefined, 1, 10_000, 'promise'])
    expect(await standing('F-3')).toEqual(['open', undefined, 1, 10_000, expect.anything()])
    expect(told.filter(({ 'detail-type': name }) => name === 'EventRefused')).toEqual([])
    // Of the paid one, and of the one that nobody may be written to about; none of the closed one.
    expect(told.filter(({ 'detail-type': name }) => name === 'JourneyEnded').map(({ detail }) => detail)).toEqual([
      expect.objectContaining({ invoice: 'ledger:F-1', outcome: 'settled' }),
      expect.objectContaining({ invoice: 'ledger:F-4', reason: 'doNotContact' }),
    ])
    expect(rehearsal.mail.messages.flatMap(({ to }) => to)).not.toContain('luis@cliente.example')
  })
})
