import { BUCKET_ROWS } from '../buckets.ts'
import type { Kpi } from '../kpi.ts'

/** Where money stands that has left the books, after the buckets in which it may stay. */
const LEFT = { paid: 9, credited: 10, writtenOff: 11 } as const

/** Where the money of each bucket was a month later. */
export const rollsMonthly = {
  id: 'rolls_monthly',
  means: 'Where the money of each bucket was a month later',
  grain: 'month × bucket before × bucket after',
  formula:
    'roll rate b→b+1 = what stood in b at the end of last month and stands in b+1 now ÷ what stood in b; what left the books is paid, credited (credit notes, amendments, charges taken back) or writtenOff; cured: was overdue and was paid within the month (a due date that is moved moves the buckets before it too, so nothing that was overdue becomes current)',
  source: 'entry, invoice',
  refresh: 'daily',
  columns: {
    currency: 'STRING',
    entity: 'STRING',
    business_unit: 'STRING',
    month: 'DATETIME',
    from_bucket: 'STRING',
    from_order: 'INTEGER',
    to_bucket: 'STRING',
    to_order: 'INTEGER',
    rolled_amount: 'DECIMAL',
    from_amount: 'DECIMAL',
    cured_amount: 'DECIMAL',
  },
  sql: `WITH stood AS (
  SELECT month, currency, legal_entity, segment, units, bucket_before AS from_bucket, bucket_before_order AS from_order,
    bucket AS to_bucket, before_minor, written_off_minor, corrected_minor,
    CASE WHEN bucket = 'paid' THEN 0 ELSE least(before_minor, balance_minor) END AS kept
  FROM puntual.month_ends WHERE coalesce(before_minor, 0) > 0
), written AS (
  SELECT month, currency, legal_entity, segment, units, from_bucket, from_order, to_bucket, before_minor, kept,
    least(written_off_minor, before_minor - kept) AS written, corrected_minor
  FROM stood
), gone AS (
  SELECT month, currency, legal_entity, segment, units, from_bucket, from_order, to_bucket, before_minor, kept, written,
    least(corrected_minor, before_minor - kept - written) AS corrected
  FROM written
), parts AS (
  SELECT g.month, g.currency, g.legal_entity, g.segment, g.units, g.from_bucket, g.from_order,
    CASE WHEN w.way = 'stays' THEN g.to_bucket ELSE w.way END AS to_bucket,
    CASE w.way WHEN 'stays' THEN g.kept WHEN 'credited' THEN g.corrected WHEN 'writtenOff' THEN g.written
      ELSE g.before_minor - g.kept - g.written - g.corrected END AS rolled_minor
  FROM gone AS g CROSS JOIN (VALUES ('stays'), ${Object.keys(LEFT)
    .map((bucket) => `('${bucket}')`)
    .join(', ')}) AS w (way)
  WHERE w.way <> 'stays' OR g.to_bucket <> 'paid'
), sums AS (
  SELECT month, currency, legal_entity, segment, max(units) AS units, from_bucket, from_order, to_bucket, sum(rolled_minor) AS rolled_minor
  FROM parts GROUP BY month, currency, legal_entity, segment, from_bucket, from_order, to_bucket
), froms AS (
  SELECT month, currency, legal_entity, segment, units, from_bucket, from_order, sum(rolled_minor) AS from_minor
  FROM sums GROUP BY month, currency, legal_entity, segment, units, from_bucket, from_order
)
SELECT CAST(f.currency AS varchar) AS currency, CAST(f.legal_entity AS varchar) AS entity,
  CAST(f.segment AS varchar) AS business_unit, CAST(f.month AS date) AS month,
  CAST(f.from_bucket AS varchar) AS from_bucket, CAST(f.from_order AS bigint) AS from_order,
  CAST(t.bucket AS varchar) AS to_bucket, CAST(t.bucket_order AS bigint) AS to_order,
  CAST(coalesce(s.rolled_minor, 0) AS double) / f.units AS rolled_amount, CAST(f.from_minor AS double) / f.units AS from_amount,
  CASE WHEN f.from_order > 0 AND t.bucket = 'paid' THEN CAST(coalesce(s.rolled_minor, 0) AS double) / f.units
    ELSE CAST(0 AS double) END AS cured_amount
FROM froms AS f
CROSS JOIN (SELECT bucket, bucket_order FROM ${BUCKET_ROWS} UNION ALL SELECT bucket, bucket_order
  FROM (VALUES ${Object.entries(LEFT)
    .map(([bucket, order]) => `('${bucket}', ${order})`)
    .join(', ')}) AS gone_to (bucket, bucket_order)) AS t
LEFT JOIN sums AS s ON s.month = f.month AND s.currency = f.currency AND s.legal_entity = f.legal_entity
  AND s.segment = f.segment AND s.from_bucket = f.from_bucket AND s.to_bucket = t.bucket`,
} as const satisfies Kpi
