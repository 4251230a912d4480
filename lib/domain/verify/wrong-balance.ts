import type { Evidence } from './evidence.ts'
import type { Violation } from './violation.ts'

/** Messages that state another balance than their invoices had at the version they were decided on. */
export function wrongBalance(evidence: Evidence): Violation[] {
  const { debtor, invoices, touches } = evidence
  return touches.flatMap(({ id: touch, claimedAt: at, currency, members, total }) => {
    const common = { check: 'wrongBalance' as const, debtor, touch, at, rule: 'I9', citations: [] }
    const wrong = members.flatMap(({ invoice, version, balance: stated, asked }): Violation[] => {
      const about = invoices.find((one) => one.invoice.id === invoice)
      if (!about) return []
      const seen = about.entries.filter((entry) => entry.version <= version)
      const owed = seen.reduce((sum, { amount }) => sum + amount, 0)
      const isRight = stated === owed && asked <= owed && about.invoice.currency === currency
      return isRight ? [] : [{ ...common, invoice, finding: { kind: 'misstated', owed, stated, currency } }]
    })
    const owed = members.reduce((sum, { balance }) => sum + balance, 0)
    return owed === total
      ? wrong
      : [...wrong, { ...common, finding: { kind: 'misstated', owed, stated: total, currency } }]
  })
}
