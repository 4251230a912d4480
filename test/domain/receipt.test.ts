import { describe, expect, it } from 'vitest'
import type { DeliveryFact, DeliveryStatus, Receipt } from '../../lib/domain/delivery.ts'
import { afterReport, arrivalOf, isUndelivered, withReport } from '../../lib/domain/receipt.ts'
import type { Attempt, TouchRecord } from '../../lib/domain/touch-record.ts'

const said = (status: DeliveryStatus, minute: number, reason?: string): DeliveryFact => ({
  ...{ touch: 't', channel: 'email', providerId: 'p', status, at: `2026-06-01T14:0${minute}:00.000Z` },
  ...(reason && { reason }),
})
const told = (facts: readonly DeliveryFact[]) =>
  facts.reduce<Receipt | undefined>((known, fact) => withReport(known, fact), undefined)

/** Every order of a list. */
function orders<T>(list: readonly T[]): T[][] {
  return list.length < 2
    ? [[...list]]
    : list.flatMap((one, index) => orders(list.toSpliced(index, 1)).map((rest) => [one, ...rest]))
}

describe('what reports come to', () => {
  it.each([
    ['a text that arrives', ['sent', 'delivered'], 'delivered', false],
    ['an e-mail that waits and arrives', ['delayed', 'delivered'], 'delivered', false],
    ['an e-mail that is opened and clicked', ['delivered', 'opened', 'clicked'], 'clicked', false],
    ['an opened e-mail whose delivery nobody reported', ['opened'], 'opened', false],
    ['a text that its carrier took, of which no telephone says more', ['sent', 'atCarrier'], 'atCarrier', false],
    ['a text that its carrier took and then gave up on', ['atCarrier', 'undelivered'], 'undelivered', true],
    ['a text that its carrier took and the telephone has', ['atCarrier', 'delivered'], 'delivered', false],
    ['a text that a carrier gave up on', ['sent', 'undelivered'], 'undelivered', true],
    ['a text that arrives after its carrier gave up on it', ['undelivered', 'delivered'], 'delivered', false],
    ['an absence note after the delivery', ['delivered', 'undelivered'], 'delivered', false],
    ['an e-mail with no such mailbox', ['bounced'], 'bounced', true],
    ['an e-mail that the last server sends back after the first took it', ['delivered', 'bounced'], 'bounced', true],
    ['a complaint, which only who has it makes', ['complained'], 'complained', false],
  ] as const)('%s', (_, statuses, status, undelivered) => {
    const facts = statuses.map((one, index) => said(one, index))
    for (const order of orders(facts)) {
      const receipt = told([...order, ...order])
      expect(receipt?.status).toBe(status)
      expect(receipt && isUndelivered({ receipt })).toBe(undelivered)
    }
  })

  it('follows from no order and no number of the same reports', () => {
    const facts = [
      said('sent', 0),
      said('delivered', 1),
      said('opened', 3),
      said('opened', 2),
      said('undelivered', 4, 'Transient/General'),
    ]
    const results = orders(facts).map((order) => JSON.stringify(told(order)))
    expect(new Set(results)).toEqual(
      new Set([JSON.stringify({ status: 'opened', at: facts[3]?.at, deliveredAt: '2026-06-01T14:01:00.000Z' })]),
    )
  })
})

describe('the arrival of a message', () => {
  const TAKEN = said('atCarrier', 0)
  const days = (count: number) => Date.parse(TAKEN.at) + count * 86_400_000
  const arrived = (facts: readonly DeliveryFact[], now: number) => {
    const receipt = told(facts)
    return arrivalOf(receipt ? { receipt } : {}, now)
  }

  it('is what the telephone says, at once', () => {
    const had = said('delivered', 2)
    expect(arrived([TAKEN, had], Date.parse(had.at))).toBe(had.at)
  })

  it('is what the carrier said, once three days have brought nothing better or worse', () => {
    expect(arrived([TAKEN], days(3) - 1)).toBeUndefined()
    expect(arrived([TAKEN], days(3))).toBe(TAKEN.at)
    expect(arrived([TAKEN, said('undelivered', 5)], days(4))).toBeUndefined()
    expect(arrived([said('sent', 0)], days(9))).toBeUndefined()
  })
})

describe('a touch after a report', () => {
  const touch = (attempts: readonly Attempt[], status: TouchRecord['status'] = 'sent'): TouchRecord => ({
    ...{ id: 't', debtor: 'erp:D', debtorVersion: 1, entity: 'e', class: 'overdue', level: 1, template: 'r' },
    ...{ language: 'es-CO', currency: 'COP', total: 1, claimedAt: '2026-06-01T14:00:00.000Z', members: [] },
    status,
    attempts,
  })
  const mail: Attempt = { channel: 'email', contactPoint: 'mail', at: '2026-06-01T14:00:00.000Z' }
  const phone: Attempt = { ...mail, channel: 'sms', contactPoint: 'phone' }
  const accepted = { ...mail, outcome: 'accepted', providerId: 'p' } as const

  it.each([
    ['sent, delivered', touch([accepted]), said('delivered', 1), 'sent'],
    ['sent, bounced', touch([accepted]), said('bounced', 1), 'failed'],
    [
      'in doubt, delivered',
      touch([{ ...mail, outcome: 'unknown', problem: 'reset' }], 'unknown'),
      said('delivered', 1),
      'sent',
    ],
    ['in doubt, failed', touch([{ ...mail, outcome: 'unknown' }], 'unknown'), said('undelivered', 1), 'failed'],
    ['claimed by a sender that died, delivered', touch([mail], 'unknown'), said('delivered', 1), 'sent'],
    ['not yet written down, delivered', touch([mail], 'claimed'), said('delivered', 1), 'sent'],
    ['failed, delivered after all', touch([accepted], 'failed'), said('delivered', 1), 'failed'],
  ] as const)('%s', (_, before, fact, status) => {
    const after = afterReport(before, fact)
    expect(after?.status).toBe(status)
    expect(after?.attempts).toEqual([accepted])
    expect(after && afterReport(after, fact)).toBeUndefined()
  })

  it.each([
    [
      'another attempt on its channel',
      touch([accepted, { ...accepted, providerId: 'q' }]),
      { ...said('bounced', 1), providerId: 'r' },
    ],
    [
      'a message that its provider calls by another name',
      touch([accepted]),
      { ...said('bounced', 1), providerId: 'r' },
    ],
    ['an attempt that surely did not leave', touch([{ ...mail, outcome: 'notSent' }], 'failed'), said('delivered', 1)],
    ['one of two that may be meant', touch([mail, { ...mail, contactPoint: 'work' }], 'claimed'), said('delivered', 1)],
    ['a channel it was not sent on', touch([phone], 'claimed'), said('delivered', 1)],
    ['a message that was put back', touch([mail], 'released'), said('delivered', 1)],
  ] as const)('is as before after a report on %s', (_, before, fact) => {
    expect(afterReport(before, fact)).toBeUndefined()
  })

  it('is the same by the name that Meta has for a message of AWS', () => {
    const chat: Attempt = { ...accepted, channel: 'whatsapp' }
    const fact = { ...said('read', 1), channel: 'whatsapp', providerId: 'wamid.A' } as const
    expect(afterReport(touch([chat]), fact)?.receipt?.status).toBe('read')
  })
})
