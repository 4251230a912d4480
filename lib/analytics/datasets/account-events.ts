import type { Kpi } from '../kpi.ts'

/** What happened in an account, without personal data. */
export const accountEvents = {
  id: 'account_events',
  means: 'What happened in an account, without personal data',
  grain: 'event',
  formula: 'the newest 200 of a debtor',
  source: 'entry, touch, suppression, hold, journey, task',
  refresh: 'daily',
  columns: {
    currency: 'STRING',
    entity: 'STRING',
    business_unit: 'STRING',
    debtor: 'STRING',
    invoice: 'STRING',
    at: 'DATETIME',
    what: 'STRING',
    detail: 'STRING',
    channel: 'STRING',
    amount: 'DECIMAL',
  },
  sql: `WITH told AS (
  SELECT f.invoice, f.event_ts, f.entity AS what,
    coalesce(f.entry_kind, f.reason, f.outcome, f.status, f.step, 'none') AS detail, f.channel,
    CASE WHEN f.entity = 'entry' THEN f.amount_minor ELSE f.balance_minor END AS amount_minor
  FROM puntual.latest AS f WHERE f.entity IN ('entry', 'claim', 'suppression', 'hold', 'task') AND f.invoice IS NOT NULL
), placed AS (
  SELECT t.invoice, t.event_ts, t.what, t.detail, t.channel, t.amount_minor, i.debtor, i.currency, i.legal_entity, i.segment, i.units,
    row_number() OVER (PARTITION BY i.debtor ORDER BY t.event_ts DESC) AS place
  FROM told AS t JOIN puntual.invoices AS i ON i.invoice = t.invoice
)
SELECT CAST(currency AS varchar) AS currency, CAST(legal_entity AS varchar) AS entity,
  CAST(segment AS varchar) AS business_unit, CAST(debtor AS varchar) AS debtor, CAST(invoice AS varchar) AS invoice, CAST(event_ts AS timestamp) AS at,
  CAST(what AS varchar) AS what, CAST(detail AS varchar) AS detail, CAST(channel AS varchar) AS channel,
  CAST(amount_minor AS double) / units AS amount
FROM placed WHERE place <= 200`,
} as const satisfies Kpi
