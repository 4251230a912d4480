/**
 * What the forecast would have said of each of the last twelve whole weeks, beside what came, as CTEs: `this` (the running
 * week), `came` (collected by week) and `compared` (told and came by week and horizon; minor units).
 */
export const MISSES = `this AS (
  SELECT CAST(date_trunc('week', today) AS date) AS this_week FROM puntual.dim_today
), came AS (
  SELECT CAST(date_trunc('week', e.day) AS date) AS week, e.currency, e.legal_entity, e.segment, e.units,
    CAST(sum(-e.amount_minor) AS double) AS amount
  FROM puntual.entries AS e CROSS JOIN this AS w
  WHERE e.step = 'collected' AND e.day < w.this_week AND e.day >= CAST(w.this_week - INTERVAL '84' DAY AS date) GROUP BY 1, 2, 3, 4, 5
), compared AS (
  SELECT f.currency, f.legal_entity, f.segment, f.units, f.horizon, f.amount_minor AS told, coalesce(c.amount, 0) AS came
  FROM puntual.forecasts AS f CROSS JOIN this AS w
  LEFT JOIN came AS c ON c.week = f.week AND c.currency = f.currency AND c.legal_entity = f.legal_entity AND c.segment = f.segment
  WHERE f.told_in < w.this_week
)`
