/**
 * Whether a contact was outside weekdays from 7 to 19 and Saturdays from 8 to 15 on the debtor's own clock, as SQL. It is the
 * law of Colombia (Ley 2300 de 2023, art. 3), taken as one yardstick for every country; contact law itself is kept by the
 * rules of each place, and `puntual verify` proves it.
 */
export const AFTER_HOURS =
  '(local_weekday = 7 OR (local_weekday = 6 AND (local_hour < 8 OR local_hour >= 15)) OR (local_weekday < 6 AND (local_hour < 7 OR local_hour >= 19)))'
