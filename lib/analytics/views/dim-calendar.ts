import type { View } from '../view.ts'

/** 800 days to today: more than two years, so that a year can be held against the one before. */
export const dimCalendar = {
  name: 'dim_calendar',
  means: 'each day of the last 800 to today, with its week (from Monday) and month',
  columns: {
    day: 'date',
    week: 'date',
    month: 'date',
    days_of_month: 'bigint',
    closes_month: 'boolean',
  },
  sql: `WITH digits AS (
  SELECT digit FROM (VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)) AS listed (digit)
), back AS (
  SELECT ones.digit + 10 * tens.digit + 100 * hundreds.digit AS days
  FROM digits AS ones CROSS JOIN digits AS tens CROSS JOIN digits AS hundreds
  WHERE ones.digit + 10 * tens.digit + 100 * hundreds.digit < 800
), days AS (
  SELECT CAST(dim_today.today - back.days * INTERVAL '1' DAY AS date) AS day, dim_today.today
  FROM back CROSS JOIN puntual.dim_today
), numbered AS (
  SELECT day, today, mod(date_diff('day', DATE '2001-01-01', day), 7) AS since_monday,
    CAST(date_trunc('month', day) AS date) AS month,
    CAST(date_trunc('month', CAST(day + INTERVAL '1' DAY AS date)) AS date) AS month_of_tomorrow
  FROM days
)
SELECT CAST(day AS date) AS day,
  CAST(day - since_monday * INTERVAL '1' DAY AS date) AS week,
  CAST(month AS date) AS month,
  CAST(date_diff('day', month, day) + 1 AS bigint) AS days_of_month,
  CAST(month <> month_of_tomorrow OR day = today AS boolean) AS closes_month
FROM numbered`,
} as const satisfies View
