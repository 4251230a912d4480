import { idsOf } from '../domain/debtor-record.ts'
import type { Invoice } from '../domain/invoice.ts'
import type { InvoiceEvidence, OnRecord } from '../domain/verify/evidence.ts'
import type { MemoryDebtors } from './memory-debtors.ts'
import type { MemoryLedger } from './memory-ledger.ts'

/** What ledger and debtors in memory have on record, debtor by debtor, as the tables would; timers are the agenda's affair. */
export function* memoryRecords(ledger: MemoryLedger, debtors: MemoryDebtors): Generator<OnRecord> {
  for (const record of debtors.all.values()) {
    if (record.mergedInto !== undefined) continue
    const ids = idsOf(record)
    const touches = [...ledger.touches.values()].filter(({ debtor }) => ids.includes(debtor))
    const invoices = [...ledger.accounts.values()].filter(({ terms }) => ids.includes(terms.debtor ?? ''))
    yield {
      debtor: record.id,
      timelines: Object.fromEntries(ids.map((id) => [id, debtors.timelines.get(id) ?? []])),
      contacts: [],
      invoices: invoices.map((invoice) => evidenceOf(invoice, ledger)),
      touches: touches.sort((a, b) => (a.claimedAt < b.claimedAt ? -1 : 1)),
    }
  }
}

function evidenceOf(invoice: Invoice, { entries, tasks, touches }: MemoryLedger): InvoiceEvidence {
  const { id } = invoice
  const generations = Array.from({ length: invoice.generation }, (_, index) => index + 1)
  return {
    invoice,
    entries: entries.get(id) ?? [],
    openings: [],
    handOvers: generations.flatMap((generation) => {
      const task = tasks.get(`collect/${id}/${generation}`)
      return task ? [{ generation, at: task.openedAt }] : []
    }),
    claims: [...touches.values()].flatMap(({ id: touch, claimedAt: at, members }) =>
      members.some((member) => member.invoice === id) ? [{ touch, at }] : [],
    ),
  }
}
