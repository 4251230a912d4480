import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import type { DebtorRecord } from '../domain/debtor-record.ts'
import type { DeliveryFact } from '../domain/delivery.ts'
import type { Invoice, InvoiceId, PaymentId } from '../domain/invoice.ts'
import type { Payment } from '../domain/payment.ts'
import type { Reply } from '../domain/reply.ts'
import type {
  Claim,
  InvoiceChange,
  Ledger,
  Parked,
  RefusedEvent,
  SuppressedTouch,
  Task,
  TouchRecord,
  Written,
} from '../ports.ts'
import { debtorKey, recordOfItem } from './debtor-items.ts'
import { claimTouch } from './dynamo-claim.ts'
import { countedLines } from './dynamo-watermarks.ts'
import { type Item, Items, transact } from './items.ts'
import {
  DELIVERY,
  deliveryItem,
  deliveryOf,
  invoiceIdOf,
  invoiceOf,
  KEYS,
  OPEN,
  openOf,
  paymentOf,
  refusedItem,
  replyItems,
  replyOf,
  summaryChange,
  suppressedItem,
  taskClosing,
  taskItem,
  touchChange,
  touchOf,
  trusted,
} from './ledger-items.ts'
import { executionName } from './step-functions.ts'
import { stopKey } from './stop-codes.ts'

/** Characters of a refused event in one item; DynamoDB's limit is 400 KB. */
const BODY_PART = 90_000

/** The ledger in DynamoDB. */
export class DynamoLedger implements Ledger {
  readonly #client: DynamoDBClient
  readonly #items: Items
  readonly #debtors: Items

  constructor(client: DynamoDBClient, tables: { ledger: string; debtors: string }) {
    this.#client = client
    this.#items = new Items(client, tables.ledger)
    this.#debtors = new Items(client, tables.debtors)
  }

  async invoice(id: InvoiceId): Promise<Invoice> {
    return invoiceOf(id, await this.#items.get(KEYS.invoice(id)))
  }

  async invoiceWith(id: InvoiceId, debtor: string): Promise<{ invoice: Invoice; record: DebtorRecord } | undefined> {
    const found = await this.#items.getAtOnce(KEYS.invoice(id), this.#debtors, debtorKey(debtor))
    return found && { invoice: invoiceOf(id, found[0]), record: recordOfItem(debtor, found[1]) }
  }

  async invoices(ids: readonly InvoiceId[]): Promise<Invoice[]> {
    if (ids.length === 0) return []
    const found = new Map(
      (await this.#items.getMany(ids.map(KEYS.invoice))).map((item) => [invoiceIdOf(item.pk), item]),
    )
    return ids.map((id) => invoiceOf(id, found.get(id)))
  }

  async openInvoices(debtor: string): Promise<InvoiceId[]> {
    return (await this.#items.query(openOf(debtor), { index: OPEN })).map((item) => invoiceIdOf(item.pk))
  }

  async record({ before, after, entries, at, task }: InvoiceChange): Promise<Written> {
    const { pk } = KEYS.invoice(after.id)
    const opens = after.generation > before.generation
    const lines = [
      this.#items.line({ change: summaryChange(before, after) }),
      ...entries.map(({ key, ...entry }) =>
        this.#items.line({ put: { pk, sk: `entry#${key}`, ...entry, at, version: after.version } }),
      ),
    ]
    if (opens) {
      const { id, generation } = after
      const name = executionName(id, generation)
      lines.push(
        this.#items.line({ put: { pk, sk: `opened#${generation}`, generation, at } }),
        this.#items.line({ put: { ...KEYS.execution(name), invoice: id, generation } }),
      )
    }
    if (task) lines.push(this.#items.line({ put: taskItem(task) }))
    const { reference } = after.terms
    if (reference && reference !== before.terms.reference)
      // It may have carried this reference before the one it had last.
      lines.push(this.#items.line({ keep: { pk: KEYS.reference(reference), sk: pk } }))
    lines.push(...countedLines(this.#items, { before, after }))
    const outcome = await transact(this.#client, lines)
    if (outcome === 'done') return 'written'
    return outcome[1] === 'failed' ? 'duplicate' : 'conflict'
  }

  async parked(id: InvoiceId): Promise<Parked> {
    return parkedOf(await this.#items.get(KEYS.invoice(id), ['parkedToken', 'generation', 'status']))
  }

  async raise(id: InvoiceId): Promise<Parked> {
    return parkedOf(await this.#items.add(KEYS.invoice(id), 'version', 1))
  }

  async execution(name: string): Promise<{ invoice: InvoiceId; generation: number } | undefined> {
    const item = await this.#items.get(KEYS.execution(name))
    return item && trusted<{ invoice: InvoiceId; generation: number }>(item)
  }

  async payment(id: PaymentId): Promise<Payment> {
    return paymentOf(id, await this.#items.get(KEYS.payment(id)))
  }

  async savePayment(before: Payment, after: Payment): Promise<Written> {
    const key = KEYS.payment(after.id)
    const item = { version: after.version, payment: after }
    const saved =
      before.version === 0
        ? await this.#items.putNew({ ...key, ...item })
        : await this.#items.change({
            key,
            set: item,
            condition: '#version = :before',
            values: { before: before.version },
          })
    return saved ? 'written' : 'conflict'
  }

  async referenced(reference: string): Promise<{ invoices: InvoiceId[]; payments: PaymentId[] }> {
    const names = (await this.#items.query(KEYS.reference(reference))).map((item) => String(item.sk))
    const called = (kind: string) =>
      names.filter((name) => name.startsWith(kind)).map((name) => name.slice(kind.length))
    return { invoices: called('invoice#'), payments: called('payment#') }
  }

  async expectInvoice(reference: string, payment: PaymentId): Promise<void> {
    await this.#items.put({ pk: KEYS.reference(reference), sk: `payment#${payment}` })
  }

  claim(claim: Claim): Promise<TouchRecord | undefined> {
    return claimTouch({ client: this.#client, ledger: this.#items, debtors: this.#debtors }, claim)
  }

  async touch(id: string): Promise<TouchRecord | undefined> {
    const item = await this.#items.get(KEYS.touch(id))
    return item && touchOf(item)
  }

  async touchToStop(code: string): Promise<TouchRecord | undefined> {
    const item = await this.#items.get(stopKey(code))
    return item && this.touch(String(item.touch))
  }

  async saveTouch(before: TouchRecord, after: TouchRecord): Promise<Written> {
    return (await this.#items.change(touchChange(before, after))) ? 'written' : 'conflict'
  }

  async keepReply(reply: Reply): Promise<void> {
    for (const item of replyItems(reply)) await this.#items.putNew(item)
  }

  async reply(id: string): Promise<Reply | undefined> {
    const item = await this.#items.get(KEYS.reply(id))
    return item && replyOf(item)
  }

  async noteDelivery(fact: DeliveryFact): Promise<void> {
    await this.#items.putNew(deliveryItem(fact))
  }

  async deliveries(touch: string): Promise<DeliveryFact[]> {
    return (await this.#items.query(KEYS.touch(touch).pk, { prefix: DELIVERY })).map(deliveryOf)
  }

  async suppress(touches: readonly SuppressedTouch[]): Promise<void> {
    for (const touch of touches) await this.#items.putNew(suppressedItem(touch))
  }

  async openTask(task: Task): Promise<void> {
    await this.#items.putNew(taskItem(task))
  }

  async closeTask(id: string, by: string, note: string, at: string): Promise<boolean> {
    return this.#items.change(taskClosing(id, by, note, at))
  }

  async refuse(event: RefusedEvent): Promise<void> {
    const parts = event.body.match(new RegExp(`[^]{1,${BODY_PART}}`, 'gu')) ?? ['']
    const { pk } = KEYS.refused(event.id)
    for (const [index, body] of parts.entries()) if (index > 0) await this.#items.put({ pk, sk: `body#${index}`, body })
    // Refused again after a replay, it is on the list again.
    await this.#items.put(refusedItem({ ...event, body: parts[0] ?? '' }))
  }
}

function parkedOf(item: Item | undefined): Parked {
  const token = item?.parkedToken
  return {
    generation: Number(item?.generation ?? 0),
    open: item?.status === 'open',
    ...(typeof token === 'string' ? { token } : {}),
  }
}
