import { MINOR_DIGITS } from '../../domain/money.ts'
import type { View } from '../view.ts'

const withoutDecimals = Object.entries(MINOR_DIGITS).flatMap(([currency, digits]) => (digits === 0 ? [currency] : []))

/** How many minor units a whole unit of a currency has, as ISO 4217 and the ledger have it. */
export const unitsOf = (currency: string): string =>
  `CAST(CASE WHEN ${currency} IN (${withoutDecimals.map((one) => `'${one}'`).join(', ')}) THEN 1 ELSE 100 END AS double)`

/** Every issued invoice as it stands; one that is only awaited is owed by nobody yet. */
export const invoices = {
  name: 'invoices',
  means: 'every issued invoice as it stands now',
  columns: {
    invoice: 'varchar',
    debtor: 'varchar',
    legal_entity: 'varchar',
    segment: 'varchar',
    currency: 'varchar',
    units: 'double',
    source: 'varchar',
    issue_date: 'date',
    due_date: 'date',
    amount_minor: 'bigint',
    balance_minor: 'bigint',
    status: 'varchar',
    outcome: 'varchar',
    level: 'bigint',
    generation: 'bigint',
  },
  sql: `SELECT CAST(i.invoice AS varchar) AS invoice, CAST(coalesce(d.debtor, i.debtor) AS varchar) AS debtor,
  CAST(i.legal_entity AS varchar) AS legal_entity,
  CAST(coalesce(i.segment, d.segment, 'none') AS varchar) AS segment,
  CAST(i.currency AS varchar) AS currency, ${unitsOf('i.currency')} AS units, CAST(i.source AS varchar) AS source,
  CAST(i.issue_date AS date) AS issue_date, CAST(i.due_date AS date) AS due_date,
  CAST(i.amount_minor AS bigint) AS amount_minor, CAST(i.balance_minor AS bigint) AS balance_minor,
  CAST(i.status AS varchar) AS status, CAST(i.outcome AS varchar) AS outcome,
  CAST(i.level AS bigint) AS level, CAST(i.generation AS bigint) AS generation
FROM puntual.latest AS i
LEFT JOIN puntual.debtors AS d ON d.id = i.debtor
WHERE i.entity = 'invoice' AND i.status <> 'awaited'`,
} as const satisfies View
