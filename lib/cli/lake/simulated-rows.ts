import type { EventRow } from '../../analytics/dunning-events.ts'
import { rowsOf } from '../../analytics/kinds.ts'
import type { Mapping } from '../../analytics/rows/row.ts'
import { DEBTOR, OTHER_ID } from '../../simulation/script.ts'
import type { Town } from '../../simulation/town.ts'
import { factsOfTown } from '../../simulation/town-facts.ts'

/** Whom and in what the debtor of a town owes: towns have one company and one currency, portfolios have several. */
export interface Belonging {
  readonly legalEntity: string
  readonly currency: string
  readonly segment: string
}

const ENTITIES = ['andina', 'norte'] as const
const CURRENCIES = ['MXN', 'COP', 'CLP'] as const
const SEGMENTS = ['consumer', 'business'] as const

/** The town's place in a portfolio, by its number. */
export const belongingOf = (number: number): Belonging => ({
  legalEntity: ENTITIES[number % 2] ?? ENTITIES[0],
  currency: CURRENCIES[number % 3] ?? CURRENCIES[0],
  segment: SEGMENTS[Math.floor(number / 6) % 2] ?? SEGMENTS[0],
})

/** Ids of a town's own: every town names its debtor, its invoices and the answers alike. */
export const ownId = (id: string, number: number): string =>
  id
    .replaceAll('erp:F-', `erp:F-${number}-`)
    .replaceAll(DEBTOR, `erp:D-${number}`)
    .replaceAll(OTHER_ID, `${OTHER_ID}-${number}`)
    .replaceAll('acknowledgement@', `acknowledgement@${number}-`)

/** The lake's rows of one town of a portfolio. */
export function rowsOfTown(town: Town, number: number, mapping: Mapping): EventRow[] {
  const { legalEntity, currency, segment } = belongingOf(number)
  return factsOfTown(town)
    .flatMap((fact) => rowsOf(fact, mapping))
    .map((row) => ({
      ...row,
      id: ownId(row.id, number),
      invoice: row.invoice && ownId(row.invoice, number),
      debtor: row.debtor && ownId(row.debtor, number),
      touch: row.touch && ownId(row.touch, number),
      legal_entity: row.legal_entity && legalEntity,
      currency: row.currency && currency,
      segment: row.entity === 'invoice' ? segment : row.segment,
    }))
}
