import type { CompiledCatalog } from '../contracts/compiled-catalog.ts'
import { weekOf } from '../domain/law/hours.ts'
import { type ContactRules, MEDIA } from '../domain/law/pack.ts'
import type { Instant } from '../domain/time.ts'
import type { Evidence, OnRecord } from '../domain/verify/evidence.ts'

const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']

/** Holds records against the rules of a catalog, as of an instant; `acceptedOf` looks at the providers' trays, where they are at hand. */
export function heldAgainst(
  { company }: Pick<CompiledCatalog, 'company'>,
  asOf: Instant,
  acceptedOf?: Evidence['acceptedOf'],
): (record: OnRecord) => Evidence {
  const minutes = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
  const { days, from, to } = company.window
  const week = weekOf(
    days.map((day) => WEEKDAYS.indexOf(day) + 1),
    minutes(from),
    minutes(to),
  )
  const hours = { media: MEDIA, week }
  const layer = { name: 'company', hours, caps: [], consentFor: [], receiptsCount: false, citations: [] }
  const zoneOf = ({ known, invoices }: OnRecord) =>
    known?.profile?.zone ?? company.entities[invoices[0]?.invoice.terms.entity ?? '']?.zone ?? 'UTC'
  return (record) => {
    const rules: ContactRules = { zones: [zoneOf(record)], layers: [{ ...layer, confidence: 'high' }] }
    return { ...record, asOf, rulesFor: () => rules, ...(acceptedOf && { acceptedOf }) }
  }
}
