import type { Ahead, Move } from '../domain/adoption-plan.ts'
import { columns, type Row } from './terminal.ts'
import type { Words } from './words.ts'

/** What became of the journeys that were looked at. */
export interface Counts {
  open: number
  chosen: number
  moved: number
  /** Follow it already. */
  there: number
  /** Follow a policy that the catalog does not have any more. */
  gone: number
}

/** Lines that are printed unless all are asked for. */
const FIRST_LINES = 30

/** The moves as a person reads them in a terminal: how many from which step to which, then invoice by invoice. */
export function renderMoves(
  moves: readonly Move[],
  counts: Counts,
  { all, yes }: { readonly all: boolean; readonly yes: boolean },
  words: Words,
): string {
  const { of } = words
  const groups = new Map<string, number>()
  for (const { before, after } of moves) {
    const change = `${told(before, words, false)} → ${told(after, words, false)}`
    groups.set(change, (groups.get(change) ?? 0) + 1)
  }
  const shown = all ? moves : moves.slice(0, FIRST_LINES)
  const left = moves.length - shown.length
  return [
    ...columns([
      [of(['Gestiones abiertas', 'Journeys that run']), String(counts.open)],
      [of(['De las que se pide', 'Of those asked for']), String(counts.chosen)],
      [of(['Cambian de política', 'Follow another policy']), String(counts.moved)],
      [of(['Ya la siguen', 'Follow it already']), String(counts.there)],
      ...(counts.gone === 0
        ? []
        : [[of(['Su política ya no está', 'Their policy is gone']), String(counts.gone)] as const]),
    ]),
    ...listed(
      of(['Lo que sigue: antes → después', 'What is next: before → after']),
      [...groups].sort(([, a], [, b]) => b - a).map(([change, count]) => [String(count), change]),
    ),
    ...listed(
      of(['Por factura', 'By invoice']),
      shown.map((move) => [move.invoice, lineOf(move, words)]),
    ),
    ...(left === 0 ? [] : [of([`  … y ${left} más: con --all, todas`, `  … and ${left} more: with --all, every one`])]),
    '',
    ending(counts, yes, words),
  ].join('\n')
}

/** A title with what follows each label, flush left: the lines are long. */
const listed = (title: string, rows: readonly Row[]): string[] => {
  const wide = Math.max(0, ...rows.map(([label]) => label.length))
  return rows.length === 0 ? [] : ['', title, ...rows.map(([label, line]) => `  ${label.padEnd(wide)}  ${line}`)]
}

function lineOf({ before, after, skipped }: Move, words: Words): string {
  const silent = skipped.length === 0 ? '' : `  (${words.of(['no se dirán', 'not said'])}: ${skipped.join(', ')})`
  return `${told(before, words)} → ${told(after, words)}${silent}`
}

function told(ahead: Ahead, words: Words, withDate = true): string {
  const { of } = words
  const on = withDate && 'on' in ahead ? ` ${ahead.on}` : ''
  switch (ahead.kind) {
    case 'step':
      return `${ahead.step}${on}${ahead.rests ? ` [${words.reason(ahead.rests)}]` : ''}`
    case 'afterLast':
      return ahead.then === 'handOver'
        ? of([`a una persona${on}`, `to a person${on}`])
        : of([`termina${on}`, `ends${on}`])
    case 'handOver':
      return of([`a una persona ya (${words.reason(ahead.reason)})`, `to a person now (${words.reason(ahead.reason)})`])
    case 'end':
      return of([`termina ya (${words.reason(ahead.reason)})`, `ends now (${words.reason(ahead.reason)})`])
  }
}

function ending({ moved }: Counts, yes: boolean, { of }: Words): string {
  if (moved === 0) return of(['No hay nada que cambiar.', 'There is nothing to change.'])
  return yes
    ? of([
        'Pedido: cada gestión decide de nuevo según su política; lo enviado no se repite.',
        'Ordered: each journey decides anew by its policy; nothing that was sent is repeated.',
      ])
    : of([
        'Nada ha cambiado. Para hacerlo, repita con --by NOMBRE --yes.',
        'Nothing has changed. Repeat with --by NAME --yes to do it.',
      ])
}
