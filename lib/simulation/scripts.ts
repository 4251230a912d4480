import { addDays, DAY, dateAt, HOUR, type Instant, instantOf } from '../domain/time.ts'
import { debtorStory, introduction, otherId } from './debtor-stories.ts'
import { invoiceStory } from './invoice-stories.ts'
import { CURRENCY, DEBTOR, OTHER_ID, type Script, type Word, word } from './script.ts'
import { seeded } from './seeded.ts'
import { arrivals, type Drawn, nearMorning } from './seeded-times.ts'
import { LONGEST_OUTAGE } from './trouble.ts'

/** Clocks that change in autumn and spring, in the night or at midnight, by half an hour, or never; with whose law holds. */
const PLACES = [
  ['America/Bogota', 'CO'],
  ['America/Mexico_City', 'MX'],
  ['America/Tijuana', 'MX'],
  ['America/Santiago', 'CL'],
  ['America/Havana', 'CU'],
  ['America/St_Johns', 'CA'],
  ['Europe/Madrid', 'ES'],
  ['Australia/Lord_Howe', 'AU'],
] as const
const FIRST_DAY = '2025-06-01'
const YEARS = 3
/** Most towns have few invoices, because most debtors do. */
const INVOICES = [1, 1, 2, 2, 3, 3, 4, 5, 6, 8] as const

/** One town in so many more than one hears what became of its messages, has a second id, or waits for its first turn. */
const REPORTED = 3
const TWO_IDS = 9
const NEWCOMERS = 14

/** The same town for the same seed. */
export function scriptOf(seed: number, policies: readonly string[]): Script {
  const chance = seeded(seed)
  const [zone, country] = chance.pick(PLACES)
  const start = instantOf(addDays(FIRST_DAY, chance.int(0, 365 * YEARS)), chance.int(0, 1439), zone)
  const town: Drawn = { chance, zone, country, start, policies }
  const ids = Array.from({ length: chance.pick(INVOICES) }, (_, index) => `erp:F-${index + 1}`)
  const shared = dateAt(start + chance.int(-30, 25) * DAY, zone)
  const isTwo = chance.int(0, TWO_IDS) === 0
  const words = [
    ...introduction(town),
    ...(isTwo ? otherId(town) : []),
    ...ids.flatMap((id) =>
      invoiceStory(town, { id, debtor: isTwo ? chance.pick([DEBTOR, OTHER_ID]) : DEBTOR, shared }),
    ),
    ...debtorStory(town, isTwo ? chance.pick([DEBTOR, OTHER_ID]) : DEBTOR),
    ...looseMoney(town),
  ]
  const outageFrom = start + chance.int(0, 40 * 24) * HOUR
  const hit = chance.int(0, 29)
  const of = (['record', 'contact', 'decide', 'park'] as const)[hit]
  const script: Script = {
    seed,
    zone,
    country,
    policy: chance.pick(policies),
    start,
    words: words.map((one) => ({ ...one, arrives: arrivals(one.arrives[0] ?? start, chance) })),
    deployedAt: start + chance.int(-20, 60) * DAY,
    ...(of ? { outage: { of, from: outageFrom, until: outageFrom + chance.int(1, LONGEST_OUTAGE) } } : {}),
    bouncing: chance.int(0, 19) === 0 ? ['mail'] : [],
    ...(chance.int(0, NEWCOMERS) === 0 && { firstContactsFrom: addDays(dateAt(start, zone), chance.int(2, 25)) }),
  }
  return chance.int(0, REPORTED) > 0
    ? script
    : { ...script, reports: true, words: [...script.words, secondMail(start)] }
}

/** A message that did not arrive, or of which nobody knows, may be said once more elsewhere. */
function secondMail(start: Instant): Word {
  const point = { channel: 'email', address: 'tesoreria@cliente.example' }
  return word('ContactPointUpserted', 'other', start + 2, { debtor: DEBTOR, contactPoint: 'other', point })
}

/** A payment that names only its debtor. */
function looseMoney(town: Drawn): Word[] {
  const { chance, start } = town
  if (chance.int(0, 14) > 0) return []
  const at = nearMorning(town, start + chance.int(0, 35) * DAY)
  const total = { amount: chance.int(1, 20) * 10_000, currency: CURRENCY }
  return [word('PaymentReceived', 'loose money', at, { payment: 'bank:L-1', total, debtor: DEBTOR })]
}
