import { lawBook } from '../../../lib/contracts/compiled-law.ts'
import { rangesOn } from '../../../lib/domain/law/hours.ts'
import type { Medium } from '../../../lib/domain/law/pack.ts'
import { addDays, type CalendarDate, dateAt, minuteOfDay, weekday } from '../../../lib/domain/time.ts'
import { house } from '../../simulation/house.ts'
import type { Books, Person, Touch } from './books.ts'
import type { ExpectedRow } from './expected-row.ts'
import { dayIn, firstDayOf, latest, mondayOf, monthOf, total, units } from './reckoning.ts'

const law = lawBook(house.law, [])

/** Whether the law of a country, as its pack has it, leaves people in peace at a minute of a day. */
function isAfterHours(country: string | undefined, channel: Medium, day: CalendarDate, minute: number): boolean {
  const own = law.jurisdictions.find(
    ({ id, territories = [] }) => country !== undefined && (id === country || territories.includes(country)),
  )
  const [unknown] = law.unknown.layers
  const layer = own ? (own.statute.hours?.media.includes(channel) ? own.statute : own.recommended) : unknown
  const isHoliday = [own?.statute, layer].some(
    (one) => one?.holidays?.media.includes(channel) && one.holidays.dates.has(day),
  )
  const week = layer?.hours?.media.includes(channel) ? layer.hours.week : undefined
  const ranges = week && rangesOn(week, weekday(day))
  return isHoliday || (ranges !== undefined && !ranges.some(([from, to]) => minute >= from && minute < to))
}

/** The contacts of a person, each on the person's own clock. */
const contactsOf = ({ contacts, zone, country }: Person) =>
  contacts.map((one) => {
    const instant = Date.parse(one.at)
    const [day, minute] = [dateAt(instant, zone), minuteOfDay(instant, zone)]
    return { ...one, day, minute, isLate: isAfterHours(country, one.channel, day, minute) }
  })

const persons = ({ people }: Books): Person[] => [...new Set(people.values())]

export function contactPressure(books: Books): ExpectedRow<'contact_pressure'>[] {
  const weeks = persons(books).flatMap((person) => {
    const seen = contactsOf(person).filter(({ day }) => day >= firstDayOf(books.today) && day <= books.today)
    return [...Map.groupBy(seen, ({ day }) => mondayOf(day))].map(([week, own]) => ({
      week,
      own,
      unit: person.unit,
    }))
  })
  return [...Map.groupBy(weeks, ({ week, own, unit }) => `${week} ${own.length} ${unit}`).values()].flatMap((all) => {
    const [one] = all
    if (!one) return []
    return [
      {
        entity: 'all',
        business_unit: one.unit,
        week: one.week,
        contacts_per_debtor: one.own.length,
        debtors: all.length,
        contacts: total(all, ({ own }) => own.length),
        after_hours: total(all, ({ own }) => own.filter(({ isLate }) => isLate).length),
      },
    ]
  })
}

/** The segment of the invoices that a message is about; of several, the last in the alphabet. */
export function unitOf({ members }: Touch, { accounts }: Books): string {
  const about = new Set(members.map(({ invoice }) => invoice))
  return latest(accounts.filter(({ id }) => about.has(id)).map(({ segment }) => segment)) ?? 'none'
}

/** Attempts that left or may have left, with their price in millionths of a dollar. */
function paidAttempts(touch: Touch, { people, catalog }: Books) {
  const country = people.get(touch.debtor)?.country
  const price = (channel: string, of: string | undefined) =>
    catalog.prices.find((one) => one.channel === channel && one.country === of)?.micros
  return touch.attempts
    .filter(({ outcome, channel }) => outcome !== undefined && outcome !== 'notSent' && channel !== 'call')
    .map((one) => {
      const micros = price(one.channel, country) ?? price(one.channel, 'other')
      return { ...one, micros: (micros ?? 0) * (one.parts ?? 1), unpriced: Number(micros === undefined) }
    })
}

const HEARD = ['delivered', 'atCarrier', 'opened', 'read', 'clicked']

export function touches(books: Books): ExpectedRow<'touches'>[] {
  const told = books.touches
    .filter(({ status }) => ['sent', 'failed', 'unknown'].includes(status))
    .map((touch) => {
      const person = books.people.get(touch.debtor)
      const contact = person && contactsOf(person).find((one) => one.touch === touch.id && one.entity !== undefined)
      const day = contact?.day ?? dayIn(touch.claimedAt, books)
      const about = new Set(touch.members.map(({ invoice }) => invoice))
      const accounts = books.accounts.filter(({ id }) => about.has(id))
      const paid = -total(accounts, ({ lines }) =>
        total(lines, (line) =>
          line.step === 'collected' && line.day >= day && line.day <= addDays(day, 7) ? line.amount : 0,
        ),
      )
      const reports = books.reports.filter((one) => one.touch === touch.id)
      const says = (...words: string[]) => Number(reports.some(({ status }) => words.includes(status)))
      const mailSays = (word: string) => Number(reports.some((one) => one.status === word && one.channel === 'email'))
      const attempts = paidAttempts(touch, books)
      const emails = Number(attempts.some(({ channel }) => channel === 'email'))
      const isSent = touch.status === 'sent'
      const messages = Number(isSent && touch.attempts.at(-1)?.channel !== 'call')
      return {
        key: {
          currency: touch.currency,
          entity: touch.entity,
          business_unit: unitOf(touch, books),
          day,
          channel: touch.attempts.at(-1)?.channel ?? 'none',
          template: touch.template,
          level: touch.level,
          hour: contact ? Math.floor(contact.minute / 60) : null,
          weekday: contact ? weekday(contact.day) : null,
          segment: unitOf(touch, books),
          clock: contact ? 'known' : 'unknown',
        },
        sent: Number(isSent),
        messages,
        delivered: messages * says(...HEARD),
        seen: messages * says('opened', 'read', 'clicked'),
        clicked: messages * says('clicked'),
        bounced: says('bounced'),
        emails,
        emails_bounced: emails * mailSays('bounced'),
        emails_complained: emails * mailSays('complained'),
        failed: Number(touch.status === 'failed'),
        unknown: Number(touch.status === 'unknown'),
        paid_within_7: Number(isSent && paid > 0),
        paid_amount_within_7: isSent ? paid / units(touch.currency) : 0,
        after_hours: Number(contact?.isLate ?? false),
        cost_usd: total(attempts, ({ micros }) => micros) / 1e6,
        unpriced: total(attempts, ({ unpriced }) => unpriced),
      }
    })
  return [...Map.groupBy(told, ({ key }) => JSON.stringify(key)).values()].flatMap((all) => {
    const [one] = all
    if (!one) return []
    const sum = (column: Exclude<keyof typeof one, 'key'>) => total(all, (touch) => touch[column])
    return [
      {
        ...one.key,
        sent: sum('sent'),
        messages: sum('messages'),
        delivered: sum('delivered'),
        seen: sum('seen'),
        clicked: sum('clicked'),
        bounced: sum('bounced'),
        emails: sum('emails'),
        emails_bounced: sum('emails_bounced'),
        emails_complained: sum('emails_complained'),
        failed: sum('failed'),
        unknown: sum('unknown'),
        paid_within_7: sum('paid_within_7'),
        paid_amount_within_7: sum('paid_amount_within_7'),
        after_hours: sum('after_hours'),
        cost_usd: sum('cost_usd'),
        unpriced: sum('unpriced'),
      },
    ]
  })
}

export function costMonthly(books: Books): ExpectedRow<'cost_monthly'>[] {
  const attempts = books.touches.flatMap((touch) =>
    paidAttempts(touch, books).map(({ at, micros, unpriced }) => ({
      key: `${touch.currency} ${touch.entity} ${unitOf(touch, books)} ${monthOf(dayIn(at, books))}`,
      micros,
      unpriced,
    })),
  )
  const lines = books.accounts.flatMap(({ currency, entity, segment, lines: own }) =>
    own
      .filter(({ step }) => step === 'collected')
      .map(({ day, amount }) => ({ key: `${currency} ${entity} ${segment} ${monthOf(day)}`, amount })),
  )
  return [...new Set([...attempts, ...lines].map(({ key }) => key))].map((key) => {
    const [currency = '', entity = '', unit = '', month = ''] = key.split(' ')
    const sent = attempts.filter((one) => one.key === key)
    return {
      currency,
      entity,
      business_unit: unit,
      month,
      messages: sent.length,
      unpriced: total(sent, ({ unpriced }) => unpriced),
      cost_usd: total(sent, ({ micros }) => micros) / 1e6,
      collected_amount: -total(lines, (one) => (one.key === key ? one.amount : 0)) / units(currency),
    }
  })
}
