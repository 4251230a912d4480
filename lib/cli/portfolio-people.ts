import type { Seeded } from '../simulation/seeded.ts'
import { BUSINESSES, CONSUMERS, type House } from './portfolio-houses.ts'
import { COMPANY_FORM, NAMES } from './portfolio-names.ts'
import { dealPayers, type Payer } from './portfolio-payers.ts'
import { BUSINESS_PLACES, CONSUMER_PLACES, type Place } from './portfolio-places.ts'

/** What is out of the ordinary about a debtor. */
export type Trait =
  | 'internal'
  | 'doNotContact'
  | 'stopsTexts'
  | 'recordComesLate'
  /** Nobody has ever asked whether messages may be sent. */
  | 'neverAsked'
  /** Asks for some days of silence about everything. */
  | 'asksForTime'
  /** Nobody knows in which zone of the country. */
  | 'zoneUnknown'
  /** Tells a person of ours that the money is not there. */
  | 'inHardship'
  /** Would rather be texted, in the afternoon. */
  | 'prefersTexts'
  /** Has a number that is somebody else's now. */
  | 'wrongNumber'
  /** Is in the records twice. */
  | 'registeredTwice'

/** An invented debtor of the synthetic portfolio. */
export interface Person {
  readonly id: string
  readonly house: House
  readonly place: Place
  readonly payer: Payer
  readonly name: string
  readonly givenName?: string
  readonly email?: string
  readonly phone?: string
  readonly trait?: Trait
  /** Signed the clause about e-mail alone, before there was one about texts. */
  readonly oldClause: boolean
  /** Has an account on WhatsApp, and agreed to be written to there when signing. */
  readonly onWhatsApp: boolean
  /** ISO weekday on which a business pays its invoices. */
  readonly payDay: number
}

/** Three of five debtors are consumers. */
const CONSUMER_SHARE = 0.6
/** Beside the one who stops in every portfolio. */
const DEBTORS_PER_STOP = 30

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
  const lives = (country: string, { place }: Person) => place.country === country
  const isDue = ({ payer }: Person) => payer !== 'punctual' && payer !== 'nonPayer'
  const traits = new Map([
    give('internal', (person) => lives('MX', person) && person.payer !== 'payRun'),
    give('doNotContact', ({ house, payer }) => house === CONSUMERS && payer === 'late'),
    give('stopsTexts', ({ house, phone, payer }) => house === CONSUMERS && phone !== undefined && payer === 'nonPayer'),
    give('recordComesLate', ({ payer }) => payer === 'forgetful'),
    give('neverAsked', (person) => lives('CO', person) && isDue(person) && person.email !== undefined),
    give('asksForTime', ({ payer }) => payer === 'late'),
    give('zoneUnknown', (person) => lives('MX', person) && person.payer !== 'payRun'),
    give('inHardship', ({ house, payer }) => house === CONSUMERS && payer === 'nonPayer'),
    give(
      'prefersTexts',
      ({ house, phone, email }) => house === CONSUMERS && phone !== undefined && email !== undefined,
    ),
    give('wrongNumber', ({ house, phone }) => house === CONSUMERS && phone !== undefined),
    give('registeredTwice', ({ house, email }) => house === CONSUMERS && email !== undefined),
  ])
  // More of them say stop as there are more, so that somebody has on whatever day a picture of the portfolio is taken.
  const stopping = [...free].filter(({ house, phone, payer }) => house === CONSUMERS && phone && payer === 'late')
  for (const person of stopping.slice(0, Math.floor(count / DEBTORS_PER_STOP))) traits.set(person, 'stopsTexts')
  return people.map((person) => {
    const trait = traits.get(person)
    if (!trait) return person
    const name = trait === 'internal' ? 'Norteño Logística S.A. de C.V.' : person.name
    return { ...person, name, trait }
  })
}

function consumer(payer: Payer, index: number, random: Seeded): Person {
  const place = CONSUMER_PLACES[index % CONSUMER_PLACES.length]!
  const { given, family } = NAMES[place.names]
  const givenName = random.pick(given)
  const name = `${givenName} ${random.pick(family)} ${random.pick(family)}`
  // One in twelve has no e-mail, one in ten no telephone, one neither: the gaps that a real list has.
  const email = index % 12 !== 5 && `${slug(name)}.${index + 1}@correo.example`
  const phone = index % 10 !== 3 && index !== 5 && phoneOf(place, index)
  return {
    id: `crm:C-${1001 + index}`,
    house: CONSUMERS,
    place,
    payer,
    name,
    givenName,
    ...(email ? { email } : {}),
    ...(phone ? { phone } : {}),
    oldClause: index % 7 === 4,
    onWhatsApp: index % 4 === 1,
    payDay: 5,
  }
}

function business(payer: Payer, index: number, random: Seeded): Person {
  const place = BUSINESS_PLACES[index % BUSINESS_PLACES.length]!
  const { trades, places } = NAMES[place.names]
  const trade = `${trades[index % trades.length]} ${random.pick(places)}`
  return {
    id: `crm:E-${2001 + index}`,
    house: BUSINESSES,
    place,
    payer,
    name: `${trade} ${COMPANY_FORM[place.country]}`,
    // One business has no address for accounts payable, and three of five give no mobile number.
    ...(index === 9 ? {} : { email: `cuentasporpagar@${slug(trade)}-${index + 1}.example` }),
    ...(index % 5 < 2 || index === 9 ? { phone: phoneOf(place, index) } : {}),
    oldClause: false,
    onWhatsApp: false,
    payDay: random.int(2, 5),
  }
}

const phoneOf = ({ phone: { prefix, digits } }: Place, index: number): string =>
  `${prefix}${String(index).padStart(digits, '0')}`

const slug = (name: string): string =>
  name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
