/** One thing to mend in the catalog; `line` and `column` count from 1. */
export interface Mistake {
  readonly file: string
  readonly line: number
  readonly column: number
  /** Where in the file's data: `steps[2].offset.days`. */
  readonly path: string
  readonly given: string
  readonly allowed: string
  readonly mend: string
}

/** Every mistake of a catalog at once, each with its place, what was given, what is allowed and how to mend it. */
export class CatalogError extends Error {
  readonly mistakes: readonly Mistake[]

  constructor(unordered: readonly Mistake[]) {
    const mistakes = [...unordered].sort(asInTheFiles)
    const count = mistakes.length === 1 ? '1 mistake' : `${mistakes.length} mistakes`
    super([`the catalog has ${count}:`, ...mistakes.map(describe)].join('\n\n'))
    this.name = 'CatalogError'
    this.mistakes = mistakes
  }
}

const asInTheFiles = (a: Mistake, b: Mistake): number =>
  a.file === b.file ? a.line - b.line || a.column - b.column : a.file < b.file ? -1 : 1

const describe = ({ file, line, column, path, given, allowed, mend }: Mistake): string =>
  [`${file}:${line}:${column}  ${path}`, `  given    ${given}`, `  allowed  ${allowed}`, `  mend     ${mend}`].join(
    '\n',
  )

/** A value as a mistake shows it: JSON, shortened. */
export const shown = (value: unknown): string => {
  if (value === undefined || value === null) return 'nothing'
  const json = JSON.stringify(value)
  return json.length > 80 ? `${json.slice(0, 79)}…` : json
}

/** A path as a person writes it: `steps[2].offset.days`; the file itself is "(the whole file)". */
export const writtenPath = (path: readonly PropertyKey[]): string =>
  path.reduce<string>(
    (written, key) =>
      typeof key === 'number' ? `${written}[${key}]` : `${written}${written === '' ? '' : '.'}${String(key)}`,
    '',
  ) || '(the whole file)'

/** The candidate that differs from `given` by the fewest letters, when that is few enough to be a slip of the keys. */
export const nearest = (given: string, candidates: readonly string[]): string | undefined => {
  const ranked = candidates
    .map((candidate) => ({ candidate, distance: distance(given.toLowerCase(), candidate.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance)
  const [best] = ranked
  return best !== undefined && best.distance <= Math.max(1, Math.floor(given.length / 3)) ? best.candidate : undefined
}

/** Letters to insert, remove or change to turn one word into the other. */
const distance = (from: string, to: string): number => {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index)
  for (const [i, letter] of [...from].entries()) {
    const next = [i + 1]
    for (const [j, other] of [...to].entries()) {
      next.push(Math.min(row[j]! + (letter === other ? 0 : 1), row[j + 1]! + 1, next[j]! + 1))
    }
    row = next
  }
  return row[to.length]!
}
