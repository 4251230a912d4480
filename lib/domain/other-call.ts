import type { Policy } from './policy.ts'
import { textNamed } from './text-name.ts'

/** The text that is said in a call which no step asks for: about an invoice that was left to a person. */
export const OTHER_CALL = 'other-call'

/** Its name as a step would have it: said of what all texts of the policy are said of ("other-call.rent"), else of an invoice. */
export function otherCallOf({ steps }: Pick<Policy, 'steps'>): string {
  const [subject, ...others] = new Set(steps.map(({ template }) => textNamed(template).subject))
  return subject === undefined || others.length > 0 ? OTHER_CALL : `${OTHER_CALL}.${subject}`
}
