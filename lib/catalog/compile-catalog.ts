import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { CATALOG_FORMAT, type CompiledCatalog } from '../contracts/compiled-catalog.ts'
import type { Edition } from '../contracts/edition.ts'
import type { CalendarDate } from '../domain/time.ts'
import { CatalogError, type Mistake } from './catalog-error.ts'
import { checkLengths } from './check-messages.ts'
import { checkNotices } from './check-notices.ts'
import { checkTables } from './check-tables.ts'
import { checkTogether, type Sound } from './check-together.ts'
import { checkWhatsApp } from './check-whatsapp.ts'
import { checkWords } from './check-words.ts'
import { compileLaw } from './compile-law.ts'
import { contentHash } from './content-hash.ts'
import { readFiles } from './read-files.ts'
import { readLaw } from './read-law.ts'

/**
 * Reads and checks a whole catalog folder; throws one CatalogError with every mistake in it.
 *
 * With `today` (the day of a build), a holiday table that is about to end is a mistake too.
 */
export const compileCatalog = (root: string | URL, today?: CalendarDate): CompiledCatalog => {
  const folder = resolve(typeof root === 'string' ? root : fileURLToPath(root))
  const { files, frame, mistakes, wording, layouts } = readFiles(folder)
  const law = readLaw(folder)
  const { company, policies, words } = files
  const templates = [...files.templates].map(([id, languages]) => ({
    id,
    languages: [...languages].flatMap(([language, template]) =>
      template === undefined ? [] : [{ language, template }],
    ),
  }))
  const all: readonly Mistake[] = [
    ...mistakes,
    ...law.mistakes,
    ...checkTogether(files),
    ...(company === undefined ? [] : checkNotices(words, company.value)),
    ...(today === undefined ? [] : checkTables(law, today)),
    ...(company === undefined
      ? []
      : templates.flatMap(({ languages }) =>
          languages.flatMap(({ language, template }) => [
            ...checkLengths(template, language, company.value, words),
            ...checkWhatsApp(template, language, company.value),
          ]),
        )),
    ...(company === undefined || wording === undefined
      ? []
      : checkWords(files, {
          company: company.value,
          packs: law.packs,
          layout: { ...frame, words },
          layouts,
          wording: wording.value,
        })),
  ]
  if (company === undefined || law.unknown === undefined || law.zones === undefined || all.length > 0)
    throw new CatalogError(all)
  const edition: Edition = {
    policies: Object.fromEntries(policies.map(({ value }) => [value.id, { policy: value, hash: contentHash(value) }])),
    templates: Object.fromEntries(
      templates.map(({ id, languages }) => [
        id,
        Object.fromEntries(languages.map(({ language, template }) => [language, template.value])),
      ]),
    ),
    layout: { ...frame, words },
  }
  return {
    format: CATALOG_FORMAT,
    edition: contentHash(edition),
    company: company.value,
    ...edition,
    law: compileLaw(law.unknown.value, valuesOf(law.packs), valuesOf(law.tables), law.zones.value),
  }
}

const valuesOf = <Value>(files: readonly Sound<Value>[]): readonly Value[] => files.map(({ value }) => value)
