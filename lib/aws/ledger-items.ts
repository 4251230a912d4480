import type { DeliveryFact } from '../domain/delivery.ts'
import { type Invoice, type InvoiceId, unheardOf } from '../domain/invoice.ts'
import { type Payment, unheardOfPayment } from '../domain/payment.ts'
import type { Reply } from '../domain/reply.ts'
import type { BookedEntry } from '../domain/verify/evidence.ts'
import type { RefusedEvent, SuppressedTouch, Task, TouchRecord } from '../ports.ts'
import type { Change, Item, ItemKey } from './items.ts'

/**
 * The ledger's key design. Each access pattern of docs/ledger.md is one key or one index here.
 *
 * Index `open` holds what is open (a debtor's invoices, tasks, refused events) by due date; `byDebtor` everything of a
 * debtor by time.
 */
export const KEYS = {
  invoice: (id: InvoiceId): ItemKey => ({ pk: `invoice#${id}`, sk: 'summary' }),
  payment: (id: string): ItemKey => ({ pk: `payment#${id}`, sk: 'payment' }),
  touch: (id: string): ItemKey => ({ pk: `touch#${id}`, sk: 'touch' }),
  task: (id: string): ItemKey => ({ pk: `task#${id}`, sk: 'task' }),
  refused: (id: string): ItemKey => ({ pk: `refused#${id}`, sk: 'refused' }),
  paymentSource: (source: string): ItemKey => ({ pk: `paymentSource#${source}`, sk: 'paymentSource' }),
  contact: (id: string): ItemKey => ({ pk: `contact#${id}`, sk: 'contact' }),
  release: (date: string): ItemKey => ({ pk: `release#${date}`, sk: 'release' }),
  reply: (id: string): ItemKey => ({ pk: `reply#${id}`, sk: 'reply' }),
  execution: (name: string): ItemKey => ({ pk: `execution#${name}`, sk: 'execution' }),
  /** A switch of the whole house, with each word that was said of it beside it; and what is counted in an hour. */
  switch: (name: string): ItemKey => ({ pk: `switch#${name}`, sk: 'switch' }),
  counter: (hour: string, shard = 0): ItemKey => ({ pk: `sent#${hour}`, sk: `shard#${shard}` }),
  reference: (reference: string): string => `reference#${reference}`,
}
export const OPEN = { name: 'open', key: 'open' }
export const BY_DEBTOR = { name: 'byDebtor', key: 'debtor' }
export const openOf = (debtor: string): string => `debtor#${debtor}`

/** What the table holds was written by this code under a condition; its shape is vouched for there. */
export function trusted<Shape>(item: unknown): Shape {
  return item as Shape
}

/** An invoice's summary as attributes: what the state machine and the indexes touch on top, the rest in `state`. */
export function invoiceAttributes(invoice: Invoice): { set: Item; remove: string[] } {
  const { id: _, version, generation, status, outcome, outcomeReason, ...state } = invoice
  const { debtor, issueDate } = invoice.terms
  const dueDate = invoice.journey.anchor ?? invoice.terms.dueDate
  const set: Item = { version, generation, status, state }
  const remove: string[] = []
  if (debtor) Object.assign(set, { debtor, at: issueDate })
  if (dueDate) set.due = dueDate
  if (status === 'open' && debtor) set.open = openOf(debtor)
  else remove.push('open')
  if (outcome) Object.assign(set, { outcome, outcomeReason })
  else remove.push('outcome', 'outcomeReason', 'endedAt')
  return { set, remove }
}

/** What an execution leaves on the invoice it parks at; a new generation begins without it. */
const PARKING = ['parkedToken', 'waitingFor', 'parkedAt', 'parkedSeconds'] as const
/** The conditional change that moves an invoice's summary from one state to the next. */
export function summaryChange(before: Invoice, after: Invoice): Change {
  const { set, remove } = invoiceAttributes(after)
  const parking = after.generation > before.generation ? PARKING : []
  return {
    key: KEYS.invoice(after.id),
    set,
    remove: [...remove, ...parking],
    condition: before.version === 0 ? 'attribute_not_exists(pk)' : '#version = :before',
    ...(before.version === 0 ? {} : { values: { before: before.version } }),
  }
}

/** The invoice of a summary item; nothing is known of one that has no item. */
export function invoiceOf(id: InvoiceId, item: Item | undefined): Invoice {
  if (!item) return unheardOf(id)
  const { version, generation, status, outcome, outcomeReason, state } = trusted<
    Pick<Invoice, 'version' | 'generation' | 'status' | 'outcome' | 'outcomeReason'> & { state: Invoice }
  >(item)
  const ended = outcome && { outcome, ...(outcomeReason && { outcomeReason }) }
  // A summary that older code wrote may lack parts; they are then as in an invoice without them.
  return { ...unheardOf(id), ...state, id, version, generation, status, ...ended }
}

/** A line of an invoice's ledger; its own key is what follows the kind of item. */
export const bookedEntryOf = (item: Item): BookedEntry => ({
  ...trusted<BookedEntry>(item),
  key: String(item.sk).slice('entry#'.length),
})

export const invoiceIdOf = (pk: unknown): InvoiceId => String(pk).slice('invoice#'.length)

export function paymentOf(id: string, item: Item | undefined): Payment {
  return item ? trusted<{ payment: Payment }>(item).payment : unheardOfPayment(id)
}

export function touchItem(touch: TouchRecord): Item {
  const { debtor, claimedAt, ...rest } = touch
  return { ...KEYS.touch(touch.id), debtor, at: claimedAt, claimedAt, ...rest }
}

export function touchOf(item: Item): TouchRecord {
  const { pk: _, sk: __, at: ___, ...touch } = trusted<TouchRecord & ItemKey & { at: string }>(item)
  return touch
}

/**
 * The change of a touch from one state to the next. What was reported on it is apart from what its sender writes, and is
 * changed only as it was read.
 */
export function touchChange(before: TouchRecord, after: TouchRecord): Change {
  const { status, attempts, receipt, heard, corrected } = after
  const isReport = heard !== before.heard
  const known = before.heard === undefined ? 'attribute_not_exists(#heard)' : '#heard = :heard'
  return {
    key: KEYS.touch(after.id),
    set: { status, attempts, ...(isReport && { receipt, heard }), ...(corrected && { corrected }) },
    condition: `#status = :status AND size(#attempts) = :attempts${isReport ? ` AND ${known}` : ''}`,
    values: {
      status: before.status,
      attempts: before.attempts.length,
      ...(isReport && before.heard !== undefined && { heard: before.heard }),
    },
  }
}

/** Reports on a touch lie beside it, by the provider's clock; one message says one thing once at one instant. */
export const DELIVERY = 'delivery#'

export function deliveryItem(fact: DeliveryFact): Item {
  const sk = `${DELIVERY}${fact.at}#${fact.status}#${fact.providerId}`
  return { pk: KEYS.touch(fact.touch).pk, sk, ...fact }
}

export function deliveryOf(item: Item): DeliveryFact {
  const { pk: _, sk: __, ...fact } = trusted<DeliveryFact & ItemKey>(item)
  return fact
}

/** An answer whole, and where each of its debtors and invoices finds it. */
export function replyItems(reply: Reply): Item[] {
  const { pk } = KEYS.reply(reply.id)
  const { id, at, channel } = reply
  return [
    ...reply.debtors.map((debtor) => ({ pk, sk: `debtor#${debtor}`, debtor, at })),
    ...reply.invoices.map((invoice) => ({ pk: KEYS.invoice(invoice).pk, sk: `reply#${id}`, at, channel })),
    { ...KEYS.reply(id), ...reply },
  ]
}

export function replyOf(item: Item): Reply {
  const { pk: _, sk: __, ...reply } = trusted<Reply & ItemKey>(item)
  return reply
}

export function taskItem(task: Task): Item {
  const open = task.status === 'open' ? { open: 'tasks' } : {}
  return { ...KEYS.task(task.id), ...task, at: task.openedAt, ...open }
}

/** The change that closes an open task. */
export function taskClosing(id: string, by: string, note: string, at: string): Change {
  return {
    key: KEYS.task(id),
    set: { status: 'closed', closedBy: by, note, closedAt: at },
    remove: ['open'],
    condition: '#status = :open',
    values: { open: 'open' },
  }
}

export const taskOf = (item: Item): Task => trusted<Task>(item)

export function suppressedItem(touch: SuppressedTouch): Item {
  const { invoice, generation, step, reason } = touch
  return { pk: KEYS.invoice(invoice).pk, sk: `suppressed#${generation}#${step}#${reason}`, ...touch }
}

export function refusedItem(event: RefusedEvent): Item {
  return { ...KEYS.refused(event.id), ...event, open: 'refused', due: event.at }
}
