/**
 * Invoices that were settled by payment, with the day of the last one, as the body of a CTE: nothing is left, and nothing of
 * it was written off.
 */
export const SETTLED = `SELECT i.invoice, max(CASE WHEN e.step = 'collected' AND e.amount_minor < 0 THEN e.day ELSE NULL END) AS day
  FROM puntual.invoices AS i JOIN puntual.entries AS e ON e.invoice = i.invoice
  WHERE i.balance_minor = 0 AND i.amount_minor > 0 GROUP BY 1
  HAVING sum(CASE WHEN e.step = 'writtenOff' THEN e.amount_minor ELSE 0 END) = 0
    AND max(CASE WHEN e.step = 'collected' AND e.amount_minor < 0 THEN e.day ELSE NULL END) IS NOT NULL`
