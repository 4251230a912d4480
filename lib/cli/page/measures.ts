import type { Invoice } from '../../domain/invoice.ts'
import { type MoneyFigures, moneyOf } from '../figures.ts'
import type { Label } from './labels.ts'

/** A sum of money that the page counts, as the terminal does, in minor units of one currency. */
export interface Measure {
  readonly code: string
  readonly label: Label
  of(sums: MoneyFigures): number
}

/** What the pictures of money show: the figures of the terminal under its names. */
export const MEASURES: readonly Measure[] = [
  { code: 'invoiced', label: 'invoiced', of: ({ invoiced }) => invoiced },
  { code: 'charged', label: 'charged', of: ({ charged }) => charged },
  { code: 'collected', label: 'collected', of: ({ collected }) => collected },
  { code: 'open', label: 'open', of: ({ open }) => open },
  { code: 'closedUnpaid', label: 'closedUnpaid', of: ({ credited, writtenOff }) => credited + writtenOff },
  { code: 'excess', label: 'excess', of: ({ excess }) => excess },
]

export const measureOf = (code: string): Measure | undefined => MEASURES.find((measure) => measure.code === code)

/** What some invoices come to in one currency; nothing of a currency they are not in. */
export const sumOf = (measure: Measure, invoices: readonly Invoice[], currency: string): number => {
  const sums = moneyOf(invoices)[currency]
  return sums === undefined ? 0 : measure.of(sums)
}
