import type { Company } from '../contracts/company.ts'
import type { FirstContacts } from '../domain/first-contacts.ts'
import { addDays } from '../domain/time.ts'
import type { Script } from './script.ts'

/** How the company of a town begins to write: to everybody from one day on, where its script says so. */
export function firstContactsOf(company: Company, { firstContactsFrom: day }: Script): FirstContacts | undefined {
  return day === undefined ? company.firstContacts : { from: addDays(day, -3), percent: [0, 0, 0] }
}
