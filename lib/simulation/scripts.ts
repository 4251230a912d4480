import { addDays, type CalendarDate, DAY, dateAt, HOUR, type Instant, instantOf, MINUTE } from '../domain/time.ts'
import { CURRENCY, DEBTOR, type Script, type Word, word } from './script.ts'
import { type Seeded, seeded } from './seeded.ts'
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

/** One town in so many more than one hears what became of its messages. */
const REPORTED = 3

/** The same town for the same seed. */
export function scriptOf(seed: number, policies: readonly string[]): Script {
  const chance = seeded(seed)
  const [zone, country] = chance.pick(PLACES)
  const start = instantOf(addDays(FIRST_DAY, chance.int(0, 365 * YEARS)), chance.int(0, 1439), zone)
  const town = { chance, zone, country, start }
  const ids = Array.from({ length: chance.pick(INVOICES) }, (_, index) => `erp:F-${index + 1}`)
  const shared = dateAt(start + chance.int(-30, 25) * DAY, zone)
  const words = [
    ...introduction(town),
    ...ids.flatMap((id) => story(town, id, shared)),
    ...ofTheDebtor(town),
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

interface Town {
  readonly chance: Seeded
  readonly zone: string
  readonly country: string
  readonly start: Instant
}

function introduction({ chance, zone, country, start }: Town): Word[] {
  const late = chance.int(0, 19) === 0 ? chance.int(0, 7 * 24) * HOUR : 0
  const attitude = chance.int(0, 49)
  const who = word('DebtorUpserted', 'D', start + late, {
    debtor: DEBTOR,
    name: 'Cliente',
    kind: 'company',
    language: 'es-MX',
    country,
    zone,
    ...(attitude === 0 ? { internal: true } : attitude === 1 ? { doNotContact: true } : {}),
  })
  const mail = { channel: 'email', address: 'pagos@cliente.example' }
  const phone = { channel: 'sms', address: '+525512345678' }
  // Where the law demands consent, a debtor who never gave it is left to a person.
  const consent = { debtor: DEBTOR, scope: 'all', status: 'granted' }
  return [
    who,
    ...(chance.int(0, 9) > 0 ? [word('ConsentChanged', 'consent', start - 1, consent)] : []),
    ...(chance.int(0, 29) > 0
      ? [word('ContactPointUpserted', 'mail', start, { debtor: DEBTOR, contactPoint: 'mail', point: mail })]
      : []),
    ...(chance.int(0, 3) === 0
      ? [word('ContactPointUpserted', 'phone', start + 1, { debtor: DEBTOR, contactPoint: 'phone', point: phone })]
      : []),
  ]
}

/** An invoice from its issue to what becomes of it. */
function story(town: Town, invoice: string, shared: CalendarDate): Word[] {
  const { chance, zone, start } = town
  const issued = start + chance.int(0, 4 * 24 * 60) * MINUTE
  const dueDate = chance.int(0, 1) === 0 ? shared : dateAt(start + chance.int(-60, 30) * DAY, zone)
  const amount = chance.int(1, 9) * 10_000 + chance.int(0, 99)
  const issue = word(
    'InvoiceIssued',
    `${invoice} issued`,
    issued,
    { invoice, debtor: DEBTOR, total: { amount, currency: CURRENCY }, issueDate: dateAt(issued, zone), dueDate },
    { invoice, charge: amount },
  )
  const later = () => nearMorning(town, issued + chance.int(0, 35) * DAY)
  return [issue, ...fate(town, invoice, amount, later), ...quiet(town, invoice, later)]
}

function fate(town: Town, invoice: string, amount: number, later: () => Instant): Word[] {
  const { chance } = town
  const kind = chance.int(0, 99)
  const half = Math.ceil(amount / 2)
  if (kind < 42) return [payment(invoice, 'P1', later(), amount)]
  if (kind < 56) return [payment(invoice, 'P1', later(), half), payment(invoice, 'P2', later(), amount - half)]
  if (kind < 58) return [payment(invoice, 'P1', later(), amount), payment(invoice, 'P2', later(), half)]
  if (kind < 65) {
    const paid = payment(invoice, 'P1', later(), amount)
    return [paid, reversal(invoice, paid, amount, later())]
  }
  if (kind < 69)
    return [
      word('InvoiceVoided', `${invoice} void`, later(), { invoice, reason: 'error' }, { invoice, ends: 'voided' }),
    ]
  if (kind < 73)
    return [
      word(
        'InvoiceWrittenOff',
        `${invoice} off`,
        later(),
        { invoice, reason: 'incobrable' },
        { invoice, ends: 'writtenOff' },
      ),
    ]
  if (kind < 78) {
    const note = { invoice, creditNote: `${invoice}-N1`, total: { amount, currency: CURRENCY } }
    return [word('CreditNoteIssued', `${invoice} note`, later(), note, { invoice, credited: amount })]
  }
  return []
}

function payment(invoice: string, name: string, at: Instant, amount: number): Word {
  const detail = {
    payment: `${invoice}-${name}`,
    total: { amount, currency: CURRENCY },
    allocations: [{ invoice, amount }],
  }
  return word('PaymentReceived', `${invoice} ${name}`, at, detail, { invoice, paid: amount })
}

function reversal(invoice: string, paid: Word, amount: number, at: Instant): Word {
  const detail = { payment: `${invoice}-P1`, reversal: 'R1', reason: 'devuelto' }
  return word('PaymentReversed', `${invoice} R1`, at, detail, { invoice, paid: -amount, needs: paid.id })
}

/** What asks for silence about one invoice, or gives it more time. */
function quiet(town: Town, invoice: string, later: () => Instant): Word[] {
  const { chance, zone } = town
  const kind = chance.int(0, 19)
  if (kind < 3) {
    const from = later()
    const until = nearMorning(town, from + chance.int(-1, 7) * DAY)
    const hold = { hold: 'H1', invoice, author: 'ana' }
    return [
      word('HoldPlaced', `${invoice} hold`, from, { ...hold, reason: 'reclamo' }),
      word('HoldReleased', `${invoice} release`, until, hold),
    ]
  }
  if (kind === 3) {
    const at = later()
    const amended = { invoice, amendment: 'A1', dueDate: dateAt(at + chance.int(-5, 20) * DAY, zone) }
    return [word('InvoiceAmended', `${invoice} amended`, at, amended)]
  }
  if (kind === 4) {
    const at = later()
    const announced = {
      payment: `${invoice}-P1`,
      total: { amount: 100, currency: CURRENCY },
      dueOn: dateAt(at + chance.int(0, 6) * DAY, zone),
      invoices: [{ invoice }],
    }
    return [word('PaymentScheduled', `${invoice} scheduled`, at, announced)]
  }
  return []
}

/** What is said of the debtor as a whole. */
function ofTheDebtor(town: Town): Word[] {
  const { chance, start } = town
  const later = () => nearMorning(town, start + chance.int(0, 35) * DAY)
  const kind = chance.int(0, 24)
  if (kind < 3) {
    const hold = { hold: 'H1', debtor: DEBTOR, author: 'ana' }
    const from = later()
    return [
      word('HoldPlaced', 'hold', from, { ...hold, reason: 'llamó' }),
      word('HoldReleased', 'release', nearMorning(town, from + chance.int(-1, 5) * DAY), hold),
    ]
  }
  if (kind < 6) {
    const scope = chance.pick(['all', 'email', 'sms', 'mail'] as const)
    const [stop, start] = [later(), later()]
    const said = (status: 'granted' | 'revoked', at: Instant) =>
      word('ConsentChanged', status, at, { debtor: DEBTOR, scope, status })
    return chance.int(0, 1) === 0 ? [said('revoked', stop)] : [said('revoked', stop), said('granted', start)]
  }
  if (kind === 6) {
    const deposit = (amount: number, at: Instant) =>
      word('UnappliedCashChanged', `deposit of ${amount}`, at, {
        debtor: DEBTOR,
        deposit: 'bank:C-1',
        total: { amount, currency: CURRENCY },
      })
    const from = later()
    return [deposit(50_000, from), deposit(0, nearMorning(town, from + chance.int(-1, 5) * DAY))]
  }
  return []
}

/** A payment that names only its debtor. */
function looseMoney(town: Town): Word[] {
  const { chance, start } = town
  if (chance.int(0, 14) > 0) return []
  const at = nearMorning(town, start + chance.int(0, 35) * DAY)
  const total = { amount: chance.int(1, 20) * 10_000, currency: CURRENCY }
  return [word('PaymentReceived', 'loose money', at, { payment: 'bank:L-1', total, debtor: DEBTOR })]
}

/** Most things are said at an hour of the night or of the morning, when reminders leave. */
function nearMorning({ chance, zone }: Town, at: Instant): Instant {
  if (chance.int(0, 3) === 0) return at
  return instantOf(dateAt(at, zone), 7 * 60 + chance.int(0, 4 * 60), zone) + chance.int(0, 59_999)
}

/** When a word arrives: mostly at once and once; else late, more than once, or lost until somebody sends it again. */
function arrivals(at: Instant, chance: Seeded): Instant[] {
  const kind = chance.int(0, 99)
  const first =
    at + (kind < 70 ? chance.int(0, 5_000) : kind < 90 ? chance.int(0, 6 * 60) * MINUTE : chance.int(0, 72) * HOUR)
  const again = chance.int(0, 99)
  if (again < 82) return [first]
  const second = first + (again < 92 ? chance.int(0, 60_000) : chance.int(0, 96 * 60) * MINUTE)
  return again < 97 ? [first, second] : [first, second, second + chance.int(0, DAY)]
}
