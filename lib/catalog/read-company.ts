import { join } from 'node:path'
import type { Company } from '../contracts/company.ts'
import { compileCatalog } from './compile-catalog.ts'

/** What the catalog of the repository at `root` says of the company; throws a CatalogError that names file and line. */
export const readCompany = (root: string): Company => compileCatalog(join(root, 'catalog')).company
