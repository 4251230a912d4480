import type { Dimension, Format } from './fields.ts'

/** Language of a dashboard. */
export type Language = 'es' | 'en'

/** Decimal places that each format has. */
const DECIMALS: Readonly<Record<Format, number>> = { money: 0, count: 0, share: 1, days: 1, decimal: 2, fine: 4 }

/** Separators as they are written in Colombia and in the United States. */
const SEPARATORS = {
  es: { decimalSeparator: 'COMMA', thousandsSeparator: { symbol: 'DOT', visibility: 'VISIBLE' } },
  en: { decimalSeparator: 'DOT', thousandsSeparator: { symbol: 'COMMA', visibility: 'VISIBLE' } },
} as const

/** How a measure is written; `short` on charts, where 12 300 000 is 12,3 M. */
export function numberFormat(format: Format, language: Language, short = false) {
  const shared = {
    decimalPlacesConfiguration: { decimalPlaces: short && format === 'money' ? 1 : DECIMALS[format] },
    separatorConfiguration: SEPARATORS[language],
  }
  if (format === 'share') return { formatConfiguration: { percentageDisplayFormatConfiguration: shared } }
  const numberScale = short && format === 'money' ? 'AUTO' : 'NONE'
  return { formatConfiguration: { numberDisplayFormatConfiguration: { ...shared, numberScale } } }
}

/** How dates are written, by the step they are grouped in. */
const DATES = { DAY: 'D MMM YYYY', WEEK: 'D MMM', MONTH: 'MMM YYYY' } as const
/** The newest day or instant of a group. */
export const LATEST = { day: 'D MMM YYYY', instant: 'D MMM YYYY HH:mm' } as const

/** How a date dimension is written. */
export const dateFormat = ({ granularity = 'DAY' }: Dimension) => ({ dateTimeFormat: DATES[granularity] })
