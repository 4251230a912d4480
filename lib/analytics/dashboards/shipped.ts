import type { Columns, Dataset } from '../dataset.ts'
import type { DATASETS } from '../datasets.ts'
import type { Dashboard } from './definition.ts'
import { account } from './sheets/account.ts'
import { ageingAndRoll } from './sheets/ageing.ts'
import { contacts } from './sheets/contacts.ts'
import { info } from './sheets/info.ts'
import { overview } from './sheets/overview.ts'
import { performance } from './sheets/performance.ts'
import { priority } from './sheets/priority.ts'
import { respect } from './sheets/respect.ts'

/** The date that "from" and "to" are about; datasets of today have none. */
const DATED: { readonly [D in keyof typeof DATASETS]?: keyof (typeof DATASETS)[D]['columns'] & string } = {
  receivables_daily: 'day',
  ageing_daily: 'day',
  kpis_monthly: 'month',
  bridge_monthly: 'month',
  rolls_monthly: 'month',
  recovery_cohorts: 'cohort',
  collected_daily: 'day',
  touches: 'day',
  opt_outs: 'day',
  suppressed: 'day',
  contact_pressure: 'week',
  cost_monthly: 'month',
  tie_out: 'day',
  journey_health: 'day',
}

/**
 * The dashboards that are deployed and drawn. Promises, plans, tasks, agents, satisfaction and policy variants bring their
 * own sheets with those capabilities: add each to `sheets`.
 *
 * `currency` is the one a dashboard begins with. `datasets` are those of `datasets.ts` with their SQL.
 */
export const shippedDashboard = (currency: string, datasets: readonly Dataset<string, Columns>[]): Dashboard => ({
  sheets: [overview, ageingAndRoll, performance, contacts, respect, priority, account, info],
  datasets,
  choices: {
    currency,
    listedIn: 'open_invoices',
    dated: DATED,
    ofAllCurrencies: ['touches', 'tie_out'],
    ofAllEntities: ['opt_outs', 'contact_pressure', 'tie_out', 'freshness'],
    accountSheet: account.id,
  },
})
