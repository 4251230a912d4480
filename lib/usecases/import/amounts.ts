import { minorDigits, type ParsedAmount, parseAmount } from '../../domain/money.ts'
import type { Cell, Detected } from './dates.ts'

/** How a file writes its amounts; without `thousands`, no amount may have a thousand separator. */
export interface AmountFormat {
  readonly decimals: string
  readonly thousands?: string
}

/**
 * The sign before the decimals of a file, from one amount after the other. One sign followed by one or two last digits
 * proves it; three digits could be thousands and prove nothing. Both signs proved are ambiguous.
 */
export class DecimalEvidence {
  readonly #proofs = new Map<string, Cell>()

  see(cell: Cell): void {
    const sign = /^-?\d+([.,])\d{1,2}$/.exec(cell.value)?.[1]
    if (sign && !this.#proofs.has(sign)) this.#proofs.set(sign, cell)
  }

  settled(): Detected<string> {
    const [first, second] = [...this.#proofs]
    if (!first || !second) return { kind: 'found', value: first?.[0] ?? '.' }
    const allowed = `one decimal sign in the whole file; "${first[1].value}" has "${first[0]}" and this has "${second[0]}": name the right one as "decimals" in the mapping`
    return { kind: 'ambiguous', example: second[1], allowed }
  }
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
