import { describe, expect, it } from 'vitest'
import type { InvoiceFact } from '../../../lib/domain/invoice-fact.ts'
import { HOUR, MINUTE } from '../../../lib/domain/time.ts'
import type { TouchRecord } from '../../../lib/domain/touch-record.ts'
import type { Evidence } from '../../../lib/domain/verify/evidence.ts'
import { verify } from '../../../lib/domain/verify/verify.ts'
import { terms } from '../given.ts'
import { attempt, CLAIMED, DEBTOR, evidenceOf, ISSUED, invoiceOf, member, timelineOf, touchOf } from './on-record.ts'

const found = (more: Partial<Evidence>) =>
  verify(evidenceOf(more)).map(({ check, finding }) => `${check} ${finding.kind}`)

describe('a step of a journey', () => {
  const again = (more: Partial<TouchRecord> = {}) => touchOf({ id: 'touch-2', ...more })
  it.each<[string, TouchRecord, boolean]>([
    ['in two messages', again(), true],
    [
      'in two messages, of which one may have left',
      again({ status: 'unknown', attempts: [attempt({ outcome: 'unknown' })] }),
      true,
    ],
    [
      'in a message that did not leave',
      again({ status: 'failed', attempts: [attempt({ outcome: 'notSent' })] }),
      false,
    ],
    [
      'in a message that was put back',
      again({ status: 'released', attempts: [{ ...attempt(), outcome: 'notSent' }] }),
      false,
    ],
    ['of the same name in the next generation', again({ members: [member({ generation: 2 })] }), false],
    ['of the same name for another instalment', again({ members: [member({ dueDate: '2026-07-30' })] }), false],
    ['that is another', again({ members: [member({ step: 'second' })] }), false],
  ])('%s', (_, touch, isTwice) => {
    expect(found({ touches: [touchOf(), touch] })).toEqual(isTwice ? ['twice claimedTwice'] : [])
  })

  it.each([
    ['an hour', 'aboveDay', '2026-07-02T15:00:00.000Z', ['twice claimedTwice']],
    ['a day', 'later', '2026-07-03T14:00:00.000Z', []],
  ] as const)('of two acknowledgements of answers, the second after %s', (_, id, claimedAt, told) => {
    const receipt = (more: Partial<TouchRecord>): TouchRecord =>
      touchOf({ class: 'receipt', template: 'acknowledgement', members: [], total: 0, ...more })
    const attempts = [attempt({ at: claimedAt })]
    expect(found({ touches: [receipt({}), receipt({ id, claimedAt, attempts })] })).toEqual(told)
  })

  it.each([
    ['elsewhere', 'celular', []],
    ['where it was said', 'principal', ['twice claimedTwice']],
  ] as const)('that is a warning may be said once more, %s', (_, contactPoint, told) => {
    const late = { status: 'delivered', at: CLAIMED, deliveredAt: CLAIMED } as const
    const first = touchOf({ receipt: late, attempts: [attempt({ contactPoint })] })
    const checks = found({ touches: [first, again({ members: [member({ again: true })] })] })
    expect(checks.filter((one) => one.startsWith('twice'))).toEqual(told)
  })

  it('that is a warning goes nowhere else when the address has another name only', () => {
    const first = touchOf({ attempts: [attempt({ contactPoint: 'principal' })] })
    const attempts = [attempt({ contactPoint: `${DEBTOR}/principal` })]
    const second = again({ debtor: 'crm:77', attempts, members: [member({ again: true })] })
    const timelines = { 'crm:77': [], [DEBTOR]: timelineOf() }
    const checks = found({ debtor: 'crm:77', touches: [first, second], timelines })
    expect(checks.filter((one) => one.startsWith('twice'))).toEqual(['twice claimedTwice'])
  })

  it('begins anew with a later due date', () => {
    const putOff: InvoiceFact = { kind: 'amended', stamp: '2026-07-03', terms: { dueDate: '2026-07-20' } }
    const about = invoiceOf([ISSUED, ['2026-07-03T14:00:00.000Z', putOff]])
    const later = again({ claimedAt: '2026-07-22T14:00:00.000Z', attempts: [], status: 'claimed' })
    const sent = { ...later, status: 'sent' as const, attempts: [attempt({ at: later.claimedAt })] }
    const second = { ...sent, members: [member({ version: 3 })] }
    expect(found({ invoices: [about], touches: [touchOf(), second] })).toEqual([])
  })
})

describe('one message', () => {
  it.each<[string, Partial<TouchRecord>, boolean]>([
    ['one accepted attempt', {}, false],
    [
      'a second attempt after one that surely did not leave',
      { attempts: [attempt({ outcome: 'notSent' }), attempt()] },
      false,
    ],
    ['a second attempt after one that may have left', { attempts: [attempt({ outcome: 'unknown' }), attempt()] }, true],
    ['two accepted attempts', { attempts: [attempt(), attempt({ channel: 'sms' })] }, true],
  ])('with %s', (_, more, isTwice) => {
    expect(found({ touches: [touchOf(more)] })).toEqual(isTwice ? ['twice triedTwice'] : [])
  })

  it('is accepted once by its provider', () => {
    const at = Date.parse(CLAIMED)
    expect(found({ acceptedOf: () => [at] })).toEqual([])
    expect(found({ acceptedOf: () => [at, at + MINUTE] })).toEqual(['twice acceptedTwice'])
  })
})

describe('the books', () => {
  it('balance', () => {
    expect(found({})).toEqual([])
  })

  it('are wrong when the balance is not the sum of the lines', () => {
    const about = invoiceOf()
    expect(found({ invoices: [{ ...about, invoice: { ...about.invoice, balance: 1 } }] })).toEqual(['books unbalanced'])
  })

  it('are wrong when line and balance agree on what no fact says', () => {
    const about = invoiceOf()
    const [line] = about.entries
    if (!line) throw new Error('an issued invoice has a line')
    const less = { ...about, entries: [{ ...line, amount: 1 }], invoice: { ...about.invoice, balance: 1 } }
    expect(found({ invoices: [less], touches: [] })).toEqual(['books unbalanced'])
  })

  it.each<[string, readonly InvoiceFact[]]>([
    [
      'a payment and its reversal',
      [
        { kind: 'paid', payment: 'P', amount: terms.amount, currency: 'COP' },
        { kind: 'reversed', payment: 'P', reversal: 'R', amount: 100, currency: 'COP' },
      ],
    ],
    ['more than was owed', [{ kind: 'paid', payment: 'P', amount: terms.amount + 7, currency: 'COP' }]],
    [
      'a charge that stands and one that does not',
      [
        { kind: 'charged', charge: 'C', chargeKind: 'interest', amount: 11, currency: 'COP' },
        { kind: 'charged', charge: 'D', chargeKind: 'fee', amount: 13, currency: 'COP' },
        { kind: 'chargeReversed', charge: 'D', at: CLAIMED, reason: 'courtesy' },
      ],
    ],
    [
      'a credit note and a write-off',
      [
        { kind: 'credited', note: 'N', amount: 17, currency: 'COP' },
        { kind: 'writtenOff', at: CLAIMED, reason: 'lost' },
      ],
    ],
    [
      'an older and a newer word on the amount',
      [
        { kind: 'amended', stamp: '2026-06-03', terms: { amount: 60_000 } },
        { kind: 'amended', stamp: '2026-06-02', terms: { amount: 70_000 } },
      ],
    ],
    ['a void', [{ kind: 'voided', at: CLAIMED, reason: 'twice' }]],
    [
      'a void that takes a charge with it',
      [
        { kind: 'charged', charge: 'C', chargeKind: 'interest', amount: 11, currency: 'COP' },
        { kind: 'voided', at: CLAIMED, reason: 'twice' },
      ],
    ],
  ])('balance with %s', (_, facts) => {
    const about = invoiceOf([ISSUED, ...facts.map((fact) => [CLAIMED, fact] as const)])
    expect(found({ invoices: [about], touches: [] })).toEqual([])
  })

  it('balance for a payment whose invoice nobody has issued', () => {
    const about = invoiceOf([[CLAIMED, { kind: 'paid', payment: 'P', amount: 5, currency: 'COP' }]])
    expect(found({ invoices: [about], touches: [] })).toEqual([])
  })
})

describe('what was left behind', () => {
  const at = (minutes: number) => ({ asOf: Date.parse(CLAIMED) + minutes * MINUTE })
  it('is a claim nobody has said an outcome of, once its job cannot come back and its journey has asked again', () => {
    const silent = touchOf({
      status: 'claimed',
      attempts: [{ channel: 'email', contactPoint: 'principal', at: CLAIMED }],
    })
    expect(found({ touches: [silent], ...at(5 * 60 - 1) })).toEqual([])
    expect(found({ touches: [silent], ...at(5 * 60 + 1) })).toEqual(['orphan noOutcome'])
  })

  it('is a claim without a message', () => {
    const claims = [{ touch: 'touch-1', at: CLAIMED }]
    expect(found({ invoices: [invoiceOf([ISSUED], { claims })] })).toEqual([])
    expect(found({ invoices: [invoiceOf([ISSUED], { claims })], touches: [] })).toEqual(['orphan noTouch'])
  })

  it('is an open invoice whose timer has run out and of which nothing was heard for as long as a sender may take', () => {
    const parked = { at: CLAIMED, seconds: 3600 }
    const waiting = [invoiceOf([ISSUED], { parked })]
    expect(found({ invoices: waiting, asOf: Date.parse(CLAIMED) + 6 * HOUR })).toEqual([])
    expect(found({ invoices: waiting, asOf: Date.parse(CLAIMED) + 7 * HOUR })).toEqual(['stranded noTimer'])
  })

  it('is no invoice that is closed', () => {
    const { parked: _, ...open } = invoiceOf()
    const closed = { ...open, invoice: { ...open.invoice, status: 'closed' as const }, endedAt: CLAIMED }
    expect(found({ invoices: [closed], asOf: Date.parse(CLAIMED) + 99 * HOUR })).toEqual([])
    expect(found({ invoices: [open], asOf: Date.parse(CLAIMED) + 99 * HOUR })).toEqual(['stranded noTimer'])
  })
})
