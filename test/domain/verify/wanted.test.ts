import { describe, expect, it } from 'vitest'
import type { DebtorLine } from '../../../lib/domain/debtor-line.ts'
import { FLAG_KINDS } from '../../../lib/domain/flag.ts'
import type { ContactRules } from '../../../lib/domain/law/pack.ts'
import type { Evidence } from '../../../lib/domain/verify/evidence.ts'
import { verify } from '../../../lib/domain/verify/verify.ts'
import { terms } from '../given.ts'
import { attempt, DEBTOR, evidenceOf, pointLine, timelineOf, touchOf } from './on-record.ts'

const YESTERDAY = '2026-07-01T15:00:00.000Z'
const demanding: ContactRules = {
  zones: ['America/Bogota'],
  layers: [
    {
      name: 'CO',
      caps: [],
      consentFor: ['email', 'sms'],
      receiptsCount: false,
      citations: [{ law: 'Ley 2300 de 2023', article: 'art. 2', how: 'stored' }],
      confidence: 'high',
    },
  ],
}
const consent = (scope: string, status: 'granted' | 'revoked' | 'unknown'): DebtorLine => ({
  kind: 'consent',
  scope,
  consent: { status, stamp: `${YESTERDAY}#0#x` },
})
const flag = (kind: (typeof FLAG_KINDS)[number], status: 'raised' | 'cleared'): DebtorLine => ({
  kind: 'flag',
  flag: kind,
  word: { status, stamp: `${YESTERDAY}#0#x`, reason: 'told us', author: 'ana' },
})
const held = (until?: string): DebtorLine => ({
  kind: 'hold',
  hold: 'H-1',
  word: { placedAt: YESTERDAY, ...(until === undefined ? {} : { until }) },
})
const cash = (amount: number, currency = 'COP'): DebtorLine => ({
  kind: 'unappliedCash',
  cash: { key: 'D-1', currency, amount, since: YESTERDAY, stamp: YESTERDAY },
})

/** What is found when this was recorded yesterday and the message of today had seen it. */
const found = (lines: readonly DebtorLine[], more: Partial<Evidence> = {}) => {
  const timelines = { [DEBTOR]: timelineOf([YESTERDAY, ...lines]) }
  const touches = [touchOf({ debtorVersion: 2 })]
  return verify(evidenceOf({ timelines, touches, ...more })).map(({ check, finding }) => `${check} ${finding.kind}`)
}

describe('a debtor', () => {
  it.each(FLAG_KINDS)('with the flag %s is not contacted until it is cleared', (kind) => {
    expect(found([flag(kind, 'raised')])).toEqual(['flagged flagged'])
    expect(found([flag(kind, 'raised'), flag(kind, 'cleared')])).toEqual([])
  })

  it.each(['internal', 'doNotContact'] as const)('whose profile says %s is not contacted', (mark) => {
    const profile = { kind: 'person', language: 'es-CO', country: 'CO', internal: false, doNotContact: false } as const
    expect(found([{ kind: 'profile', profile: { ...profile, [mark]: true } }])).toEqual(['flagged flagged'])
  })

  it('nobody has described is not contacted', () => {
    expect(found([], { timelines: {} })).toEqual(['flagged flagged'])
  })

  it.each([
    ['on hold', held(), true],
    ['on hold until before the message', held('2026-07-02T00:00:00.000Z'), false],
    ['whose unapplied cash covers the debt', cash(terms.amount), true],
    ['whose unapplied cash does not', cash(terms.amount - 1), false],
    ['whose unapplied cash is of another currency', cash(terms.amount, 'USD'), false],
  ] as const)('%s', (_, line, isWrong) => {
    const kind = line.kind === 'hold' ? 'held' : 'covered'
    expect(found([line])).toEqual(isWrong ? [`afterPayment ${kind}`] : [])
  })
})

describe('a stop', () => {
  it.each([
    ['on everything', 'all', true],
    ['on the medium', 'email', true],
    ['on the contact point', 'principal', true],
    ['on another medium', 'sms', false],
    ['on another contact point', 'celular', false],
    ['on offers', 'offer#email', false],
  ] as const)('%s', (_, scope, isStop) => {
    expect(found([consent(scope, 'revoked')])).toEqual(isStop ? ['afterStop unasked'] : [])
  })

  it('holds although it was recorded after the claim was read, when it had been there for longer than a request', () => {
    const timelines = { [DEBTOR]: timelineOf([YESTERDAY, consent('all', 'revoked')]) }
    expect(verify(evidenceOf({ timelines })).map(({ check }) => check)).toEqual(['afterStop'])
    const justNow = { [DEBTOR]: timelineOf(['2026-07-02T13:59:30.000Z', consent('all', 'revoked')]) }
    expect(verify(evidenceOf({ timelines: justNow }))).toEqual([])
  })

  it('says since when, and which invariant it breaks', () => {
    const timelines = { [DEBTOR]: timelineOf([YESTERDAY, consent('all', 'revoked')]) }
    expect(verify(evidenceOf({ timelines }))[0]).toMatchObject({
      rule: 'I13',
      finding: { kind: 'unasked', medium: 'email', since: YESTERDAY },
    })
  })
})

describe('a consent that a law demands', () => {
  it.each([
    ['is missing', [], false],
    ['is there', [consent('email', 'granted')], true],
    ['is there for everything', [consent('all', 'granted')], true],
    ['is there for another medium', [consent('sms', 'granted')], false],
    ['has lost its evidence', [consent('email', 'granted'), consent('email', 'unknown')], false],
  ] as const)('%s', (_, lines, isThere) => {
    expect(found(lines, { rulesFor: () => demanding })).toEqual(isThere ? [] : ['withoutConsent unasked'])
    expect(found(lines)).toEqual([])
  })

  it.each([
    ['nothing was said', [], false],
    ['everything was granted', [consent('all', 'granted')], false],
    ['WhatsApp was', [consent('whatsapp', 'granted')], true],
  ] as const)('is one that WhatsApp demands by itself: %s', (_, lines, isThere) => {
    const timelines = { [DEBTOR]: timelineOf([YESTERDAY, ...lines]) }
    const touches = [touchOf({ debtorVersion: 2, attempts: [attempt({ channel: 'whatsapp' })] })]
    const violations = verify(evidenceOf({ timelines, touches }))
    expect(violations.map(({ rule }) => rule)).toEqual(isThere ? [] : ['WhatsApp opt-in'])
  })

  it('is cited', () => {
    expect(verify(evidenceOf({ rulesFor: () => demanding }))[0]).toMatchObject({
      rule: 'CO consent',
      citations: [{ law: 'Ley 2300 de 2023' }],
    })
  })
})

describe('an address', () => {
  it.each([
    ['in use', pointLine({}), false],
    ["that is somebody else's", pointLine({ barred: 'wrongPerson' }), true],
    ['that bounces', pointLine({ barred: 'bounced' }), true],
    ['that is not active', pointLine({ active: false }), true],
  ] as const)('%s', (_, line, isWrong) => {
    expect(found([line])).toEqual(isWrong ? ['wrongPerson notTheirs'] : [])
  })

  it('that the debtor never had', () => {
    const touches = [touchOf({ attempts: [attempt({ contactPoint: 'nobody' })] })]
    expect(found([], { touches })).toEqual(['wrongPerson notTheirs'])
  })

  it('does not matter for a message that did not leave', () => {
    const touches = [touchOf({ status: 'failed', attempts: [attempt({ contactPoint: 'nobody', outcome: 'notSent' })] })]
    expect(found([], { touches })).toEqual([])
  })
})
