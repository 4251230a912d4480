import type { Company } from '../contracts/company.ts'
import type { CompiledLaw } from '../contracts/compiled-law.ts'
import type { PinnedPolicy } from '../ports.ts'
import type { OfficeHours } from './witness.ts'

/** What a company decides, for all towns of a campaign. */
export interface House {
  readonly policies: Readonly<Record<string, PinnedPolicy>>
  readonly law: CompiledLaw
  readonly company: Company
  /** What of law and company the witness knows, said apart from them. */
  readonly hours: OfficeHours
}
