import type { Seeded } from '../simulation/seeded.ts'
import {
  BUSINESSES,
  COLOMBIAN_FAMILY,
  COLOMBIAN_GIVEN,
  CONSUMERS,
  ENGLISH_BUSINESSES,
  type House,
  MEXICAN_CITIES,
  MEXICAN_PLACES,
  MEXICAN_TRADES,
} from './portfolio-houses.ts'
import { dealPayers, type Payer } from './portfolio-payers.ts'

/** What is out of the ordinary about a debtor. */
export type Trait = 'internal' | 'doNotContact' | 'stopsTexts' | 'recordComesLate'

/** An invented debtor of the synthetic portfolio. */
export interface Person {
  readonly id: string
  readonly house: House
  readonly payer: Payer
  readonly name: string
  readonly givenName?: string
  readonly language: string
  readonly zone: string
  readonly email?: string
  readonly phone?: string
  readonly trait?: Trait
  /** ISO weekday on which a business pays its invoices. */
  readonly payDay: number
}

/** Three of five debtors are consumers. */
const CONSUMER_SHARE = 0.6

/** Makes `count` debtors, consumers first. Each unusual trait and each gap in the contact data occurs for every seed. */
export function makePeople(count: number, random: Seeded): Person[] {
  const consumers = Math.round(count * CONSUMER_SHARE)
  const people = [
    ...random.shuffled(dealPayers('person', consumers)).map((payer, index) => consumer(payer, index, random)),
    ...random.shuffled(dealPayers('company', count - consumers)).map((payer, index) => business(payer, index, random)),
  ]
  const free = new Set(people)
  const give = (trait: Trait, fits: (person: Person) => boolean): [Person, Trait] => {
    const person = [...free].find(fits)
    if (!person) throw new RangeError(`no debtor of ${count} can be "${trait}"`)
    free.delete(person)
    return [person, trait]
  }
  const traits = new Map([
    give('internal', ({ house, payer }) => house === BUSINESSES && payer !== 'payRun'),
    give('doNotContact', ({ house, payer }) => house === CONSUMERS && payer === 'late'),
    give('stopsTexts', ({ house, phone, payer }) => house === CONSUMERS && phone !== undefined && payer === 'nonPayer'),
    give('recordComesLate', ({ payer }) => payer === 'forgetful'),
  ])
  return people.map((person) => {
    const trait = traits.get(person)
    if (!trait) return person
    const name = trait === 'internal' ? 'Norteño Logística S.A. de C.V.' : person.name
    return { ...person, name, trait }
  })
}

function consumer(payer: Payer, index: number, random: Seeded): Person {
  const givenName = random.pick(COLOMBIAN_GIVEN)
  const name = `${givenName} ${random.pick(COLOMBIAN_FAMILY)} ${random.pick(COLOMBIAN_FAMILY)}`
  // One in twelve has no e-mail, one in ten no telephone, one neither: the gaps that a real list has.
  const email = index % 12 !== 5 && `${slug(name)}.${index + 1}@correo.example`
  const phone =
    index % 10 !== 3 && index !== 5 && `+573${random.pick(['00', '10', '15', '20'])}000${threeDigits(index)}0`
  return {
    id: `crm:C-${1001 + index}`,
    house: CONSUMERS,
    payer,
    name,
    givenName,
    language: 'es-CO',
    zone: 'America/Bogota',
    ...(email ? { email } : {}),
    ...(phone ? { phone } : {}),
    payDay: 5,
  }
}

function business(payer: Payer, index: number, random: Seeded): Person {
  const english = index % 12 === 7 ? ENGLISH_BUSINESSES[Math.floor(index / 12)] : undefined
  const trade = `${MEXICAN_TRADES[index % MEXICAN_TRADES.length]} ${random.pick(MEXICAN_PLACES)}`
  const name = english ? `${english} LLC` : `${trade} S.A. de C.V.`
  const { zone, area, digits } = MEXICAN_CITIES[index % MEXICAN_CITIES.length]!
  const number = `555${threeDigits(index).padStart(digits - 3, '0')}`
  return {
    id: `crm:E-${2001 + index}`,
    house: BUSINESSES,
    payer,
    name,
    language: english ? 'en' : 'es-MX',
    zone,
    // One business has no address for accounts payable, and three of five give no mobile number.
    ...(index === 9 ? {} : { email: `cuentasporpagar@${slug(english ?? trade)}-${index + 1}.example` }),
    ...(index % 5 < 2 || index === 9 ? { phone: `+52${area}${number}` } : {}),
    payDay: random.int(2, 5),
  }
}

const threeDigits = (index: number): string => String(index).padStart(3, '0')

const slug = (name: string): string =>
  name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
