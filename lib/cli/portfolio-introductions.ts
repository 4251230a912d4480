import type { TimedEvent } from '../contracts/timed-event.ts'
import type { Channel } from '../domain/policy.ts'
import { addDays, DAY, type Instant, MINUTE } from '../domain/time.ts'
import type { Bill } from './portfolio-bills.ts'
import { fact, timeOn } from './portfolio-facts.ts'
import type { Person, Trait } from './portfolio-people.ts'

/** The clause by which the invented debtors consented; the one before it said nothing of texts. */
const CLAUSE = { clause: 'Cláusula 9, autorización de canales', version: '2025-03', date: '2025-09-15' }
const OLD_CLAUSE = { clause: 'Cláusula 9, autorización de canales', version: '2019-01', date: '2021-02-10' }
const SERVICE = 'servicio.clientes'

/** Who the debtor of `bill` is, how to reach them and what they agreed to, published shortly before `first`, their first event. */
export function introduced(bill: Bill, first: Instant): TimedEvent[] {
  const { person } = bill
  const { id: debtor, email, phone, trait } = person
  const before = first - 10 * MINUTE
  return [
    described(person, trait === 'recordComesLate' ? first + DAY : before),
    ...points(debtor, before, { email, phone, onWhatsApp: person.onWhatsApp }),
    ...consents(person, before),
    ...(trait ? (LATER[trait]?.(bill) ?? []) : []),
  ]
}

const described = ({ id: debtor, house, place, name, givenName, trait }: Person, at: Instant): TimedEvent =>
  fact(at, 'crm', 'DebtorUpserted', {
    debtor,
    name,
    ...(givenName === undefined ? {} : { givenName }),
    kind: house.kind,
    language: place.language,
    country: place.country,
    ...(place.region === undefined ? {} : { region: place.region }),
    ...(place.city === undefined ? {} : { city: place.city }),
    ...(trait === 'zoneUnknown' ? {} : { zone: place.zone }),
    segment: segmentOf(debtor, house, place.country),
    ...(trait === 'internal' || trait === 'doNotContact' ? { [trait]: true } : {}),
  })

/** Of the consumers in Colombia one in six pays for a service that can be suspended. */
function segmentOf(debtor: string, { kind, segment }: Person['house'], country: string): string {
  const number = Number(debtor.replace(/\D/g, ''))
  return kind === 'person' && country === 'CO' && number % 6 === 0 ? 'services' : segment
}

function points(
  debtor: string,
  at: Instant,
  {
    email,
    phone,
    onWhatsApp,
  }: { readonly email: string | undefined; readonly phone: string | undefined; readonly onWhatsApp: boolean },
): TimedEvent[] {
  const point = (contactPoint: string, channel: Channel, address: string | undefined): TimedEvent[] =>
    address === undefined
      ? []
      : [fact(at, 'crm', 'ContactPointUpserted', { debtor, contactPoint, point: { channel, address } })]
  return [
    ...point('principal', 'email', email),
    ...point('celular', 'sms', phone),
    ...point('whatsapp', 'whatsapp', onWhatsApp ? phone : undefined),
  ]
}

/** What the debtor signed: both channels, or e-mail alone with the old clause; nobody asked one of them. */
function consents({ id: debtor, house, place, trait, oldClause, onWhatsApp }: Person, at: Instant): TimedEvent[] {
  const granted = (scope: Channel, evidence: typeof CLAUSE) =>
    fact(at, 'crm', 'ConsentChanged', { debtor, scope, status: 'granted', evidence })
  if (trait === 'neverAsked') return []
  if (oldClause) return [granted('email', OLD_CLAUSE)]
  const mayCall = segmentOf(debtor, house, place.country) === 'services'
  return [
    ...[granted('email', CLAUSE), granted('sms', CLAUSE)],
    ...(onWhatsApp ? [granted('whatsapp', CLAUSE)] : []),
    // Whoever has a service agreed to be called about it.
    ...(mayCall ? [granted('call', CLAUSE)] : []),
  ]
}

/** An event about the debtor of a bill, at an hour of a day after its due date. */
const on = (bill: Bill, days: number, hour: number): Instant => timeOn(bill, addDays(bill.dueDate, days), hour * 60)

/** What some debtors tell us later, or somebody finds out about them. */
const LATER: Partial<Record<Trait, (bill: Bill) => TimedEvent[]>> = {
  stopsTexts: (bill) => [
    // Between the first two reminders.
    fact(on(bill, 5, 12), 'crm', 'ConsentChanged', {
      debtor: bill.person.id,
      scope: 'sms',
      status: 'revoked',
      evidence: 'Pidió por teléfono no recibir más mensajes de texto',
      author: SERVICE,
    }),
  ],
  asksForTime: (bill) => {
    const hold = { hold: `tiempo-${bill.reference}`, debtor: bill.person.id, author: SERVICE }
    return [
      fact(on(bill, 1, 10), 'crm', 'HoldPlaced', { ...hold, reason: 'pide unos días' }),
      fact(on(bill, 11, 10), 'crm', 'HoldReleased', hold),
    ]
  },
  inHardship: (bill) => [
    fact(on(bill, 4, 11), 'crm', 'DebtorFlagChanged', {
      debtor: bill.person.id,
      flag: 'hardship',
      status: 'raised',
      reason: 'Perdió el empleo; pide hablar de plazos',
      author: SERVICE,
    }),
  ],
  prefersTexts: (bill) => [
    fact(on(bill, -4, 9), 'crm', 'PreferenceChanged', {
      debtor: bill.person.id,
      channel: 'sms',
      hours: { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '13:00', to: '18:00' },
      author: SERVICE,
    }),
  ],
  wrongNumber: (bill) => [
    fact(on(bill, -3, 15), 'crm', 'WrongPersonReported', {
      debtor: bill.person.id,
      contactPoint: 'celular',
      author: SERVICE,
    }),
  ],
  registeredTwice: (bill) => {
    const { person } = bill
    const twin = { ...person, id: `${person.id}-2` }
    const at = on(bill, -4, 8)
    return [
      described(twin, at - DAY),
      ...points(twin.id, at - DAY, { email: person.email, phone: undefined, onWhatsApp: false }),
      fact(at, 'crm', 'DebtorMerged', {
        debtor: person.id,
        merged: twin.id,
        reason: 'La misma cédula en los dos registros',
        author: 'maestros.clientes',
      }),
    ]
  },
}
