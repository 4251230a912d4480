import { invalid } from './refusal.ts'

/** A decimal number as DynamoDB keeps it: `digits` × 10^`scale`, up to 38 digits and magnitudes of 10^±128. */
interface Decimal {
  readonly digits: bigint
  readonly scale: number
}

const parse = (text: string): Decimal => {
  const [mantissa = '', exponent = '0'] = text.toLowerCase().split('e')
  const [whole = '', fraction = ''] = mantissa.split('.')
  return { digits: BigInt(whole + fraction), scale: Number(exponent) - fraction.length }
}

const aligned = (number: Decimal, scale: number): bigint => number.digits * 10n ** BigInt(number.scale - scale)

function format(digits: bigint, scale: number): string {
  const sign = digits < 0n ? '-' : ''
  const significant = (digits < 0n ? -digits : digits).toString()
  const trimmed = significant.replace(/0+$/, '')
  if (trimmed === '') return '0'
  const zeros = significant.length - trimmed.length
  const magnitude = significant.length + scale - 1
  if (magnitude > 125)
    throw invalid('Number overflow. Attempting to store a number with magnitude larger than supported range')
  if (magnitude < -130)
    throw invalid('Number underflow. Attempting to store a number with magnitude smaller than supported range')
  if (trimmed.length > 38) throw invalid('Attempting to store more than 38 significant digits in a Number')
  const point = scale + zeros
  if (point >= 0) return sign + trimmed + '0'.repeat(point)
  const padded = trimmed.padStart(1 - point, '0')
  return `${sign}${padded.slice(0, point)}.${padded.slice(point)}`
}

/** The exact sum of two decimal strings; refuses more than 38 digits with ValidationException. */
export function add(left: string, right: string): string {
  const [a, b] = [parse(left), parse(right)]
  const scale = Math.min(a.scale, b.scale)
  return format(aligned(a, scale) + aligned(b, scale), scale)
}

/** The exact difference of two decimal strings; refuses more than 38 digits with ValidationException. */
export const subtract = (left: string, right: string): string =>
  add(left, right.startsWith('-') ? right.slice(1) : `-${right}`)

/** A string that sorts, character by character, as the number does. */
export function sortableNumber(text: string): string {
  const negative = text.startsWith('-')
  const [whole = '', fraction = ''] = (negative ? text.slice(1) : text).split('.')
  const leading = (whole + fraction).match(/^0*/)?.[0].length ?? 0
  const digits = (whole + fraction).slice(leading).replace(/0+$/, '')
  if (digits === '') return '1'
  // 500 keeps the exponent positive and three digits wide for every magnitude that DynamoDB accepts.
  const exponent = whole.length - leading + 500
  if (!negative) return `2${exponent}${digits}`
  const complement = digits.replace(/\d/g, (digit) => String(9 - Number(digit)))
  return `0${999 - exponent}${complement}~`
}
