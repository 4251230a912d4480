import type { DebtorRecord } from '../domain/debtor-record.ts'
import type { DeliveryFact } from '../domain/delivery.ts'
import { type Invoice, type InvoiceId, unheardOf } from '../domain/invoice.ts'
import { type Payment, unheardOfPayment } from '../domain/payment.ts'
import { withReservation } from '../domain/recent-contacts.ts'
import type { Reply } from '../domain/reply.ts'
import type { Instant } from '../domain/time.ts'
import type { BookedEntry } from '../domain/verify/evidence.ts'
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
import type { MemoryDebtors } from './memory-debtors.ts'

/** Members that the first transaction of a claim holds; the others may be left out. */
const FIRST = 45

/** The token of a wait, and when that began. */
export interface Parking {
  readonly token: string
  readonly since: Instant
}

/** The ledger in maps: each method is one step, as each transaction of the table is. */
export class MemoryLedger implements Ledger {
  readonly #debtors: MemoryDebtors
  /** Invoices that somebody has spoken of. */
  readonly accounts = new Map<InvoiceId, Invoice>()
  /** Their ledger lines, in the order of writing. */
  readonly entries = new Map<InvoiceId, BookedEntry[]>()
  /** Which of them ever had a debtor, and the place of each among all. */
  readonly #ofDebtor = new Map<string, Set<InvoiceId>>()
  readonly #places = new Map<InvoiceId, number>()
  /** What is parked at them. */
  readonly tokens = new Map<InvoiceId, Parking>()
  /** Ledger lines, openings and claims of all invoices, by a key that may be used once. */
  readonly #lines = new Set<string>()
  readonly #executions = new Map<string, { invoice: InvoiceId; generation: number }>()
  readonly payments = new Map<string, Payment>()
  readonly #references = new Map<string, Set<string>>()
  readonly touches = new Map<string, TouchRecord>()
  readonly #replies = new Map<string, Reply>()
  readonly #stopCodes = new Map<string, string>()
  readonly reports = new Map<string, DeliveryFact>()
  readonly suppressed = new Map<string, SuppressedTouch>()
  readonly tasks = new Map<string, Task>()
  readonly refused = new Map<string, RefusedEvent>()
  readonly #nameExecution: (invoice: InvoiceId, generation: number) => string

  constructor(debtors: MemoryDebtors, nameExecution: (invoice: InvoiceId, generation: number) => string) {
    this.#debtors = debtors
    this.#nameExecution = nameExecution
  }

  async invoice(id: InvoiceId): Promise<Invoice> {
    return this.accounts.get(id) ?? unheardOf(id)
  }

  async invoiceWith(id: InvoiceId, debtor: string): Promise<{ invoice: Invoice; record: DebtorRecord }> {
    const [invoice, record] = await Promise.all([this.invoice(id), this.#debtors.record(debtor)])
    return { invoice, record }
  }

  invoices(ids: readonly InvoiceId[]): Promise<Invoice[]> {
    return Promise.all(ids.map((id) => this.invoice(id)))
  }

  async openInvoices(debtor: string): Promise<InvoiceId[]> {
    return [...(this.#ofDebtor.get(debtor) ?? [])]
      .sort((a, b) => (this.#places.get(a) ?? 0) - (this.#places.get(b) ?? 0))
      .flatMap((id) => this.accounts.get(id) ?? [])
      .filter(({ status, terms }) => status === 'open' && terms.debtor === debtor)
      .sort((a, b) => ((a.terms.dueDate ?? '') < (b.terms.dueDate ?? '') ? -1 : 1))
      .map(({ id }) => id)
  }

  async record({ before, after, entries, at, task }: InvoiceChange): Promise<Written> {
    const { id, generation, version, terms } = after
    const keys = entries.map(({ key }) => `${id}/entry/${key}`)
    if (keys[0] !== undefined && this.#lines.has(keys[0])) return 'duplicate'
    const opens = generation > before.generation
    if (opens) keys.push(`${id}/opened/${generation}`)
    if (this.#versionOf(id) !== before.version || keys.some((key) => this.#lines.has(key))) return 'conflict'
    for (const key of keys) this.#lines.add(key)
    this.accounts.set(id, after)
    if (!this.#places.has(id)) this.#places.set(id, this.#places.size)
    if (terms.debtor !== undefined)
      this.#ofDebtor.set(terms.debtor, (this.#ofDebtor.get(terms.debtor) ?? new Set()).add(id))
    const booked = entries.map((entry) => ({ ...entry, at, version }))
    const lines = this.entries.get(id)
    if (lines) lines.push(...booked)
    else this.entries.set(id, booked)
    if (opens) {
      this.#executions.set(this.#nameExecution(id, generation), { invoice: id, generation })
      this.tokens.delete(id)
    }
    if (terms.reference) this.#refer(terms.reference, `invoice#${id}`)
    if (task) await this.openTask(task)
    return 'written'
  }

  async parked(id: InvoiceId): Promise<Parked> {
    const token = this.tokens.get(id)?.token
    const { generation, status } = await this.invoice(id)
    return { generation, open: status === 'open', ...(token === undefined ? {} : { token }) }
  }

  async raise(id: InvoiceId): Promise<Parked> {
    const invoice = this.accounts.get(id)
    if (invoice) this.accounts.set(id, { ...invoice, version: invoice.version + 1 })
    return this.parked(id)
  }

  async execution(name: string): Promise<{ invoice: InvoiceId; generation: number } | undefined> {
    return this.#executions.get(name)
  }

  async payment(id: string): Promise<Payment> {
    return this.payments.get(id) ?? unheardOfPayment(id)
  }

  async savePayment(before: Payment, after: Payment): Promise<Written> {
    if ((this.payments.get(after.id)?.version ?? 0) !== before.version) return 'conflict'
    this.payments.set(after.id, after)
    return 'written'
  }

  async referenced(reference: string): Promise<{ invoices: InvoiceId[]; payments: string[] }> {
    const names = [...(this.#references.get(reference) ?? [])].sort()
    const called = (kind: string) =>
      names.filter((name) => name.startsWith(kind)).map((name) => name.slice(kind.length))
    return { invoices: called('invoice#'), payments: called('payment#') }
  }

  async expectInvoice(reference: string, payment: string): Promise<void> {
    this.#refer(reference, `payment#${payment}`)
  }

  async claim({ touch, debtor, members, stopCode }: Claim): Promise<TouchRecord | undefined> {
    const free = ({ before }: Claim['members'][number]): boolean => {
      const now = this.accounts.get(before.id)
      const unclaimed = !this.#lines.has(`${before.id}/touch/${touch.id}`)
      return (
        now?.status === 'open' && now.version === before.version && now.generation === before.generation && unclaimed
      )
    }
    const known = this.#debtors.all.get(debtor.id)
    if (known?.version !== debtor.version || this.touches.has(touch.id)) return undefined
    if (!members.slice(0, FIRST).every(free)) return undefined
    const taken = members.filter(free)
    for (const { after } of taken) {
      this.accounts.set(after.id, after)
      this.#lines.add(`${after.id}/touch/${touch.id}`)
    }
    const ids = new Set(taken.map(({ before }) => before.id))
    const own = touch.members.filter(({ invoice }) => ids.has(invoice))
    const claimed = { ...touch, members: own, total: own.reduce((sum, { balance }) => sum + balance, 0) }
    this.touches.set(touch.id, claimed)
    this.#stopCodes.set(stopCode, touch.id)
    this.#debtors.all.set(debtor.id, { ...known, version: known.version + 1, recent: withReservation(known, touch) })
    return claimed
  }

  async touch(id: string): Promise<TouchRecord | undefined> {
    return this.touches.get(id)
  }

  async touchToStop(code: string): Promise<TouchRecord | undefined> {
    return this.touches.get(this.#stopCodes.get(code) ?? '')
  }

  async saveTouch(before: TouchRecord, after: TouchRecord): Promise<Written> {
    const now = this.touches.get(after.id)
    if (now?.status !== before.status || now.attempts.length !== before.attempts.length) return 'conflict'
    const isReport = after.heard !== before.heard
    if (isReport && now.heard !== before.heard) return 'conflict'
    const { status, attempts, receipt, heard, corrected } = after
    const reported = isReport && receipt && heard !== undefined ? { receipt, heard } : {}
    this.touches.set(after.id, { ...now, status, attempts, ...reported, ...(corrected && { corrected }) })
    return 'written'
  }

  async keepReply(reply: Reply): Promise<void> {
    if (!this.#replies.has(reply.id)) this.#replies.set(reply.id, reply)
  }

  async reply(id: string): Promise<Reply | undefined> {
    return this.#replies.get(id)
  }

  async noteDelivery(fact: DeliveryFact): Promise<void> {
    const key = [fact.touch, fact.at, fact.status, fact.providerId].join('#')
    if (!this.reports.has(key)) this.reports.set(key, fact)
  }

  async deliveries(touch: string): Promise<DeliveryFact[]> {
    const own = [...this.reports.values()].filter((fact) => fact.touch === touch)
    return own.sort((a, b) => (a.at < b.at ? -1 : 1))
  }

  async suppress(touches: readonly SuppressedTouch[]): Promise<void> {
    for (const touch of touches) {
      const key = [touch.invoice, touch.generation, touch.step, touch.reason].join('#')
      if (!this.suppressed.has(key)) this.suppressed.set(key, touch)
    }
  }

  async openTask(task: Task): Promise<void> {
    if (!this.tasks.has(task.id)) this.tasks.set(task.id, task)
  }

  async closeTask(id: string, by: string, note: string): Promise<boolean> {
    const task = this.tasks.get(id)
    if (task?.status !== 'open') return false
    this.tasks.set(id, { ...task, status: 'closed', closedBy: by, note })
    return true
  }

  async refuse(event: RefusedEvent): Promise<void> {
    this.refused.set(event.id, event)
  }

  #versionOf(id: InvoiceId): number {
    return this.accounts.get(id)?.version ?? 0
  }

  #refer(reference: string, name: string): void {
    this.#references.set(reference, (this.#references.get(reference) ?? new Set()).add(name))
  }
}
