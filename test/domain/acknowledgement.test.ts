import { describe, expect, it } from 'vitest'
import { acknowledgementOf } from '../../lib/domain/acknowledgement.ts'
import type { ContactPoint, Debtor, RecentTouch } from '../../lib/domain/debtor.ts'
import type { Layer } from '../../lib/domain/law/pack.ts'
import type { Channel } from '../../lib/domain/policy.ts'
import type { Reply } from '../../lib/domain/reply.ts'
import { DAY, HOUR, iso } from '../../lib/domain/time.ts'
import type { TouchRecord } from '../../lib/domain/touch-record.ts'
import { calendarIn, cap, debtor, MONDAY_8 } from './given.ts'

const NOON = MONDAY_8 + 4 * HOUR
const ADDRESSES: Readonly<Record<Channel, string>> = {
  email: 'ana@cliente.example',
  sms: '+573001234567',
  whatsapp: '+573001234567',
  call: '+573001234567',
}
const pointOn = (channel: Channel, more: Partial<ContactPoint> = {}): ContactPoint => ({
  ...{ id: channel, channel, address: ADDRESSES[channel], role: 'holder', active: true, stamp: '1' },
  ...more,
})
const touchOn = (channel: Channel): TouchRecord => ({
  ...{ id: 't-1', debtor: debtor.id, debtorVersion: 1, entity: 'andina', class: 'overdue', level: 1 },
  ...{ template: 'reminder-1', language: 'es-CO', currency: 'COP', total: 50_000, claimedAt: iso(NOON - DAY) },
  status: 'sent',
  attempts: [{ channel, contactPoint: channel, at: iso(NOON - DAY) }],
  members: [],
})
const replyOn = (channel: Channel, more: Partial<Reply> = {}): Reply => ({
  ...{ id: 'R-1', channel, at: iso(NOON - HOUR), text: '¿Me mandan la factura?', debtors: [debtor.id], invoices: [] },
  ...more,
})
/** The message of yesterday, as the caps of the law count it. */
const told = (channel: Channel, more: Partial<RecentTouch> = {}): RecentTouch => ({
  ...{ touch: 't-1', at: iso(NOON - 2 * HOUR), channel, class: 'overdue', level: 1 },
  ...more,
})

interface Case {
  readonly channel?: Channel
  readonly reply?: Partial<Reply>
  readonly point?: Partial<ContactPoint>
  readonly person?: Partial<Debtor>
  readonly layers?: readonly Layer[]
  readonly configured?: readonly Channel[]
  readonly now?: number
}

function answered({ channel = 'email', reply, point, person, layers = [], configured, now = NOON }: Case): string {
  const whose: Debtor = { ...debtor, contactPoints: [pointOn(channel, point)], recent: [], ...person }
  const calendar = calendarIn('America/Bogota', ...layers)
  const asked = { reply: replyOn(channel, reply), touch: touchOn(channel), debtor: whose, calendar }
  const verdict = acknowledgementOf({ ...asked, configured: configured ?? ['email', 'sms', 'whatsapp'] }, now)
  if (verdict.kind === 'send') return `send ${verdict.point.id}`
  return verdict.kind === 'refused' ? verdict.reason : verdict.kind
}

const counted: Layer = { ...cap({}), receiptsCount: true }
const agreed = { consents: { whatsapp: { status: 'granted', stamp: '1' } } } as const
const revoked = { status: 'revoked', stamp: '1' } as const

describe('an answer', () => {
  it.each<[string, Case, string]>([
    ['is acknowledged where our message went', {}, 'send email'],
    ['by text, by text', { channel: 'sms' }, 'send sms'],
    ['by WhatsApp, there', { channel: 'whatsapp', person: agreed }, 'send whatsapp'],
    [
      'by WhatsApp that nobody set up any more',
      { channel: 'whatsapp', person: agreed, configured: ['email'] },
      'noContactPoint',
    ],
    ['from an address that bounced since', { point: { barred: 'bounced' } }, 'bounced'],
    ['from an address that is somebody else’s', { point: { barred: 'wrongPerson' } }, 'wrongPerson'],
    ['from an address that is no longer used', { point: { active: false } }, 'noContactPoint'],
    ['after a stop of that channel', { person: { consents: { email: revoked } } }, 'optedOut'],
    ['after a stop of another channel', { person: { consents: { sms: revoked } } }, 'send email'],
    [
      'where receipts are contacts, on a day that had one',
      { layers: [counted], person: { recent: [told('email')] } },
      'cap',
    ],
    [
      'where receipts are none, on the same day',
      { layers: [cap({})], person: { recent: [told('email')] } },
      'send email',
    ],
    ['where receipts are contacts, on a day without one', { layers: [counted] }, 'send email'],
    ['that already has one today', { person: { recent: [told('email', { class: 'receipt' })] } }, 'silent'],
    ['of a machine', { reply: { automatic: true } }, 'silent'],
    ['that stops everything', { reply: { stop: 'all' } }, 'silent'],
    ['that stops calls, which this is none of', { reply: { stop: 'call' } }, 'send email'],
    ['heard a day later', { reply: { at: iso(NOON - DAY - 1) } }, 'silent'],
    ['in the night', { now: NOON + 9 * HOUR, reply: { at: iso(NOON + 9 * HOUR) } }, 'hours'],
  ])('%s', (_, one, expected) => {
    expect(answered(one)).toBe(expected)
  })
})
