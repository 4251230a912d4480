import type { TextSources } from '../domain/speech.ts'
import type { Company } from './company.ts'
import type { CompiledLaw } from './compiled-law.ts'
import type { Policy } from './policy.ts'

/** The form of a compiled catalog; it rises when code that reads an older one would misread it. */
export const CATALOG_FORMAT = 3

/** Everything a company edits, validated and in one piece of JSON: what a deployment carries with it. */
export interface CompiledCatalog extends TextSources {
  readonly format: typeof CATALOG_FORMAT
  /** The content hash of policies, texts and layout: what may be published without a deployment. */
  readonly edition: string
  readonly company: Company
  /** By policy id; the hash names this version of the policy. */
  readonly policies: Readonly<Record<string, { readonly policy: Policy; readonly hash: string }>>
  readonly law: CompiledLaw
}
