import type { Company } from '../contracts/company.ts'
import { type CompiledLaw, lawBook } from '../contracts/compiled-law.ts'
import { weekOf } from '../domain/law/hours.ts'
import type { ContactRules } from '../domain/law/pack.ts'
import { type Place, rulesFor, type Wish } from '../domain/law/rules-for.ts'

/** Everything that limits contact at a place: its laws, the company's own limits, and the debtor's wish. */
export type Limits = (place: Place, wish?: Wish) => Promise<ContactRules>

const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']

/** The limits of a deployment, by its law packs and its company's settings. */
export function limitsOf(law: CompiledLaw, company: Company): Limits {
  const book = lawBook(law, [...new Set(Object.values(company.entities).map(({ zone }) => zone))])
  const own = companyWish(company)
  return async ({ country, region, city, zone }, wish) =>
    rulesFor(
      { ...(country && { country }), ...(region && { region }), ...(city && { city }), ...(zone && { zone }) },
      book,
      own,
      wish,
    )
}

/** The hours a company keeps, whatever more the law would allow. */
function companyWish({ window }: Company): Wish {
  const minutes = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
  const days = window.days.map((day) => WEEKDAYS.indexOf(day) + 1)
  return { week: weekOf(days, minutes(window.from), minutes(window.to)) }
}
