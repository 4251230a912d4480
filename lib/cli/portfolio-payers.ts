import type { House } from './portfolio-houses.ts'

/** The ways in which the debtors of the synthetic portfolio pay. */
export const PAYERS = [
  'punctual',
  'forgetful',
  'late',
  'payRun',
  'partial',
  'nonPayer',
  'disputer',
  'overpayer',
] as const
export type Payer = (typeof PAYERS)[number]

/** Share of the debtors of each kind who pay in each way, in percent; each row adds up to 100. */
export const PAYER_SHARES = {
  person: {
    punctual: 34,
    forgetful: 26,
    late: 16,
    payRun: 0,
    partial: 9,
    nonPayer: 8,
    disputer: 5,
    overpayer: 2,
  },
  company: {
    punctual: 24,
    forgetful: 12,
    late: 12,
    payRun: 26,
    partial: 8,
    nonPayer: 8,
    disputer: 8,
    overpayer: 2,
  },
} as const satisfies Record<House['kind'], Record<Payer, number>>

/** One way of paying for each of `count` debtors: the shares by largest remainder, so that every seed has the same. */
export function dealPayers(kind: House['kind'], count: number): Payer[] {
  const exact = PAYERS.map((payer) => ({ payer, share: (PAYER_SHARES[kind][payer] * count) / 100 }))
  const missing = count - exact.reduce((sum, { share }) => sum + Math.floor(share), 0)
  const byRemainder = exact.toSorted((a, b) => (b.share % 1) - (a.share % 1)).slice(0, missing)
  const rounded = new Set(byRemainder.map(({ payer }) => payer))
  return exact.flatMap(({ payer, share }) =>
    new Array<Payer>(Math.floor(share) + (rounded.has(payer) ? 1 : 0)).fill(payer),
  )
}
