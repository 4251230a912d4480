import { AFTER_HOURS } from '../after-hours.ts'
import type { Kpi } from '../kpi.ts'
import { unitsOf } from '../views/invoices.ts'

/** Messages that left, and what followed them (descriptive: what was paid within seven days need not be paid because of it). */
export const touches = {
  id: 'touches',
  means:
    'Messages that left, and what followed them (descriptive: what was paid within seven days need not be paid because of it)',
  grain: 'day × channel × template × level × hour × weekday',
  formula:
    'paid_within_7: messages after which one of their invoices was paid within seven days; seen: opened (e-mail) or read (WhatsApp), which programs of mail may do by themselves or prevent; clicked: a link in it was followed',
  source: 'touch, attempt, delivery, claim, contact',
  refresh: 'daily',
  columns: {
    currency: 'STRING',
    entity: 'STRING',
    business_unit: 'STRING',
    day: 'DATETIME',
    channel: 'STRING',
    template: 'STRING',
    level: 'INTEGER',
    hour: 'INTEGER',
    weekday: 'INTEGER',
    segment: 'STRING',
    sent: 'INTEGER',
    delivered: 'INTEGER',
    seen: 'INTEGER',
    clicked: 'INTEGER',
    bounced: 'INTEGER',
    complained: 'INTEGER',
    failed: 'INTEGER',
    unknown: 'INTEGER',
    paid_within_7: 'INTEGER',
    paid_amount_within_7: 'DECIMAL',
    after_hours: 'INTEGER',
    cost_usd: 'DECIMAL',
  },
  sql: `WITH clocks AS (
  SELECT touch, max(local_date) AS local_date, max(local_hour) AS local_hour, max(local_weekday) AS local_weekday
  FROM puntual.latest WHERE entity = 'contact' AND touch IS NOT NULL GROUP BY touch
), reports AS (
  SELECT touch, max(CASE WHEN status IN ('delivered', 'atCarrier', 'opened', 'read', 'clicked') THEN 1 ELSE 0 END) AS delivered,
    max(CASE WHEN status IN ('opened', 'read', 'clicked') THEN 1 ELSE 0 END) AS seen,
    max(CASE WHEN status = 'clicked' THEN 1 ELSE 0 END) AS clicked,
    max(CASE WHEN status = 'bounced' THEN 1 ELSE 0 END) AS bounced,
    max(CASE WHEN status = 'complained' THEN 1 ELSE 0 END) AS complained
  FROM puntual.latest WHERE entity = 'delivery' GROUP BY touch
), collected AS (
  SELECT invoice, day, sum(-amount_minor) AS paid_minor FROM puntual.entries WHERE step = 'collected' GROUP BY 1, 2
), followed AS (
  SELECT c.touch, max(i.segment) AS segment, coalesce(sum(p.paid_minor), 0) AS paid_minor
  FROM puntual.latest AS c
  JOIN puntual.invoices AS i ON i.invoice = c.invoice
  LEFT JOIN collected AS p ON p.invoice = c.invoice AND p.day >= CAST(c.event_ts AS date)
    AND p.day <= CAST(CAST(c.event_ts AS date) + INTERVAL '7' DAY AS date)
  WHERE c.entity = 'claim' GROUP BY c.touch
), costs AS (
  SELECT a.touch, sum(coalesce(own.micros, other.micros, 0)) AS micros
  FROM puntual.latest AS a
  LEFT JOIN puntual.latest AS d ON d.entity = 'debtor' AND d.id = a.debtor
  LEFT JOIN puntual.dim_prices AS own ON own.channel = a.channel AND own.country = d.country
  LEFT JOIN puntual.dim_prices AS other ON other.channel = a.channel AND other.country = 'other'
  WHERE a.entity = 'attempt' AND a.outcome <> 'notSent' GROUP BY a.touch
), told AS (
  SELECT t.touch, t.currency, t.legal_entity, coalesce(f.segment, 'none') AS segment, t.channel, t.template, t.level, t.status,
    coalesce(k.local_date, CAST(t.event_ts AS date)) AS day, k.local_hour, k.local_weekday,
    coalesce(r.delivered, 0) AS delivered, coalesce(r.seen, 0) AS seen, coalesce(r.clicked, 0) AS clicked,
    coalesce(r.bounced, 0) AS bounced, coalesce(r.complained, 0) AS complained,
    CAST(coalesce(f.paid_minor, 0) AS double) / ${unitsOf('t.currency')} AS paid, coalesce(c.micros, 0) AS micros
  FROM puntual.latest AS t
  LEFT JOIN clocks AS k ON k.touch = t.touch
  LEFT JOIN reports AS r ON r.touch = t.touch
  LEFT JOIN followed AS f ON f.touch = t.touch
  LEFT JOIN costs AS c ON c.touch = t.touch
  WHERE t.entity = 'touch' AND t.status IN ('sent', 'failed', 'unknown')
)
SELECT CAST(currency AS varchar) AS currency, CAST(legal_entity AS varchar) AS entity,
  CAST(segment AS varchar) AS business_unit, CAST(day AS date) AS day, CAST(coalesce(channel, 'none') AS varchar) AS channel,
  CAST(template AS varchar) AS template, CAST(level AS bigint) AS level, CAST(local_hour AS bigint) AS hour,
  CAST(local_weekday AS bigint) AS weekday, CAST(segment AS varchar) AS segment,
  CAST(sum(CASE WHEN status = 'sent' THEN 1 ELSE 0 END) AS bigint) AS sent, CAST(sum(delivered) AS bigint) AS delivered,
  CAST(sum(seen) AS bigint) AS seen, CAST(sum(clicked) AS bigint) AS clicked,
  CAST(sum(bounced) AS bigint) AS bounced, CAST(sum(complained) AS bigint) AS complained,
  CAST(sum(CASE WHEN status = 'failed' THEN 1 ELSE 0 END) AS bigint) AS failed,
  CAST(sum(CASE WHEN status = 'unknown' THEN 1 ELSE 0 END) AS bigint) AS unknown,
  CAST(sum(CASE WHEN status = 'sent' AND paid > 0 THEN 1 ELSE 0 END) AS bigint) AS paid_within_7,
  CAST(sum(CASE WHEN status = 'sent' THEN paid ELSE 0 END) AS double) AS paid_amount_within_7,
  CAST(sum(CASE WHEN ${AFTER_HOURS} THEN 1 ELSE 0 END) AS bigint) AS after_hours,
  CAST(sum(micros) AS double) / 1000000 AS cost_usd
FROM told
GROUP BY currency, legal_entity, segment, day, channel, template, level, local_hour, local_weekday`,
} as const satisfies Kpi
