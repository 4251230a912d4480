import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatMoney, MINOR_DIGITS, minorDigits, parseAmount, sumMoney } from '../../lib/domain/money.ts'

describe('formatMoney', () => {
  it.each([
    [125_000_000, 'COP', 'es-CO', '$1.250.000'],
    [125_000_050, 'COP', 'es-CO', '$1.250.000,50'],
    [99_900, 'COP', 'es-CO', '$999'],
    [0, 'COP', 'es-CO', '$0'],
    [125_000_000, 'COP', 'es-MX', '$1,250,000 COP'],
    [125_000_000, 'COP', 'en', '$1,250,000 COP'],
    [123_450, 'MXN', 'es-MX', '$1,234.50 MXN'],
    [123_400, 'MXN', 'es-MX', '$1,234.00 MXN'],
    [123_450, 'MXN', 'en', '$1,234.50 MXN'],
    [123_450, 'USD', 'es-MX', '$1,234.50 USD'],
    [123_450, 'USD', 'es-CO', '$1.234,50 USD'],
    [123_450, 'USD', 'en-US', '$1,234.50'],
    [1_250_000, 'CLP', 'es-CL', '$1.250.000'],
    [5, 'MXN', 'es-MX', '$0.05 MXN'],
    [-123_450, 'MXN', 'es-MX', '-$1,234.50 MXN'],
    [123_450, 'PEN', 'es-PE', 'S/1,234.50'],
    [123_450, 'BRL', 'es-BR', 'R$1.234,50'],
    [123_450, 'EUR', 'es-ES', '€1.234,50'],
    [1_250_000, 'PYG', 'es-PY', '1.250.000 PYG'],
    [Number.MAX_SAFE_INTEGER, 'USD', 'en', '$90,071,992,547,409.91 USD'],
  ])('writes %d minor units of %s for %s as %s', (amount, currency, locale, written) => {
    expect(formatMoney({ amount, currency }, locale)).toBe(written)
  })

  it('never writes a no-break space, in any currency or place', () => {
    const currencies = fc.constantFrom(...Object.keys(MINOR_DIGITS))
    const locales = fc.constantFrom('es-CO', 'es-MX', 'es-AR', 'es-CL', 'en', 'en-US')
    fc.assert(
      fc.property(fc.maxSafeInteger(), currencies, locales, (amount, currency, locale) => {
        expect(formatMoney({ amount, currency }, locale)).toMatch(/^[\x20-\x7e€£]+$/)
      }),
    )
  })

  it('refuses an unknown currency and a broken amount, by name', () => {
    expect(() => formatMoney({ amount: 1, currency: 'XXX' }, 'es-CO')).toThrow('currency "XXX" is not known')
    expect(() => formatMoney({ amount: 1.5, currency: 'COP' }, 'es-CO')).toThrow('1.5 is not a whole number')
  })
})

describe('minorDigits', () => {
  it.each([
    ['COP', 2],
    ['MXN', 2],
    ['CLP', 0],
    ['PYG', 0],
  ])('gives %s its ISO 4217 decimals: %d', (currency, digits) => {
    expect(minorDigits(currency)).toBe(digits)
  })
})

describe('sumMoney', () => {
  it('adds one currency to the cent', () => {
    const amounts = [10, 20, 30].map((amount) => ({ amount, currency: 'MXN' }))
    expect(sumMoney(amounts, 'MXN')).toEqual({ amount: 60, currency: 'MXN' })
    expect(sumMoney([], 'MXN')).toEqual({ amount: 0, currency: 'MXN' })
  })

  it('never adds two currencies', () => {
    const amounts = [
      { amount: 10, currency: 'MXN' },
      { amount: 10, currency: 'USD' },
    ]
    expect(() => sumMoney(amounts, 'MXN')).toThrow('USD is never added to MXN')
  })

  it('refuses a total that cannot be kept exactly', () => {
    const amounts = [Number.MAX_SAFE_INTEGER, 1].map((amount) => ({ amount, currency: 'MXN' }))
    expect(() => sumMoney(amounts, 'MXN')).toThrow('can be kept exactly')
  })
})

describe('parseAmount', () => {
  it.each([
    ['1234.56', 'MXN', 123_456],
    ['1234.5', 'MXN', 123_450],
    ['1234', 'MXN', 123_400],
    ['1250000', 'COP', 125_000_000],
    ['1250000', 'CLP', 1_250_000],
    ['-0.01', 'USD', -1],
    ['-0', 'USD', 0],
    ['0.10', 'USD', 10],
    ['90071992547409.91', 'USD', Number.MAX_SAFE_INTEGER],
  ])('reads %s %s as %d minor units', (text, currency, amount) => {
    expect(parseAmount(text, currency)).toEqual({ kind: 'money', money: { amount, currency } })
  })

  it.each([
    ['1.250', 'COP', 'thousand separator'],
    ['1.250.000', 'COP', 'without thousand separators'],
    ['1,250.00', 'USD', 'without thousand separators'],
    ['1250,00', 'COP', 'without thousand separators'],
    ["1'250.00", 'USD', 'without thousand separators'],
    ['1 250', 'MXN', 'without thousand separators'],
    ['1\u00a0250', 'MXN', 'without thousand separators'],
    ['1250.00', 'CLP', 'thousand separator'],
    ['$1250', 'COP', 'not a plain amount'],
    ['+5', 'COP', 'not a plain amount'],
    ['1e3', 'COP', 'not a plain amount'],
    ['.5', 'USD', 'not a plain amount'],
    ['5.', 'USD', 'not a plain amount'],
    ['٣', 'USD', 'not a plain amount'],
    ['', 'USD', 'not a plain amount'],
    ['90071992547409.92', 'USD', 'larger than the largest'],
    ['5', 'XXX', 'currency "XXX" is not known'],
  ])('refuses "%s" in %s, saying why', (text, currency, reason) => {
    const parsed = parseAmount(text, currency)
    expect(parsed.kind).toBe('refused')
    expect(parsed).toHaveProperty('reason', expect.stringContaining(reason))
  })

  it('reads back whatever a machine writes', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }), (cents) => {
        const text = `${cents < 0 ? '-' : ''}${Math.trunc(Math.abs(cents) / 100)}.${String(Math.abs(cents) % 100).padStart(2, '0')}`
        const amount = cents === 0 ? 0 : cents
        expect(parseAmount(text, 'MXN')).toEqual({ kind: 'money', money: { amount, currency: 'MXN' } })
      }),
    )
  })
})
