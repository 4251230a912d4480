import type { Kpi } from '../kpi.ts'

/** DSO, best possible DSO, average days delinquent, CEI and countback DSO of each month, as numerators and denominators. */
export const kpisMonthly = {
  id: 'kpis_monthly',
  means:
    'DSO, best possible DSO, average days delinquent, CEI and countback DSO of each month, as numerators and denominators',
  grain: 'month',
  formula:
    "DSO = receivables ÷ credit sales × days; BPDSO = current receivables ÷ credit sales × days; ADD = DSO − BPDSO; CEI = (begin + sales − end total) ÷ (begin + sales − end current) × 100; countback DSO: months' sales are taken off the receivables from the newest back, their days counted, the last in proportion; of the books of a legal entity as a whole, so each segment of it has the same",
  source: 'entry, invoice',
  refresh: 'daily',
  columns: {
    currency: 'STRING',
    entity: 'STRING',
    business_unit: 'STRING',
    month: 'DATETIME',
    days: 'INTEGER',
    receivables: 'DECIMAL',
    current_receivables: 'DECIMAL',
    credit_sales: 'DECIMAL',
    dso_numerator: 'DECIMAL',
    dso_denominator: 'DECIMAL',
    bpdso_numerator: 'DECIMAL',
    bpdso_denominator: 'DECIMAL',
    add_numerator: 'DECIMAL',
    add_denominator: 'DECIMAL',
    begin_total: 'DECIMAL',
    end_total: 'DECIMAL',
    end_current: 'DECIMAL',
    cei_numerator: 'DECIMAL',
    cei_denominator: 'DECIMAL',
    countback_numerator: 'DECIMAL',
    countback_denominator: 'DECIMAL',
  },
  sql: `WITH sales AS (
  SELECT CAST(date_trunc('month', day) AS date) AS month, currency, legal_entity, segment, sum(amount_minor) AS sales
  FROM puntual.entries WHERE step = 'invoiced' GROUP BY 1, 2, 3, 4
), ends AS (
  SELECT r.month, c.days_of_month, r.currency, r.legal_entity, r.segment, max(r.units) AS units,
    sum(CASE WHEN r.threshold = 0 THEN r.amount_minor ELSE 0 END) AS total,
    sum(CASE WHEN r.threshold = 0 THEN r.amount_minor WHEN r.threshold = 1 THEN -r.amount_minor ELSE 0 END) AS current_total
  FROM puntual.receivables AS r JOIN puntual.dim_calendar AS c ON c.day = r.day
  WHERE r.closes_month GROUP BY 1, 2, 3, 4, 5
), months AS (
  SELECT e.month, CAST(e.days_of_month AS double) AS days, e.currency, e.legal_entity, e.segment, e.units,
    CAST(e.total AS double) AS total, CAST(e.current_total AS double) AS current_total,
    CAST(coalesce(s.sales, 0) AS double) AS sales,
    CAST(coalesce(lag(e.total) OVER (PARTITION BY e.currency, e.legal_entity, e.segment ORDER BY e.month), 0) AS double) AS begin_total
  FROM ends AS e LEFT JOIN sales AS s ON s.month = e.month AND s.currency = e.currency
    AND s.legal_entity = e.legal_entity AND s.segment = e.segment
), books AS (
  SELECT month, days, currency, legal_entity, sum(total) AS total, sum(sales) AS sales FROM months GROUP BY 1, 2, 3, 4
), back AS (
  SELECT m.month, m.currency, m.legal_entity, b.days, b.sales,
    m.total - coalesce(sum(b.sales) OVER (PARTITION BY m.month, m.currency, m.legal_entity ORDER BY b.month DESC
      ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS still
  FROM books AS m JOIN books AS b ON b.currency = m.currency AND b.legal_entity = m.legal_entity AND b.month <= m.month
), countback AS (
  SELECT month, currency, legal_entity,
    sum(CASE WHEN still <= 0 THEN 0 WHEN sales <= still THEN days ELSE days * still / sales END) AS days
  FROM back GROUP BY 1, 2, 3
)
SELECT CAST(m.currency AS varchar) AS currency, CAST(m.legal_entity AS varchar) AS entity,
  CAST(m.segment AS varchar) AS business_unit, CAST(m.month AS date) AS month, CAST(m.days AS bigint) AS days,
  m.total / m.units AS receivables, m.current_total / m.units AS current_receivables, m.sales / m.units AS credit_sales,
  m.total * m.days / m.units AS dso_numerator, m.sales / m.units AS dso_denominator,
  m.current_total * m.days / m.units AS bpdso_numerator, m.sales / m.units AS bpdso_denominator,
  (m.total - m.current_total) * m.days / m.units AS add_numerator, m.sales / m.units AS add_denominator,
  m.begin_total / m.units AS begin_total, m.total / m.units AS end_total, m.current_total / m.units AS end_current,
  (m.begin_total + m.sales - m.total) / m.units AS cei_numerator,
  (m.begin_total + m.sales - m.current_total) / m.units AS cei_denominator,
  c.days * m.total / m.units AS countback_numerator, m.total / m.units AS countback_denominator
FROM months AS m JOIN countback AS c ON c.month = m.month AND c.currency = m.currency AND c.legal_entity = m.legal_entity
WHERE m.month > (SELECT min(month) FROM puntual.dim_calendar)`,
} as const satisfies Kpi
