import type { LakeRefills, RefillRun, TableSize } from '../../aws/lake-refills.ts'
import { iso } from '../../domain/time.ts'
import type { Outside } from '../outside.ts'
import { columns, type Row } from '../terminal.ts'
import { UserError } from '../user-error.ts'
import type { Words } from '../words.ts'

/** What DynamoDB asks for an exported gigabyte in us-east-1, in US dollars; other regions differ by a few cents. */
const DOLLARS_A_GIGABYTE = 0.1
const GIGABYTE = 1024 ** 3
/** Items a second that one function maps and hands over, as a careful guess; an account may measure more. */
const ITEMS_A_SECOND = 1_000
/** DynamoDB takes about so many minutes for any export, and Firehose needs its files. */
const MINUTES_AT_LEAST = 30

const HOW = 'puntual lake [backfill [--yes]]'

/**
 * Shows the last refills of the lake, or starts one: without `--yes` it only says what would be read, how long that takes
 * and what it costs.
 */
export async function lake(
  what: string | undefined,
  said: { readonly yes: boolean; readonly rehearsal: boolean },
  stack: () => Promise<Pick<Outside, 'refills' | 'now'>>,
  words: Words,
): Promise<string> {
  if (what !== undefined && what !== 'backfill')
    throw new UserError(`"${what}" no se entiende: ${HOW}`, `"${what}" is not understood: ${HOW}`)
  if (said.rehearsal)
    throw new UserError(
      'el lago de un ensayo lo llena npm run dashboards; una pila desplegada se llena sin --rehearsal',
      'the lake of a rehearsal is filled by npm run dashboards; that of a deployed stack without --rehearsal',
    )
  const { refills, now } = await stack()
  const runs = await refills.last()
  if (what === undefined) return renderRefills(runs, words)
  const running = runs.find(({ status }) => status === 'RUNNING')
  if (running)
    throw new UserError(
      `ya hay una en marcha, ${running.name}, desde ${running.at}: mire con puntual lake`,
      `one is under way, ${running.name}, since ${running.at}: look with puntual lake`,
    )
  if (!said.yes) return renderPlan(await refills.sizes(), words)
  return start(refills, iso(await now()), words)
}

async function start(refills: LakeRefills, at: string, { of }: Words): Promise<string> {
  const name = `refill-${at.replaceAll(/[-:.]/g, '')}`
  await refills.start(name)
  return of([
    `Empezó ${name}. Mire cómo va con puntual lake; si el lago y la exportación no cuadran, suena la alarma LakeDiffers.`,
    `Started ${name}. See how it goes with puntual lake; when lake and export differ, the alarm LakeDiffers rings.`,
  ])
}

/** What a refill would read, in sizes as DynamoDB counts them. */
export function renderPlan(sizes: readonly TableSize[], { of, lang }: Words): string {
  const number = new Intl.NumberFormat(lang === 'es' ? 'es-CO' : 'en')
  const megabytes = (bytes: number) => `${number.format(Math.ceil(bytes / 1024 ** 2))} MB`
  const items = sizes.reduce((sum, one) => sum + one.items, 0)
  const bytes = sizes.reduce((sum, one) => sum + one.bytes, 0)
  const minutes = MINUTES_AT_LEAST + Math.ceil(items / ITEMS_A_SECOND / 60)
  const dollars = Math.max(0.01, (bytes / GIGABYTE) * DOLLARS_A_GIGABYTE).toFixed(2)
  const rows: Row[] = sizes.map((one) => [
    one.table,
    `${number.format(one.items)} ${of(['registros', 'items'])}, ${megabytes(one.bytes)}`,
  ])
  return [
    of([
      'Se exportaría cada tabla a S3, cada registro pasaría por el mismo mapeo que los cambios, y al final se compara lo que cuenta Athena con lo exportado.',
      'Each table would be exported to S3, each item go through the mapping of the changes, and in the end what Athena counts is compared with the export.',
    ]),
    ...columns([
      ...rows,
      [of(['Duración', 'Duration']), of([`unos ${minutes} minutos`, `about ${minutes} minutes`])],
      [of(['Exportación', 'Export']), of([`unos ${dollars} USD, y Firehose`, `about ${dollars} USD, and Firehose`])],
    ]),
    '',
    of([
      'Repetirlo no cambia ninguna cifra. Nada ha empezado. Para hacerlo: puntual lake backfill --yes',
      'Doing it twice changes no figure. Nothing has started. To do it: puntual lake backfill --yes',
    ]),
  ].join('\n')
}

/** The last refills, the newest first. */
export function renderRefills(runs: readonly RefillRun[], { of }: Words): string {
  if (runs.length === 0)
    return of([
      'El lago no se ha vuelto a llenar desde las tablas: puntual lake backfill',
      'The lake has not been refilled from the tables: puntual lake backfill',
    ])
  const states: Readonly<Record<string, string>> = {
    RUNNING: of(['en marcha', 'under way']),
    SUCCEEDED: of(['cuadra con las tablas', 'agrees with the tables']),
    FAILED: of(['FALLÓ', 'FAILED']),
    TIMED_OUT: of(['NO TERMINÓ A TIEMPO', 'RAN OUT OF TIME']),
    ABORTED: of(['detenida por una persona', 'stopped by a person']),
  }
  return columns(
    runs.map(({ at, status, cause }): Row => {
      const state = states[status] ?? status
      return [`${at.slice(0, 16).replace('T', ' ')} UTC`, cause ? `${state}: ${cause}` : state]
    }),
  ).join('\n')
}
