import type { Kpi } from '../kpi.ts'

/** What was open and overdue at the end of each day. */
export const receivablesDaily = {
  id: 'receivables_daily',
  means: 'What was open and overdue at the end of each day',
  grain: 'day × segment',
  formula:
    'sum of all ledger entries up to the day; overdue_N: of invoices at least N days past due (índice de mora N = overdue_N ÷ open)',
  source: 'entry, invoice',
  refresh: 'daily',
  columns: {
    currency: 'STRING',
    entity: 'STRING',
    business_unit: 'STRING',
    day: 'DATETIME',
    segment: 'STRING',
    open_amount: 'DECIMAL',
    current_amount: 'DECIMAL',
    overdue_amount: 'DECIMAL',
    overdue_30: 'DECIMAL',
    overdue_60: 'DECIMAL',
    overdue_90: 'DECIMAL',
  },
  sql: `SELECT CAST(currency AS varchar) AS currency, CAST(legal_entity AS varchar) AS entity,
  CAST(segment AS varchar) AS business_unit, CAST(day AS date) AS day, CAST(segment AS varchar) AS segment,
  CAST(sum(CASE WHEN threshold = 0 THEN amount_minor ELSE 0 END) AS double) / max(units) AS open_amount,
  CAST(sum(CASE WHEN threshold = 0 THEN amount_minor WHEN threshold = 1 THEN -amount_minor ELSE 0 END) AS double) / max(units) AS current_amount,
  CAST(sum(CASE WHEN threshold = 1 THEN amount_minor ELSE 0 END) AS double) / max(units) AS overdue_amount,
  CAST(sum(CASE WHEN threshold = 31 THEN amount_minor ELSE 0 END) AS double) / max(units) AS overdue_30,
  CAST(sum(CASE WHEN threshold = 61 THEN amount_minor ELSE 0 END) AS double) / max(units) AS overdue_60,
  CAST(sum(CASE WHEN threshold = 91 THEN amount_minor ELSE 0 END) AS double) / max(units) AS overdue_90
FROM puntual.receivables
GROUP BY currency, legal_entity, segment, day`,
} as const satisfies Kpi
