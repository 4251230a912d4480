import type { Kpi } from '../kpi.ts'

/** DSO, best possible DSO, average days delinquent, CEI and countback DSO of each month, as numerators and denominators. */
export const kpisMonthly = {
  id: 'kpis_monthly',
  means:
    'DSO, best possible DSO, average days delinquent, CEI and countback DSO of each month, as numerators and denominators',
  grain: 'month',
  formula:
    "DSO = receivables ÷ credit sales × days; BPDSO = current receivables ÷ credit sales × days; ADD = DSO − BPDSO; CEI = (begin + sales − end total) ÷ (begin + sales − end current) × 100; countback DSO: months' sales are taken off the receivables from the newest back, their days counted, the last in proportion",
  source: 'entry, invoice',
  refresh: 'daily',
  columns: {
    currency: 'STRING',
    entity: 'STRING',
    business_unit: 'STRING',
    month: 'DATETIME',
    days: 'INTEGER',
    receivables: 'DECIMAL',
    current_receivables: 'DECIMAL',
    credit_sales: 'DECIMAL',
    dso_numerator: 'DECIMAL',
    dso_denominator: 'DECIMAL',
    bpdso_numerator: 'DECIMAL',
    bpdso_denominator: 'DECIMAL',
    add_numerator: 'DECIMAL',
    add_denominator: 'DECIMAL',
    begin_total: 'DECIMAL',
    end_total: 'DECIMAL',
    end_current: 'DECIMAL',
    cei_numerator: 'DECIMAL',
    cei_denominator: 'DECIMAL',
    countback_numerator: 'DECIMAL',
    countback_denominator: 'DECIMAL',
  },
} as const satisfies Omit<Kpi, 'sql'>
