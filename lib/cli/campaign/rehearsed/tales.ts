import type { EventName } from '../../../contracts/events.ts'
import { inOrder, type TimedEvent } from '../../../contracts/timed-event.ts'
import { type Instant, instantOf, iso } from '../../../domain/time.ts'
import type { Answer } from '../../../rehearsal/mail/mail.ts'

/** A compact story that everything is tried on: it is told once in calm, and then once for each fault. */
export interface Tale {
  readonly name: string
  readonly events: readonly TimedEvent[]
  /** When somebody stops the running journey of an invoice in the console. */
  readonly stopped?: { readonly at: Instant; readonly invoice: string }
  /** What the provider does with an address, all the time. */
  readonly provider?: readonly (readonly [address: string, answer: Answer])[]
  readonly start: Instant
  readonly end: Instant
  /** Days between two rests, at which a run can begin. */
  readonly pace: number
}

const BOGOTA = 'America/Bogota'
const WHOLE = 250_000_00

/** Noon in Bogotá, unless an hour is given. */
const on = (date: string, hour = 12): Instant => instantOf(date, hour * 60, BOGOTA)

const told = (at: Instant, name: EventName, detail: object, source = 'erp'): TimedEvent => ({
  at,
  source,
  name,
  detail: { version: 1, occurredAt: new Date(at).toISOString(), ...detail },
})

function ana(at: Instant, phone?: string): TimedEvent[] {
  const debtor = 'erp:Ana'
  const point = (contactPoint: string, channel: string, address: string) =>
    told(at, 'ContactPointUpserted', { debtor, contactPoint, point: { channel, address } })
  const who = { debtor, name: 'Ana Ruiz', givenName: 'Ana', kind: 'person', language: 'es-CO', country: 'CO' }
  return [
    told(at, 'DebtorUpserted', { ...who, zone: BOGOTA }),
    point('mail', 'email', 'ana@cliente.example'),
    ...(phone === undefined ? [] : [point('phone', 'sms', phone)]),
    ...['email', 'sms'].map((scope) => told(at, 'ConsentChanged', { debtor, scope, status: 'granted' })),
  ]
}

const issued = (at: Instant, id: string, dueDate: string, more: object = {}): TimedEvent =>
  told(at, 'InvoiceIssued', {
    invoice: `erp:${id}`,
    debtor: 'erp:Ana',
    total: { amount: WHOLE, currency: 'COP' },
    issueDate: '2026-06-01',
    dueDate,
    ...more,
  })

const paid = (at: Instant, payment: string, invoice: string, amount = WHOLE): TimedEvent =>
  told(at, 'PaymentReceived', {
    payment: `bank:${payment}`,
    total: { amount, currency: 'COP' },
    allocations: [{ invoice: `erp:${invoice}`, amount }],
  })

const FIRST = on('2026-06-01', 7)
const SECOND = on('2026-06-01', 8)

interface Plot extends Omit<Tale, 'name' | 'start' | 'end' | 'pace' | 'events'> {
  readonly events: readonly TimedEvent[]
  readonly phone?: string
  readonly ends: string
  readonly pace?: number
}

const tale = (name: string, { events, phone, ends, pace = 2, ...more }: Plot): Tale => ({
  name,
  events: inOrder([...ana(FIRST, phone), ...events]),
  start: FIRST,
  end: on(ends),
  pace,
  ...more,
})

const PHONE = '+573001234567'
const F1 = issued(SECOND, 'F-1', '2026-06-15')
const hold = { invoice: 'erp:F-1', hold: 'H-1', author: 'Luz' }
const third = 100_000_00
const THIRDS = ['2026-06-15', '2026-07-15', '2026-08-14'].map((dueDate) => ({ dueDate, amount: third }))

/**
 * The stories of the campaign. No fact that silences a reminder comes within two days before that reminder: a fact that a
 * fault delays until its dead letter is sent back must not change what is right to send.
 */
export const TALES: readonly Tale[] = [
  tale('pays', { events: [F1, paid(on('2026-06-18'), 'P-1', 'F-1')], ends: '2026-06-26' }),
  tale('pays-in-part', {
    events: [F1, paid(on('2026-06-18'), 'P-1', 'F-1', third), paid(on('2026-06-25'), 'P-2', 'F-1', WHOLE - third)],
    ends: '2026-07-03',
  }),
  tale('on-hold', {
    events: [
      F1,
      told(on('2026-06-13'), 'HoldPlaced', { ...hold, reason: 'revisión' }),
      told(on('2026-06-22'), 'HoldReleased', hold),
      paid(on('2026-06-26'), 'P-1', 'F-1'),
    ],
    ends: '2026-07-03',
  }),
  tale('two-in-one-text', {
    events: [
      F1,
      issued(SECOND, 'F-2', '2026-06-15'),
      paid(on('2026-06-18'), 'P-1', 'F-1'),
      paid(on('2026-06-25'), 'P-2', 'F-2'),
    ],
    phone: PHONE,
    provider: [['ana@cliente.example', 'reject']],
    ends: '2026-07-03',
  }),
  tale('reversed', {
    events: [
      F1,
      paid(on('2026-06-13'), 'P-1', 'F-1'),
      told(on('2026-06-20'), 'PaymentReversed', { payment: 'bank:P-1', reversal: 'R-1', reason: 'devuelto' }),
      paid(on('2026-06-30'), 'P-2', 'F-1'),
    ],
    ends: '2026-07-06',
  }),
  tale('goes-on-as-new', {
    events: [issued(SECOND, 'F-1', '2027-06-15'), paid(on('2027-06-18'), 'P-1', 'F-1')],
    ends: '2027-06-23',
    pace: 20,
  }),
  tale('handed-over', { events: [F1], ends: '2026-07-21', pace: 3 }),
  tale('stopped', {
    events: [F1, paid(on('2026-06-25'), 'P-1', 'F-1')],
    stopped: { at: on('2026-06-13'), invoice: 'erp:F-1' },
    ends: '2026-07-03',
  }),
  // Three seconds before a hold ends by itself its journey thinks again: a wait so short may be over before it is written down.
  tale('hold-ends', {
    events: [
      F1,
      told(on('2026-06-12', 18), 'HoldPlaced', { ...hold, reason: 'revisión', until: iso(on('2026-06-14')) }),
      told(on('2026-06-14') - 3_000, 'HoldReleased', { ...hold, hold: 'H-2' }),
      paid(on('2026-06-15', 8), 'P-1', 'F-1'),
    ],
    ends: '2026-06-16',
  }),
  tale('in-instalments', {
    events: [
      issued(SECOND, 'F-1', '2026-08-14', { total: { amount: 3 * third, currency: 'COP' }, instalments: THIRDS }),
      ...THIRDS.map((_, index) => paid(on(`2026-0${6 + index}-19`), `P-${index}`, 'F-1', third)),
    ],
    ends: '2026-08-24',
    pace: 3,
  }),
]
