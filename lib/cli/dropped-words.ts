import type { KeptSummary } from '../usecases/import/kept-summary.ts'
import type { Words } from './words.ts'

/** What became of a file, in one line. */
export function inShort(summary: KeptSummary, of: Words['of']): string {
  switch (summary.result) {
    case 'refused':
      return of([
        `rechazado entero: ${summary.problems.length} problemas`,
        `refused whole: ${summary.problems.length} problems`,
      ])
    case 'failed':
      return of([`no se terminó de tomar (${summary.error})`, `not taken to its end (${summary.error})`])
    case 'alreadyTaken':
      return of([`lo mismo que ${summary.before.file}`, `the same as ${summary.before.file}`])
    case 'taking':
      return of([`se está tomando: ${counted(summary, of)}`, `being taken: ${counted(summary, of)}`])
    case 'taken':
      return counted(summary, of)
  }
}

/** The lines of a file by what became of them. */
export function counted(
  { records, sent, sentBefore, repeated, refused, events }: Extract<KeptSummary, { records: number; sent: number }>,
  of: Words['of'],
): string {
  const before = sentBefore > 0 ? of([` ${sentBefore} ya enviadas antes,`, ` ${sentBefore} sent before,`]) : ''
  return of([
    `${sent} de ${records} líneas enviadas, en ${events} eventos;${before} ${repeated} repetidas, ${refused} rechazadas.`,
    `${sent} of ${records} lines sent, in ${events} events;${before} ${repeated} repeated, ${refused} refused.`,
  ])
}
