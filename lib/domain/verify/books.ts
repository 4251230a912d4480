import type { InvoiceFact } from '../invoice-fact.ts'
import type { Evidence, InvoiceEvidence } from './evidence.ts'
import type { Violation } from './violation.ts'

/** Invoices whose balance is not the sum of their lines, or does not follow from what was told of them. */
export function books({ debtor, invoices }: Evidence): Violation[] {
  return invoices.flatMap(({ invoice, entries }) => {
    const { id, balance: kept, currency = '' } = invoice
    const lines = entries.reduce((sum, { amount }) => sum + amount, 0)
    const sum = lines === kept ? owedBy(entries) : lines
    if (sum === kept) return []
    const at = entries.reduce((latest, one) => (one.at > latest ? one.at : latest), '')
    const finding = { kind: 'unbalanced', sum, kept, currency } as const
    return [{ check: 'books' as const, debtor, invoice: id, at, finding, rule: 'I5', citations: [] }]
  })
}

/** What is owed by the facts alone: the newest amount and what was posted, less what was credited and paid. */
function owedBy(entries: InvoiceEvidence['entries']): number {
  const facts = entries.flatMap(({ fact }) => fact ?? [])
  const voided = facts.some(({ kind }) => kind === 'voided')
  const reversed = new Set(facts.flatMap((fact) => (fact.kind === 'chargeReversed' ? [fact.charge] : [])))
  // A void takes the charges with it, whichever was told first.
  const standing = (charge: string) => !voided && !reversed.has(charge)
  const owed = facts.reduce((sum, fact) => sum + effect(fact, standing), voided ? 0 : amountOf(facts))
  const claimed = facts.some(({ kind }) => kind === 'writtenOff') ? Math.min(0, owed) : owed
  // What is paid above an issued invoice belongs to the debtor, not to its balance.
  return facts.some(({ kind }) => kind === 'issued') ? Math.max(0, claimed) : claimed
}

function effect(fact: InvoiceFact, standing: (charge: string) => boolean): number {
  switch (fact.kind) {
    case 'charged':
      return standing(fact.charge) ? fact.amount : 0
    case 'reversed':
      return fact.amount
    case 'credited':
    case 'paid':
      return -fact.amount
    case 'issued':
    case 'amended':
    case 'voided':
    case 'writtenOff':
    case 'chargeReversed':
    case 'scheduled':
    case 'paymentFailed':
    case 'holdPlaced':
    case 'holdReleased':
    case 'approved':
    case 'declined':
      return 0
  }
}

/** The amount of the newest word on it. */
function amountOf(facts: readonly InvoiceFact[]): number {
  const words = facts.flatMap((fact) =>
    (fact.kind === 'issued' || fact.kind === 'amended') && fact.terms.amount !== undefined
      ? [{ stamp: fact.stamp, amount: fact.terms.amount }]
      : [],
  )
  return words.sort((a, b) => (a.stamp < b.stamp ? 1 : -1))[0]?.amount ?? 0
}
