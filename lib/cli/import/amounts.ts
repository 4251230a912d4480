import { minorDigits, type ParsedAmount, parseAmount } from '../../domain/money.ts'
import type { Detected } from './dates.ts'

/** How a file writes its amounts; without `thousands`, no amount may have a thousand separator. */
export interface AmountFormat {
  readonly decimals: string
  readonly thousands?: string
}

/**
 * The sign before the decimals of these texts. One sign followed by one or two last digits proves it; three digits
 * could be thousands and prove nothing. Both signs proved are ambiguous. `example` is the index of a text to show.
 */
export function detectDecimals(texts: readonly string[]): Detected<string> {
  const proofs = new Map<string, number>()
  for (const [index, text] of texts.entries()) {
    const sign = /^-?\d+([.,])\d{1,2}$/.exec(text)?.[1]
    if (sign && !proofs.has(sign)) proofs.set(sign, index)
  }
  const [first, second] = [...proofs]
  if (!first || !second) return { kind: 'found', value: first?.[0] ?? '.' }
  const allowed = `one decimal sign in the whole file; "${texts[first[1]]}" has "${first[0]}" and this has "${second[0]}": name the right one as "decimals" in the mapping`
  return { kind: 'ambiguous', example: second[1], allowed }
}

/** Reads an amount above zero; thousand separators that the format does not name are refused, never guessed. */
export function readAmount(text: string, currency: string, format: AmountFormat): ParsedAmount {
  const { decimals, thousands } = format
  const refused = (rule: string): ParsedAmount => {
    const cents = '50'.padEnd(minorDigits(currency), '0').slice(0, minorDigits(currency))
    const example = cents === '' ? '1234' : `1234${decimals}${cents}`
    return { kind: 'refused', reason: `an amount of ${currency} such as ${example}, ${rule}` }
  }
  const plain = thousands === undefined ? text : withoutThousands(text, decimals, thousands)
  if (plain === undefined) return refused(`with three digits after each "${thousands}"`)
  if (decimals !== '.' && plain.includes('.')) return refused('without thousand separators')
  const parsed = parseAmount(plain.replace(decimals, '.'), currency)
  if (parsed.kind === 'refused') return refused('without thousand separators')
  return parsed.money.amount > 0 ? parsed : refused('above zero: a credit note is not an invoice')
}

/** The digits without well-placed thousand separators; undefined when one stands in the wrong place. */
function withoutThousands(text: string, decimals: string, thousands: string): string | undefined {
  const [whole = '', ...cents] = text.split(decimals)
  if (whole.includes(thousands) && !new RegExp(`^\\d{1,3}([${thousands}]\\d{3})+$`).test(whole)) return undefined
  if (cents.some((part) => part.includes(thousands))) return undefined
  return [whole.replaceAll(thousands, ''), ...cents].join(decimals)
}
