import { describe, expect, it } from 'vitest'
import type { ContactPoint, Debtor } from '../../lib/domain/debtor.ts'
import {
  type Demand,
  demandOf,
  mayUseMedium,
  NO_DEMAND,
  waysTo,
  whyUnreachable,
  whyUnusable,
} from '../../lib/domain/reach.ts'
import { bogota, debtor } from './given.ts'

const point = (id: string, more: Partial<ContactPoint> = {}): ContactPoint => ({
  ...{ id, channel: 'email', address: `${id}@cliente.example`, role: 'holder', active: true, stamp: '1' },
  ...more,
})
const mail = point('mail')
const with_ = (contactPoints: readonly ContactPoint[], more: Partial<Debtor> = {}): Debtor => ({
  ...debtor,
  contactPoints,
  ...more,
})
const word = (status: 'granted' | 'revoked') => ({ status, stamp: '1' })
const CONSENT: Demand = { consentFor: ['email'] }

describe('a contact point', () => {
  it.each([
    ['is used', mail, {}, NO_DEMAND, undefined],
    ['that is no longer used is inactive', point('mail', { active: false }), {}, NO_DEMAND, 'inactive'],
    ['of somebody else', point('mail', { barred: 'wrongPerson' }), {}, NO_DEMAND, 'wrongPerson'],
    ['that takes no messages', point('mail', { barred: 'bounced' }), {}, NO_DEMAND, 'bounced'],
    ['after a stop', mail, { consents: { all: word('revoked') } }, NO_DEMAND, 'optedOut'],
    ['without the consent that is demanded', mail, {}, CONSENT, 'noConsent'],
    ['with it', mail, { consents: { email: word('granted') } }, CONSENT, undefined],
    ['with another channel’s consent', mail, { consents: { sms: word('granted') } }, CONSENT, 'noConsent'],
    ['where consent is demanded elsewhere only', mail, {}, { consentFor: ['sms'] }, undefined],
    ['on a channel nobody set up', mail, {}, { ...NO_DEMAND, configured: ['sms'] }, 'notConfigured'],
    [
      'that is somebody else’s is not asked about consent',
      point('mail', { barred: 'wrongPerson' }),
      { consents: { all: word('revoked') } },
      CONSENT,
      'wrongPerson',
    ],
  ] as const)('%s', (_, one, more, demand, why) => {
    expect(whyUnusable(with_([one], more), one, demand)).toBe(why)
  })
})

describe('the ways to a debtor', () => {
  const phone = point('phone', { channel: 'sms', address: '+573001234567' })
  const guarantor = point('a-guarantor', { role: 'guarantor' })
  const billing = point('billing', { role: 'billing' })
  const ids = (person: Debtor, channels: readonly ('email' | 'sms')[] = ['email', 'sms']) =>
    waysTo(person, channels).usable.map(({ id }) => id)

  it('lead to the holder on every channel before anybody else', () => {
    expect(ids(with_([guarantor, billing, phone, mail]))).toEqual(['mail', 'phone', 'billing', 'a-guarantor'])
  })

  it('follow the channels of the step, and of one channel the ids', () => {
    expect(ids(with_([point('b'), point('a'), phone]), ['sms', 'email'])).toEqual(['phone', 'a', 'b'])
    expect(ids(with_([mail, phone]), ['sms'])).toEqual(['phone'])
  })

  it('begin with the channel the debtor prefers, if the step may use it', () => {
    const preference = { channel: { value: 'sms', stamp: '1' } } as const
    expect(ids(with_([mail, phone], { preference }))).toEqual(['phone', 'mail'])
    expect(ids(with_([mail, phone], { preference }), ['email'])).toEqual(['mail'])
    const any = { channel: { value: 'any', stamp: '1' } } as const
    expect(ids(with_([mail, phone], { preference: any }))).toEqual(['mail', 'phone'])
  })

  it.each([
    ['a stop before a missing consent', { consents: { email: word('revoked') } }, ['email', 'sms'], 'optedOut'],
    ['a missing consent', {}, ['email', 'sms'], 'noConsent'],
    ['nothing there to use', { contactPoints: [] }, ['email', 'sms'], 'noContactPoint'],
    [
      'points that are not used any more',
      { contactPoints: [point('mail', { active: false })] },
      ['email'],
      'noContactPoint',
    ],
    ['an address that bounces', { contactPoints: [point('mail', { barred: 'bounced' })] }, ['email'], 'bounced'],
  ] as const)('are closed by %s', (_, more, channels, why) => {
    const person = { ...with_([mail, phone]), ...more }
    expect(whyUnreachable(waysTo(person, channels, { consentFor: ['email', 'sms'] }))).toBe(why)
  })

  it('demand what any layer of the rules demands', () => {
    const [layer] = bogota.rules.layers
    if (!layer) throw new Error('the rules have no layer')
    const layers = [layer, { ...layer, consentFor: ['sms', 'call'] }, { ...layer, consentFor: ['sms'] }] as const
    expect(demandOf({ ...bogota.rules, layers })).toEqual({ consentFor: ['sms', 'call'] })
  })

  it('include media that Puntual does not send on, for those who do', () => {
    const asked: Demand = { consentFor: ['call'] }
    expect([
      mayUseMedium(debtor, 'call', asked),
      mayUseMedium({ ...debtor, consents: { call: word('granted') } }, 'call', asked),
      mayUseMedium({ ...debtor, consents: { all: word('revoked') } }, 'call', NO_DEMAND),
    ]).toEqual(['noConsent', 'fine', 'optedOut'])
  })
})
