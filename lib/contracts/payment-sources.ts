import type { Company } from './company.ts'

/** The payment sources of each legal entity: its own list, else the company's. */
export const paymentSourcesOf = ({ entities, paymentSources }: Company): Record<string, readonly string[]> =>
  Object.fromEntries(Object.entries(entities).map(([id, entity]) => [id, entity.paymentSources ?? paymentSources]))
