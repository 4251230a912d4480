import type { DatasetId } from '../../../lib/analytics/datasets.ts'
import type { Books } from './books.ts'
import { freshness, journeyHealth, optOuts, suppressed, tieOut } from './events.ts'
import type { ExpectedRow } from './expected-row.ts'
import { forecastErrors, forecastWeekly } from './forecast.ts'
import { priorityAccounts } from './loss.ts'
import { contactPressure, costMonthly, touches } from './messages.ts'
import { baseline, kpisMonthly, paymentPatterns, recoveryCohorts, rollsMonthly } from './months.ts'
import { ageingDaily, bridgeMonthly, collectedDaily, openInvoices, receivablesDaily } from './receivables.ts'
import { accountEvents } from './timeline.ts'

/**
 * Every dataset as the ledger has it, written from the formulas and not from the SQL. A new dataset, and a new column of
 * one, do not compile until they are worked out here too.
 */
export const EXPECTED: { readonly [Id in DatasetId]: (books: Books) => readonly ExpectedRow<Id>[] } = {
  open_invoices: openInvoices,
  receivables_daily: receivablesDaily,
  ageing_daily: ageingDaily,
  kpis_monthly: kpisMonthly,
  bridge_monthly: bridgeMonthly,
  rolls_monthly: rollsMonthly,
  recovery_cohorts: recoveryCohorts,
  collected_daily: collectedDaily,
  touches,
  opt_outs: optOuts,
  suppressed,
  contact_pressure: contactPressure,
  cost_monthly: costMonthly,
  priority_accounts: priorityAccounts,
  forecast_weekly: forecastWeekly,
  forecast_errors: forecastErrors,
  payment_patterns: paymentPatterns,
  tie_out: tieOut,
  journey_health: journeyHealth,
  account_events: accountEvents,
  freshness,
  baseline,
}
