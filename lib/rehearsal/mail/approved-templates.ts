import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isFields } from '../gateway/fields.ts'

/** Bodies of WhatsApp templates as Meta would have approved them, parameters by number, by name and language. */
export type ApprovedTemplates = ReadonlyMap<string, string>

/** Under which key a template is known. */
export const templateKey = (name: string, language: string): string => `${name} ${language}`

/**
 * The templates of the catalog that is deployed beside the functions: the rehearsal's Meta has approved these and no others.
 * Each has two: its own words, and the neutral ones under `<name>_neutral`; and each language has the one that corrects a
 * mistake.
 */
export function approvedTemplates(assets: ReadonlyMap<string, string>): ApprovedTemplates {
  const [file] = [...assets.values()].map((folder) => join(folder, 'catalog.json')).filter((path) => existsSync(path))
  const catalog: unknown = file === undefined ? {} : JSON.parse(readFileSync(file, 'utf8'))
  const templates = isFields(catalog) && isFields(catalog.templates) ? Object.values(catalog.templates) : []
  const found = templates
    .flatMap((languages) => (isFields(languages) ? Object.values(languages) : []))
    .flatMap((template) => (isFields(template) && isFields(template.whatsapp) ? [template.whatsapp] : []))
    .flatMap(({ name, language, body, neutral }) => [
      [templateKey(String(name), String(language)), numbered(String(body))] as const,
      [templateKey(`${name}_neutral`, String(language)), numbered(String(neutral))] as const,
    ])
  return new Map([...found, ...correctionsOf(catalog)])
}

function correctionsOf(catalog: unknown): (readonly [key: string, body: string])[] {
  const layout = isFields(catalog) && isFields(catalog.layout) ? catalog.layout.words : undefined
  return Object.values(isFields(layout) ? layout : {}).flatMap((words) =>
    isFields(words)
      ? [
          [
            templateKey(String(words.correctedName), String(words.correctedLanguage)),
            numbered(String(words.correctedChat)),
          ] as const,
        ]
      : [],
  )
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

/** Tags become numbers in the order in which they first appear. */
function numbered(body: string): string {
  const names: string[] = []
  return body
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/\{\{\s*(\w+)\s*\}\}/g, (_, name: string) => {
      if (!names.includes(name)) names.push(name)
      return `{{${names.indexOf(name) + 1}}}`
    })
}
