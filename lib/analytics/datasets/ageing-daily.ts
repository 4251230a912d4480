import type { Kpi } from '../kpi.ts'

/** Open receivables by ageing bucket at the end of each day. */
export const ageingDaily = {
  id: 'ageing_daily',
  means: 'Open receivables by ageing bucket at the end of each day',
  grain: 'day × bucket',
  formula: 'bucket by days past due: current ≤ 0, b1_30, b31_60, b61_90, b91; the buckets add up to open receivables',
  source: 'entry, invoice',
  refresh: 'daily',
  columns: {
    currency: 'STRING',
    entity: 'STRING',
    business_unit: 'STRING',
    day: 'DATETIME',
    bucket: 'STRING',
    bucket_order: 'INTEGER',
    open_amount: 'DECIMAL',
  },
  sql: `WITH parts AS (
  SELECT r.day, r.currency, r.legal_entity, r.segment, r.units, b.bucket, b.bucket_order, b.sign, r.amount_minor
  FROM puntual.receivables AS r
  JOIN (VALUES (0, 'current', 0, 1), (1, 'current', 0, -1), (1, 'b1_30', 1, 1), (31, 'b1_30', 1, -1),
    (31, 'b31_60', 2, 1), (61, 'b31_60', 2, -1), (61, 'b61_90', 3, 1), (91, 'b61_90', 3, -1), (91, 'b91', 4, 1))
    AS b (threshold, bucket, bucket_order, sign) ON b.threshold = r.threshold
)
SELECT CAST(currency AS varchar) AS currency, CAST(legal_entity AS varchar) AS entity,
  CAST(segment AS varchar) AS business_unit, CAST(day AS date) AS day, CAST(bucket AS varchar) AS bucket,
  CAST(bucket_order AS bigint) AS bucket_order, CAST(sum(sign * amount_minor) AS double) / max(units) AS open_amount
FROM parts
GROUP BY currency, legal_entity, segment, day, bucket, bucket_order`,
} as const satisfies Kpi
