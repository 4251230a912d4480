import type { CompiledCatalog } from '../../contracts/compiled-catalog.ts'
import type { Problem } from '../../contracts/intake.ts'
import type { Instant } from '../../domain/time.ts'
import { recordedFeed } from '../recorded-feed.ts'
import type { Told } from './sample.ts'

/** An invoice as the ledger holds it in the end; amounts are minor units. */
export interface Held {
  readonly status: string
  readonly balance: number
  readonly currency?: string
  readonly dueDate?: string
}

/** What a feed came to. An invoice that is only named, and never issued, is not among its invoices. */
export interface Outcome {
  readonly invoices: Readonly<Record<string, Held>>
  /** Cash that no invoice has taken, by debtor and currency. */
  readonly unapplied: Readonly<Record<string, number>>
  /** What was refused, by the event's line. */
  readonly refused: ReadonlyMap<number, readonly Problem[]>
}

/** Plays a feed through the intake that is deployed, over a ledger of its own in memory, in the order given. */
export async function play(feed: readonly Told[], catalog: CompiledCatalog, now: Instant): Promise<Outcome> {
  const { ledger, debtors, refused } = await recordedFeed(feed, catalog, now)
  const issued = [...ledger.accounts.values()].filter(({ status }) => status !== 'awaited')
  const invoices = issued.map(({ id, status, balance, currency, terms }): [string, Held] => [
    id,
    { status, balance, ...(currency && { currency }), ...(terms.dueDate && { dueDate: terms.dueDate }) },
  ])
  const byLine = new Map([...refused].map(([index, problems]) => [feed[index]?.line ?? 0, problems]))
  const unapplied: Record<string, number> = {}
  for (const [id] of debtors.all)
    for (const { currency, amount } of (await debtors.debtor(id)).unapplied)
      unapplied[`${id} ${currency}`] = (unapplied[`${id} ${currency}`] ?? 0) + amount
  return { invoices: Object.fromEntries(invoices.toSorted(([a], [b]) => (a < b ? -1 : 1))), unapplied, refused: byLine }
}
