import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { keyFor } from '../usecases/import/dropped-name.ts'
import { FILE_KINDS, type FileKindName, isFileKind } from '../usecases/import/file-kinds.ts'
import { renderProblems } from '../usecases/import/ledger-refused.ts'
import type { KeptSummary } from '../usecases/import/report.ts'
import { filesWithReport, linesOf, problemsIn, summaryAt } from './dropped-reports.ts'
import type { Outside } from './outside.ts'
import { UserError } from './user-error.ts'
import type { Words } from './words.ts'

type Dropping = Pick<Outside, 'drop'>
/** How long the command looks for the report before it says where it will lie. */
const LOOKS = 20
const BETWEEN_LOOKS = 1_000

/** `puntual drop`, `puntual drop FILE --kind K [--mapping M]`, `puntual drop report KIND/NAME`. */
export async function drop(
  [first, second]: readonly string[],
  said: { readonly kind?: string | undefined; readonly mapping?: string | undefined },
  stack: () => Promise<Dropping>,
  words: Words,
): Promise<string> {
  if (first === undefined) return listReports(await stack(), words)
  if (first === 'report') return showReport(second, await stack(), words)
  const of = kindOf(said.kind)
  const bytes = readFileSync(first)
  const mapping = said.mapping === undefined ? undefined : readFileSync(said.mapping)
  const { drop: folder } = await stack()
  const name = `${of}/${basename(first)}`
  const key = keyFor(of, basename(first))
  // The mapping first: the file is taken as soon as it is there.
  if (mapping) await folder.put(`${key}.mapping.yaml`, mapping)
  const version = await folder.put(key, bytes)
  for (let look = 0; look < LOOKS; look++) {
    const summary = await summaryAt(folder, name)
    if (summary?.version === version) return rendered(summary, folder, words)
    await pause(BETWEEN_LOOKS)
  }
  return words.of([
    `${key} se está tomando: puntual drop report ${name}`,
    `${key} is being taken: puntual drop report ${name}`,
  ])
}

function kindOf(kind: string | undefined): FileKindName {
  if (kind !== undefined && isFileKind(kind)) return kind
  const names = Object.keys(FILE_KINDS).join(', ')
  throw new UserError(
    `diga qué trae el archivo: --kind es uno de ${names}${kind === undefined ? '' : `, no "${kind}"`}`,
    `say what the file holds: --kind is one of ${names}${kind === undefined ? '' : `, not "${kind}"`}`,
  )
}

async function listReports({ drop: folder }: Dropping, { of }: Words): Promise<string> {
  const names = await filesWithReport(folder)
  if (names.length === 0) return of(['No se ha tomado ningún archivo.', 'No file has been taken.'])
  return names.map((name) => `puntual drop report ${name}`).join('\n')
}

async function showReport(name: string | undefined, { drop: folder }: Dropping, words: Words): Promise<string> {
  if (name === undefined)
    throw new UserError(
      'diga de cuál archivo: puntual drop report invoices/NOMBRE.csv',
      'say of which file: puntual drop report invoices/NAME.csv',
    )
  const summary = await summaryAt(folder, name)
  if (!summary)
    throw new UserError(
      `no hay un informe de ${name}; vea cuáles hay con puntual drop`,
      `there is no report of ${name}; see which there are with puntual drop`,
    )
  return rendered(summary, folder, words)
}

async function rendered(summary: KeptSummary, folder: Dropping['drop'], { of }: Words): Promise<string> {
  const { file } = summary
  switch (summary.result) {
    case 'refused':
      return `${of([`${file} se rechazó entero:`, `${file} was refused whole:`])}\n${renderProblems(summary.problems)}`
    case 'alreadyTaken': {
      const { before } = summary
      return of([
        `${file} es lo mismo que ${before.file}, tomado el ${before.at}: no cambia nada.`,
        `${file} is the same as ${before.file}, taken at ${before.at}: nothing changes.`,
      ])
    }
    case 'taken': {
      const { records, sent, repeated, refused, events, report } = summary
      const told = of([
        `${file}: ${sent} de ${records} líneas enviadas, en ${events} eventos; ${repeated} repetidas, ${refused} rechazadas.`,
        `${file}: ${sent} of ${records} lines sent, in ${events} events; ${repeated} repeated, ${refused} refused.`,
      ])
      const where = of([`El informe, línea por línea: ${report}`, `The report, line by line: ${report}`])
      const problems = refused > 0 ? [renderProblems(problemsIn(await linesOf(folder, summary)))] : []
      return [told, where, ...problems].join('\n')
    }
  }
}
