import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { CatalogError } from '../../lib/catalog/catalog-error.ts'
import { compileCatalog } from '../../lib/catalog/compile-catalog.ts'
import { readPrices } from '../../lib/catalog/read-prices.ts'
import { costOf, type Prices, type Usage } from '../../lib/domain/cost.ts'

const TABLE = 'catalog/prices/aws.yaml'
const prices = readPrices(TABLE)

/** The price table with one piece replaced, in a file of its own. */
const changed = (piece: string, by: string): string => {
  const text = readFileSync(TABLE, 'utf8')
  if (!text.includes(piece)) throw new Error(`the price table does not contain ${piece}`)
  const path = join(mkdtempSync(join(tmpdir(), 'puntual-prices-')), 'aws.yaml')
  writeFileSync(path, text.replace(piece, by))
  return path
}

const mistakesIn = (path: string): CatalogError['mistakes'] => {
  try {
    readPrices(path)
  } catch (error) {
    if (error instanceof CatalogError) return error.mistakes
    throw error
  }
  return []
}

describe('what a usage costs', () => {
  // Usage, and its cost in millionths of a dollar.
  const truths: readonly [string, Usage, number][] = [
    ['nothing', {}, 0],
    ['a thousand transitions', { stateTransitions: 1000 }, 25_000],
    ['one transition', { stateTransitions: 1 }, 25],
    ['fourteen transitions, a journey with a parked token', { stateTransitions: 14 }, 350],
    ['one e-mail', { emails: 1 }, 100],
    ['a million invocations', { lambdaRequests: 1_000_000 }, 200_000],
    ['one invocation, rounded', { lambdaRequests: 1 }, 0],
    ['three invocations, rounded', { lambdaRequests: 3 }, 1],
    ['a million GB-seconds on arm64', { lambdaGbSeconds: 1_000_000 }, 13_333_400],
    ['half a GB-second', { lambdaGbSeconds: 0.5 }, 7],
    ['a million writes', { tableWriteUnits: 1_000_000 }, 625_000],
    ['a million reads', { tableReadUnits: 1_000_000 }, 125_000],
    ['a million queue requests', { queueRequests: 1_000_000 }, 400_000],
    ['a million events', { busEvents: 1_000_000 }, 1_000_000],
    ['two parts to Peru', { smsParts: { PE: 2 } }, 465_000],
    ['a part to the United States', { smsParts: { US: 1 } }, 12_000],
    ['a part to a country without a price of its own', { smsParts: { BO: 1 } }, 232_500],
    ['several together', { emails: 3, stateTransitions: 20, smsParts: { US: 1, PE: 1 } }, 245_300],
  ]
  it.each(truths)('%s', (_, usage, micros) => {
    const cost = costOf(usage, prices)
    expect(cost.micros).toBe(micros)
    expect(cost.lines.reduce((sum, line) => sum + line.micros, 0)).toBe(micros)
    expect(cost.currency).toBe('USD')
  })

  it('says which lines rest on a price that nobody has checked', () => {
    const { lines } = costOf({ emails: 1, smsParts: { CO: 1, PE: 1 } }, prices)
    expect(lines.filter(({ isAssumed }) => isAssumed).map(({ what }) => what)).toEqual(['smsParts CO'])
  })

  it('refuses a quantity below zero and a country without any price', () => {
    expect(() => costOf({ emails: -1 }, prices)).toThrow('the quantity of "emails" is -1; it must be zero or more')
    expect(() => costOf({ lambdaGbSeconds: Number.NaN }, prices)).toThrow('is NaN')
    const { other: _, ...named } = prices.smsParts
    const strict: Prices = { ...prices, smsParts: named }
    expect(() => costOf({ smsParts: { BO: 1 } }, strict)).toThrow('"smsParts BO" has no price')
  })
})

describe('the price table', () => {
  it('lies in the catalog without disturbing it', () => {
    expect(Object.keys(compileCatalog('catalog').policies).length).toBeGreaterThan(0)
  })

  it('names the file and the line of a mistake', () => {
    const [mistake, ...others] = mistakesIn(changed('confidence: listed', 'confidence: certain'))
    const line = readFileSync(TABLE, 'utf8').split('\n').indexOf('    confidence: listed') + 1
    expect(others).toEqual([])
    expect(mistake).toMatchObject({
      file: 'aws.yaml',
      line,
      path: 'services.stateTransitions.confidence',
      given: '"certain"',
      allowed: 'one of "listed", "reported", "assumed"',
    })
  })

  it.each([
    ['a missing service', '  emails:', '  mails:', 'services.mails'],
    ['a price that is no number', 'price: 13.3334', 'price: 13,3334', 'services.lambdaGbSeconds.price'],
    ['a price below zero', 'price: 0.0001', 'price: -0.0001', 'services.emails.price'],
    ['a price finer than a millionth', 'price: 0.0001', 'price: 0.00000012', 'services.emails.price'],
    ['a date that is none', 'asOf: 2026-03-14', 'asOf: 2026-03-34', 'services.queueRequests.asOf'],
    ['a country that is none', '  PE:', '  Peru:', 'smsParts.Peru'],
  ])('refuses %s', (_, piece, by, path) => {
    expect(mistakesIn(changed(piece, by)).map((mistake) => mistake.path)).toContain(path)
  })
})
