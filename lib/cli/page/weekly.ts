import { DAY, dateAt, type Instant } from '../../domain/time.ts'
import { type Html, html } from './html.ts'
import { table } from './parts.ts'
import type { Portfolio } from './reading.ts'
import type { Visit } from './visit.ts'

interface Week {
  /** Simulated milliseconds of its first moment. */
  readonly from: Instant
  readonly messages: number
  readonly payments: number
}

/** A Monday at midnight, UTC. */
const MONDAY = Date.UTC(1970, 0, 5)
const numberOf = (at: Instant): number => Math.floor((at - MONDAY) / (7 * DAY))
const beginOf = (week: number): Instant => MONDAY + week * 7 * DAY

/** The week of an instant, by the date of its Monday. */
export const weekOf = (at: Instant): string => dateAt(beginOf(numberOf(at)), 'UTC')

/** A week in words, by the date of its Monday; undefined for a text that is none. */
export const weekIn = (visit: Visit, week: string): string | undefined =>
  /^\d{4}-\d{2}-\d{2}$/.test(week) && !Number.isNaN(Date.parse(week)) ? visit.date(week) : undefined

/** Weeks from the first thing that happened to the last, none left out. */
export function weeksOf(messages: readonly Instant[], payments: readonly Instant[]): Week[] {
  const all = [...messages, ...payments]
  if (all.length === 0) return []
  const [first, last] = [numberOf(Math.min(...all)), numberOf(Math.max(...all))]
  const within = (instants: readonly Instant[], week: number): number =>
    instants.filter((at) => numberOf(at) === week).length
  return Array.from({ length: last - first + 1 }, (_, index) => ({
    from: beginOf(first + index),
    messages: within(messages, first + index),
    payments: within(payments, first + index),
  }))
}

const WIDTH = 680
const HALF = 60
const MIDDLE = 64

/** Messages upwards and payments downwards, week by week, with the same as a table. */
export function weekly(visit: Visit, { sent, payments }: Portfolio): Html | undefined {
  const weeks = weeksOf(
    sent.map(({ message }) => message.at),
    // A payment of several invoices is one.
    [...new Map(payments.map(({ payment, at }) => [payment, at])).values()],
  )
  if (weeks.length === 0) return undefined
  const most = Math.max(...weeks.map((week) => Math.max(week.messages, week.payments)))
  const step = WIDTH / Math.max(weeks.length, 8)
  const bar = Math.min(28, step * 0.66)
  const tall = (count: number): number => Math.round((count / most) * HALF)
  const day = (week: Week): string => visit.date(dateAt(week.from, 'UTC'))
  const messagesOf = (week: Week): string => visit.href('/inbox', { week: weekOf(week.from) })
  const paidIn = (week: Week): string => visit.href('/invoices', { paidIn: weekOf(week.from) })
  const every = Math.ceil(weeks.length / 6)
  return html`<section class="card weekly"><h2>${visit.say('weekly')}</h2>
<p class="legend"><span class="key-messages">${visit.say('messagesSent')}</span> <span class="key-payments">${visit.say('payments')}</span></p>
<svg viewBox="0 0 ${WIDTH} 154" role="img" aria-label="${visit.say('weeklyAlt')}">
${weeks.map((week, index) => {
  const x = Math.round(index * step + (step - bar) / 2)
  return html`<g><title>${day(week)}: ${week.messages} ${visit.say('messagesSent')}, ${week.payments} ${visit.say('payments')}</title>
<a href="${messagesOf(week)}" tabindex="-1" aria-hidden="true"><rect class="fill" x="${x}" y="${MIDDLE - tall(week.messages)}" width="${Math.round(bar)}" height="${tall(week.messages)}"/></a>
<a href="${paidIn(week)}" tabindex="-1" aria-hidden="true"><rect class="paid" x="${x}" y="${MIDDLE + 2}" width="${Math.round(bar)}" height="${tall(week.payments)}"/></a>
${index % every === 0 && html`<text x="${x}" y="148">${dateAt(week.from, 'UTC').slice(5).split('-').toReversed().join('/')}</text>`}</g>`
})}
<path class="axis" d="M0 ${MIDDLE + 1}H${WIDTH}"/>
</svg>
<details><summary>${visit.say('asTable')}</summary>${table(
    [visit.say('week'), visit.say('messagesSent'), visit.say('payments')],
    weeks.map((week) => [
      day(week),
      week.messages > 0 ? html`<a href="${messagesOf(week)}">${week.messages}</a>` : 0,
      week.payments > 0 ? html`<a href="${paidIn(week)}">${week.payments}</a>` : 0,
    ]),
  )}</details></section>`
}
