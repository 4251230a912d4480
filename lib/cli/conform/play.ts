import type { CompiledCatalog } from '../../contracts/compiled-catalog.ts'
import type { Problem } from '../../contracts/intake.ts'
import type { Instant } from '../../domain/time.ts'
import { MemoryDebtors } from '../../simulation/memory-debtors.ts'
import { MemoryLedger } from '../../simulation/memory-ledger.ts'
import { MemoryPaymentMarks } from '../../simulation/memory-payment-marks.ts'
import { MemorySending } from '../../simulation/memory-sending.ts'
import { MemoryShelf } from '../../simulation/memory-shelf.ts'
import { UNSPOKEN } from '../../simulation/unspoken.ts'
import { limitsBy, shippedBook } from '../../usecases/limits.ts'
import { Policies } from '../../usecases/policies.ts'
import { type Intake, recordEvent } from '../../usecases/record-event.ts'
import type { Told } from './sample.ts'

/** An invoice as the ledger holds it in the end; amounts are minor units. */
export interface Held {
  readonly status: string
  readonly balance: number
  readonly currency?: string
  readonly dueDate?: string
}

/** What a feed came to. */
export interface Outcome {
  readonly invoices: Readonly<Record<string, Held>>
  /** Cash that no invoice has taken, by debtor and currency. */
  readonly unapplied: Readonly<Record<string, number>>
  /** What was refused, by the event's line. */
  readonly refused: ReadonlyMap<number, readonly Problem[]>
}

/** Words that move neither money nor dates: they are checked against the contract, and not played. */
const ASIDE = ['ContactMade', 'ReplyReceived', 'SourceWatermarkAdvanced', 'PaymentSourceCompleted']

/** Plays a feed through the intake that is deployed, over a ledger of its own in memory, in the order given. */
export async function play(feed: readonly Told[], catalog: CompiledCatalog, now: Instant): Promise<Outcome> {
  const debtors = new MemoryDebtors()
  const ledger = new MemoryLedger(debtors, (invoice, generation) => `${invoice}@${generation}`)
  const intake = intakeOver(ledger, debtors, catalog, now)
  const refused = new Map<number, readonly Problem[]>()
  for (const [index, { line, source, name, detail }] of feed.entries()) {
    if (ASIDE.includes(name)) continue
    const id = `${index}`
    await recordEvent(intake, { id, body: JSON.stringify({ id, source, 'detail-type': name, detail }) })
    const kept = [...ledger.refused.values()].find((one) => one.id === id)
    if (kept) refused.set(line, kept.problems)
  }
  const invoices = [...ledger.accounts.values()].map(({ id, status, balance, currency, terms }): [string, Held] => [
    id,
    { status, balance, ...(currency && { currency }), ...(terms.dueDate && { dueDate: terms.dueDate }) },
  ])
  const unapplied: Record<string, number> = {}
  for (const [id] of debtors.all)
    for (const { currency, amount } of (await debtors.debtor(id)).unapplied)
      if (amount > 0) unapplied[`${id} ${currency}`] = (unapplied[`${id} ${currency}`] ?? 0) + amount
  return { invoices: Object.fromEntries(invoices.toSorted(([a], [b]) => (a < b ? -1 : 1))), unapplied, refused }
}

function intakeOver(ledger: MemoryLedger, debtors: MemoryDebtors, catalog: CompiledCatalog, now: Instant): Intake {
  const { company, policies, law } = catalog
  const rules = limitsBy(shippedBook(law, company), company)
  return {
    ...UNSPOKEN,
    ledger,
    debtors,
    journeys: { start: async () => {}, wake: async () => {} },
    policies: new Policies(
      { policies, segments: company.segments, defaultPolicy: company.defaultPolicy },
      new MemoryShelf(),
    ),
    clock: { now: () => now },
    meter: { count: () => {} },
    limits: async (place, wish) => rules(place, wish),
    configured: ['email', 'sms'],
    paymentMarks: new MemoryPaymentMarks(),
    sending: new MemorySending(),
    bands: company.guard,
    entities: Object.keys(company.entities),
    defaultEntity: company.defaultEntity,
    allocationOrders: Object.fromEntries(
      Object.entries(company.entities).map(([id, { allocationOrder }]) => [id, allocationOrder]),
    ),
    linkHosts: Object.values(company.entities).flatMap(({ paymentLinkHosts }) => paymentLinkHosts),
  }
}
