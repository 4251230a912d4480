import type { View } from '../view.ts'

/** The business unit that a message counts for: that of its invoices, and of several the last by name, so that it counts once. */
export const messages = {
  name: 'messages',
  means: 'the business unit of each message that speaks of invoices: of several the last by name',
  columns: { touch: 'varchar', segment: 'varchar' },
  sql: `SELECT CAST(c.touch AS varchar) AS touch, CAST(max(i.segment) AS varchar) AS segment
FROM puntual.latest AS c JOIN puntual.invoices AS i ON i.invoice = c.invoice
WHERE c.entity = 'claim' GROUP BY c.touch`,
} as const satisfies View
