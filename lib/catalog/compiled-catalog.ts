import { readFileSync } from 'node:fs'
import type { Company } from '../contracts/company.ts'
import type { Policy } from '../contracts/policy.ts'
import type { MessageLayout, MessageTemplate } from '../domain/message-text.ts'

/** The form of a compiled catalog; it rises when code that reads an older one would misread it. */
export const CATALOG_FORMAT = 1

/** Everything a company edits, validated and in one piece of JSON: what a deployment carries with it. */
export interface CompiledCatalog {
  readonly format: typeof CATALOG_FORMAT
  readonly company: Company
  /** By policy id; the hash names this version of the policy. */
  readonly policies: Readonly<Record<string, { readonly policy: Policy; readonly hash: string }>>
  /** By template id, then by language tag. */
  readonly templates: Readonly<Record<string, Readonly<Record<string, MessageTemplate>>>>
  readonly layout: MessageLayout
}

/** Reads a compiled catalog; it was validated when it was compiled, so here only its format is checked, and an Error says which differs. */
export const readCatalog = (path: string | URL): CompiledCatalog => {
  const catalog: CompiledCatalog = JSON.parse(readFileSync(path, 'utf8'))
  if (catalog.format !== CATALOG_FORMAT) {
    throw new Error(
      `${String(path)} has catalog format ${catalog.format}; this code reads format ${CATALOG_FORMAT}: compile the catalog again`,
    )
  }
  return catalog
}
