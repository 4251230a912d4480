import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CompiledCatalog } from '../../contracts/compiled-catalog.ts'
import { correctionTemplate } from '../../domain/notice-text.ts'
import { formsOf, layoutIn, type Speaking, templateIn } from '../../domain/speech.ts'
import { approvalsOf } from '../../domain/whatsapp-text.ts'

/** Bodies of WhatsApp templates as Meta would have approved them, parameters by number, by name and language. */
export type ApprovedTemplates = ReadonlyMap<string, string>

/** Under which key a template is known. */
export const templateKey = (name: string, language: string): string => `${name} ${language}`

/**
 * The templates of the catalog that is deployed beside the functions, in every form of address: the rehearsal's Meta has
 * approved these and no others. Each has two: its own words, and the neutral ones under `<name>_neutral`; and each language
 * has the one that corrects a mistake.
 */
export function approvedTemplates(assets: ReadonlyMap<string, string>): ApprovedTemplates {
  const [file] = [...assets.values()].map((folder) => join(folder, 'catalog.json')).filter((path) => existsSync(path))
  if (file === undefined) return new Map()
  const catalog: CompiledCatalog = JSON.parse(readFileSync(file, 'utf8'))
  const languages = new Set(Object.values(catalog.policies).flatMap(({ policy }) => policy.languages))
  const found = [...languages].flatMap((language) =>
    formsOf(language, catalog.speech).flatMap((addressAs) => approvedIn(catalog, { language, addressAs })),
  )
  return new Map(found.map(({ name, language, body }) => [templateKey(name, language), body]))
}

function approvedIn(catalog: CompiledCatalog, as: Speaking) {
  const templates = Object.keys(catalog.templates).flatMap((id) => templateIn(catalog, id, as)?.whatsapp ?? [])
  const words = layoutIn(catalog, as).words[as.language]
  const [correction] = words ? approvalsOf(correctionTemplate(words)) : []
  return [...templates.flatMap(approvalsOf), ...(correction ? [correction] : [])]
}

/** One template as it is sent. */
export interface SentTemplate {
  readonly name: string
  readonly language: string
  readonly parameters: readonly string[]
}

/** The words of a template as it was sent, and the number of Meta's error for one that it refuses. */
export function wordsOfTemplate(
  approved: ApprovedTemplates,
  { name, language, parameters }: SentTemplate,
): { readonly words: string; readonly error?: number } {
  const body = approved.get(templateKey(name, language))
  // "Template does not exist".
  if (body === undefined) return { words: `${name} (${language})`, error: 132001 }
  const wanted = new Set(body.match(/\{\{\d+\}\}/g) ?? []).size
  const words = body.replace(/\{\{(\d+)\}\}/g, (_, index) => parameters[Number(index) - 1] ?? '')
  // "Template parameter count mismatch", and text that a parameter may not have.
  if (parameters.length !== wanted) return { words, error: 132000 }
  return { words, ...(parameters.some((one) => one === '' || /[\n\t]| {5}/.test(one)) && { error: 132018 }) }
}
