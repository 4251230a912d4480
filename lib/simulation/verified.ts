import { remembered } from '../domain/remembered.ts'
import type { Violation as Verdict } from '../domain/verify/violation.ts'
import { heldAgainst } from '../usecases/held-against.ts'
import { verifyRecords } from '../usecases/verify-records.ts'
import type { House } from './house.ts'
import { memoryRecords } from './memory-records.ts'
import { firstContactsOf } from './newcomers.ts'
import type { Town } from './town.ts'
import type { Violation } from './witness.ts'

/** What verify finds in the records of a town, and how many messages it derived anew. */
export interface TownVerified {
  readonly found: readonly Verdict[]
  readonly messages: number
}

/** Reading the law takes longer than living through a town. */
const rulesOf = remembered((house: House) => heldAgainst(house, 0), 4)

/** Puts the records of a town whose journeys are over before verify, which knows nothing but records and rules. */
export async function verified(house: House, { ledger, debtors, agenda, script }: Town): Promise<TownVerified> {
  const found: Verdict[] = []
  const asOf = agenda.now()
  const firstContacts = firstContactsOf(house.company, script)
  const { messages } = await verifyRecords(memoryRecords(ledger, debtors), {
    hold: async (record) => ({ ...(await rulesOf(house)(record)), asOf, ...(firstContacts && { firstContacts }) }),
    onViolation: (violation) => found.push(violation),
  })
  return { found, messages }
}

/** The same as violations of a campaign; rules of contact law are its I7. */
export async function foundByVerify(house: House, town: Town): Promise<Violation[]> {
  const { found } = await verified(house, town)
  return found.map(({ rule, check, at, invoice, touch, finding }) => ({
    invariant: isInvariant(rule) ? rule : 'I7',
    what: `verify finds ${check} of ${touch ?? invoice} at ${at}: ${JSON.stringify(finding)}`,
  }))
}

const isInvariant = (rule: string): rule is Violation['invariant'] => /^I\d+$/.test(rule)
