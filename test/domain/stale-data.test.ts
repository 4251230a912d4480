import { describe, expect, it } from 'vitest'
import { decide } from '../../lib/domain/decision.ts'
import { neutralWording, PAYMENT_DATA, type PaymentDataRule, type PaymentMark } from '../../lib/domain/stale-data.ts'
import { HOUR, iso } from '../../lib/domain/time.ts'
import { asking, at8, issued, open, policy, situation } from './given.ts'

/** The first reminder of an invoice that was due on 30 June leaves on Thursday 2 July. */
const DUE = at8('2026-07-02')
const bill = open([issued()])
const told = (hoursAgo: number, source = 'bank'): PaymentMark => ({ source, completeUpTo: iso(DUE - hoursAgo * HOUR) })

/** What the journey does at the first reminder, in one word or two. */
function then(paymentData: readonly PaymentMark[], rule: Partial<PaymentDataRule> = {}, now = DUE): string {
  const ruled = { ...policy, paymentData: { ...PAYMENT_DATA, ...rule } }
  const { decision, suppressed } = decide(asking, situation(bill, { policy: ruled, paymentData }), now)
  const wording = neutralWording([{ policy: ruled, paymentData }], now) ? 'neutral' : 'plain'
  const silent = suppressed.map(({ step, reason }) => `${step} ${reason}`).join()
  if (decision.kind === 'contact') return `contact, ${wording}`
  return decision.kind === 'wait' ? `wait ${decision.seconds / 3600} h, ${silent}` : `${decision.kind}, ${silent}`
}

describe('payment data', () => {
  it.each<[string, PaymentMark[], Partial<PaymentDataRule>, string]>([
    ['that nobody asks for', [], {}, 'contact, plain'],
    ['as old as the policy allows', [told(72)], {}, 'contact, plain'],
    ['an hour older, under a policy that softens', [told(73)], { then: 'soften' }, 'contact, neutral'],
    ['an hour older', [told(73)], {}, 'wait 4 h, first staleData'],
    ['of one of two sources', [told(1), told(80, 'gateway')], {}, 'wait 4 h, first staleData'],
    ['an hour before the wait is over', [told(72 + 71)], {}, 'wait 1 h, first staleData'],
    ['when the wait is over', [told(72 + 72)], {}, 'contact, neutral'],
    [
      'when the wait is over, under a policy that calls a person',
      [told(144)],
      { afterWait: 'handOver' },
      'handOver, first handedOver',
    ],
    ['under a stricter policy', [told(7)], { hours: 6, waitDays: 1 }, 'wait 4 h, first staleData'],
    ['of a source that has never spoken, a month after the invoice', [{ source: 'bank' }], {}, 'contact, neutral'],
    [
      'of a source that has never spoken, under a policy of more patience',
      [{ source: 'bank' }],
      { waitDays: 14, afterWait: 'handOver' },
      'handOver, first handedOver',
    ],
  ])('%s', (_, marks, rule, expected) => {
    expect(then(marks, rule)).toBe(expected)
  })

  it('keeps nothing back before a message is due', () => {
    expect(then([told(500)], {}, at8('2026-06-20'))).toMatch(/^wait \d+ h, $/)
  })

  it('is too old for a message as soon as it is for one of its invoices', () => {
    const [fresh, old] = [told(10), told(90, 'gateway')]
    const patient = { ...policy, paymentData: { ...PAYMENT_DATA, hours: 100 } }
    expect(neutralWording([{ policy, paymentData: [fresh] }], DUE)).toBeUndefined()
    expect(neutralWording([{ policy: patient, paymentData: [old] }], DUE)).toBeUndefined()
    expect(
      neutralWording(
        [
          { policy: patient, paymentData: [old] },
          { policy, paymentData: [fresh, old] },
        ],
        DUE,
      ),
    ).toEqual({ paymentsUpTo: old.completeUpTo })
    expect(neutralWording([{ policy, paymentData: [old, { source: 'wallet' }] }], DUE)).toEqual({})
  })
})
