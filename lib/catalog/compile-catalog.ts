import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { CATALOG_FORMAT, type CompiledCatalog } from '../contracts/compiled-catalog.ts'
import { CatalogError, type Mistake } from './catalog-error.ts'
import { checkLengths } from './check-messages.ts'
import { checkTogether } from './check-together.ts'
import { contentHash } from './content-hash.ts'
import { readFiles } from './read-files.ts'

/** Reads and checks a whole catalog folder; throws one CatalogError with every mistake in it. */
export const compileCatalog = (root: string | URL): CompiledCatalog => {
  const { files, frame, mistakes } = readFiles(resolve(typeof root === 'string' ? root : fileURLToPath(root)))
  const { company, policies, words } = files
  const templates = [...files.templates].map(([id, languages]) => ({
    id,
    languages: [...languages].flatMap(([language, template]) =>
      template === undefined ? [] : [{ language, template }],
    ),
  }))
  const all: readonly Mistake[] = [
    ...mistakes,
    ...checkTogether(files),
    ...(company === undefined
      ? []
      : templates.flatMap(({ languages }) =>
          languages.flatMap(({ language, template }) => checkLengths(template, language, company.value, words)),
        )),
  ]
  if (company === undefined || all.length > 0) throw new CatalogError(all)
  return {
    format: CATALOG_FORMAT,
    company: company.value,
    policies: Object.fromEntries(policies.map(({ value }) => [value.id, { policy: value, hash: contentHash(value) }])),
    templates: Object.fromEntries(
      templates.map(({ id, languages }) => [
        id,
        Object.fromEntries(languages.map(({ language, template }) => [language, template.value])),
      ]),
    ),
    layout: { ...frame, words },
  }
}
