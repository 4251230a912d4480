import type { View } from '../view.ts'

/** Every id of a debtor, with the debtor it is now: ids that were merged are one account. */
export const debtors = {
  name: 'debtors',
  means: 'each id of a debtor with the debtor it belongs to now, its segment and country',
  columns: { id: 'varchar', debtor: 'varchar', segment: 'varchar', country: 'varchar', is_stopped: 'boolean' },
  sql: `SELECT CAST(id AS varchar) AS id, CAST(debtor AS varchar) AS debtor,
  CAST(segment AS varchar) AS segment, CAST(country AS varchar) AS country, CAST(is_stopped AS boolean) AS is_stopped
FROM puntual.latest WHERE entity = 'debtor'`,
} as const satisfies View
