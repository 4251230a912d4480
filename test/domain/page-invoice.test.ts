import { describe, expect, it } from 'vitest'
import { invoiceOn } from '../../lib/domain/page-invoice.ts'

const total = { value: '250000.00', currency: 'COP' }
const invoice = { '@type': 'Invoice', paymentStatus: 'PaymentDue', totalPaymentDue: total }
const SAID = { status: 'due', amount: 25_000_000, currency: 'COP' }
const shop = { '@type': 'Organization', name: 'Andina <Pagos>' }
const script = (data: unknown) => `<script type="application/ld+json" nonce="a">\n${JSON.stringify(data)}\n</script>`
const html = (...data: readonly unknown[]) => `<!doctype html><head>${data.map(script).join('')}</head>`

describe('an invoice on a page', () => {
  it.each([
    ['alone', html(invoice)],
    ['in the second script', html(shop, invoice)],
    ['after a script that is broken', `<script type="application/ld+json">{</script>${html(invoice)}`],
    ['in a list', html([shop, invoice])],
    ['in a graph', html({ '@context': 'https://schema.org', '@graph': [shop, invoice] })],
    ['of several types', html({ ...invoice, '@type': ['Thing', 'Invoice'] })],
    [
      'with whole names',
      html({ ...invoice, '@type': 'https://schema.org/Invoice', paymentStatus: 'schema:PaymentDue' }),
    ],
    ['with its state by reference', html({ ...invoice, paymentStatus: { '@id': 'http://schema.org/PaymentDue' } })],
    ['with a price', html({ ...invoice, totalPaymentDue: { price: 250_000, priceCurrency: 'COP' } })],
  ])('is read %s', (_, body) => {
    expect(invoiceOn(body, false)).toEqual(SAID)
  })

  it('is read where it is the whole body', () => {
    expect(invoiceOn(JSON.stringify([invoice]), true)).toEqual(SAID)
  })

  it.each([
    ['no Invoice', html(shop, { '@type': 'InvoiceList' }, null, 7, 'Invoice')],
    ['two of them', html(invoice, { ...invoice, paymentStatus: 'PaymentComplete' })],
    ['no JSON-LD', `<script>${JSON.stringify(invoice)}</script>`],
  ])('says nothing where there is %s', (_, body) => {
    expect(invoiceOn(body, false)).toEqual({})
  })

  it.each(['', ' ', null, undefined, '250.000', '250.000,00', '250,000.00', '$250000', -1, true, {}])(
    'asks for nobody knows what with the value %j',
    (value) => {
      const body = html({ ...invoice, totalPaymentDue: { value, currency: 'COP' } })
      expect(invoiceOn(body, false)).toEqual({ status: 'due', currency: 'COP' })
    },
  )

  it('says whether it is paid, and of another state nothing', () => {
    const state = (paymentStatus: string) => invoiceOn(html({ ...invoice, paymentStatus }), false).status
    expect(['PaymentComplete', 'PaymentPastDue', 'PaymentAutomaticallyApplied'].map(state)).toEqual([
      'paid',
      'due',
      undefined,
    ])
  })
})
