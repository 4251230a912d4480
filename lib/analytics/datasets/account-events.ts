import type { Kpi } from '../kpi.ts'

/** What happened in an account, without personal data. */
export const accountEvents = {
  id: 'account_events',
  means: 'What happened in an account, without personal data',
  grain: 'event',
  formula:
    'the newest 200 of a debtor; amount: what an entry moved, and of a message what was open then; channel: the last that a message was tried on',
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
  SELECT f.id, f.invoice, f.event_ts, f.company_ts, f.entity AS what,
    coalesce(f.entry_kind, f.reason, f.outcome, f.status, f.step, 'none') AS detail, t.channel,
    CASE WHEN f.entity = 'entry' THEN f.amount_minor ELSE f.balance_minor END AS amount_minor
  FROM puntual.latest AS f LEFT JOIN puntual.latest AS t ON t.entity = 'touch' AND t.id = f.touch
  WHERE f.entity IN ('entry', 'claim', 'suppression', 'hold', 'task') AND f.invoice IS NOT NULL
), placed AS (
  SELECT t.invoice, t.company_ts, t.what, t.detail, t.channel, t.amount_minor, i.debtor, i.currency, i.legal_entity, i.segment, i.units,
    row_number() OVER (PARTITION BY i.debtor ORDER BY t.event_ts DESC, t.what, t.id) AS place
  FROM told AS t JOIN puntual.invoices AS i ON i.invoice = t.invoice
)
SELECT CAST(currency AS varchar) AS currency, CAST(legal_entity AS varchar) AS entity,
  CAST(segment AS varchar) AS business_unit, CAST(debtor AS varchar) AS debtor, CAST(invoice AS varchar) AS invoice, CAST(company_ts AS timestamp) AS at,
  CAST(what AS varchar) AS what, CAST(detail AS varchar) AS detail, CAST(channel AS varchar) AS channel,
  CAST(amount_minor AS double) / units AS amount
FROM placed WHERE place <= 200`,
} as const satisfies Kpi
