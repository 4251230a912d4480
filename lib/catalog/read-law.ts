import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type * as z from 'zod'
import { tablesOf } from '../contracts/compiled-law.ts'
import { DefaultLaw, HolidayFile, LawPack, ZonesFile } from '../contracts/law.ts'
import { type Mistake, shown, writtenPath } from './catalog-error.ts'
import { checkShape } from './check-shape.ts'
import type { Sound } from './check-together.ts'
import { readYaml } from './yaml-source.ts'

const PLACES =
  'law/default.yaml, law/zones.yaml, law/<jurisdiction>.yaml ("/" written "_"), law/holidays/<jurisdiction>.yaml, law/vectors/<name>.yaml'

/** What the law folder of a catalog holds: its sound files, and the mistakes of the others. */
export interface LawRead {
  readonly unknown?: Sound<DefaultLaw>
  readonly zones?: Sound<ZonesFile>
  readonly packs: readonly Sound<LawPack>[]
  readonly tables: readonly Sound<HolidayFile>[]
  readonly mistakes: readonly Mistake[]
}

/** Reads every pack and holiday table of a catalog folder, and checks each by itself and against the others. */
export function readLaw(folder: string): LawRead {
  const mistakes: Mistake[] = []
  const shownFile = (path: string) => `${basename(folder)}/law/${path}`
  const read = <Schema extends z.ZodType>(path: string, schema: Schema): Sound<z.output<Schema>>[] => {
    const { source, mistakes: syntax } = readYaml(shownFile(path), readFileSync(join(folder, 'law', path), 'utf8'))
    mistakes.push(...syntax)
    if (source === undefined) return []
    const shape = checkShape(source, schema)
    if (shape.kind === 'sound') return [{ source, value: shape.value }]
    mistakes.push(...shape.mistakes)
    return []
  }
  const refuseFile = (path: string, given: string, mend: string) =>
    mistakes.push({ file: shownFile(path), line: 1, column: 1, path: '(the file)', given, allowed: PLACES, mend })

  const paths = filesOf(join(folder, 'law'))
  const packPaths = paths.filter((path) => /^[A-Z][A-Za-z0-9_-]*\.yaml$/.test(path))
  const tablePaths = paths.filter((path) => /^holidays\/[^/]+\.yaml$/.test(path))
  for (const path of paths)
    if (
      path !== 'default.yaml' &&
      path !== 'zones.yaml' &&
      ![...packPaths, ...tablePaths].includes(path) &&
      !/^vectors\/[^/]+\.yaml$/.test(path)
    )
      refuseFile(path, path, 'move, rename or remove it')
  const needed = <Schema extends z.ZodType>(path: string, schema: Schema) => {
    if (paths.includes(path)) return read(path, schema)[0]
    refuseFile(path, 'nothing', 'add it')
    return undefined
  }
  const unknown = needed('default.yaml', DefaultLaw)
  const zones = needed('zones.yaml', ZonesFile)
  const packs = packPaths.flatMap((path) => read(path, LawPack))
  const tables = tablePaths.flatMap((path) => read(path, HolidayFile))
  return {
    ...(unknown && { unknown }),
    ...(zones && { zones }),
    packs,
    tables,
    mistakes: [...mistakes, ...checkLaw(packs, tables, paths)],
  }
}

/** Checks what the files of the law say of each other: names, parents, and tables for those who are silent on holidays. */
function checkLaw(
  packs: readonly Sound<LawPack>[],
  tables: readonly Sound<HolidayFile>[],
  paths: readonly string[],
): readonly Mistake[] {
  // A broken table is told of by itself, and not missing.
  const ids = paths.flatMap((path) => /^holidays\/(.+)\.yaml$/.exec(path)?.[1]?.replace('_', '/') ?? [])
  return [
    ...[...packs, ...tables].flatMap(({ source, value: { jurisdiction } }) =>
      basename(source.file) === fileOf(jurisdiction)
        ? []
        : [mistake(source, ['jurisdiction'], jurisdiction, 'the name of the file', 'make the two the same')],
    ),
    ...packs.flatMap(({ source, value: { parent } }) =>
      parent === undefined || paths.includes(fileOf(parent))
        ? []
        : [mistake(source, ['parent'], parent, 'a pack of catalog/law', `add law/${fileOf(parent)}`)],
    ),
    ...packs.flatMap(({ source, value: { jurisdiction, statute, recommended } }) => {
      const silent = statute.holidays !== undefined || recommended?.holidays === false
      if (!silent || tablesOf(jurisdiction, ids).length > 0) return []
      const path = statute.holidays === undefined ? ['recommended', 'holidays'] : ['statute', 'holidays']
      const allowed = 'a pack whose place has a table in law/holidays'
      return [mistake(source, path, jurisdiction, allowed, `add law/holidays/${jurisdiction}.yaml`)]
    }),
  ]
}

const mistake = (
  source: Sound<unknown>['source'],
  path: readonly PropertyKey[],
  given: string,
  allowed: string,
  mend: string,
): Mistake => ({
  file: source.file,
  ...source.placeOf(path),
  path: writtenPath(path),
  given: shown(given),
  allowed,
  mend,
})

const fileOf = (jurisdiction: string): string => `${jurisdiction.replace('/', '_')}.yaml`

const filesOf = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll('\\', '/'),
    )
    .sort()
