import { bucketOf, bucketOrderOf } from '../buckets.ts'
import type { View } from '../view.ts'

/**
 * Each invoice at the end of each month in which it was open, or was a month before: its balance and its bucket, which is
 * `paid` once nothing is left. The running month ends today. What was written off or corrected (credit notes, amendments,
 * charges taken back) within the month stands beside it, because it left the books without being paid.
 */
export const monthEnds = {
  name: 'month_ends',
  means: 'each invoice at the end of each month while it was open, and at the end of the month after',
  columns: {
    month: 'date',
    invoice: 'varchar',
    debtor: 'varchar',
    legal_entity: 'varchar',
    segment: 'varchar',
    currency: 'varchar',
    units: 'double',
    balance_minor: 'bigint',
    before_minor: 'bigint',
    written_off_minor: 'bigint',
    corrected_minor: 'bigint',
    bucket: 'varchar',
    bucket_order: 'bigint',
    bucket_before: 'varchar',
    bucket_before_order: 'bigint',
  },
  sql: `WITH bounds AS (
  SELECT min(month) AS first_month FROM puntual.dim_calendar
), moved AS (
  SELECT e.invoice, greatest(CAST(date_trunc('month', e.day) AS date), b.first_month) AS month,
    sum(e.amount_minor) AS amount_minor,
    sum(CASE WHEN e.step = 'writtenOff' THEN -e.amount_minor ELSE 0 END) AS written_off_minor,
    sum(CASE WHEN e.step IN ('credited', 'invoiced', 'charged') THEN -e.amount_minor ELSE 0 END) AS corrected_minor
  FROM puntual.entries AS e CROSS JOIN bounds AS b GROUP BY 1, 2
), spans AS (
  SELECT m.invoice, min(m.month) AS first_month, max(m.month) AS last_month, sum(m.amount_minor) AS left_minor
  FROM moved AS m GROUP BY 1
), ends AS (
  SELECT month, day FROM puntual.dim_calendar WHERE closes_month
), grid AS (
  SELECT e.month, e.day, s.invoice FROM ends AS e
  JOIN spans AS s ON e.month >= s.first_month
    AND (s.left_minor > 0 OR e.month <= CAST(s.last_month + INTERVAL '1' MONTH AS date))
), balances AS (
  SELECT g.month, g.day, g.invoice,
    sum(coalesce(m.amount_minor, 0)) OVER (PARTITION BY g.invoice ORDER BY g.month
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS balance_minor,
    greatest(coalesce(m.written_off_minor, 0), 0) AS written_off_minor, greatest(coalesce(m.corrected_minor, 0), 0) AS corrected_minor
  FROM grid AS g LEFT JOIN moved AS m ON m.invoice = g.invoice AND m.month = g.month
), aged AS (
  SELECT b.month, b.invoice, b.balance_minor, b.written_off_minor, b.corrected_minor, i.debtor, i.legal_entity, i.segment, i.currency, i.units,
    date_diff('day', coalesce(i.due_date, b.day), b.day) AS days
  FROM balances AS b JOIN puntual.invoices AS i ON i.invoice = b.invoice
), named AS (
  SELECT month, invoice, debtor, legal_entity, segment, currency, units, balance_minor, written_off_minor, corrected_minor,
    CASE WHEN balance_minor <= 0 THEN 'paid' ELSE ${bucketOf('days')} END AS bucket,
    CASE WHEN balance_minor <= 0 THEN 9 ELSE ${bucketOrderOf('days')} END AS bucket_order
  FROM aged
)
SELECT CAST(month AS date) AS month, CAST(invoice AS varchar) AS invoice, CAST(debtor AS varchar) AS debtor,
  CAST(legal_entity AS varchar) AS legal_entity, CAST(segment AS varchar) AS segment,
  CAST(currency AS varchar) AS currency, CAST(units AS double) AS units,
  CAST(balance_minor AS bigint) AS balance_minor,
  CAST(lag(balance_minor) OVER (PARTITION BY invoice ORDER BY month) AS bigint) AS before_minor,
  CAST(written_off_minor AS bigint) AS written_off_minor, CAST(corrected_minor AS bigint) AS corrected_minor,
  CAST(bucket AS varchar) AS bucket, CAST(bucket_order AS bigint) AS bucket_order,
  CAST(lag(bucket) OVER (PARTITION BY invoice ORDER BY month) AS varchar) AS bucket_before,
  CAST(lag(bucket_order) OVER (PARTITION BY invoice ORDER BY month) AS bigint) AS bucket_before_order
FROM named`,
} as const satisfies View
