import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { csvOf } from '../../lib/analytics/csv.ts'
import { readMapping } from '../../lib/catalog/read-mapping.ts'
import { Company } from '../../lib/contracts/company.ts'
import { type TakeFileAnswer, TakeFileAsked } from '../../lib/contracts/dropped-file.ts'
import { TransientFault } from '../../lib/usecases/faults.ts'
import { KeptSummary } from '../../lib/usecases/import/kept-summary.ts'
import { takeFile } from '../../lib/usecases/take-file.ts'

const AT = Date.parse('2026-06-01T15:00:00Z')
const company = Company.parse({
  ...parse(readFileSync('catalog/company.yaml', 'utf8')),
  dropFolder: { startsPerMinute: 10 },
})

interface Published {
  readonly name: string
  readonly detail: unknown
}

/** A bucket in memory that hands files out in pieces of so many bytes, and a bus that fails when it is told to. */
class Place {
  readonly texts = new Map<string, string>()
  readonly files = new Map<string, Uint8Array>()
  /** How large the bucket says that a file is, where it says something else. */
  readonly sizes = new Map<string, number>()
  readonly published: Published[] = []
  readonly pauses: number[] = []
  now = AT
  company = company
  refusedFiles = 0
  parts = 0
  failsAt: number | undefined
  readonly #piece: number

  constructor(piece = 200) {
    this.#piece = piece
  }

  put(key: string, content: string | Uint8Array): void {
    this.files.set(key, typeof content === 'string' ? Buffer.from(content) : content)
  }

  /** Takes a file as the machine does, again after a fault; gives its summary. */
  async take(key: string): Promise<KeptSummary> {
    let progress: TakeFileAnswer['progress'] = null
    for (;;) {
      const asked = TakeFileAsked.parse(JSON.parse(JSON.stringify({ file: { key, version: 'v1' }, progress })))
      try {
        const answer = await this.#step(asked)
        if (answer.isDone) break
        this.pauses.push(answer.pause)
        progress = answer.progress
      } catch (fault) {
        if (!(fault instanceof TransientFault)) throw fault
      }
    }
    return this.summary(key)
  }

  /** The first step alone: the check of the file. */
  async begin(key: string): Promise<TakeFileAnswer['progress']> {
    return (await this.#step({ file: { key, version: 'v1' }, progress: null })).progress
  }

  async #step(asked: TakeFileAsked): Promise<TakeFileAnswer> {
    this.parts++
    return takeFile(
      {
        folder: {
          open: async (key, _version, from) => ({
            at: this.now,
            size: this.sizes.get(key) ?? this.files.get(key)?.length ?? 0,
            bytes: this.#pieces(key, from),
          }),
          read: async (key) => this.texts.get(key) ?? this.files.get(key)?.toString(),
          write: async (key, text) => void this.texts.set(key, text),
          join: async (keys, to) => void this.texts.set(to, keys.map((key) => this.texts.get(key)).join('')),
        },
        bus: {
          publish: async (events) => {
            this.published.push(...events)
            if (this.parts === this.failsAt) throw new TransientFault('the bus is away')
          },
        },
        clock: { now: () => this.now + 60_000 },
        meter: { count: () => void this.refusedFiles++ },
        company: this.company,
        readMapping,
        hash: () => {
          const hash = createHash('sha256')
          return { update: (piece) => void hash.update(piece), digest: () => hash.digest('hex') }
        },
        csvOf,
        part: 10,
      },
      asked,
    )
  }

  async *#pieces(key: string, from: number): AsyncGenerator<Uint8Array> {
    const bytes = this.files.get(key) ?? new Uint8Array()
    for (let at = from; at < bytes.length; at += this.#piece) yield bytes.subarray(at, at + this.#piece)
  }

  summary(key: string): KeptSummary {
    return KeptSummary.parse(JSON.parse(this.texts.get(`${key.replace('incoming', 'reports')}/report.json`) ?? ''))
  }

  /** What a file is refused for, by line. */
  async refusal(content: string | Uint8Array, key = 'incoming/invoices/f.csv'): Promise<string[]> {
    this.put(key, content)
    const summary = await this.take(key)
    expect([this.published, this.refusedFiles]).toEqual([[], 1])
    return summary.result === 'refused'
      ? summary.problems.map(({ line, allowed }) => `${line}: ${allowed}`)
      : [summary.result]
  }
}

const HEADER = 'invoice,customer,issue date,due date,amount,currency'
const invoice = (number: number, amount = `${number}.50`) =>
  `F-${number},Peña-${number},2026-05-01,2026-06-01,${amount},COP`
const plain = (number: number) => invoice(number).replace('Peña', 'C')
const file = (...lines: readonly string[]) => `${[HEADER, ...lines].join('\n')}\n`
const MANY = file(...Array.from({ length: 40 }, (_, index) => plain(index + 1)))
const KEY = 'incoming/invoices/f.csv'

const ids = (place: Place) => place.published.map(({ detail }) => JSON.stringify(detail))

describe('taking a file', () => {
  it('in parts gives what it gives at once, whatever the pieces in which it arrives', async () => {
    const [whole, pieces] = [new Place(1_000_000), new Place(7)]
    for (const place of [whole, pieces]) {
      place.put(KEY, MANY)
      expect(await place.take(KEY)).toMatchObject({ result: 'taken', records: 40, sent: 40, refused: 0, events: 40 })
    }
    expect(ids(pieces)).toEqual(ids(whole))
    expect(whole.parts).toBe(2)
    expect(pieces.parts).toBe(6)
    const report = pieces.texts.get('reports/invoices/f.csv/report.csv')
    expect(report).toBe(whole.texts.get('reports/invoices/f.csv/report.csv'))
    expect(report?.split('\r\n').map((line) => line.split(',')[0])).toEqual([
      '\uFEFFline',
      ...Array.from({ length: 40 }, (_, index) => String(index + 2)),
      '',
    ])
  })

  it('begins so many journeys a minute, and no more', async () => {
    const place = new Place(60)
    place.put(KEY, MANY)
    await place.take(KEY)
    // After the check at once, then a minute between parts.
    expect(place.pauses).toEqual([0, 60, 60, 60, 60])
  })

  it.each([2, 3, 4])(
    'that is interrupted in part %i publishes the same events again, and none is missing',
    async (part) => {
      const [calm, troubled] = [new Place(), new Place()]
      troubled.failsAt = part
      for (const place of [calm, troubled]) {
        place.put(KEY, MANY)
        await place.take(KEY)
      }
      expect(troubled.published.length).toBeGreaterThan(calm.published.length)
      expect([...new Set(ids(troubled))]).toEqual(ids(calm))
      expect(troubled.summary(KEY)).toEqual(calm.summary(KEY))
    },
  )

  it('of a content that was taken changes nothing; after an interruption it is taken as of the first time', async () => {
    const place = new Place()
    place.put(KEY, MANY)
    await place.take(KEY)
    place.put('incoming/invoices/copy.csv', MANY)
    expect(await place.take('incoming/invoices/copy.csv')).toMatchObject({
      result: 'alreadyTaken',
      before: { file: KEY },
    })
    expect(place.published).toHaveLength(40)
  })

  it('of a content that was taken by another mapping is another file: what it says is another thing', async () => {
    const place = new Place()
    place.put(KEY, MANY)
    await place.take(KEY)
    place.put(`${KEY}.mapping.yaml`, 'source: erp\n')
    expect(await place.take(KEY)).toMatchObject({ result: 'taken', sent: 40, sentBefore: 0 })
    expect(place.published.at(-1)?.detail).toMatchObject({ invoice: 'erp:F-40' })
    expect(await place.take(KEY)).toMatchObject({ result: 'alreadyTaken' })
  })

  it('again sends the lines alone that were refused, as of the day on which it came again, in whatever parts', async () => {
    for (const piece of [7, 1_000_000]) {
      const place = new Place(piece)
      const day = (number: number) => (number % 3 === 0 ? '2026-06-02' : '2026-06-01')
      const lines = Array.from({ length: 31 }, (_, index) => `P-${index},1.50,COP,${day(index)},C-1`)
      const payments = `${['payment,amount,currency,date,customer', ...lines, 'P-x,one,COP,2026-06-01,C-1'].join('\n')}\n`
      place.put('incoming/payments/p.csv', payments)
      expect(await place.take('incoming/payments/p.csv')).toMatchObject({ result: 'taken', sent: 20, refused: 12 })
      const earlier = new Set(ids(place))
      place.now = AT + 86_400_000
      place.put('incoming/payments/copy.csv', payments)
      // The first part of the second taking fails once.
      place.failsAt = place.parts + 2
      const told = await place.take('incoming/payments/copy.csv')
      expect(told).toMatchObject({ result: 'taken', records: 32, sent: 11, sentBefore: 20, refused: 1 })
      const later = new Set(ids(place).slice(earlier.size))
      expect([later.size, [...later].filter((one) => earlier.has(one))]).toEqual([11, []])
      const report = place.texts.get('reports/payments/copy.csv/report.csv')?.split('\r\n')
      expect(report?.slice(1, 4)).toEqual(['2,ledger:P-0,sent,,,', '3,,sentBefore,,,', '4,,sentBefore,,,'])
      expect(place.texts.get('reports/payments/p.csv/report.csv')).toContain('2,,refused,date,2026-06-02,')
    }
  })

  it('again hears of a setting that let lines wait: a host that the company did not have', async () => {
    const place = new Place()
    const linked = `${HEADER},payment link\n${plain(1)},\n${plain(2)},https://pagos.nuevo.example/2\n`
    place.put(KEY, linked)
    expect(await place.take(KEY)).toMatchObject({ sent: 1, refused: 1 })
    const { entities, defaultEntity } = company
    const entity = entities[defaultEntity]
    if (!entity) throw new Error('the company has no entity')
    place.company = {
      ...company,
      entities: { ...entities, [defaultEntity]: { ...entity, paymentLinkHosts: ['pagos.nuevo.example'] } },
    }
    expect(await place.take(KEY)).toMatchObject({ sent: 1, sentBefore: 1, refused: 0 })
    expect(await place.take(KEY)).toMatchObject({ result: 'alreadyTaken' })
  })

  it('names the columns that it does not read: the addresses of a file of invoices, among others', async () => {
    const place = new Place()
    place.put(KEY, `${HEADER},Correo,Vendedor\n${plain(1)},ana@cliente.example,Luz\n`)
    expect(await place.take(KEY)).toMatchObject({ sent: 1, events: 1, unread: ['Correo', 'Vendedor'] })
  })

  it('says how far it is while it is being taken', async () => {
    const place = new Place()
    place.put(KEY, MANY)
    const progress = await place.begin(KEY)
    expect(place.summary(KEY)).toMatchObject({ result: 'taking', records: 40, sent: 0 })
    expect(progress).toMatchObject({ part: 1 })
  })

  it('says of each line that repeats an earlier one which that is, and sends it once', async () => {
    const place = new Place(70)
    const many = Array.from({ length: 30 }, (_, index) => plain(index + 10))
    place.put(KEY, file(plain(1), plain(2), ...many, plain(2), plain(1).replace('1.50', '9.50'), `ledger:${plain(2)}`))
    expect(await place.take(KEY)).toMatchObject({ records: 35, sent: 32, repeated: 1, refused: 2, events: 32 })
    const lines = place.texts.get('reports/invoices/f.csv/report.csv')?.trim().split('\r\n').slice(-3)
    expect(lines).toEqual([
      '34,,repeated,,,line 3 says the same',
      '35,,refused,invoice,F-1,each once in a file: line 2 has it',
      '36,,refused,invoice,ledger:F-2,each once in a file: line 3 has it',
    ])
  })

  it('hears each different word of a list of consents, and the same one once', async () => {
    const place = new Place()
    const word = (status: string) => `D-1,email,${status},2026-05-01,Acta 1`
    const [head, ...words] = ['debtor,channel,status,date,evidence', word('yes'), word('no'), word('yes')]
    place.put('incoming/consents/c.csv', `${[head, ...words].join('\n')}\n`)
    expect(await place.take('incoming/consents/c.csv')).toMatchObject({ sent: 2, repeated: 1, refused: 0 })
  })

  it('finds repeats among more lines than fit into its first table, in objects with more names later on', async () => {
    const place = new Place(1_000_000)
    const one = (number: number, more = {}) =>
      JSON.stringify({
        invoice: `F-${number}`,
        customer: 'C',
        issueDate: '2026-05-01',
        dueDate: '2026-06-01',
        amount: 1,
        currency: 'COP',
        ...more,
      })
    const lines = Array.from({ length: 5_000 }, (_, index) => one(index + 1))
    place.put('incoming/invoices/f.ndjson', `${[...lines, one(5_001, { disputed: true }), one(7)].join('\n')}\n`)
    expect(await place.take('incoming/invoices/f.ndjson')).toMatchObject({ sent: 5_001, repeated: 1, refused: 0 })
  })

  it('reads numbers of JSON as they are written, and refuses the lines of which a digit or a value would be lost', async () => {
    const place = new Place()
    const key = 'incoming/invoices/f.ndjson'
    const one = (id: string, amount: string) =>
      `{"invoice":${id},"customer":"C","issueDate":"2026-05-01","dueDate":"2026-06-01","amount":${amount},"currency":"COP"}`
    const lines = [
      one('12345678901234567891', '1'),
      one('12345678901234567892', '1'),
      one('7', '9007199254740993'),
      one('"8"', '1e2'),
      one('"12345678901234567891"', '1.50'),
      one('1.10', '90071992547409.91'),
      one('1.1', '2').replace('"C"', '"C","constructor":{"amount":3,"a{\\"}":"1e9: {2}"}'),
      one('"9"', '1,"amount":2'),
    ]
    place.put(key, `${lines.join('\n')}\n`)
    expect(await place.take(key)).toMatchObject({ result: 'taken', records: 8, sent: 3, refused: 5 })
    expect(place.published.map(({ detail }) => detail)).toMatchObject([
      { invoice: 'ledger:12345678901234567891', total: { amount: 150 } },
      { invoice: 'ledger:1.10', total: { amount: 9_007_199_254_740_991 } },
      { invoice: 'ledger:1.1', total: { amount: 200 } },
    ])
    const report = place.texts.get('reports/invoices/f.ndjson/report.csv')?.split('\r\n') ?? []
    expect(report.filter((line) => line.includes('refused')).map((line) => line.slice(0, 50))).toEqual([
      '1,,refused,invoice,12345678901234567891,"a number ',
      '2,,refused,invoice,12345678901234567892,"a number ',
      '3,,refused,amount,9007199254740993,"a number in di',
      '4,,refused,amount,1e2,"a number in digits, at most',
      '8,,refused,amount,"{""invoice"":""9"",""customer""',
    ])
  })

  it('never lets a cell of its report begin as a formula', async () => {
    const place = new Place()
    place.put(KEY, file(plain(1), 'F-2,=cmd|x,2026-05-01,2026-06-01,1.00,COP'))
    await place.take(KEY)
    expect(place.texts.get('reports/invoices/f.csv/report.csv')).toContain(",'=cmd|x,")
  })

  it('believes a last line that counts the others, and refuses another number', async () => {
    const place = new Place()
    place.put(KEY, `${file(plain(1), plain(2))}# 2\n`)
    expect(await place.take(KEY)).toMatchObject({ result: 'taken', sent: 2 })
    for (const piece of [7, 1_000_000]) {
      const blank = new Place(piece)
      blank.put(KEY, `${file(plain(1), plain(2))}# 2\n\n  \r\n\n`)
      expect(await blank.take(KEY)).toMatchObject({ result: 'taken', records: 2, sent: 2, refused: 0 })
    }
    expect(await new Place().refusal(`${file(plain(1), plain(2))}# total: 3\n`)).toEqual([
      '4: the number of records before it: the file has 2',
    ])
    for (const piece of [7, 1_000_000])
      expect(await new Place(piece).refusal(`${file(plain(1))}# 1\n\n${plain(2)}\n`)).toEqual([
        '3: the line that counts the others, as the last one',
      ])
  })
})

describe('a file is refused whole', () => {
  it('when its JSON was encoded twice before it was escaped, and not for a word that ends in Ã', async () => {
    const line = (name: string) => `{"debtor":"D-1","name":"${name}"}\n`
    const key = 'incoming/debtors/d.ndjson'
    expect(await new Place().refusal(line('Jos\\u00c3\\u00a9'), key)).toEqual([
      expect.stringMatching(/^1: text in UTF-8 once/),
    ])
    const place = new Place()
    place.put(key, line('Comercial “IRMÔ, Nº 5, irmã »'))
    expect(await place.take(key)).toMatchObject({ result: 'taken', sent: 1 })
  })

  const CUT = 'a line break at the end of the last line: without it nobody knows whether it is whole'

  it.each([
    ['cut in a line', MANY.slice(0, -5), [`41: ${CUT}`]],
    ['cut before its last line break', MANY.slice(0, -1), [`41: ${CUT}`]],
    ['cut in a record', file(plain(1), 'F-2,C-2,2026-'), [expect.stringMatching(/^3: a whole last line: 6 values/)]],
    ['cut in a value', file(plain(1), '"F-2,C-2'), ['3: quotation marks that are closed on the same line']],
    ['empty', '', ['1: a header line and one line a record']],
    ['only a header', file(), ['1: at least one record under the header']],
    ['in Latin-1', Buffer.from(file(plain(1), invoice(2), plain(3)), 'latin1'), [expect.stringMatching(/^3: .*UTF-8/)]],
    ['in UTF-16', Buffer.from(file(plain(1)), 'utf16le'), [expect.stringMatching(/^1: .*zero bytes/)]],
    [
      'in UTF-8 twice',
      file(plain(1), Buffer.from(invoice(2), 'utf8').toString('latin1')),
      [expect.stringMatching(/^3: text in UTF-8 once/)],
    ],
    [
      'in UTF-8 twice, by way of Windows',
      file(plain(1), 'F-2,MUÃ‘OZ'),
      [expect.stringMatching(/^3: text in UTF-8 once/)],
    ],
    [
      'with dates of two readings',
      file(plain(1).replace('2026-05-01', '01/02/2026').replace('2026-06-01', '02/03/2026')),
      [expect.stringMatching(/dates that read in one way only/)],
    ],
  ])('when it is %s', async (_, content, problems) => {
    for (const piece of [7, 1_000_000]) expect(await new Place(piece).refusal(content)).toEqual(problems)
  })

  it('when it is larger than one run can check', async () => {
    const place = new Place()
    place.sizes.set(KEY, 2_000_000_001)
    expect(await place.refusal(MANY)).toEqual(['1: at most 2000000000 bytes: divide it into several files'])
    expect(place.texts.get('reports/invoices/f.csv/report.csv')).toContain('1,,refused,(the file),2000000001 bytes,')
  })

  it('when its name says no kind, or no form', async () => {
    expect(await new Place().refusal(MANY, 'incoming/bills/f.csv')).toEqual([
      expect.stringMatching(/one of debtors, .*invoices/),
    ])
    expect(await new Place().refusal(MANY, 'incoming/invoices/f.xlsx')).toEqual([
      expect.stringMatching(/\.csv, \.ndjson/),
    ])
  })

  it('when the last of its JSON objects is half one', async () => {
    const one = JSON.stringify({
      invoice: 'F-1',
      customer: 'C-1',
      issueDate: '2026-05-01',
      dueDate: '2026-06-01',
      amount: 1,
      currency: 'COP',
    })
    expect(await new Place().refusal(`${one}\n{"invoice":\n`, 'incoming/invoices/f.ndjson')).toEqual([
      '2: a whole last line: one JSON object on the line',
    ])
  })
})
