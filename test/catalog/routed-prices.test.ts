import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { pricesOf } from '../../lib/catalog/routed-prices.ts'
import { CatalogCopy } from './catalog-copy.ts'

let copy: CatalogCopy
beforeEach(() => {
  copy = new CatalogCopy()
})
afterEach(() => copy.remove())

const company = (routes: object) => ({
  sms: { originationArn: 'arn' },
  whatsapp: {},
  aggregators: { puente: { url: 'https://mensajes.puente.example/' } },
  routes,
})
const cents = (routes: object) => {
  const { smsParts } = pricesOf(copy.folder, company(routes))
  return Object.fromEntries(['MX', 'PE', 'other'].map((country) => [country, smsParts[country]?.micros]))
}

describe('the price of a text', () => {
  it('is that of whoever takes it in the country', () => {
    expect(cents({ sms: { '52': 'puente', other: 'aws' } })).toEqual({ MX: 18_500, PE: 232_500, other: 232_500 })
    expect(cents({})).toEqual({ MX: 232_500, PE: 232_500, other: 232_500 })
  })

  it('must be known where an aggregator takes it', () => {
    expect(() => cents({ sms: { '52': 'puente', '57': 'puente' } })).toThrow('a price for CO')
    rmSync(join(copy.folder, 'prices', 'puente.yaml'))
    expect(() => cents({ sms: { '52': 'puente' } })).toThrow('a dated table of prices')
  })

  it('is in the one currency of all', () => {
    copy.edit('prices/puente.yaml', 'currency: USD', 'currency: MXN')
    expect(() => cents({ sms: { '52': 'puente' } })).toThrow('USD, the currency of aws.yaml')
  })
})
