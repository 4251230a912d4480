import { readFileSync } from 'node:fs'
import { CATALOG_FORMAT, type CompiledCatalog } from '../contracts/compiled-catalog.ts'

/** Reads a compiled catalog; it was validated when it was compiled, so here only its format is checked, and an Error says which differs. */
export const readCatalog = (path: string | URL): CompiledCatalog => {
  const catalog: CompiledCatalog = JSON.parse(readFileSync(path, 'utf8'))
  if (catalog.format !== CATALOG_FORMAT) {
    throw new Error(
      `${String(path)} has catalog format ${catalog.format}; this code reads format ${CATALOG_FORMAT}: compile the catalog again`,
    )
  }
  return catalog
}
