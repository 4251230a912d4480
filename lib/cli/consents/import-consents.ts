import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { compileCatalog } from '../../catalog/compile-catalog.ts'
import { homeZone } from '../../contracts/company.ts'
import { renderProblems } from '../../usecases/import/ledger-refused.ts'
import { readConsents } from '../../usecases/import/read-consents.ts'
import type { Outside } from '../outside.ts'
import { UserError } from '../user-error.ts'
import type { Words } from '../words.ts'

/** The zone in which a file's days are read: that of an entity of the catalog, of the default one unless told. */
export function zoneNamed(root: string, entity: string | undefined): string {
  const { company } = compileCatalog(join(root, 'catalog'))
  const zone = entity === undefined ? homeZone(company) : company.entities[entity]?.zone
  if (zone !== undefined) return zone
  const known = Object.keys(company.entities).join(', ')
  throw new UserError(
    `--entity es "${entity}"; debe ser una de ${known}`,
    `--entity is "${entity}"; it must be one of ${known}`,
  )
}

/** Publishes the consents a company already holds; lines that cannot be read are named, and the others go on. */
export async function importConsents(
  what: string | undefined,
  file: string | undefined,
  stack: () => Promise<Outside>,
  zone: () => string,
  { of }: Words,
): Promise<void> {
  if (what !== 'import' || file === undefined)
    throw new UserError(
      'diga cuál archivo: puntual consents import ARCHIVO.csv',
      'say which file: puntual consents import FILE.csv',
    )
  const { bus, now } = await stack()
  const { details, rows, problems } = readConsents(readFileSync(file, 'utf8'), await now(), zone())
  await bus.publish(details.map((detail) => ({ name: 'ConsentChanged', detail })))
  const say = (text: string) => process.stdout.write(`${text}\n`)
  say(of([`${details.length} de ${rows} líneas enviadas.`, `${details.length} of ${rows} lines sent.`]))
  if (problems.length > 0) {
    say(renderProblems(problems))
    throw new UserError(
      `${problems.length} problemas: corrija esas líneas e importe otra vez; repetir no cambia nada.`,
      `${problems.length} problems: correct those lines and import again; repeating changes nothing.`,
    )
  }
}
