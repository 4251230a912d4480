import type { Stamp } from './invoice.ts'
import type { Layer, Medium, Range, WeekHours } from './law/pack.ts'
import type { Channel } from './policy.ts'

/** When a debtor wants to be reached: ISO weekdays (Monday is 1), and minutes past midnight, half-open. */
export interface Hours {
  readonly days: readonly number[]
  readonly from: number
  readonly to: number
}

/** What a debtor would like; each part keeps its newest word. `any` channel is no preference any more. */
export interface Preference {
  readonly channel?: { readonly value: Channel | 'any'; readonly stamp: Stamp }
  readonly hours?: { readonly value: Hours; readonly stamp: Stamp }
  readonly language?: { readonly value: string; readonly stamp: Stamp }
}

/** The debtor's wish as a layer of contact rules, for every medium; undefined without one. */
export function preferenceLayer({ hours }: Preference, media: readonly Medium[]): Layer | undefined {
  if (!hours) return undefined
  const { days, from, to } = hours.value
  const on = (day: number): readonly Range[] => (days.includes(day) ? [[from, to]] : [])
  const week: WeekHours = [on(1), on(2), on(3), on(4), on(5), on(6), on(7)]
  return {
    name: 'preference',
    hours: { media, week },
    caps: [],
    consentFor: [],
    receiptsCount: false,
    citations: [],
    confidence: 'high',
  }
}
