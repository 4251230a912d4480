import { join } from 'node:path'
import { compileCatalog } from '../catalog/compile-catalog.ts'
import { Key } from '../contracts/event-fields.ts'
import { EVENTS_IN } from '../contracts/events.ts'
import { problemsOf } from '../contracts/intake.ts'
import { paymentSourcesOf } from '../contracts/payment-sources.ts'
import type { Debtor } from '../domain/debtor.ts'
import { type Invoice, isActive } from '../domain/invoice.ts'
import { iso } from '../domain/time.ts'
import type { Outside, Speaking } from './outside.ts'
import { renderInvoice, renderPaymentMarks, renderRefused, renderTasks, renderWatermarks } from './staff.ts'
import { UserError } from './user-error.ts'
import type { Words } from './words.ts'

/** Opens the stack, once the words of a command make sense. */
type Stack = () => Promise<Outside>
/** The options these commands read. */
interface Said {
  readonly author?: string | undefined
  readonly reason?: string | undefined
  readonly cause?: string | undefined
  readonly until?: string | undefined
  readonly hold?: string | undefined
  readonly note?: string | undefined
  readonly debtor: boolean
}

const print = (text: string): void => void process.stdout.write(`${text}\n`)

/** Prints what happened to an invoice and what it waits for. */
export async function showInvoice(id: string | undefined, stack: Stack, words: Words): Promise<void> {
  const invoice = key(id)
  const file = await (await stack()).staff.file(invoice)
  if (!file) throw new UserError(`no hay ninguna factura ${invoice}`, `there is no invoice ${invoice}`)
  print(renderInvoice(file, words))
}

/** Suspends contact about an invoice or with a debtor, or ends a suspension; both are events like any other. */
export async function changeHold(
  command: 'hold' | 'release',
  id: string | undefined,
  said: Said,
  stack: () => Promise<Speaking>,
  { of }: Words,
): Promise<void> {
  const subject = key(id)
  const author = needed('--author', said.author)
  const reason = command === 'hold' ? needed('--reason', said.reason) : ''
  const outside = await stack()
  const occurredAt = iso(await outside.now())
  const known = said.debtor ? await debtorCalled(subject, outside) : (await outside.staff.file(subject))?.invoice
  if (!known) throw new UserError(`no hay ninguna factura ${subject}`, `there is no invoice ${subject}`)
  if (said.until !== undefined && said.until <= occurredAt)
    throw new UserError(
      `--until ${said.until} ya pasó: ahora son las ${occurredAt}`,
      `--until ${said.until} is over: it is ${occurredAt} now`,
    )
  if (command === 'release' && said.hold !== undefined && !known.holds[said.hold])
    throw new UserError(
      `${subject} no tiene la suspensión ${said.hold}; tiene ${Object.keys(known.holds).join(', ') || 'ninguna'}`,
      `${subject} has no hold ${said.hold}; it has ${Object.keys(known.holds).join(', ') || 'none'}`,
    )
  const about = said.debtor ? { debtor: known.id } : { invoice: subject }
  if (command === 'hold') {
    const hold = said.hold ?? `staff-${occurredAt}`
    const until = said.until === undefined ? {} : { until: said.until }
    const cause = said.cause === undefined ? {} : { cause: said.cause }
    const detail = { version: 1, occurredAt, hold, author, reason, ...cause, ...until, ...about }
    const checked = EVENTS_IN.HoldPlaced.safeParse(detail)
    if (!checked.success)
      throw new UserError(
        problemsOf(checked.error, detail)
          .map((one) => `--${one.path} ${one.value}: ${one.allowed}`)
          .join('\n'),
      )
    await outside.bus.publish([{ name: 'HoldPlaced', detail }])
    return print(of([`Suspensión ${hold} pedida.`, `Hold ${hold} requested.`]))
  }
  const hold = said.hold ?? onlyHold(known, occurredAt)
  await outside.bus.publish([{ name: 'HoldReleased', detail: { version: 1, occurredAt, hold, author, ...about } }])
  print(of([`Fin de la suspensión ${hold} pedido.`, `End of hold ${hold} requested.`]))
}

function onlyHold({ id, holds: all }: Pick<Invoice, 'id' | 'holds'>, now: string): string {
  const holds = Object.entries(all)
  const active = holds.filter(([, hold]) => isActive(hold, now)).map(([name]) => name)
  const [only] = active
  if (only !== undefined && active.length === 1) return only
  throw only === undefined
    ? new UserError(`${id} no tiene ninguna suspensión`, `${id} is not on hold`)
    : new UserError(`diga cuál: --hold ${active.join(' o --hold ')}`, `say which: --hold ${active.join(' or --hold ')}`)
}

/** Lists what waits for a person, or closes one task. */
export async function tasks(
  what: string | undefined,
  id: string | undefined,
  said: Said,
  stack: Stack,
  words: Words,
): Promise<void> {
  if (what === undefined) {
    const { staff } = await stack()
    const open = await staff.openTasks()
    return print(renderTasks(open, await staff.answers(open), words))
  }
  if (what !== 'close' || id === undefined)
    throw new UserError(
      'una tarea se cierra con: puntual tasks close TASK --author A --note N',
      'close a task with: puntual tasks close TASK --author A --note N',
    )
  const author = needed('--author', said.author)
  const note = needed('--note', said.note)
  const { staff, now } = await stack()
  const closed = await staff.closeTask(id, author, note, iso(await now()))
  if (!closed)
    throw new UserError(
      `no hay ninguna tarea abierta ${id}; vea puntual tasks`,
      `there is no open task ${id}; see puntual tasks`,
    )
  print(words.of(['Tarea cerrada.', 'Task closed.']))
}

/** Prints what each source declared complete beside what our ledger holds of it, and how far payments are known. */
export async function watermarks(root: string, stack: Stack, words: Words): Promise<void> {
  const { staff, now } = await stack()
  const { company } = compileCatalog(join(root, 'catalog'))
  const listed = [...new Set(Object.values(paymentSourcesOf(company)).flat())]
  print(renderWatermarks(await staff.watermarks(), words))
  print(`\n${renderPaymentMarks(await staff.paymentMarks(), listed, await now(), words)}`)
}

/** Lists the events in quarantine, or sends one through the intake again. */
export async function refused(
  what: string | undefined,
  id: string | undefined,
  said: Said,
  stack: Stack,
  words: Words,
): Promise<void> {
  if (what === undefined) return print(renderRefused(await (await stack()).staff.refused(), words))
  if (what !== 'replay' || id === undefined)
    throw new UserError(
      'un evento se reenvía con: puntual refused replay EVENT --author A',
      'replay an event with: puntual refused replay EVENT --author A',
    )
  const author = needed('--author', said.author)
  const { staff, intake, now } = await stack()
  const event = await staff.refusedBody(id)
  if (event === undefined)
    throw new UserError(
      `no hay ningún evento rechazado ${id}; vea puntual refused`,
      `there is no refused event ${id}; see puntual refused`,
    )
  await intake(event.body)
  await staff.settleRefused(id, event.at, author, iso(await now()))
  print(
    words.of([
      'Evento enviado de nuevo; si lo rechazan otra vez, vuelve a la lista de puntual refused.',
      'Event sent again; if it is refused again, it is back on the list of puntual refused.',
    ]),
  )
}

/** The debtor who has an id, as their file shows them. */
export async function debtorCalled(id: string, { people }: Pick<Speaking, 'people'>): Promise<Debtor> {
  const file = await people.file(id)
  if (!file) throw new UserError(`no hay ningún deudor ${id}`, `there is no debtor ${id}`)
  return file.debtor
}

/** An id of an upstream system, as typed. */
export function key(id: string | undefined): string {
  const parsed = Key.safeParse(id)
  if (parsed.success) return parsed.data
  throw new UserError(
    `${id === undefined ? 'falta un id' : `"${id}" no es un id`}: debe ser "origen:número", como erp:F-1001`,
    `${id === undefined ? 'an id is missing' : `"${id}" is not an id`}: it must be "source:number", such as erp:F-1001`,
  )
}

/** An option that must be there. */
export function needed(name: string, value: string | undefined): string {
  if (value === undefined || value === '')
    throw new UserError(
      `falta ${name}: diga quién, o por qué, entre comillas`,
      `${name} is missing: say who, or why, in quotes`,
    )
  return value
}
