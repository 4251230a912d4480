import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { CatalogError, type Mistake } from '../../lib/catalog/catalog-error.ts'
import { compileCatalog } from '../../lib/catalog/compile-catalog.ts'

/** A piece of a file that becomes another. */
export interface Break {
  readonly file: string
  readonly piece: string | RegExp
  readonly by: string
}

/** A mistake with its place as a person reads it. */
export type PlacedMistake = Mistake & { readonly place: string }

/** A copy of the shipped catalog, made when it is first asked for, to be broken on purpose and removed at the end of its test. */
export class CatalogCopy {
  #folder: string | undefined

  get folder(): string {
    if (this.#folder === undefined) {
      this.#folder = join(mkdtempSync(join(tmpdir(), 'catalog-')), 'catalog')
      cpSync('catalog', this.#folder, { recursive: true })
    }
    return this.#folder
  }

  remove(): void {
    if (this.#folder !== undefined) rmSync(join(this.#folder, '..'), { recursive: true })
  }

  /** Changes one piece of one file; a piece that is not there is a fault of the test. */
  edit(file: string, piece: string | RegExp, by: string): void {
    const path = join(this.folder, file)
    const text = readFileSync(path, 'utf8')
    const changed = text.replace(piece, by)
    if (changed === text) throw new Error(`${file} has no ${String(piece)}`)
    writeFileSync(path, changed)
  }

  /** Whether a piece can be changed as it is asked. */
  has({ file, piece, by }: Break): boolean {
    const text = readFileSync(join(this.folder, file), 'utf8')
    return text.replace(piece, by) !== text
  }

  /** The line and column, from 1, of a piece of a file as it stands now. */
  placeOf(file: string, piece: string): string {
    const [before = '', after] = readFileSync(join(this.folder, file), 'utf8').split(piece)
    if (after === undefined) throw new Error(`${file} has no ${piece}`)
    const lines = before.split('\n')
    return `catalog/${file}:${lines.length}:${(lines.at(-1) ?? '').length + 1}`
  }

  /** What is wrong with it, each with its place as a person reads it. */
  mistakes(): PlacedMistake[] {
    try {
      compileCatalog(this.folder)
      return []
    } catch (fault) {
      if (!(fault instanceof CatalogError)) throw fault
      return fault.mistakes.map((mistake) => ({
        ...mistake,
        place: `${mistake.file}:${mistake.line}:${mistake.column}`,
      }))
    }
  }
}

/**
 * Many breaks, each looked at in a copy that holds as many others as leave its piece alone: a compiler tells all mistakes
 * at once, and a copy takes it most of a second.
 */
export class BrokenCopies {
  readonly #of = new Map<Break, CatalogCopy>()
  readonly #mistakes = new Map<CatalogCopy, readonly PlacedMistake[]>()

  constructor(breaks: readonly Break[]) {
    const copies: { readonly copy: CatalogCopy; readonly touched: Set<string> }[] = []
    for (const one of breaks) {
      const place = `${one.file} ${one.piece}`
      const known = copies.find(({ copy, touched }) => !touched.has(place) && copy.has(one))
      const { copy, touched } = known ?? { copy: new CatalogCopy(), touched: new Set<string>() }
      if (!known) copies.push({ copy, touched })
      copy.edit(one.file, one.piece, one.by)
      touched.add(place)
      this.#of.set(one, copy)
    }
  }

  /** The copy that holds a break, and everything that is wrong with it. */
  look(one: Break): { readonly copy: CatalogCopy; readonly found: readonly PlacedMistake[] } {
    const copy = this.#of.get(one)
    if (!copy) throw new Error(`nobody broke ${one.file}`)
    const found = this.#mistakes.get(copy) ?? copy.mistakes()
    this.#mistakes.set(copy, found)
    return { copy, found }
  }

  remove(): void {
    for (const copy of new Set(this.#of.values())) copy.remove()
  }
}

/** What is looked at of a break: the copy that holds it, what is wrong with that, and the broken file as mistakes name it. */
export interface Looked {
  readonly copy: CatalogCopy
  readonly found: readonly PlacedMistake[]
  readonly file: string
}

/** A break by what it is, and whatever else its test wants to know. */
export type Case<Rest extends readonly unknown[]> = readonly [
  what: string,
  file: string,
  piece: string | RegExp,
  by: string,
  ...rest: Rest,
]

/** A test for each break. They are broken together: none may keep the compiler from looking at another. */
export function itFinds<Rest extends readonly unknown[]>(
  title: string,
  cases: readonly Case<Rest>[],
  test: (looked: Looked, ...rest: Rest) => void,
): void {
  const breaks = cases.map(([what, file, piece, by, ...rest]) => ({ what, file, piece, by, rest }))
  let broken: BrokenCopies
  beforeAll(() => {
    broken = new BrokenCopies(breaks)
  })
  afterAll(() => broken.remove())
  for (const one of breaks)
    it(title.replace('%s', one.what), () => test({ ...broken.look(one), file: `catalog/${one.file}` }, ...one.rest))
}

/** Tests that each of these is told at the place of a piece, with what is allowed and how to mend it. */
export const itTells = (cases: readonly Case<readonly [at: string, told: object]>[]): void =>
  itFinds(
    'of %s is shown at its place, with what is allowed and how to mend it',
    cases,
    ({ copy, found, file }, at, told) => {
      const place = copy.placeOf(file.replace(/^catalog./, ''), at)
      expect(found.find((mistake) => mistake.place === place)).toMatchObject({ place, ...told })
    },
  )
