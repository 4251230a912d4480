import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { readMapping as readText } from '../../lib/catalog/read-mapping.ts'
import { Company } from '../../lib/contracts/company.ts'
import { EVENTS_IN, type EventName } from '../../lib/contracts/events.ts'
import { type ImportedLedger, importLedger } from '../../lib/usecases/import/import-ledger.ts'
import { LedgerRefused, renderProblems } from '../../lib/usecases/import/ledger-refused.ts'
import { Mapping } from '../../lib/usecases/import/mapping.ts'

const readMapping = (path: string) => readText(basename(path), readFileSync(path, 'utf8'))
const company = Company.parse(parse(readFileSync('catalog/company.yaml', 'utf8')))
const sample = readFileSync('test/samples/ledger.csv', 'utf8')
const IBM = '../shared/data/ibm-accounts-receivable.csv'

const read = (text: string, mapping: object = {}): ImportedLedger =>
  importLedger({ text, mapping: Mapping.parse(mapping), company })

/** Why a file is refused, by column. */
const refusal = (text: string, mapping: object = {}): Record<string, string> => {
  try {
    read(text, mapping)
  } catch (error) {
    if (error instanceof LedgerRefused)
      return Object.fromEntries(error.problems.map(({ column, allowed }) => [column, allowed]))
    throw error
  }
  return {}
}

const counts = ({ events }: ImportedLedger): Partial<Record<EventName, number>> =>
  Object.fromEntries(
    Object.entries(Object.groupBy(events, ({ name }) => name)).map(([name, all]) => [name, all?.length]),
  )

const about = ({ events }: ImportedLedger, id: string) =>
  events
    .filter(({ detail }) => JSON.stringify(detail).includes(`"${id}"`))
    .map(({ at, name }) => `${new Date(at).toISOString().slice(0, 16)} ${name}`)

const ledger = (...lines: readonly string[]): string =>
  ['invoice,customer,issue date,due date,amount,paid date,disputed,currency', ...lines].join('\n')

/** An ordinary line with some of its values changed. */
const line = (
  change: Partial<Record<'id' | 'issued' | 'due' | 'amount' | 'paid' | 'disputed', string>> = {},
): string => {
  const { id = 'F-1', issued = '2026-01-15', due = '2026-02-14', amount = '100.50', paid = '', disputed = '' } = change
  return `${id},C-1,${issued},${due},"${amount}",${paid},${disputed},USD`
}

describe('a ledger', () => {
  it('becomes the events of its invoices, each sound and in order of time', () => {
    const imported = read(sample)
    expect(imported.rows).toBe(40)
    expect(counts(imported)).toEqual({
      DebtorUpserted: 8,
      ContactPointUpserted: 8,
      ConsentChanged: 8,
      InvoiceIssued: 30,
      PaymentReceived: 29,
      HoldPlaced: 8,
      HoldReleased: 8,
    })
    for (const { at, name, detail } of imported.events) {
      expect(Date.parse(EVENTS_IN[name].parse(detail).occurredAt)).toBe(at)
    }
    const times = imported.events.map(({ at }) => at)
    expect(times).toEqual(times.toSorted((a, b) => a - b))
    expect([imported.from, imported.to]).toEqual([times[0], times.at(-1)])
  })

  it('makes the same events when it is imported twice', () => {
    expect(read(sample)).toEqual(read(sample))
  })

  it('issues at eight, is disputed the next day at nine, and is paid and released at three', () => {
    const disputed = read(ledger(line({ paid: '2026-02-20', disputed: 'yes' })))
    expect(about(disputed, 'ledger:C-1').slice(0, 2)).toEqual([
      '2026-01-15T12:50 DebtorUpserted',
      '2026-01-15T12:50 ContactPointUpserted',
    ])
    expect(about(disputed, 'ledger:F-1')).toEqual([
      '2026-01-15T13:00 InvoiceIssued',
      '2026-01-16T14:00 HoldPlaced',
      '2026-02-20T20:00 PaymentReceived',
      '2026-02-20T20:00 HoldReleased',
    ])
  })

  it('holds a dispute on the day of issue when the invoice is settled on that day', () => {
    expect(about(read(ledger(line({ paid: '2026-01-15', disputed: 'sí' }))), 'ledger:F-1')).toEqual([
      '2026-01-15T13:00 InvoiceIssued',
      '2026-01-15T14:00 HoldPlaced',
      '2026-01-15T20:00 PaymentReceived',
      '2026-01-15T20:00 HoldReleased',
    ])
  })

  it('leaves an unpaid invoice unpaid, and an unsettled dispute on hold', () => {
    const open = read(ledger(line({ disputed: 'Yes' })))
    expect(open.events.map(({ name }) => name).slice(3)).toEqual(['InvoiceIssued', 'HoldPlaced'])
  })

  it('knows a customer since the earliest invoice, wherever its line stands', () => {
    const imported = read(ledger(line(), line({ id: 'F-2', issued: '2025-12-01', due: '2025-12-31' })))
    expect(about(imported, 'ledger:C-1')[0]).toBe('2025-12-01T12:50 DebtorUpserted')
    expect(counts(imported).DebtorUpserted).toBe(1)
  })

  it('reports each bad line with its number and the reason, and reads the others', () => {
    const { problems } = read(sample)
    expect(problems.map(({ line: at, column, value }) => [at, column, value])).toEqual([
      [6, 'InvoiceAmount', '1,250.00'],
      [11, 'InvoiceDate', '2/30/2026'],
      [16, 'Disputed', 'maybe'],
      [21, 'SettledDate', '1/2/2026'],
      [26, 'invoice', '0004000211'],
      [31, '(the line)', expect.stringContaining('770,6613-OXANA')],
      [36, 'InvoiceAmount', '-45.10'],
      [38, 'invoiceNumber', 'FAC 01'],
      [39, 'DueDate', '4/1/2026'],
      [40, 'InvoiceAmount', '1.250'],
    ])
    expect(problems.find(({ line: at }) => at === 26)?.allowed).toBe('each invoice once; it is on line 5 already')
    expect(problems.find(({ line: at }) => at === 21)?.allowed).toContain('the issue date (2026-03-14) or later')
  })

  it('counts lines as an editor does, behind values that span several', () => {
    const text = `${ledger(line({ id: 'F-1' }))}\n"F-2","C\n2",2026-01-15,2026-02-14,1.50,,,USD\n\n${line({ id: 'F-3', amount: 'x' })}`
    expect(read(text).problems.map(({ line: at, column }) => [at, column])).toEqual([
      [4, 'customer'],
      [6, 'amount'],
    ])
  })
})

describe('the columns of a ledger', () => {
  it('are found by their Spanish names, whatever their case, accents and delimiter', () => {
    const text =
      'FACTURA;Código Cliente;fecha emision;VENCIMIENTO;Valor;moneda\nF-1;C-1;2026-01-15;2026-02-14;99,50;COP'
    const [invoice] = read(text).events.filter(({ name }) => name === 'InvoiceIssued')
    expect(invoice?.detail).toMatchObject({ invoice: 'ledger:F-1', total: { amount: 9950, currency: 'COP' } })
  })

  it('that are missing name the headers seen and the names known', () => {
    const missing = refusal('invoice,who,issue date,due date,amount,currency\nF-1,C-1,2026-01-15,2026-02-14,1.50,USD')
    expect(Object.keys(missing)).toEqual(['customer'])
    expect(missing.customer).toContain('a column named customer, customer id')
    expect(missing.customer).toContain('cliente')
    expect(missing.customer).toContain('the file has "invoice", "who", "issue date"')
  })

  it('that are there twice are refused until the mapping names one', () => {
    const text =
      'invoice,customer,issue date,due date,amount,total,currency\nF-1,C-1,2026-01-15,2026-02-14,1.50,2.50,USD'
    expect(refusal(text).amount).toContain('one column')
    const [invoice] = read(text, { columns: { amount: 'total' } }).events.filter(({ name }) => name === 'InvoiceIssued')
    expect(invoice?.detail).toMatchObject({ total: { amount: 250 } })
  })

  it('need a currency, an entity of the catalog, and the headers that the mapping names', () => {
    const text = 'invoice,customer,issue date,due date,amount\nF-1,C-1,2026-01-15,2026-02-14,1.50'
    expect(refusal(text).currency).toContain('"currency" in the mapping')
    expect(refusal(text, { currency: 'COP', entity: 'nobody' })['entity (of the mapping)']).toContain(
      'comercial-andina',
    )
    expect(refusal(text, { currency: 'COP', columns: { disputed: 'Pleito' } }).disputed).toContain(
      'a header of the file',
    )
    expect(refusal(text, { currency: 'COP' })).toEqual({})
  })
})

describe('the dates of a ledger', () => {
  it('are read in the one format that all of them can have', () => {
    const american = ledger(line({ issued: '1/2/2026', due: '1/31/2026' }))
    const european = ledger(line({ issued: '1/2/2026', due: '31/3/2026' }))
    expect(about(read(american), 'ledger:F-1')).toEqual(['2026-01-02T13:00 InvoiceIssued'])
    expect(about(read(european), 'ledger:F-1')).toEqual(['2026-02-01T13:00 InvoiceIssued'])
  })

  it('are refused when all of them have two readings, and read as the mapping says', () => {
    const text = ledger(line({ issued: '1/2/2026', due: '3/4/2026' }))
    expect(refusal(text)['issue date']).toContain('MM/DD/YYYY or DD/MM/YYYY')
    expect(about(read(text, { dates: 'DD/MM/YYYY' }), 'ledger:F-1')).toEqual(['2026-02-01T13:00 InvoiceIssued'])
  })

  it('are refused when two formats are mixed', () => {
    const text = ledger(line({ issued: '1/2/2026', due: '1/31/2026' }), line({ id: 'F-2', due: '31/3/2026' }))
    expect(refusal(text)['issue date'] ?? refusal(text)['due date']).toContain('one format in the whole file')
  })

  it('are days of the calendar', () => {
    const { problems } = read(ledger(line(), line({ id: 'F-2', due: '2026-02-30' })))
    expect(problems).toEqual([
      { line: 3, column: 'due date', value: '2026-02-30', allowed: 'a date of the calendar as YYYY-MM-DD' },
    ])
  })
})

describe('the amounts of a ledger', () => {
  // The amount as written, what the mapping says, and the minor units or undefined where it is refused.
  it.each<[string, object, number | undefined]>([
    ['1234.50', {}, 123450],
    ['1234,50', {}, 123450],
    ['1234', {}, 123400],
    ['1234.5', {}, 123450],
    ['1,234.50', {}, undefined],
    ['1.234,50', {}, undefined],
    ['1.234', {}, undefined],
    ['1,234', {}, undefined],
    ['1,234', { decimals: ',' }, undefined],
    ['1.234', { decimals: ',' }, undefined],
    ['1234.50', { decimals: ',' }, undefined],
    ['1.234,50', { decimals: ',', thousands: '.' }, 123450],
    ['1.234', { decimals: ',', thousands: '.' }, 123400],
    ['1.23', { decimals: ',', thousands: '.' }, undefined],
    ['1.234.5', { decimals: ',', thousands: '.' }, undefined],
    ["1'234.50", { decimals: '.', thousands: "'" }, 123450],
    ['$1234.50', {}, undefined],
    ['1234.505', {}, undefined],
    ['0.00', {}, undefined],
    ['-10.00', {}, undefined],
    ['', {}, undefined],
  ])('"%s" with %o is %s', (amount, mapping, minor) => {
    const imported = read(ledger(line({ id: 'F-0', amount: '7' }), line({ amount })), mapping)
    const invoice = imported.events.find(({ detail }) => JSON.stringify(detail).includes('"ledger:F-1"'))
    if (minor !== undefined) expect(invoice?.detail).toMatchObject({ total: { amount: minor } })
    expect(imported.problems.map(({ line: at, column }) => [at, column])).toEqual(
      minor === undefined ? [[3, 'amount']] : [],
    )
  })

  it('are refused when both signs stand before decimals', () => {
    expect(refusal(ledger(line(), line({ id: 'F-2', amount: '7,25' }))).amount).toContain('one decimal sign')
  })
})

describe('a file that is no ledger', () => {
  it('is refused when it is empty, has no sound line, or is not in UTF-8', () => {
    expect(Object.values(refusal(''))).toEqual(['a header line and one line an invoice'])
    expect(Object.values(refusal(ledger()))).toContain('at least one invoice')
    expect(Object.values(refusal(ledger(line({ amount: 'x' }))))).toHaveLength(1)
    expect(Object.values(refusal(ledger(line({ id: '\uFFFD' }))))).toEqual(['text in UTF-8'])
  })

  it('is refused when a quotation mark is never closed, because lines would be lost', () => {
    const text = `${ledger(line())}\nF-2,"C-2,2026-01-15,2026-02-14,1.50,,,USD\nF-3,C-3,2026-01-15,2026-02-14,1.50,,,USD`
    expect(refusal(text)).toEqual({ '(the line)': 'no quotation mark that is never closed' })
  })

  it('says which lines an opened quotation mark has swallowed', () => {
    const swallowed = `F-2,"C-2,2026-01-15,2026-02-14,1.50,,,USD\n${line({ id: 'F-3' })}`
    const { problems } = read(`${ledger(line())}\n${swallowed}\n${line({ id: 'F-4' })}`)
    expect(problems.map(({ line: at, allowed }) => [at, allowed])).toEqual([
      [4, 'quotation marks around whole values only; lines 3 to 4 are left out'],
    ])
  })

  it('says on one line what is wrong with a stray quotation mark', () => {
    const { problems, rows } = read(
      `${ledger(line())}\nF-2,C"2,2026-01-15,2026-02-14,1.50,,,USD\n${line({ id: 'F-3' })}`,
    )
    expect(rows).toBe(3)
    expect(problems.map(({ line: at, allowed }) => [at, allowed])).toEqual([
      [3, 'quotation marks around whole values only'],
    ])
  })
})

describe('the problems of a ledger', () => {
  it('are written out for a person, and a long list is cut short with its count', () => {
    const problem = { line: 7, column: 'amount', value: '1.250', allowed: 'an amount' }
    expect(renderProblems([problem])).toBe('line 7  amount\n  given    "1.250"\n  allowed  an amount')
    expect(renderProblems([{ ...problem, value: '' }])).toContain('given    nothing')
    expect(renderProblems(new Array(25).fill(problem)).split('\n').at(-1)).toBe('… and 5 more')
  })
})

describe('a mapping file', () => {
  const written = (text: string): string => {
    const path = join(mkdtempSync(join(tmpdir(), 'puntual-mapping-')), 'mapping.yaml')
    writeFileSync(path, text)
    return path
  }

  it('is refused with each mistake at its line', () => {
    const path = written('currency: COP\ndates: DD/MM/YY\ncolums:\n  invoice: Folio\n')
    expect(() => readMapping(path)).toThrow(LedgerRefused)
    expect(() => readMapping(path)).toThrow(/line 2 {2}dates of mapping.yaml[\s\S]*line 3 {2}colums of mapping.yaml/)
  })

  it('cannot have one sign for decimals and thousands', () => {
    expect(() => readMapping(written("decimals: ','\nthousands: ','\n"))).toThrow(
      'another sign than that of the decimals',
    )
  })

  it('may say what the countries of the file are; others are refused', () => {
    const text =
      'invoice,customer,issue date,due date,amount,country\nF-1,C-1,2026-01-15,2026-02-14,1.50,57\nF-2,C-2,2026-01-15,2026-02-14,1.50,99'
    const countries = { '57': { country: 'MX', zone: 'America/Tijuana', language: 'es-MX' } }
    const imported = read(text, { currency: 'MXN', countries })
    expect(imported.events[0]?.detail).toMatchObject({ country: 'MX', zone: 'America/Tijuana', language: 'es-MX' })
    expect(imported.problems).toEqual([
      { line: 3, column: 'country', value: '99', allowed: 'one of 57, as in the mapping' },
    ])
  })
})

describe('the guide to importing', () => {
  const guide = readFileSync('docs/import.md', 'utf8')
  const blocks = (language: string): string[] =>
    [...guide.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, 'g'))].map(([, text = '']) => text)

  it('has examples that work as they stand', () => {
    const [plain = '', mapped = ''] = blocks('csv')
    expect(read(plain)).toMatchObject({ rows: 2, problems: [] })
    expect(() => read(mapped)).toThrow(LedgerRefused)
    const imported = read(mapped, parse(blocks('yaml')[0] ?? ''))
    expect(imported).toMatchObject({ rows: 2, problems: [] })
    expect(about(imported, 'siigo:F-1')).toEqual(['2026-04-03T13:00 InvoiceIssued'])
  })
})

describe("IBM's accounts receivable", () => {
  if (!existsSync(IBM))
    it(`is absent (${IBM}), so its import is not tested here`, () => expect(existsSync(IBM)).toBe(false))
  else {
    const text = readFileSync(IBM, 'utf8')

    it('is known by its headers and imports whole', () => {
      const imported = read(text)
      expect(imported.rows).toBe(2466)
      expect(imported.problems).toEqual([])
      expect(counts(imported)).toEqual({
        DebtorUpserted: 100,
        ContactPointUpserted: 100,
        ConsentChanged: 100,
        InvoiceIssued: 2466,
        PaymentReceived: 2466,
        HoldPlaced: 561,
        HoldReleased: 561,
      })
      expect(about(imported, 'ibm:0000611365')).toEqual([
        '2013-01-02T13:00 InvoiceIssued',
        '2013-01-15T20:00 PaymentReceived',
      ])
    })

    it('proves the format of its dates by itself when its headers are not known', () => {
      const unknown = read(text.replace('PaperlessDate', 'Since'), { currency: 'USD', source: 'ibm', kind: 'company' })
      expect(unknown).toEqual(read(text))
    })
  }
})
