import { parse } from 'csv-parse/sync'
import { expect, it } from 'vitest'
import { csvOf, saidBy } from '../../lib/analytics/csv.ts'

const DANGEROUS = ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', "=cmd|' /C calc'!A0"]

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
  expect(cell).not.toMatch(/^[=+\-@\t\r]/)
  expect([cell ?? '', "it's", "'so'", ''].map(saidBy)).toEqual([text, "it's", "'so'", ''])
})
