import type { Stamp } from './invoice.ts'
import { weekOf } from './law/hours.ts'
import type { Wish } from './law/rules-for.ts'
import type { Channel } from './policy.ts'

/** When a debtor wants to be reached: ISO weekdays (Monday is 1), and minutes past midnight, half-open. */
export interface Hours {
  readonly days: readonly number[]
  readonly from: number
  readonly to: number
}

/** What both wishes allow, which may be nothing at all. */
export const hoursInBoth = (one: Hours, other: Hours): Hours => ({
  days: one.days.filter((day) => other.days.includes(day)),
  from: Math.max(one.from, other.from),
  to: Math.min(one.to, other.to),
})

/** What a debtor would like; each part keeps its newest word. `any` channel is no preference any more. */
export interface Preference {
  readonly channel?: { readonly value: Channel | 'any'; readonly stamp: Stamp }
  readonly hours?: { readonly value: Hours; readonly stamp: Stamp }
  readonly language?: { readonly value: string; readonly stamp: Stamp }
}

/** The debtor's wish as a limit beside the law's and the company's, on every medium; undefined without one. */
export function wishOf({ hours }: Preference): Wish | undefined {
  return hours && { week: weekOf(hours.value.days, hours.value.from, hours.value.to) }
}
