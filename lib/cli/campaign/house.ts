import { join } from 'node:path'
import { compileCatalog } from '../../catalog/compile-catalog.ts'
import type { House } from '../../simulation/town.ts'

/** The shipped policies, in office hours, with the days of rest of Mexico's labour law (article 74) in the years of a campaign. */
export function campaignHouse(root: string): House {
  const { policies } = compileCatalog(join(root, 'catalog'))
  const fixed = [2025, 2026, 2027, 2028].flatMap((year) =>
    ['01-01', '05-01', '09-16', '12-25'].map((day) => `${year}-${day}`),
  )
  const mondays = ['2025-11-17', '2026-02-02', '2026-03-16', '2026-11-16', '2027-02-01', '2027-03-15', '2027-11-15']
  return { policies, hours: { days: [1, 2, 3, 4, 5], opens: 480, closes: 1080, holidays: [...fixed, ...mondays] } }
}
