import type { CompiledCatalog } from '../contracts/compiled-catalog.ts'
import type { Edition } from '../contracts/edition.ts'
import { inForce } from '../usecases/edition-in-force.ts'
import type { Outside } from './outside.ts'
import { UserError } from './user-error.ts'

/** What is said now; what is deployed has to be kept before it can be read from another folder. */
export async function editionNow(
  catalog: CompiledCatalog,
  { editions, deployedEdition }: Pick<Outside, 'editions' | 'deployedEdition'>,
): Promise<Edition> {
  const hash = inForce(await editions.published(), deployedEdition())
  const edition = catalog.edition === hash ? catalog : await editions.read(hash)
  if (edition) return edition
  throw new UserError(
    `rige la edición ${hash}, que no está guardada: corra puntual catalog preview en la carpeta que se desplegó`,
    `edition ${hash} is in force and is not kept: run puntual catalog preview in the folder that was deployed`,
  )
}
