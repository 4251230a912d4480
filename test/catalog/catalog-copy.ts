import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CatalogError, type Mistake } from '../../lib/catalog/catalog-error.ts'
import { compileCatalog } from '../../lib/catalog/compile-catalog.ts'

/** A copy of the shipped catalog, to be broken on purpose and removed at the end of its test. */
export class CatalogCopy {
  readonly folder = join(mkdtempSync(join(tmpdir(), 'catalog-')), 'catalog')

  constructor() {
    cpSync('catalog', this.folder, { recursive: true })
  }

  remove(): void {
    rmSync(join(this.folder, '..'), { recursive: true })
  }

  /** Changes one piece of one file; a piece that is not there is a fault of the test. */
  edit(file: string, piece: string | RegExp, by: string): void {
    const path = join(this.folder, file)
    const text = readFileSync(path, 'utf8')
    const changed = text.replace(piece, by)
    if (changed === text) throw new Error(`${file} has no ${String(piece)}`)
    writeFileSync(path, changed)
  }

  /** The line and column, from 1, of a piece of a file as it stands now. */
  placeOf(file: string, piece: string): string {
    const [before = '', after] = readFileSync(join(this.folder, file), 'utf8').split(piece)
    if (after === undefined) throw new Error(`${file} has no ${piece}`)
    const lines = before.split('\n')
    return `catalog/${file}:${lines.length}:${(lines.at(-1) ?? '').length + 1}`
  }

  /** What is wrong with it, each with its place as a person reads it. */
  mistakes(): (Mistake & { place: string })[] {
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
