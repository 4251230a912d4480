import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { DROP_FOLDERS } from '../contracts/dropped-file.ts'
import { MINUTE } from '../domain/time.ts'
import { keyFor } from '../usecases/import/dropped-name.ts'
import { FILE_KINDS, type FileKindName, isFileKind } from '../usecases/import/file-kinds.ts'
import type { KeptSummary } from '../usecases/import/kept-summary.ts'
import { renderProblems } from '../usecases/import/ledger-refused.ts'
import { filesWithReport, linesOf, problemsIn, summaryAt } from './dropped-reports.ts'
import { counted, inShort } from './dropped-words.ts'
import type { Outside } from './outside.ts'
import { UserError } from './user-error.ts'
import type { Words } from './words.ts'

type Dropping = Pick<Outside, 'drop' | 'now'>
/** Files that a list tells of, the newest; a summary is read for each. */
const LISTED = 30
/** Milliseconds between two looks at a report: more each time, up to five seconds. */
const betweenLooks = (looks: number): number => Math.min(5_000, 200 * (looks + 1))
/** Looks at a report that says the same, while no clock moves, after which it is the clock of a rehearsal that stands. */
const STANDING_LOOKS = 5
/** Milliseconds without a first sign, after which nobody can be taking the file: a check takes at most a quarter of an hour. */
const FIRST_SIGN = 20 * MINUTE

/** What a command says, and with what it ends: 0 when every line was taken or nothing was new, 2 when lines were refused, 3 when nothing was taken. */
export interface DropTold {
  readonly text: string
  readonly code: 0 | 2 | 3
}

interface DropAsked {
  readonly kind?: string | undefined
  readonly mapping?: string | undefined
  /** To say where the report will lie instead of waiting for it. */
  readonly 'no-wait'?: boolean | undefined
}

/** `puntual drop`, `puntual drop FILE --kind K [--mapping M] [--no-wait]`, `puntual drop report KIND/NAME`. */
export async function drop(
  [first, second]: readonly string[],
  said: DropAsked,
  stack: () => Promise<Dropping>,
  words: Words,
  progress: (line: string) => void = (line) => void process.stderr.write(`${line}\n`),
  rest: (milliseconds: number) => Promise<unknown> = pause,
): Promise<DropTold> {
  if (first === undefined) return { text: await listReports(await stack(), words), code: 0 }
  if (first === 'report') return showReport(second, await stack(), words)
  const of = kindOf(said.kind)
  const bytes = readFileSync(first)
  const mapping = said.mapping === undefined ? undefined : readFileSync(said.mapping)
  const { drop: folder, now } = await stack()
  const name = `${of}/${basename(first)}`
  const key = keyFor(of, basename(first))
  // The mapping first: the file is taken as soon as it is there.
  if (mapping) await folder.put(`${key}.mapping.yaml`, mapping)
  const version = await folder.put(key, bytes)
  if (said['no-wait'])
    return {
      text: words.of([
        `${key} se está tomando: puntual drop report ${name}`,
        `${key} is being taken: puntual drop report ${name}`,
      ]),
      code: 0,
    }
  let [shown, since] = ['', { looks: 0, instant: await now() }]
  for (let [looks, waited] = [0, 0]; ; waited += betweenLooks(looks++)) {
    const summary = await summaryAt(folder, name)
    const isOwn = summary?.version === version
    if (isOwn && summary.result !== 'taking') return told(summary, folder, words)
    if (!isOwn && shown === '' && waited >= FIRST_SIGN)
      throw new UserError(
        `nadie ha empezado a tomar ${key} en ${FIRST_SIGN / MINUTE} minutos: vea puntual doctor`,
        `nobody has begun to take ${key} in ${FIRST_SIGN / MINUTE} minutes: see puntual doctor`,
      )
    if (isOwn) {
      const line = await rendered(summary, folder, words)
      const instant = await now()
      if (line !== shown) progress(line)
      if (line !== shown || instant !== since.instant) since = { looks, instant }
      shown = line
      if (looks - since.looks >= STANDING_LOOKS)
        return {
          text: words.of([
            `El reloj del ensayo está quieto y el resto espera: adelántelo en la página y vea puntual drop report ${name}`,
            `The clock of the rehearsal stands and the rest waits: move it on the page, and see puntual drop report ${name}`,
          ]),
          code: 0,
        }
    }
    await rest(betweenLooks(looks))
  }
}

/** What became of a file, and whether a script may go on after it. */
async function told(summary: KeptSummary, folder: Dropping['drop'], words: Words): Promise<DropTold> {
  return { text: await rendered(summary, folder, words), code: codeOf(summary) }
}

function codeOf(summary: KeptSummary): DropTold['code'] {
  switch (summary.result) {
    case 'alreadyTaken':
    case 'taking':
      return 0
    case 'refused':
    case 'failed':
      return 3
    case 'taken':
      if (summary.refused === 0) return 0
      return summary.refused === summary.records ? 3 : 2
  }
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
  const shown = await Promise.all(
    names.slice(0, LISTED).map(async (name) => {
      const summary = await summaryAt(folder, name)
      return { name, told: summary ? inShort(summary, of) : '' }
    }),
  )
  const wide = Math.max(...shown.map(({ name }) => name.length))
  const rest = names.length - shown.length
  const more = of([
    `  … y ${rest} más, en ${DROP_FOLDERS.reports}/ del buzón`,
    `  … and ${rest} more, in ${DROP_FOLDERS.reports}/ of the bucket`,
  ])
  return [
    ...shown.map(({ name, told }) => `  ${name.padEnd(wide)}  ${told}`.trimEnd()),
    ...(rest > 0 ? [more] : []),
    of(['  puntual drop report ARCHIVO', '  puntual drop report FILE']),
  ].join('\n')
}

async function showReport(name: string | undefined, { drop: folder }: Dropping, words: Words): Promise<DropTold> {
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
  return told(summary, folder, words)
}

async function rendered(summary: KeptSummary, folder: Dropping['drop'], { of }: Words): Promise<string> {
  const { file } = summary
  switch (summary.result) {
    case 'refused':
      return `${of([`${file} se rechazó entero:`, `${file} was refused whole:`])}\n${renderProblems(summary.problems)}`
    case 'alreadyTaken': {
      const { before, report } = summary
      const same = of([
        `${file} es lo mismo que ${before.file}, tomado el ${before.at}: no cambia nada.`,
        `${file} is the same as ${before.file}, taken at ${before.at}: nothing changes.`,
      ])
      return [same, ...whereOf(report, of)].join('\n')
    }
    case 'failed':
      return of([
        `${file} no se terminó de tomar (${summary.error}): déjelo otra vez; lo que ya se envió no cambia nada.`,
        `${file} was not taken to its end (${summary.error}): drop it again; what was sent changes nothing.`,
      ])
    case 'taking':
      return of([`${file} se está tomando: ${counted(summary, of)}`, `${file} is being taken: ${counted(summary, of)}`])
    case 'taken': {
      const where = whereOf(summary.report, of)
      const unread = unreadOf(summary.unread, of)
      const problems = summary.refused > 0 ? [renderProblems(problemsIn(await linesOf(folder, summary)))] : []
      return [`${file}: ${counted(summary, of)}`, ...where, ...unread, ...problems].join('\n')
    }
  }
}

const whereOf = (report: string, of: Words['of']): readonly string[] =>
  report === '' ? [] : [of([`El informe, línea por línea: ${report}`, `The report, line by line: ${report}`])]

const unreadOf = (headers: readonly string[], of: Words['of']): readonly string[] =>
  headers.length === 0
    ? []
    : [of([`Columnas que no se leyeron: ${headers.join(', ')}`, `Columns that were not read: ${headers.join(', ')}`])]
