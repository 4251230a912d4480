import type { View } from '../view.ts'

/**
 * The lines of the ledger that move money until today, by the day they count and the step of the receivables bridge they belong to.
 *
 * A line counts on its effective day, but not before the invoice was issued: before that nothing was owed. Write-off and
 * excess follow from another line and count with it. What was paid above an invoice (excess) is taken out of collected.
 */
export const entries = {
  name: 'entries',
  means: 'ledger lines that move money, each on the day it counts',
  columns: {
    invoice: 'varchar',
    debtor: 'varchar',
    legal_entity: 'varchar',
    segment: 'varchar',
    currency: 'varchar',
    units: 'double',
    due_date: 'date',
    day: 'date',
    step: 'varchar',
    amount_minor: 'bigint',
  },
  sql: `WITH lines AS (
  SELECT invoice, entry_kind, amount_minor,
    max(CASE WHEN entry_kind IN ('writeOff', 'excess') THEN NULL ELSE booked_on END)
      OVER (PARTITION BY invoice, invoice_version) AS told_on,
    booked_on
  FROM puntual.latest WHERE entity = 'entry'
)
SELECT CAST(l.invoice AS varchar) AS invoice, CAST(i.debtor AS varchar) AS debtor,
  CAST(i.legal_entity AS varchar) AS legal_entity, CAST(i.segment AS varchar) AS segment,
  CAST(i.currency AS varchar) AS currency, CAST(i.units AS double) AS units, CAST(i.due_date AS date) AS due_date,
  CAST(greatest(coalesce(l.told_on, l.booked_on), i.issue_date) AS date) AS day,
  CAST(CASE
    WHEN l.entry_kind IN ('issued', 'amended', 'voided') THEN 'invoiced'
    WHEN l.entry_kind IN ('charged', 'chargeReversed') THEN 'charged'
    WHEN l.entry_kind IN ('paid', 'reversed', 'excess') THEN 'collected'
    WHEN l.entry_kind = 'credited' THEN 'credited'
    ELSE 'writtenOff' END AS varchar) AS step,
  CAST(l.amount_minor AS bigint) AS amount_minor
FROM lines AS l JOIN puntual.invoices AS i ON i.invoice = l.invoice CROSS JOIN puntual.dim_today AS t
WHERE l.amount_minor <> 0 AND greatest(coalesce(l.told_on, l.booked_on), i.issue_date) <= t.today`,
} as const satisfies View
