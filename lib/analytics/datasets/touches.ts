import type { Kpi } from '../kpi.ts'
import { unitsOf } from '../views/invoices.ts'

/** Messages that left, and what followed them (descriptive: what was paid within seven days need not be paid because of it). */
export const touches = {
  id: 'touches',
  means:
    'Messages that left, and what followed them (descriptive: what was paid within seven days need not be paid because of it)',
  grain: 'day × channel × template × level × hour × weekday',
  formula:
    'messages: those sent, without calls, which are spoken and not delivered; delivered, seen and clicked: of those; paid_within_7: messages after which one of their invoices was paid within seven days; seen: opened (e-mail) or read (WhatsApp), which programs of mail may do by themselves or prevent; clicked: a link in it was followed; emails: messages of which an e-mail left, emails_bounced and emails_complained: of them, bounced for good or called spam, as SES counts them; after_hours: outside the hours or on a holiday of the law of the debtor’s country; hour and weekday: of the contact, on the clock of the debtor; unknown (clock) where a message was no contact because nobody took it, and for what a backfill brought of contacts that the tables had forgotten; cost_usd: without the unpriced, for which the catalog has no price',
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
    clock: 'STRING',
    sent: 'INTEGER',
    messages: 'INTEGER',
    delivered: 'INTEGER',
    seen: 'INTEGER',
    clicked: 'INTEGER',
    bounced: 'INTEGER',
    emails: 'INTEGER',
    emails_bounced: 'INTEGER',
    emails_complained: 'INTEGER',
    failed: 'INTEGER',
    unknown: 'INTEGER',
    paid_within_7: 'INTEGER',
    paid_amount_within_7: 'DECIMAL',
    after_hours: 'INTEGER',
    cost_usd: 'DECIMAL',
    unpriced: 'INTEGER',
  },
  sql: `WITH reports AS (
  SELECT touch, max(CASE WHEN status IN ('delivered', 'atCarrier', 'opened', 'read', 'clicked') THEN 1 ELSE 0 END) AS delivered,
    max(CASE WHEN status IN ('opened', 'read', 'clicked') THEN 1 ELSE 0 END) AS seen,
    max(CASE WHEN status = 'clicked' THEN 1 ELSE 0 END) AS clicked,
    max(CASE WHEN status = 'bounced' THEN 1 ELSE 0 END) AS bounced,
    max(CASE WHEN status = 'bounced' AND channel = 'email' THEN 1 ELSE 0 END) AS emails_bounced,
    max(CASE WHEN status = 'complained' AND channel = 'email' THEN 1 ELSE 0 END) AS emails_complained
  FROM puntual.latest WHERE entity = 'delivery' GROUP BY touch
), costs AS (
  SELECT touch, sum(coalesce(micros, 0)) AS micros, sum(CASE WHEN micros IS NULL THEN 1 ELSE 0 END) AS unpriced,
    max(CASE WHEN channel = 'email' THEN 1 ELSE 0 END) AS emails
  FROM puntual.attempts GROUP BY touch
), sent AS (
  SELECT t.touch, t.currency, t.legal_entity, t.channel, t.template, t.level, t.status,
    coalesce(k.day, CAST(t.company_ts AS date)) AS day, k.hour, k.weekday, coalesce(k.is_after_hours, false) AS is_after_hours
  FROM puntual.latest AS t LEFT JOIN puntual.contacts AS k ON k.touch = t.touch
  WHERE t.entity = 'touch' AND t.status IN ('sent', 'failed', 'unknown')
), followed AS (
  SELECT s.touch, sum(-p.amount_minor) AS paid_minor
  FROM sent AS s
  JOIN puntual.latest AS c ON c.entity = 'claim' AND c.touch = s.touch
  JOIN puntual.entries AS p ON p.invoice = c.invoice AND p.step = 'collected' AND p.day >= s.day
    AND p.day <= CAST(s.day + INTERVAL '7' DAY AS date)
  GROUP BY s.touch
), told AS (
  SELECT t.touch, t.currency, t.legal_entity, coalesce(m.segment, 'none') AS segment, t.channel, t.template, t.level, t.status,
    t.day, t.hour, t.weekday, t.is_after_hours,
    CASE WHEN t.status = 'sent' AND coalesce(t.channel, 'none') <> 'call' THEN 1 ELSE 0 END AS messages,
    coalesce(r.delivered, 0) AS delivered, coalesce(r.seen, 0) AS seen, coalesce(r.clicked, 0) AS clicked,
    coalesce(r.bounced, 0) AS bounced, coalesce(c.emails, 0) AS emails,
    coalesce(c.emails, 0) * coalesce(r.emails_bounced, 0) AS emails_bounced,
    coalesce(c.emails, 0) * coalesce(r.emails_complained, 0) AS emails_complained,
    CAST(coalesce(f.paid_minor, 0) AS double) / ${unitsOf('t.currency')} AS paid, coalesce(c.micros, 0) AS micros,
    coalesce(c.unpriced, 0) AS unpriced
  FROM sent AS t
  LEFT JOIN puntual.messages AS m ON m.touch = t.touch
  LEFT JOIN reports AS r ON r.touch = t.touch
  LEFT JOIN followed AS f ON f.touch = t.touch
  LEFT JOIN costs AS c ON c.touch = t.touch
)
SELECT CAST(currency AS varchar) AS currency, CAST(legal_entity AS varchar) AS entity,
  CAST(segment AS varchar) AS business_unit, CAST(day AS date) AS day, CAST(coalesce(channel, 'none') AS varchar) AS channel,
  CAST(template AS varchar) AS template, CAST(level AS bigint) AS level, CAST(hour AS bigint) AS hour,
  CAST(weekday AS bigint) AS weekday, CAST(segment AS varchar) AS segment, CAST(CASE WHEN hour IS NULL THEN 'unknown' ELSE 'known' END AS varchar) AS clock,
  CAST(sum(CASE WHEN status = 'sent' THEN 1 ELSE 0 END) AS bigint) AS sent,
  CAST(sum(messages) AS bigint) AS messages, CAST(sum(messages * delivered) AS bigint) AS delivered,
  CAST(sum(messages * seen) AS bigint) AS seen, CAST(sum(messages * clicked) AS bigint) AS clicked,
  CAST(sum(bounced) AS bigint) AS bounced, CAST(sum(emails) AS bigint) AS emails,
  CAST(sum(emails_bounced) AS bigint) AS emails_bounced, CAST(sum(emails_complained) AS bigint) AS emails_complained,
  CAST(sum(CASE WHEN status = 'failed' THEN 1 ELSE 0 END) AS bigint) AS failed,
  CAST(sum(CASE WHEN status = 'unknown' THEN 1 ELSE 0 END) AS bigint) AS unknown,
  CAST(sum(CASE WHEN status = 'sent' AND paid > 0 THEN 1 ELSE 0 END) AS bigint) AS paid_within_7,
  CAST(sum(CASE WHEN status = 'sent' THEN paid ELSE 0 END) AS double) AS paid_amount_within_7,
  CAST(sum(CASE WHEN is_after_hours THEN 1 ELSE 0 END) AS bigint) AS after_hours,
  CAST(sum(micros) AS double) / 1000000 AS cost_usd, CAST(sum(unpriced) AS bigint) AS unpriced
FROM told
GROUP BY currency, legal_entity, segment, day, channel, template, level, hour, weekday`,
} as const satisfies Kpi
