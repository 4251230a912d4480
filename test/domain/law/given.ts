import type { Asked, Contact } from '../../../lib/domain/law/contact.ts'
import { weekOf } from '../../../lib/domain/law/hours.ts'
import { type Cap, type ContactRules, type Layer, MEDIA } from '../../../lib/domain/law/pack.ts'
import { instantOf } from '../../../lib/domain/time.ts'

/** An instant by what a clock of a zone shows: "2026-06-05 14:59". */
export function local(written: string, zone = 'America/Bogota'): number {
  const [date = '', time = ''] = written.split(' ')
  const [hours, minutes] = time.split(':').map(Number)
  return instantOf(date, (hours ?? Number.NaN) * 60 + (minutes ?? Number.NaN), zone)
}

/** A layer that forbids nothing but what a test adds. */
export const layer = (name: string, more: Partial<Layer> = {}): Layer => ({
  name,
  caps: [],
  consentFor: [],
  receiptsCount: false,
  citations: [],
  confidence: 'high',
  ...more,
})

/** Hours from Monday to Friday on every medium. */
export const hours = (from: number, to: number, days: readonly number[] = [1, 2, 3, 4, 5]): Pick<Layer, 'hours'> => ({
  hours: { media: MEDIA, week: weekOf(days, from * 60, to * 60) },
})

/** Holidays on every medium. */
export const closedOn = (dates: Readonly<Record<string, string>>, through = '2028-12-31'): Pick<Layer, 'holidays'> => ({
  holidays: { media: MEDIA, dates: new Map(Object.entries(dates)), through },
})

/** A cap of one contact a day on every medium, but for what a test changes. */
export const cap = (more: Partial<Cap> = {}): Cap => ({
  id: 'the-cap',
  kind: 'count',
  max: 1,
  window: { unit: 'day', n: 1 },
  per: 'debtor',
  media: MEDIA,
  eachMedium: false,
  ...more,
})

export const rules = (layers: readonly Layer[], zones: readonly string[] = ['America/Bogota']): ContactRules => ({
  zones,
  layers,
})

/** An overdue e-mail about one invoice at a local time, but for what a test changes. */
export const asked = (at: string | number, more: Partial<Asked> = {}): Asked => ({
  at: typeof at === 'number' ? at : local(at),
  medium: 'email',
  class: 'overdue',
  about: ['erp:F-1'],
  ...more,
})

/** The same, made. */
export const made = (at: string | number, more: Partial<Contact> = {}): Contact => ({ ...asked(at), ...more })
