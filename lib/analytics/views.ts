import type { View } from './view.ts'
import { contacts } from './views/contacts.ts'
import { debtors } from './views/debtors.ts'
import { dimCalendar } from './views/dim-calendar.ts'
import { type CatalogTables, dimHolidays, dimHours, dimPrices, dimToday } from './views/dims.ts'
import { entries } from './views/entries.ts'
import { forecasts } from './views/forecasts.ts'
import { invoices } from './views/invoices.ts'
import { latest } from './views/latest.ts'
import { monthEnds } from './views/month-ends.ts'
import { receivables } from './views/receivables.ts'

/** Every view of the lake, each after those it reads. `today` is an SQL expression: a literal on a laptop. */
export const viewsOf = (today: string, { prices, hours, holidays }: CatalogTables): readonly View[] => [
  dimToday(today),
  dimPrices(prices),
  dimHours(hours),
  dimHolidays(holidays),
  latest,
  dimCalendar,
  debtors,
  contacts,
  invoices,
  entries,
  receivables,
  monthEnds,
  forecasts,
]
