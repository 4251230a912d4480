import type { View } from '../view.ts'

/**
 * Every id of a debtor, with the debtor it is now: ids that were merged are one account.
 *
 * What is about a debtor as a whole counts for the business unit of the debtor's own segment, else for that of the
 * invoices: where a source says the segment on invoices alone, it would otherwise be in nobody's.
 */
export const debtors = {
  name: 'debtors',
  means: 'each id of a debtor with the debtor it belongs to now, its segment, business unit and country',
  columns: {
    id: 'varchar',
    debtor: 'varchar',
    segment: 'varchar',
    business_unit: 'varchar',
    country: 'varchar',
    is_stopped: 'boolean',
  },
  sql: `SELECT CAST(d.id AS varchar) AS id, CAST(d.debtor AS varchar) AS debtor, CAST(d.segment AS varchar) AS segment,
  CAST(coalesce(d.segment, max(i.segment) OVER (PARTITION BY d.debtor), 'none') AS varchar) AS business_unit,
  CAST(d.country AS varchar) AS country, CAST(d.is_stopped AS boolean) AS is_stopped
FROM puntual.latest AS d
LEFT JOIN (SELECT debtor, max(segment) AS segment FROM puntual.latest WHERE entity = 'invoice' GROUP BY debtor) AS i
  ON i.debtor = d.id
WHERE d.entity = 'debtor'`,
} as const satisfies View
