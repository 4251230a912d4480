import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { compileCatalog } from '../catalog/compile-catalog.ts'
import type { Held } from '../domain/call.ts'
import type { Citation } from '../domain/law/pack.ts'
import { formatMoney } from '../domain/money.ts'
import { CONTACT_RESULTS } from '../domain/personal-contact.ts'
import { type PlacedCall, placeCall } from '../usecases/place-call.ts'
import { endCall, type WrittenEnd } from './call-end.ts'
import { EndsWith } from './ends-with.ts'
import { shownIn } from './explain-law.ts'
import { importContacts } from './import/import-contacts.ts'
import type { Outside } from './outside.ts'
import { scriptedCall } from './scripted-call.ts'
import { needed } from './staff-commands.ts'
import { UserError } from './user-error.ts'
import type { Words } from './words.ts'

type Stack = () => Promise<Pick<Outside, 'staff' | 'calling' | 'bus' | 'now'>>
type Said = Omit<WrittenEnd, 'author'> & { readonly author?: string | undefined }

const print = (text: string): void => void process.stdout.write(`${text}\n`)
const BEGIN = 'puntual call TASK --author A'
const DONE = 'puntual call done TASK --author A --result R [--until DATE] [--amount M] [--point P] [--note N]'

/** Lets a person call about a task after everything was checked, or notes how the call went. Without a number it ends with 1. */
export async function call(
  first: string | undefined,
  second: string | undefined,
  said: Said,
  root: string,
  stack: Stack,
  words: Words,
): Promise<void> {
  if (first === undefined || (first === 'done' && second === undefined))
    throw new UserError(`diga sobre cuál tarea: ${BEGIN}, y luego ${DONE}`, `say which task: ${BEGIN}, then ${DONE}`)
  const author = needed('--author', said.author)
  return first === 'done'
    ? finish(second ?? '', { ...said, author }, root, stack, words)
    : begin(first, author, root, stack, words)
}

async function begin(id: string, author: string, root: string, stack: Stack, words: Words): Promise<void> {
  const outside = await stack()
  const task = await outside.staff.task(id)
  if (task?.status !== 'open' || task.invoice === undefined)
    throw new UserError(
      `no hay ninguna tarea abierta ${id} sobre una factura; vea puntual tasks`,
      `there is no open task ${id} about an invoice; see puntual tasks`,
    )
  const catalog = compileCatalog(join(root, 'catalog'))
  const now = await outside.now()
  const placed = await placeCall(outside.calling(catalog, { now: () => now }), task, author)
  if (placed.kind === 'placed') await outside.staff.noteCall(id, placed.call)
  const script = placed.kind === 'placed' ? scriptedCall(task, placed, catalog, now) : undefined
  print(renderCall(placed, words, script))
  if (placed.kind !== 'placed') throw new EndsWith(1)
  const results = CONTACT_RESULTS.join('|')
  const point = placed.numbers.length > 1 ? ` --point ${placed.numbers.map((one) => one.contactPoint).join('|')}` : ''
  const command = `puntual call done ${id} --author A --result ${results}${point} (promise: --until 2026-06-30 --amount 250000)`
  print(words.of([`\nAl terminar: ${command}`, `\nWhen you are done: ${command}`]))
}

/** What the person sees: the number and what to say, or the rule that forbids the call. */
export function renderCall(placed: PlacedCall, words: Words, script?: readonly string[]): string {
  const { of } = words
  switch (placed.kind) {
    case 'contended':
      return of([
        'Un mensaje a este deudor salía en ese momento: intente de nuevo.',
        'A message to this debtor was leaving at that moment: try again.',
      ])
    case 'refused':
      return [
        of([`No se puede llamar: ${words.reason(placed.reason)}.`, `No call now: ${words.reason(placed.reason)}.`]),
        ...(placed.held ? [`  ${of(['Suspensión', 'Hold'])}: ${shownHold(placed.held)}`] : []),
        ...(OVER.has(placed.reason) ? [] : [`  ${of(['Se puede desde', 'Allowed from'])}: ${backFrom(placed, words)}`]),
      ].join('\n')
    case 'unlawful': {
      const { reason, layer, rule, citations, next } = placed.verdict
      const until =
        next === undefined ? of(['nunca en un año', 'not within a year']) : shownIn(next, placed.zones, words)
      return [
        of([`No se puede llamar: ${words.reason(reason)}.`, `No call now: ${words.reason(reason)}.`]),
        `  ${of(['Regla', 'Rule'])}: ${layer}, ${rule}`,
        ...citations.map((citation) => `  ${cited(citation)}`),
        `  ${of(['Se puede desde', 'Allowed from'])}: ${until}`,
      ].join('\n')
    }
    case 'placed': {
      const { numbers, debtor, invoice } = placed
      const { currency = '', balance } = invoice
      const name = debtor.profile?.name ?? debtor.id
      const owed = { amount: balance, currency }
      const number = invoice.id.slice(invoice.id.indexOf(':') + 1)
      return [
        ...numbers.map(
          (one) =>
            `${one.number}  ${words.role(one.role)}: ${name}${numbers.length > 1 ? `  (${one.contactPoint})` : ''}`,
        ),
        of([
          `Hable solo con esa persona, de ${number}. Saldo: ${formatMoney(owed, 'es-CO')}`,
          `Speak with that person only, of ${number}. Balance: ${formatMoney(owed, 'en')}`,
        ]),
        ...(script ? ['', ...script] : []),
      ].join('\n')
    }
  }
}

/** Reasons after which there is nothing to call about. */
const OVER = new Set(['paid', 'voided', 'writtenOff'])

/** Which hold it is, why, and whose word. */
const shownHold = ({ id, reason, author, placedAt }: Held): string =>
  [id, reason, author, placedAt].filter(Boolean).join(', ')

/** When a call that is refused may be made, if nothing else comes between; without a date, what has to happen. */
function backFrom({ held, back }: Extract<PlacedCall, { kind: 'refused' }>, words: Words): string {
  if (back) return shownIn(back.at, back.zones, words)
  if (held?.until) return words.of(['nunca en un año', 'not within a year'])
  const on = held?.on === 'debtor' ? ' --debtor' : ''
  return held
    ? words.of([
        `sin fecha: hasta que alguien la levante (puntual release … --hold ${held.id}${on})`,
        `no date: until somebody ends the hold (puntual release … --hold ${held.id}${on})`,
      ])
    : words.of(['sin fecha: cuando eso cambie', 'no date: when that changes'])
}

const cited = ({ law, article, date }: Citation): string => [law, article, date].filter(Boolean).join(', ')

/** Publishes the contacts of a file, all of them or none; a second time they change nothing. */
export async function contacts(
  what: string | undefined,
  file: string | undefined,
  stack: Stack,
  words: Words,
): Promise<void> {
  if (what !== 'import' || file === undefined)
    throw new UserError(
      'diga cuál archivo: puntual contacts import ARCHIVO.csv',
      'say which file: puntual contacts import FILE.csv',
    )
  const details = importContacts(readFileSync(file, 'utf8'))
  const { bus } = await stack()
  await bus.publish(details.map((detail) => ({ name: 'ContactMade', detail })))
  print(words.of([`${details.length} contactos enviados.`, `${details.length} contacts sent.`]))
}

async function finish(id: string, said: WrittenEnd, root: string, stack: Stack, words: Words): Promise<void> {
  const { staff, bus, now, calling } = await stack()
  const task = await staff.task(id)
  if (!task)
    throw new UserError(
      `no hay ninguna tarea ${id}; vea puntual tasks, y empiece la llamada con ${BEGIN}`,
      `there is no task ${id}; see puntual tasks, and begin the call with ${BEGIN}`,
    )
  const at = await now()
  const outside = calling(compileCatalog(join(root, 'catalog')), { now: () => at })
  const ended = await endCall({ calling: outside, bus, staff }, task, said, words)
  if (ended.kind === 'wrong')
    throw new UserError(ended.wrong.map(({ field, told }) => `--${field}: ${told}`).join('\n'))
  print(ended.told)
}
