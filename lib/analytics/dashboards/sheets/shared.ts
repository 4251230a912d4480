import { DATASETS } from '../../datasets.ts'
import { BUCKET_COLORS, CHANNEL_COLORS } from '../code-colors.ts'
import { BUCKET_WORDS, CHANNEL_WORDS, SEGMENT_WORDS } from '../code-words.ts'
import { fieldsOf, type Words } from '../fields.ts'
import type { Sorted } from '../visuals.ts'

// Fields that more than one sheet shows: one object each, so that they look and read the same everywhere.

export const open = fieldsOf(DATASETS.open_invoices)
export const daily = fieldsOf(DATASETS.receivables_daily)
export const monthly = fieldsOf(DATASETS.kpis_monthly)
export const collected = fieldsOf(DATASETS.collected_daily)
export const touches = fieldsOf(DATASETS.touches)

export const LABEL = {
  bucket: ['Tramo', 'Bucket'],
  segment: ['Segmento', 'Segment'],
  debtor: ['Deudor', 'Debtor'],
  invoice: ['Factura', 'Invoice'],
  invoices: ['Facturas', 'Invoices'],
  open: ['Por cobrar', 'Open'],
  overdue: ['Vencido', 'Overdue'],
  collected: ['Recaudado', 'Collected'],
  target: ['Meta', 'Target'],
  day: ['Día', 'Day'],
  week: ['Semana', 'Week'],
  month: ['Mes', 'Month'],
  channel: ['Canal', 'Channel'],
  late: ['Días vencida', 'Days past due'],
  dso: ['DSO', 'DSO'],
} as const satisfies Record<string, Words>

export const channel = touches.category('channel', {
  label: LABEL.channel,
  named: CHANNEL_WORDS,
  colored: CHANNEL_COLORS,
})

/** Numbers from the largest down, ids from the first on. */
function down<D extends string>(by: Sorted<D>['by']): Sorted<D> {
  return { by, direction: 'kind' in by ? 'ASC' : 'DESC' }
}

/** What nobody took was no contact, at no hour; and what was filled in later may have forgotten it. */
export const AT_A_KNOWN_HOUR = [
  { without: ['unknown'], of: touches.category('clock', { label: ['Reloj', 'Clock'] }) },
] as const

export const openAmount = open.sum('open_amount', LABEL.open, 'money')
export const overdueAmount = open.sum('overdue_amount', LABEL.overdue, 'money')
export const openInvoices = open.sum('invoices', LABEL.invoices, 'count')
const overdueDays = (label: Words) => open.highestAboveZero('days_overdue', 'days_past_due', label, 'count')
export const oldest = overdueDays(['Días de la más antigua', 'Days of the oldest'])
export const late = overdueDays(LABEL.late)
export const debtor = open.category('debtor', { label: LABEL.debtor })
/** Accounts by one balance, equals by the other, and the rest by their ids. */
export const byOpen = [openAmount, overdueAmount, debtor].map(down)
export const byOverdue = [overdueAmount, openAmount, debtor].map(down)
export const bucket = open.category('bucket', {
  label: LABEL.bucket,
  named: BUCKET_WORDS,
  colored: BUCKET_COLORS,
  orderedBy: 'bucket_order',
})
export const segment = open.category('segment', { label: LABEL.segment, named: SEGMENT_WORDS })

export const day = daily.date('day', 'DAY', LABEL.day)
export const overdueShare = daily.ratio('overdue_share', 'overdue_amount', 'open_amount', ['Vencido %', 'Overdue %'])

export const month = monthly.date('month', 'MONTH', LABEL.month)
export const dso = monthly.ratio('dso', 'dso_numerator', 'dso_denominator', LABEL.dso, 'days')
export const cei = monthly.ratio('cei', 'cei_numerator', 'cei_denominator', ['CEI', 'CEI'])

/** Opens the sheet of the account that was clicked. */
export const opensAccount = { sheet: 'account', parameter: 'debtor' } as const
export const OPEN_ACCOUNT: Words = ['ver la cuenta', 'open the account']
export const SEE_ACCOUNTS: Words = ['ver sus cuentas', 'see its accounts']
