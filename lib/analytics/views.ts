import type { View } from './view.ts'
import { dimCalendar } from './views/dim-calendar.ts'
import { dimPrices, dimToday, type MessagePrice } from './views/dims.ts'
import { entries } from './views/entries.ts'
import { invoices } from './views/invoices.ts'
import { latest } from './views/latest.ts'
import { monthEnds } from './views/month-ends.ts'
import { receivables } from './views/receivables.ts'

/** Every view of the lake, each after those it reads. `today` is an SQL expression: a literal on a laptop. */
export const viewsOf = (today: string, prices: readonly MessagePrice[]): readonly View[] => [
  dimToday(today),
  dimPrices(prices),
  latest,
  dimCalendar,
  invoices,
  entries,
  receivables,
  monthEnds,
]
