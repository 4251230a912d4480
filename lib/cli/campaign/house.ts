import { join } from 'node:path'
import { compileCatalog } from '../../catalog/compile-catalog.ts'
import type { House } from '../../simulation/town.ts'

/** Some days of rest of Colombia, whose law lets nobody be contacted on one: those that never move, as far as its calendar is known. */
const REST_IN_COLOMBIA = [2026, 2027, 2028].flatMap((year) =>
  ['01-01', '05-01', '07-20', '08-07', '12-08', '12-25'].map((day) => `${year}-${day}`),
)

/** The shipped policies and laws, in the hours of the shipped company, Monday to Friday from 08:00 to 18:00. */
export function campaignHouse(root: string): House {
  const { policies, law, company } = compileCatalog(join(root, 'catalog'))
  const hours = { days: [1, 2, 3, 4, 5], opens: 8 * 60, closes: 18 * 60, holidays: { CO: REST_IN_COLOMBIA } }
  return { policies, law, company, hours }
}
