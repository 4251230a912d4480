import { addDays, type CalendarDate } from '../domain/time.ts'
import type { Mistake } from './catalog-error.ts'
import type { LawRead } from './read-law.ts'

/** A table has to reach this many days beyond a build: nobody deploys every week, and decrees are read late. */
const AHEAD = 90

/** Holiday tables that end within 90 days of `today`: each is a mistake, because debtors live anywhere. */
export function checkTables(law: LawRead, today: CalendarDate): readonly Mistake[] {
  const needed = addDays(today, AHEAD)
  return law.tables
    .filter(({ value: { through } }) => through < needed)
    .map(({ source, value: { jurisdiction, through } }) => ({
      file: source.file,
      ...source.placeOf(['through']),
      path: 'through',
      given: `the last date looked up is ${through}`,
      allowed: `${needed} or later, ${AHEAD} days from ${today}: beyond the table contact falls to once a week`,
      mend: `add the holidays of ${jurisdiction} for ${Number(through.slice(0, 4)) + 1}, and raise "through"`,
    }))
}
