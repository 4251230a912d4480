/** An amount of one currency: `amount` in integer minor units (a safe integer), `currency` an ISO 4217 code. */
export interface Money {
  readonly amount: number
  readonly currency: string
}

/**
 * Decimals of each currency by ISO 4217, for the Americas, the euro and the pound.
 * The table is ours because the runtime's own locale data gives the Colombian peso none, and the standard two.
 */
export const MINOR_DIGITS = {
  ARS: 2,
  AWG: 2,
  BBD: 2,
  BMD: 2,
  BOB: 2,
  BRL: 2,
  BSD: 2,
  BZD: 2,
  CAD: 2,
  CLP: 0,
  COP: 2,
  CRC: 2,
  CUP: 2,
  DOP: 2,
  EUR: 2,
  FKP: 2,
  GBP: 2,
  GTQ: 2,
  GYD: 2,
  HNL: 2,
  HTG: 2,
  JMD: 2,
  KYD: 2,
  MXN: 2,
  NIO: 2,
  PAB: 2,
  PEN: 2,
  PYG: 0,
  SRD: 2,
  TTD: 2,
  USD: 2,
  UYU: 2,
  VES: 2,
  XCD: 2,
  XCG: 2,
} as const satisfies Record<string, number>

/** What is paid with where we have texts for a country, by ISO 3166. */
const AT_HOME: Readonly<Record<string, string>> = {
  AR: 'ARS',
  BR: 'BRL',
  CL: 'CLP',
  CO: 'COP',
  MX: 'MXN',
  PE: 'PEN',
}

/** The currency of a country; undefined for one that we have no texts for. */
export const currencyAt = (country: string): string | undefined => AT_HOME[country]

const digitsOf: ReadonlyMap<string, number> = new Map(Object.entries(MINOR_DIGITS))

/** The number of decimals of a currency; throws a RangeError that names a currency the table does not have. */
export const minorDigits = (currency: string): number => {
  const digits = digitsOf.get(currency)
  if (digits === undefined) {
    throw new RangeError(`currency "${currency}" is not known: use one of ${[...digitsOf.keys()].join(', ')}`)
  }
  return digits
}

/** Adds amounts of one currency; throws a RangeError on a second currency, or beyond the safe integers. */
export const sumMoney = (amounts: readonly Money[], currency: string): Money => {
  let total = 0
  for (const money of amounts) {
    if (money.currency !== currency) throw new RangeError(`${money.currency} is never added to ${currency}`)
    total = safe(total + safe(money.amount))
  }
  return { amount: total, currency }
}

/** Signs that say their currency by themselves, in letters every phone shows. The bare "$" belongs to a dozen, so it is not one. */
const ownSign: ReadonlyMap<string, string> = new Map([
  ['BRL', 'R$'],
  ['DOP', 'RD$'],
  ['EUR', '€'],
  ['GBP', '£'],
  ['GTQ', 'Q'],
  ['HNL', 'L'],
  ['NIO', 'C$'],
  ['PAB', 'B/.'],
  ['PEN', 'S/'],
])

/** Currencies written with a bare "$" at home. */
const dollarSign: ReadonlySet<string> = new Set(['ARS', 'CAD', 'CLP', 'COP', 'MXN', 'USD', 'UYU'])

/** Where a bare "$" has one reading. Mexico is left out on purpose: its companies invoice in pesos and in US dollars. */
const plainDollar: ReadonlyMap<string, string> = new Map([
  ['es-CO', 'COP'],
  ['es-CL', 'CLP'],
  ['en-US', 'USD'],
  ['es-US', 'USD'],
])

/** Regions that write 1.234,50; every other one we know of writes 1,234.50. */
const decimalComma: ReadonlySet<string> = new Set('AR BO BR CL CO CR CU EC ES PY UY VE'.split(' '))

/** Peso currencies whose cents are never seen in practice: shown only when they are not zero. */
const centsWhenPresent: ReadonlySet<string> = new Set(['COP'])

/**
 * An amount as a debtor of that locale expects to read it: "$1.250.000" (es-CO, COP), "$1,234.50 MXN" (es-MX), "S/1,250.00".
 * The code follows wherever a bare "$" could be another currency. Plain spaces only: a no-break space doubles the price of a text.
 */
export const formatMoney = (money: Money, locale: string): string => {
  const { currency } = money
  const digits = minorDigits(currency)
  const figures = String(Math.abs(safe(money.amount))).padStart(digits + 1, '0')
  const whole = figures.slice(0, figures.length - digits)
  const cents = figures.slice(figures.length - digits)
  const comma = decimalComma.has(locale.split('-')[1] ?? '')
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, comma ? '.' : ',')
  const hidden = cents === '' || (centsWhenPresent.has(currency) && Number(cents) === 0)
  const number = hidden ? grouped : `${grouped}${comma ? ',' : '.'}${cents}`
  const minus = money.amount < 0 ? '-' : ''
  const sign = ownSign.get(currency)
  if (sign !== undefined) return `${minus}${sign}${number}`
  if (!dollarSign.has(currency)) return `${minus}${number} ${currency}`
  return plainDollar.get(locale) === currency ? `${minus}$${number}` : `${minus}$${number} ${currency}`
}

/** What became of an amount that a machine wrote: the money, or the reason it was refused. */
export type ParsedAmount =
  | { readonly kind: 'money'; readonly money: Money }
  | { readonly kind: 'refused'; readonly reason: string }

/**
 * Reads an amount in plain machine form ("1234.56": a point for decimals, no thousand separators, no sign but a minus).
 * What another locale could read differently ("1.250" pesos, "1,250.00") is refused with a reason, never guessed.
 */
export const parseAmount = (text: string, currency: string): ParsedAmount => {
  const digits = digitsOf.get(currency)
  if (digits === undefined) return refused(`currency "${currency}" is not known`)
  const form =
    digits === 0 ? 'digits only, such as 1234' : `digits with at most ${digits} decimals after a point, such as 1234.56`
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text)
  if (match === null)
    return refused(`"${text}" is not a plain amount of ${currency}: write ${form}, without thousand separators`)
  const [, minus = '', whole = '', decimals = ''] = match
  if (decimals.length > digits) {
    return refused(
      `"${text}" has ${decimals.length} decimals and ${currency} has ${digits}: the point may be a thousand separator; write ${form}`,
    )
  }
  const amount = Number(`${whole}${decimals.padEnd(digits, '0')}`)
  if (!Number.isSafeInteger(amount))
    return refused(`"${text}" is larger than the largest amount that can be kept exactly`)
  return { kind: 'money', money: { amount: minus === '' || amount === 0 ? amount : -amount, currency } }
}

const refused = (reason: string): ParsedAmount => ({ kind: 'refused', reason })

const safe = (amount: number): number => {
  if (!Number.isSafeInteger(amount))
    throw new RangeError(`${amount} is not a whole number of minor units that can be kept exactly`)
  return amount
}
