import type { Kpi } from '../kpi.ts'

/** What of each month's due invoices was paid by a day after they fell due. */
export const recoveryCohorts = {
  id: 'recovery_cohorts',
  means: "What of each month's due invoices was paid by a day after they fell due",
  grain: 'month of due date × days after due',
  formula:
    'recovery = paid up to k days after the due date ÷ placed; placed is the amount of all invoices due in the month. A point stands only once the last day of the month is k days past, so each point of a cohort is about the same invoices, and only a payment taken back lets it fall',
  source: 'entry, invoice',
  refresh: 'daily',
  columns: {
    currency: 'STRING',
    entity: 'STRING',
    business_unit: 'STRING',
    cohort: 'DATETIME',
    days_after: 'INTEGER',
    placed_amount: 'DECIMAL',
    paid_amount: 'DECIMAL',
  },
  sql: `WITH paid AS (
  SELECT invoice, day, -amount_minor AS paid_minor FROM puntual.entries WHERE step = 'collected'
), placed AS (
  SELECT CAST(date_trunc('month', i.due_date) AS date) AS cohort, i.invoice, i.currency, i.legal_entity, i.segment, i.units,
    i.due_date, i.amount_minor, a.days_after, CAST(i.due_date + a.days_after * INTERVAL '1' DAY AS date) AS until
  FROM puntual.invoices AS i
  CROSS JOIN (VALUES (0), (7), (15), (30), (60), (90), (120)) AS a (days_after)
  CROSS JOIN puntual.dim_today AS t
  WHERE CAST(CAST(CAST(date_trunc('month', i.due_date) AS date) + INTERVAL '1' MONTH AS date)
      + (a.days_after - 1) * INTERVAL '1' DAY AS date) <= t.today AND i.amount_minor > 0
), recovered AS (
  SELECT p.cohort, p.invoice, p.currency, p.legal_entity, p.segment, p.units, p.days_after, p.amount_minor,
    coalesce(sum(m.paid_minor), 0) AS paid_minor
  FROM placed AS p LEFT JOIN paid AS m ON m.invoice = p.invoice AND m.day <= p.until
  GROUP BY 1, 2, 3, 4, 5, 6, 7, 8
)
SELECT CAST(currency AS varchar) AS currency, CAST(legal_entity AS varchar) AS entity,
  CAST(segment AS varchar) AS business_unit, CAST(cohort AS date) AS cohort, CAST(days_after AS bigint) AS days_after,
  CAST(sum(amount_minor) AS double) / max(units) AS placed_amount, CAST(sum(paid_minor) AS double) / max(units) AS paid_amount
FROM recovered GROUP BY currency, legal_entity, segment, cohort, days_after`,
} as const satisfies Kpi
