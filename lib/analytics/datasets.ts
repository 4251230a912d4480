import type { ColumnType } from './dataset.ts'
import { accountEvents } from './datasets/account-events.ts'
import { ageingDaily } from './datasets/ageing-daily.ts'
import { baseline } from './datasets/baseline.ts'
import { bridgeMonthly } from './datasets/bridge-monthly.ts'
import { collectedDaily } from './datasets/collected-daily.ts'
import { contactPressure } from './datasets/contact-pressure.ts'
import { costMonthly } from './datasets/cost-monthly.ts'
import { forecastErrors } from './datasets/forecast-errors.ts'
import { forecastWeekly } from './datasets/forecast-weekly.ts'
import { freshness } from './datasets/freshness.ts'
import { journeyHealth } from './datasets/journey-health.ts'
import { kpisMonthly } from './datasets/kpis-monthly.ts'
import { openInvoices } from './datasets/open-invoices.ts'
import { optOuts } from './datasets/opt-outs.ts'
import { paymentPatterns } from './datasets/payment-patterns.ts'
import { priorityAccounts } from './datasets/priority-accounts.ts'
import { receivablesDaily } from './datasets/receivables-daily.ts'
import { recoveryCohorts } from './datasets/recovery-cohorts.ts'
import { rollsMonthly } from './datasets/rolls-monthly.ts'
import { suppressed } from './datasets/suppressed.ts'
import { tieOut } from './datasets/tie-out.ts'
import { touches } from './datasets/touches.ts'

/** Everything that dashboards and reports read, by the name of the dataset. */
export const DATASETS = {
  open_invoices: openInvoices,
  receivables_daily: receivablesDaily,
  ageing_daily: ageingDaily,
  kpis_monthly: kpisMonthly,
  bridge_monthly: bridgeMonthly,
  rolls_monthly: rollsMonthly,
  recovery_cohorts: recoveryCohorts,
  collected_daily: collectedDaily,
  touches: touches,
  opt_outs: optOuts,
  suppressed: suppressed,
  contact_pressure: contactPressure,
  cost_monthly: costMonthly,
  priority_accounts: priorityAccounts,
  forecast_weekly: forecastWeekly,
  forecast_errors: forecastErrors,
  payment_patterns: paymentPatterns,
  tie_out: tieOut,
  journey_health: journeyHealth,
  account_events: accountEvents,
  freshness: freshness,
  baseline: baseline,
} as const

export type DatasetId = keyof typeof DATASETS
type Columns<Id extends DatasetId> = (typeof DATASETS)[Id]['columns']
/** The columns of a dataset, so that one it does not have does not compile. */
export type ColumnOf<Id extends DatasetId> = keyof Columns<Id> & string
/** The columns of a dataset that have one of these types. */
export type ColumnOfKind<Id extends DatasetId, Kind extends ColumnType> = {
  [Name in ColumnOf<Id>]: Columns<Id>[Name] extends Kind ? Name : never
}[ColumnOf<Id>]
