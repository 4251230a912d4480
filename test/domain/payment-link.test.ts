import { describe, expect, it } from 'vitest'
import { deadBecause, isAllowedLink, type Looked } from '../../lib/domain/payment-link.ts'

const NOW = Date.parse('2026-06-10T14:00:00Z')
const asked = { currency: 'COP', amounts: [25_000_000, 50_000_000] }
const page = (status: number, says = {}): Looked => ({ kind: 'answered', status, says })

describe('a payment page', () => {
  it.each([
    ['that is there', page(200), undefined],
    ['that asks for what is due', page(200, { amount: 25_000_000, currency: 'COP' }), undefined],
    ['that asks for the whole balance', page(200, { amount: 50_000_000 }), undefined],
    ['that asks for another amount', page(200, { amount: 24_999_900, currency: 'COP' }), 'otherAmount'],
    ['that asks in another currency', page(200, { amount: 25_000_000, currency: 'USD' }), 'otherAmount'],
    ['that says it is paid', page(200, { status: 'paid' }), 'paid'],
    ['that ends in a minute', page(200, { expires: '2026-06-10T14:01:00Z' }), undefined],
    ['that has ended', page(200, { expires: '2026-06-10T14:00:00Z' }), 'expired'],
    ['that is not there', page(404), 'gone'],
    ['that fails', page(503), 'failing'],
    ['that nobody may look at', page(403), undefined],
    ['that is there for GET of a browser alone', page(405), undefined],
    ['that is asked for too often', page(429), undefined],
    ['that leads on for ever', page(302), 'gone'],
    ['that leads elsewhere', { kind: 'elsewhere' }, 'elsewhere'],
    ['that does not answer', { kind: 'unreachable' }, 'unreachable'],
  ] as const)('%s', (_, looked, dead) => {
    expect(deadBecause(looked, asked, NOW)).toBe(dead)
  })
})

describe('a payment page that turns us away', () => {
  it.each([
    ['paid', 'paid'],
    ['otherAmount', 'otherAmount'],
    ['gone', 'gone'],
    ['failing', undefined],
    ['unreachable', undefined],
  ] as const)('and was %s before is %s', (known, dead) => {
    expect(deadBecause(page(429), asked, NOW, known)).toBe(dead)
  })
})

describe('a link that we may look at', () => {
  it.each([
    ['https://pagos.andina.example/f/1', true],
    ['http://pagos.andina.example/f/1', false],
    ['https://pagos.andina.example:8443/f/1', false],
    ['https://a:b@pagos.andina.example/', false],
    ['https://:b@pagos.andina.example/', false],
    ['https://a@pagos.andina.example/', false],
    ['https://169.254.169.254/latest', false],
    ['https://pagos.andina.example.evil.example/', false],
    ['file:///etc/passwd', false],
    ['no link', false],
  ])('%s: %s', (link, allowed) => {
    expect(isAllowedLink(link, ['pagos.andina.example'])).toBe(allowed)
  })
})
