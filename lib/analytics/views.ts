import type { View } from './view.ts'
import { attempts } from './views/attempts.ts'
import { contacts } from './views/contacts.ts'
import { debtors } from './views/debtors.ts'
import { dimCalendar } from './views/dim-calendar.ts'
import { type CatalogTables, dimHolidays, dimHours, dimPrices, dimTargets, dimToday } from './views/dims.ts'
import { entries } from './views/entries.ts'
import { forecasts } from './views/forecasts.ts'
import { invoices } from './views/invoices.ts'
import { latest } from './views/latest.ts'
import { messages } from './views/messages.ts'
import { monthEnds } from './views/month-ends.ts'
import { receivables } from './views/receivables.ts'

/** Every view of the lake, each after those it reads. `today` is an SQL expression: a literal on a laptop. */
export const viewsOf = (today: string, { targets, prices, hours, holidays }: CatalogTables): readonly View[] => [
  dimToday(today),
  dimTargets(targets),
  dimPrices(prices),
  dimHours(hours),
  dimHolidays(holidays),
  latest,
  dimCalendar,
  debtors,
  contacts,
  invoices,
  messages,
  attempts,
  entries,
  receivables,
  monthEnds,
  forecasts,
]
