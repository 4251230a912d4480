import type { Company } from '../contracts/company.ts'
import { type CompiledLaw, lawBook } from '../contracts/compiled-law.ts'
import type { Debtor, DebtorProfile } from '../domain/debtor.ts'
import type { LawBook } from '../domain/law/book.ts'
import { weekOf } from '../domain/law/hours.ts'
import { type Place, placeOf } from '../domain/law/jurisdictions.ts'
import type { ContactRules } from '../domain/law/pack.ts'
import { rulesFor, type Wish } from '../domain/law/rules-for.ts'
import { wishOf } from '../domain/preference.ts'
import { type Calendar, calendarOf } from '../domain/schedule.ts'
import type { LawInForce } from './law-in-force.ts'

/** Everything that limits contact with a debtor of some places: their laws, the company's own limits, and the debtor's wish. */
export type Limits = (places: readonly Place[], wish?: Wish) => Promise<ContactRules>

const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']

/** The law packs of a catalog; a debtor of whom nothing is known may be in the zone of any legal entity. */
export const shippedBook = (law: CompiledLaw, { entities }: Company): LawBook =>
  lawBook(law, [...new Set(Object.values(entities).map(({ zone }) => zone))])

/** The limits of a deployment, by the law as it holds at each question and its company's settings. */
export function limitsOf(law: Pick<LawInForce, 'book'>, company: Company): Limits {
  const own = companyWish(company)
  return async (places, wish) => rulesFor(places, await law.book(), own, wish)
}

/** The same by the packs of one moment. */
export function limitsBy(book: LawBook, company: Company): (places: readonly Place[], wish?: Wish) => ContactRules {
  const own = companyWish(company)
  return (places, wish) => rulesFor(places, book, own, wish)
}

/**
 * The calendar of a debtor: the laws of their place, the company's limits and their own wish. `otherwise` is whose
 * midnight counts while neither their zone nor that of their country is known.
 */
export async function calendarFor(limits: Limits, debtor: Debtor, otherwise = 'UTC'): Promise<Calendar> {
  const { id, profile, preference } = debtor
  const places = placesOf(profile)
  const common = await limits(places)
  const wish = wishOf(preference)
  const rules = wish ? await limits(places, wish) : common
  return calendarOf(rules, profile?.zone ?? rules.zones[0] ?? otherwise, id, common)
}

/** Everywhere a debtor may live: nobody knows where while there is no profile, and ids that were merged may say more than one. */
export const placesOf = (profile?: DebtorProfile): readonly Place[] =>
  [profile ?? {}, ...(profile?.elsewhere ?? [])].map(placeOf)

/** The hours a company keeps, whatever more the law would allow. */
function companyWish({ window }: Company): Wish {
  const minutes = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
  const days = window.days.map((day) => WEEKDAYS.indexOf(day) + 1)
  return { week: weekOf(days, minutes(window.from), minutes(window.to)) }
}
