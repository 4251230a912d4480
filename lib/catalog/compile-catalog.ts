import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { CATALOG_FORMAT, type CompiledCatalog } from '../contracts/compiled-catalog.ts'
import type { Edition } from '../contracts/edition.ts'
import { layoutIn } from '../domain/speech.ts'
import type { CalendarDate } from '../domain/time.ts'
import { CatalogError, type Mistake } from './catalog-error.ts'
import { checkLengths } from './check-messages.ts'
import { checkNotices } from './check-notices.ts'
import { checkTables } from './check-tables.ts'
import { checkTogether, type Sound } from './check-together.ts'
import { checkWhatsApp, checkWhatsAppNames } from './check-whatsapp.ts'
import { checkWords } from './check-words.ts'
import { compileLaw } from './compile-law.ts'
import { contentHash } from './content-hash.ts'
import { filesOf, readFiles } from './read-files.ts'
import { readLaw } from './read-law.ts'
import { speakings, spokenTemplates } from './spoken-texts.ts'

/** Catalogs that were sound, by what their files said: checking one again would take a second and find the same. */
const sound = new Map<string, CompiledCatalog>()
/** More than one process has use for. */
const KEPT = 16

/**
 * Reads and checks a whole catalog folder; throws one CatalogError with every mistake in it. Whoever gets it changes nothing in it.
 *
 * With `today` (the day of a build), a holiday table that is about to end is a mistake too.
 */
export const compileCatalog = (root: string | URL, today?: CalendarDate): CompiledCatalog => {
  const folder = resolve(typeof root === 'string' ? root : fileURLToPath(root))
  const said = whatItSays(folder, today)
  const known = sound.get(said)
  if (known) return known
  const { compiled, mistakes } = soundPartOf(folder, today)
  if (!compiled || mistakes.length > 0) throw new CatalogError(mistakes)
  if (sound.size >= KEPT) sound.clear()
  sound.set(said, compiled)
  return compiled
}

function whatItSays(folder: string, today: CalendarDate | undefined): string {
  const hash = createHash('sha256').update(JSON.stringify([basename(folder), today]))
  for (const path of filesOf(folder)) hash.update(`\0${path}\0`).update(readFileSync(join(folder, path)))
  return hash.digest('hex')
}

/**
 * What of a catalog folder is sound, and the mistakes of the rest; nothing where the company or the law it falls back to is
 * among them. Not to be deployed: for whoever looks at an account all the same.
 */
export function soundPartOf(
  folder: string,
  today?: CalendarDate,
): { readonly compiled?: CompiledCatalog; readonly mistakes: readonly Mistake[] } {
  const { files, frame, wording, layouts, speech, subjects, ...read } = readFiles(folder)
  const law = readLaw(folder)
  const { company, policies, words } = files
  const texts = { layout: { ...frame, words }, speech }
  const spoken = spokenTemplates(files, texts)
  const all: readonly Mistake[] = [
    ...read.mistakes,
    ...law.mistakes,
    ...checkTogether(files, speech),
    ...(company === undefined
      ? []
      : speakings(files, speech).flatMap((as) =>
          checkNotices(as.language, layoutIn(texts, as).words[as.language], company.value),
        )),
    ...(today === undefined ? [] : checkTables(law, today)),
    ...(company === undefined
      ? []
      : spoken.flatMap(({ as, template, layout }) => [
          ...checkLengths(template, as.language, company.value, layout),
          ...checkWhatsApp(template, as.language, company.value),
        ])),
    ...checkWhatsAppNames(spoken),
    ...(company === undefined || wording === undefined
      ? []
      : checkWords(files, {
          company: company.value,
          packs: law.packs,
          layouts,
          wording: wording.value,
          speech,
          subjects,
          spoken,
        })),
  ]
  const mistakes = eachOnce(all)
  if (company === undefined || law.unknown === undefined || law.zones === undefined) return { mistakes }
  const edition: Edition = {
    policies: Object.fromEntries(policies.map(({ value }) => [value.id, { policy: value, hash: contentHash(value) }])),
    templates: Object.fromEntries(
      [...files.templates].map(([id, sources]) => [
        id,
        Object.fromEntries([...sources].flatMap(([key, source]) => (source ? [[key, source.value]] : []))),
      ]),
    ),
    ...texts,
  }
  const compiled: CompiledCatalog = {
    format: CATALOG_FORMAT,
    edition: contentHash(edition),
    company: company.value,
    ...edition,
    law: compileLaw(law.unknown.value, valuesOf(law.packs), valuesOf(law.tables), law.zones.value),
  }
  return { compiled, mistakes }
}

/** A text that several countries or forms say alike has its mistake once. */
const eachOnce = (mistakes: readonly Mistake[]): readonly Mistake[] => [
  ...new Map(mistakes.map((one) => [JSON.stringify(one), one])).values(),
]

const valuesOf = <Value>(files: readonly Sound<Value>[]): readonly Value[] => files.map(({ value }) => value)
