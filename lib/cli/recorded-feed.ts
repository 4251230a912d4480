import type { CompiledCatalog } from '../contracts/compiled-catalog.ts'
import type { Problem } from '../contracts/intake.ts'
import type { Instant } from '../domain/time.ts'
import { MemoryDebtors } from '../simulation/memory-debtors.ts'
import { MemoryLedger } from '../simulation/memory-ledger.ts'
import { MemoryPaymentMarks } from '../simulation/memory-payment-marks.ts'
import { MemorySending } from '../simulation/memory-sending.ts'
import { MemoryShelf } from '../simulation/memory-shelf.ts'
import { UNSPOKEN } from '../simulation/unspoken.ts'
import { limitsBy, shippedBook } from '../usecases/limits.ts'
import { Policies } from '../usecases/policies.ts'
import { type Intake, recordEvent } from '../usecases/record-event.ts'

/** One event of a feed, not checked yet. */
export interface FedEvent {
  readonly source: string
  readonly name: string
  readonly detail: unknown
}

/** What a feed came to: the ledger and debtors it made, what decides over them, and the events that were refused. */
export interface RecordedFeed {
  readonly ledger: MemoryLedger
  readonly debtors: MemoryDebtors
  readonly house: Pick<Intake, 'policies' | 'limits'>
  /** By the event's place in the feed, from 0. */
  readonly refused: ReadonlyMap<number, readonly Problem[]>
}

/** Words that move neither money nor dates: they are checked against the contract, and not played. */
const ASIDE = ['ContactMade', 'ReplyReceived', 'SourceWatermarkAdvanced', 'PaymentSourceCompleted']

/** Plays a feed through the intake that is deployed, over a ledger of its own in memory, in the order given. */
export async function recordedFeed(
  feed: readonly FedEvent[],
  catalog: CompiledCatalog,
  now: Instant,
): Promise<RecordedFeed> {
  const debtors = new MemoryDebtors()
  const ledger = new MemoryLedger(debtors, (invoice, generation) => `${invoice}@${generation}`)
  const intake = intakeOver(ledger, debtors, catalog, now)
  const refused = new Map<number, readonly Problem[]>()
  for (const [index, { source, name, detail }] of feed.entries()) {
    if (ASIDE.includes(name)) continue
    const id = `${index}`
    await recordEvent(intake, { id, body: JSON.stringify({ id, source, 'detail-type': name, detail }) })
  }
  for (const { id, problems } of ledger.refused.values()) refused.set(Number(id), problems)
  return { ledger, debtors, house: intake, refused }
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
    firstContacts: company.firstContacts,
    entities: Object.keys(company.entities),
    defaultEntity: company.defaultEntity,
    allocationOrders: Object.fromEntries(
      Object.entries(company.entities).map(([id, { allocationOrder }]) => [id, allocationOrder]),
    ),
    linkHosts: Object.values(company.entities).flatMap(({ paymentLinkHosts }) => paymentLinkHosts),
  }
}
