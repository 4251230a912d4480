import type { Invoice } from './invoice.ts'
import type { Entry } from './ledger.ts'

/** After this many dead executions a person takes over: whatever kills them will not mend itself. */
const DEATHS_BEFORE_A_PERSON = 2

/** The next generation of a journey whose execution gave up its place to newer code. */
export function continued(invoice: Invoice): { after: Invoice; entry: Entry } {
  const { generation } = invoice
  return {
    after: { ...invoice, generation: generation + 1, version: invoice.version + 1 },
    entry: { key: `continued#${generation}`, kind: 'continued', amount: 0 },
  }
}

/** What follows the death of an execution: the next generation, or a person when it has happened too often. */
export function revived(invoice: Invoice): { after: Invoice; entry: Entry; handedOver: boolean } {
  const deaths = invoice.journey.deaths + 1
  const entry: Entry = { key: `revived#${invoice.generation}`, kind: 'revived', amount: 0 }
  const journey = { ...invoice.journey, deaths }
  const version = invoice.version + 1
  if (deaths < DEATHS_BEFORE_A_PERSON)
    return { after: { ...invoice, journey, version, generation: invoice.generation + 1 }, entry, handedOver: false }
  const closed = { status: 'closed', outcome: 'handedOver', outcomeReason: 'journeyDied' } as const
  return { after: { ...invoice, ...closed, journey, version }, entry, handedOver: true }
}
