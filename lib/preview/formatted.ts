import type { NumberFormat } from './contract/fields.ts'
import type { Field } from './field.ts'

/** A value of a row: text, number, or nothing. */
export type Value = string | number | null

/** What stands where there is no value. */
const NOTHING = '–'
const MONTHS = {
  es: ['ene', 'feb', 'mar', 'abr', 'may', 'jun', 'jul', 'ago', 'sep', 'oct', 'nov', 'dic'],
  en: ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'],
} as const
/** Ten to the third, sixth and ninth as each language shortens them; a Spanish "billion" is another number. */
const SHORT = { es: [' mil', ' M', ' mil M'], en: [' K', ' M', ' B'] } as const
export type Language = keyof typeof MONTHS

/** A value as the format of its field has it. */
export function formatted(value: Value | undefined, field: Field, language: Language): string {
  if (value === null || value === undefined) return NOTHING
  if (field.date !== undefined) return dateText(String(value), field.date, language)
  if (typeof value === 'string') return value
  return field.number ? numberText(value, field.number, language) : plain(value, 0, DOT)
}

const DOT = { DecimalSeparator: 'COMMA', ThousandsSeparator: { Symbol: 'DOT', Visibility: 'VISIBLE' } } as const

/** A number with the separators, decimals and scale of its format. */
export function numberText(value: number, { FormatConfiguration: format }: NumberFormat, language: Language): string {
  if ('PercentageDisplayFormatConfiguration' in format) {
    const { DecimalPlacesConfiguration, SeparatorConfiguration } = format.PercentageDisplayFormatConfiguration
    const text = plain(value * 100, DecimalPlacesConfiguration.DecimalPlaces, SeparatorConfiguration)
    return language === 'es' ? `${text} %` : `${text}%`
  }
  const { DecimalPlacesConfiguration, SeparatorConfiguration, NumberScale } = format.NumberDisplayFormatConfiguration
  const step = NumberScale === 'AUTO' ? Math.min(3, Math.floor(Math.log10(Math.max(1, Math.abs(value))) / 3)) : 0
  const decimals = NumberScale === 'AUTO' && step === 0 ? 0 : DecimalPlacesConfiguration.DecimalPlaces
  return `${plain(value / 1000 ** step, decimals, SeparatorConfiguration)}${step === 0 ? '' : SHORT[language][step - 1]}`
}

function plain(
  value: number,
  decimals: number,
  { DecimalSeparator, ThousandsSeparator }: { DecimalSeparator: string; ThousandsSeparator: { Symbol: string } },
): string {
  const [whole = '0', rest = ''] = Math.abs(value).toFixed(decimals).split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ThousandsSeparator.Symbol === 'DOT' ? '.' : ',')
  const sign = value < 0 && Number(Math.abs(value).toFixed(decimals)) !== 0 ? '−' : ''
  return `${sign}${grouped}${rest === '' ? '' : `${DecimalSeparator === 'COMMA' ? ',' : '.'}${rest}`}`
}

/** `2026-08-30` or `2026-08-30T17:05` in a pattern of QuickSight: D, MMM, YYYY, HH and mm. */
export function dateText(iso: string, pattern: string, language: Language): string {
  const [date = '', time = '00:00'] = iso.split('T')
  const [year = '', month = '', day = ''] = date.split('-')
  const [hour = '', minute = ''] = time.split(':')
  const parts: Readonly<Record<string, string>> = {
    YYYY: year,
    MMM: MONTHS[language][Number(month) - 1] ?? month,
    D: String(Number(day)),
    HH: hour,
    mm: minute,
  }
  return pattern.replace(/YYYY|MMM|D|HH|mm/g, (part) => parts[part] ?? part)
}
