import { DAY, dateAt, HOUR, type Instant, instantOf, MINUTE } from '../domain/time.ts'
import type { Seeded } from './seeded.ts'

/** What the words of one town are drawn from. */
export interface Drawn {
  readonly chance: Seeded
  readonly zone: string
  readonly country: string
  readonly start: Instant
  /** The ids of the policies that an order may name. */
  readonly policies: readonly string[]
}

/** Most things are said at an hour of the night or of the morning, when reminders leave. */
export function nearMorning({ chance, zone }: Pick<Drawn, 'chance' | 'zone'>, at: Instant): Instant {
  if (chance.int(0, 3) === 0) return at
  return instantOf(dateAt(at, zone), 7 * 60 + chance.int(0, 4 * 60), zone) + chance.int(0, 59_999)
}

/** When a word arrives: mostly at once and once; else late, more than once, or lost until somebody sends it again. */
export function arrivals(at: Instant, chance: Seeded): Instant[] {
  const kind = chance.int(0, 99)
  const first =
    at + (kind < 70 ? chance.int(0, 5_000) : kind < 90 ? chance.int(0, 6 * 60) * MINUTE : chance.int(0, 72) * HOUR)
  const again = chance.int(0, 99)
  if (again < 82) return [first]
  const second = first + (again < 92 ? chance.int(0, 60_000) : chance.int(0, 96 * 60) * MINUTE)
  return again < 97 ? [first, second] : [first, second, second + chance.int(0, DAY)]
}
