import type { CompiledCatalog } from '../contracts/compiled-catalog.ts'
import type { Instant } from '../domain/time.ts'
import type { TouchRecord } from '../domain/touch-record.ts'
import type { Evidence, OnRecord } from '../domain/verify/evidence.ts'
import { limitsOf } from '../usecases/limits.ts'

/** Holds records against the rules of a catalog, as of an instant; `acceptedOf` looks at the providers' trays, where they are at hand. */
export function heldAgainst(
  { company, law }: Pick<CompiledCatalog, 'company' | 'law'>,
  asOf: Instant,
  acceptedOf?: Evidence['acceptedOf'],
): (record: OnRecord) => Promise<Evidence> {
  const limits = limitsOf(law, company)
  return async (record) => {
    const rules = await limits(record.known?.profile ?? {})
    return { ...record, asOf, rulesFor: (_: TouchRecord) => rules, ...(acceptedOf && { acceptedOf }) }
  }
}
