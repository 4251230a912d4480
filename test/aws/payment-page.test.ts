import { afterEach, expect, it, vi } from 'vitest'
import { lookAtPage } from '../../lib/aws/payment-page.ts'

const HOSTS = ['pagos.andina.example']
const LINK = 'https://pagos.andina.example/f/1'
afterEach(() => vi.unstubAllGlobals())

/** A web in which each address answers one thing; whatever else is asked fails the test. */
function web(pages: Record<string, Response | Error>): string[] {
  const asked: string[] = []
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
    asked.push(url)
    expect(init.redirect).toBe('manual')
    const page = pages[url]
    if (page === undefined) throw new Error(`nobody may ask ${url}`)
    if (page instanceof Error) throw page
    return page
  })
  return asked
}

it('reads what a page says of itself', async () => {
  const invoice = {
    '@type': 'Invoice',
    paymentStatus: 'https://schema.org/PaymentDue',
    totalPaymentDue: { '@type': 'MonetaryAmount', value: '250000.00', currency: 'COP' },
  }
  const body = `<html><script type="application/ld+json">${JSON.stringify(invoice)}</script></html>`
  web({ [LINK]: new Response(body, { headers: { sunset: 'Wed, 10 Jun 2026 14:00:00 GMT' } }) })
  expect(await lookAtPage(LINK, HOSTS)).toEqual({
    kind: 'answered',
    status: 200,
    says: { status: 'due', amount: 25_000_000, currency: 'COP', expires: '2026-06-10T14:00:00.000Z' },
  })
})

it('follows a page to its own hosts, and to nobody else', async () => {
  const on = (location: string) => new Response(null, { status: 302, headers: { location } })
  web({ [LINK]: on('/g/1'), 'https://pagos.andina.example/g/1': new Response('', { status: 200 }) })
  expect(await lookAtPage(LINK, HOSTS)).toMatchObject({ status: 200 })
  const asked = web({ [LINK]: on('http://169.254.169.254/latest/meta-data') })
  expect(await lookAtPage(LINK, HOSTS)).toEqual({ kind: 'elsewhere' })
  expect(asked).toEqual([LINK])
})

it('goes in no circles, and asks nothing of a host that is not allowed', async () => {
  web({ [LINK]: new Response(null, { status: 302, headers: { location: LINK } }) })
  expect(await lookAtPage(LINK, HOSTS)).toEqual({ kind: 'elsewhere' })
  const asked = web({})
  expect(await lookAtPage('https://otra.example/f/1', HOSTS)).toEqual({ kind: 'elsewhere' })
  expect(asked).toEqual([])
})

it('calls a page that does not answer unreachable', async () => {
  web({ [LINK]: new TypeError('fetch failed') })
  expect(await lookAtPage(LINK, HOSTS)).toEqual({ kind: 'unreachable' })
})
