import type { Kpi } from '../kpi.ts'

/** What happened in an account, without personal data. */
export const accountEvents = {
  id: 'account_events',
  means: 'What happened in an account, without personal data',
  grain: 'event',
  formula:
    'the newest 200 of a debtor in each currency, company and business unit; what is about the debtor as a whole (consents, holds, tasks, contacts that people made) stands once in each; a journey: since when it waits for what, or how it ended; amount: what an entry moved, and of a message what was open then; channel: the last that a message was tried on',
  source: 'entry, claim, delivery, suppression, hold, consent, contact, journey, task',
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
    CASE WHEN f.entity = 'journey' AND f.status = 'open' THEN coalesce(f.waiting_for, 'deciding')
      ELSE coalesce(f.entry_kind, f.reason, f.outcome, f.status, f.step, 'none') END AS detail, t.channel,
    CASE WHEN f.entity = 'entry' THEN f.amount_minor WHEN f.entity = 'claim' THEN f.balance_minor ELSE NULL END AS amount_minor,
    i.debtor, i.currency, i.legal_entity, i.segment, i.units
  FROM puntual.latest AS f
  JOIN puntual.invoices AS i ON i.invoice = f.invoice AND (f.entity <> 'journey' OR f.generation = i.generation)
  LEFT JOIN puntual.latest AS t ON t.entity = 'touch' AND t.id = f.touch
  WHERE f.entity IN ('entry', 'claim', 'suppression', 'hold', 'task', 'journey')
  UNION ALL
  SELECT f.id, CAST(NULL AS varchar), f.event_ts, f.company_ts, f.entity, f.status, f.channel, CAST(NULL AS bigint),
    coalesce(d.debtor, t.debtor), t.currency, t.legal_entity, m.segment, CAST(1 AS double)
  FROM puntual.latest AS f
  JOIN puntual.latest AS t ON t.entity = 'touch' AND t.id = f.touch
  JOIN puntual.messages AS m ON m.touch = f.touch
  LEFT JOIN puntual.debtors AS d ON d.id = t.debtor
  WHERE f.entity = 'delivery'
  UNION ALL
  SELECT f.id, CAST(NULL AS varchar), f.event_ts, f.company_ts, f.entity, coalesce(f.reason, f.status), f.channel, CAST(NULL AS bigint),
    a.debtor, a.currency, a.legal_entity, a.segment, CAST(1 AS double)
  FROM puntual.latest AS f
  LEFT JOIN puntual.debtors AS d ON d.id = f.debtor
  JOIN (SELECT DISTINCT debtor, currency, legal_entity, segment FROM puntual.invoices) AS a ON a.debtor = coalesce(d.debtor, f.debtor)
  WHERE f.invoice IS NULL AND (f.entity IN ('hold', 'task', 'consent') OR (f.entity = 'contact' AND f.is_own_contact AND f.status = 'made'))
), placed AS (
  SELECT invoice, company_ts, what, detail, channel, amount_minor, debtor, currency, legal_entity, segment, units,
    row_number() OVER (PARTITION BY debtor, currency, legal_entity, segment ORDER BY event_ts DESC, what, id) AS place
  FROM told
)
SELECT CAST(currency AS varchar) AS currency, CAST(legal_entity AS varchar) AS entity,
  CAST(segment AS varchar) AS business_unit, CAST(debtor AS varchar) AS debtor, CAST(invoice AS varchar) AS invoice, CAST(company_ts AS timestamp) AS at,
  CAST(what AS varchar) AS what, CAST(detail AS varchar) AS detail, CAST(channel AS varchar) AS channel,
  CAST(amount_minor AS double) / units AS amount
FROM placed WHERE place <= 200`,
} as const satisfies Kpi
