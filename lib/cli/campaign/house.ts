import { join } from 'node:path'
import { compileCatalog } from '../../catalog/compile-catalog.ts'
import type { Step } from '../../domain/policy.ts'
import type { PinnedPolicy } from '../../ports.ts'
import type { House } from '../../simulation/house.ts'

/** Some days of rest of Colombia, whose law lets nobody be contacted on one: those that never move, as far as its calendar is known. */
const REST_IN_COLOMBIA = [2026, 2027, 2028].flatMap((year) =>
  ['01-01', '05-01', '07-20', '08-07', '12-08', '12-25'].map((day) => `${year}-${day}`),
)

/** The shipped policies and one more, the shipped laws, in the hours of the shipped company, Monday to Friday from 08:00 to 18:00. */
export function campaignHouse(root: string): House {
  const { policies, law, company } = compileCatalog(join(root, 'catalog'))
  const hours = { days: [1, 2, 3, 4, 5], opens: 8 * 60, closes: 18 * 60, holidays: { CO: REST_IN_COLOMBIA } }
  const strict = policies['consumer-strict']
  if (!strict) throw new Error('the catalog has no policy consumer-strict')
  return { policies: { ...policies, approved: approvedTwice(strict) }, law, company, hours }
}

/** Two of four reminders wait for a person: one is left out without a yes, after the other the invoice is that person's. */
function approvedTwice({ hash, policy }: PinnedPolicy): PinnedPolicy {
  const steps = policy.steps.flatMap((step): Step[] => {
    if (step.level === 3) return [{ ...step, approval: { withinDays: 4, then: 'handOver' } }]
    if (step.level !== 2) return [step]
    // Where a step may be left out, the next is no firmer.
    const offset = { ...step.offset, days: step.offset.days + 4 }
    return [
      { ...step, approval: { withinDays: 3, then: 'skip' } },
      { ...step, id: `${step.id}-again`, offset },
    ]
  })
  return { hash: `${hash}-approved`, policy: { ...policy, id: 'approved', steps } }
}
