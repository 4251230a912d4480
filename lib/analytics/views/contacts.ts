import type { View } from '../view.ts'

/**
 * Contacts that were made, each once, with whether it was outside the hours or on a holiday of the debtor's own country.
 *
 * The hours are those of `dim_hours`: for a country without rows, those of the row `other`. What was taken back (a message
 * that a provider refused) is no contact.
 */
export const contacts = {
  name: 'contacts',
  means: 'contacts that were made, each once, and whether outside the hours of the debtor’s country',
  columns: {
    id: 'varchar',
    touch: 'varchar',
    debtor: 'varchar',
    segment: 'varchar',
    day: 'date',
    hour: 'bigint',
    weekday: 'bigint',
    is_after_hours: 'boolean',
  },
  sql: `WITH placed AS (
  SELECT c.id, c.touch, coalesce(d.debtor, c.debtor) AS debtor, coalesce(d.business_unit, 'none') AS segment, c.channel,
    c.local_date, c.local_hour, c.local_weekday, coalesce(c.local_minute, c.local_hour * 60) AS local_minute,
    coalesce(k.country, 'other') AS country
  FROM puntual.latest AS c
  LEFT JOIN puntual.debtors AS d ON d.id = c.debtor
  LEFT JOIN (SELECT DISTINCT country FROM puntual.dim_hours) AS k ON k.country = d.country
  WHERE c.entity = 'contact' AND c.status = 'made'
), allowed AS (
  SELECT p.id, count(h.country) AS ranges
  FROM placed AS p JOIN puntual.dim_hours AS h ON h.country = p.country AND h.channel IN ('any', p.channel)
    AND p.local_weekday >= h.first_weekday AND p.local_weekday <= h.last_weekday
    AND p.local_minute >= h.first_minute AND p.local_minute < h.until_minute
  GROUP BY p.id
), closed AS (
  SELECT p.id, count(h.country) AS holidays
  FROM placed AS p JOIN puntual.dim_holidays AS h ON h.country = p.country AND h.channel IN ('any', p.channel) AND h.day = p.local_date
  GROUP BY p.id
)
SELECT CAST(p.id AS varchar) AS id, CAST(p.touch AS varchar) AS touch, CAST(p.debtor AS varchar) AS debtor,
  CAST(p.segment AS varchar) AS segment, CAST(p.local_date AS date) AS day, CAST(p.local_hour AS bigint) AS hour,
  CAST(p.local_weekday AS bigint) AS weekday, CAST(a.id IS NULL OR c.id IS NOT NULL AS boolean) AS is_after_hours
FROM placed AS p LEFT JOIN allowed AS a ON a.id = p.id LEFT JOIN closed AS c ON c.id = p.id`,
} as const satisfies View
