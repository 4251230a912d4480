import type { CompiledCatalog } from '../contracts/compiled-catalog.ts'
import type { ContactRules } from '../domain/law/pack.ts'
import type { Instant } from '../domain/time.ts'
import type { TouchRecord } from '../domain/touch-record.ts'
import type { Evidence, OnRecord } from '../domain/verify/evidence.ts'
import { pastDebtor } from '../domain/verify/past-debtor.ts'
import { limitsOf } from '../usecases/limits.ts'

/** Holds records against the rules of a catalog, as of an instant; `acceptedOf` looks at the providers' trays, where they are at hand. */
export function heldAgainst(
  { company, law }: Pick<CompiledCatalog, 'company' | 'law'>,
  asOf: Instant,
  acceptedOf?: Evidence['acceptedOf'],
): (record: OnRecord) => Promise<Evidence> {
  const limits = limitsOf(law, company)
  return async (record) => {
    const seen = { ...record, asOf, ...(acceptedOf && { acceptedOf }) }
    const nowhere = await limits({})
    const rules = new Map<TouchRecord, ContactRules>()
    for (const touch of record.touches) rules.set(touch, await limits(pastDebtor(touch, seen).profile ?? {}))
    return { ...seen, rulesFor: (touch) => rules.get(touch) ?? nowhere }
  }
}
