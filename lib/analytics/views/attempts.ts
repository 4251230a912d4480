import type { View } from '../view.ts'

/**
 * Attempts that left or may have left, each with what it cost in millionths of a US dollar; no cost where the catalog has
 * no price for its channel, which is not the same as costing nothing. A text costs each of its parts.
 * A call is work of a person, and none of them.
 */
export const attempts = {
  name: 'attempts',
  means: 'attempts to send that left or may have left, and what each cost where the catalog has a price',
  columns: {
    id: 'varchar',
    touch: 'varchar',
    channel: 'varchar',
    day: 'date',
    legal_entity: 'varchar',
    segment: 'varchar',
    currency: 'varchar',
    micros: 'double',
  },
  sql: `SELECT CAST(a.id AS varchar) AS id, CAST(a.touch AS varchar) AS touch, CAST(a.channel AS varchar) AS channel,
  CAST(a.company_ts AS date) AS day, CAST(t.legal_entity AS varchar) AS legal_entity,
  CAST(coalesce(m.segment, 'none') AS varchar) AS segment, CAST(t.currency AS varchar) AS currency,
  CAST(coalesce(own.micros, other.micros) * coalesce(a.parts, 1) AS double) AS micros
FROM puntual.latest AS a
JOIN puntual.latest AS t ON t.entity = 'touch' AND t.id = a.touch
LEFT JOIN puntual.messages AS m ON m.touch = a.touch
LEFT JOIN puntual.debtors AS d ON d.id = a.debtor
LEFT JOIN puntual.dim_prices AS own ON own.channel = a.channel AND own.country = d.country
LEFT JOIN puntual.dim_prices AS other ON other.channel = a.channel AND other.country = 'other'
WHERE a.entity = 'attempt' AND a.outcome <> 'notSent' AND a.channel <> 'call'`,
} as const satisfies View
