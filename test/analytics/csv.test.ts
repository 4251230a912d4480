import { parse } from 'csv-parse/sync'
import { expect, it } from 'vitest'
import { csvOf, saidBy } from '../../lib/analytics/csv.ts'
import { accountsCsv } from '../../lib/preview/accounts-csv.ts'

const DANGEROUS = ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\0=1', "=cmd|' /C calc'!A0"]

it('is read back cell by cell, whatever the text holds', () => {
  const texts = ['Comercial "Andina", S.A.', 'two\nlines', 'ñandú', '', "it's"]
  const rows = texts.map((text, index) => ({ text, amount: -index - 0.5, flag: true, gone: null }))
  const read: unknown[][] = parse(csvOf(['text', 'amount', 'flag', 'gone'], rows), { bom: true })
  expect(read).toEqual([
    ['text', 'amount', 'flag', 'gone'],
    ...texts.map((text, index) => [text, String(-index - 0.5), 'true', '']),
  ])
})

it.each(DANGEROUS)('lets no spreadsheet take %j for a formula', (text) => {
  const cell = parse(csvOf(['text'], [{ text }]), { bom: true })[1]?.[0]
  expect(cell).toBe(`'${text}`)
  expect([cell ?? '', "it's", "'so'", ''].map(saidBy)).toEqual([text, "it's", "'so'", ''])
  expect(cell).not.toMatch(/^[=+\-@\t\r\0]/)
})

const account = (currency: string, rank: number, more: object = {}) => ({
  ...{ rank, currency, entity: 'andina', business_unit: 'consumer', debtor: `erp:${rank};x`, action: 'call' },
  ...{
    open_amount: 8237.999999998,
    overdue_amount: 0.125,
    days_past_due: 12,
    invoices: 2,
    expected_loss: 10,
    assumed_loss: 1,
  },
  ...{ last_touch_date: null, open_tasks: 0, ...more },
})
const ACCOUNTS = [
  account('ARS', 1),
  account('MXN', 1),
  account('COP', 2, { action: 'task' }),
  account('COP', 1),
  account('CLP', 1),
]
const written = (look: Parameters<typeof accountsCsv>[1]) => accountsCsv(ACCOUNTS, look).slice(1).split('\r\n')

it('lists accounts in the words of a report in Spanish and the numbers of Colombia, its own currency first', () => {
  const [names, ...lines] = written({ language: 'es', currency: 'COP' })
  expect(names).toBe(
    'Puesto;Moneda;Empresa;Segmento;Deudor;Qué hacer;Por cobrar;Vencido;Días vencida;Facturas;Pérdida esperada;Parte supuesta;Último contacto;Tareas',
  )
  expect(lines.map((line) => line.split(';').slice(0, 2).join(' '))).toEqual([
    '1 COP',
    '2 COP',
    '1 ARS',
    '1 CLP',
    '1 MXN',
    '',
  ])
  expect(lines[1]).toBe('2;COP;andina;Consumo;"erp:2;x";Resolver su tarea;8238;0,13;12;2;10;1;;0')
  // A Chilean peso has no parts.
  expect(lines[3]).toContain(';8238;0;12;')
})

it.each([
  ['es', 'MXN', 'Consumo', 'Llamar'],
  ['en', 'COP', 'Consumer', 'Call'],
] as const)(
  'lists accounts parted by commas in %s with %s, whose numbers have a point',
  (language, currency, unit, call) => {
    const [, line] = written({ language, currency })
    expect(line).toBe(`1,${currency},andina,${unit},"erp:1;x",${call},8238,0.13,12,2,10,1,,0`)
  },
)
