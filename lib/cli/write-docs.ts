import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { compileCatalog } from '../catalog/compile-catalog.ts'
import { EXAMPLES_IN } from '../contracts/examples.ts'
import { registrySchema, schemaIn, schemaOut } from './event-schemas.ts'
import { eventsPage, exampleFile, NAMES_IN, NAMES_OUT } from './events-page.ts'
import { analyticsPage } from './lake/analytics-page.ts'
import { policiesPage } from './policies-page.ts'
import { whyNotPage } from './why-not-page.ts'

/** Folders of which every file is written here; one that no event has any more is removed. */
export const WRITTEN_FOLDERS = ['docs/schemas', 'docs/examples'] as const

/** The documentation that follows from the contracts: contents by path from the root of the repository. */
export const documents = (): ReadonlyMap<string, string> =>
  new Map([
    ['docs/events.md', eventsPage()],
    ['docs/why-not.md', whyNotPage()],
    ['docs/analytics.md', analyticsPage()],
    ['docs/policies.md', policiesPage(compileCatalog(new URL('../../catalog', import.meta.url)))],
    ...NAMES_IN.map((name) => [`docs/schemas/${name}.json`, json(registrySchema(schemaIn(name)))] as const),
    ...NAMES_OUT.map((name) => [`docs/schemas/${name}.json`, json(registrySchema(schemaOut(name)))] as const),
    ...NAMES_IN.map((name) => [exampleFile(name), json(EXAMPLES_IN[name].detail)] as const),
  ])

/** Writes the documentation under `root` and answers its paths; files of events that are gone go too. */
export function writeDocs(root: string): readonly string[] {
  const wanted = documents()
  for (const [path, text] of wanted) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  for (const folder of WRITTEN_FOLDERS)
    for (const file of readdirSync(join(root, folder)))
      if (!wanted.has(`${folder}/${file}`)) rmSync(join(root, folder, file))
  return [...wanted.keys()]
}

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`
