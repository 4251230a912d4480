import { DATASETS } from '../../datasets.ts'
import { BUCKET_COLORS } from '../code-colors.ts'
import { BUCKET_WORDS, STEP_WORDS } from '../code-words.ts'
import { fieldsOf } from '../fields.ts'
import { type Sheet, visual } from '../visuals.ts'
import {
  bucket,
  byOverdue,
  daily,
  day,
  debtor,
  LABEL,
  OPEN_ACCOUNT,
  oldest,
  openAmount,
  openInvoices,
  opensAccount,
  overdueAmount,
  overdueShare,
  SEE_ACCOUNTS,
  segment,
} from './shared.ts'

const ageing = fieldsOf(DATASETS.ageing_daily)
const rolls = fieldsOf(DATASETS.rolls_monthly)
const bridge = fieldsOf(DATASETS.bridge_monthly)
const from = rolls.category('from_bucket', {
  label: ['Al empezar', 'At the start'],
  named: BUCKET_WORDS,
  colored: BUCKET_COLORS,
  orderedBy: 'from_order',
})
const to = rolls.category('to_bucket', {
  label: ['Al terminar', 'At the end'],
  named: BUCKET_WORDS,
  colored: BUCKET_COLORS,
  orderedBy: 'to_order',
})
const moved = rolls.ratio('rolled_share', 'rolled_amount', 'from_amount', ['Parte', 'Share'])
/** Of every bucket that was overdue. */
const OVERDUE = [{ without: ['current'], of: from }] as const
const cured = rolls.ratio('cure_rate', 'cured_amount', 'rolled_amount', ['Cura', 'Cured'])
const rolledIn = rolls.date('month', 'MONTH', LABEL.month)
const above30 = daily.ratio('above_30', 'overdue_30', 'open_amount', ['Más de 30', 'Over 30'])
const above60 = daily.ratio('above_60', 'overdue_60', 'open_amount', ['Más de 60', 'Over 60'])
const above90 = daily.ratio('above_90', 'overdue_90', 'open_amount', ['Más de 90', 'Over 90'])

/** How old the debt is, and where it goes from there. */
export const ageingAndRoll: Sheet = {
  id: 'ageing',
  name: ['Antigüedad y rodamiento', 'Ageing and roll'],
  description: [
    'Qué tan vieja es la cartera, y a dónde pasa de un mes a otro.',
    'How old receivables are, and where they go from one month to the next.',
  ],
  controls: ['currency', 'entity', 'since', 'until'],
  rows: [
    {
      height: 3,
      cells: [
        [
          7,
          visual({
            id: 'mora',
            kind: 'kpi',
            title: ['Índice de mora', 'Overdue share'],
            subtitle: ['Vencido ÷ por cobrar', 'Overdue ÷ open'],
            value: overdueShare,
            along: day,
          }),
        ],
        [
          7,
          visual({
            id: 'mora-30',
            kind: 'kpi',
            title: ['Mora mayor a 30 días', 'Over 30 days'],
            subtitle: ['Vencido hace más de 30 días ÷ por cobrar', 'Overdue for more than 30 days ÷ open'],
            value: above30,
            along: day,
          }),
        ],
        [
          7,
          visual({
            id: 'mora-60',
            kind: 'kpi',
            title: ['Mora mayor a 60 días', 'Over 60 days'],
            subtitle: ['Vencido hace más de 60 días ÷ por cobrar', 'Overdue for more than 60 days ÷ open'],
            value: above60,
            along: day,
          }),
        ],
        [
          7,
          visual({
            id: 'mora-90',
            kind: 'kpi',
            title: ['Mora mayor a 90 días', 'Over 90 days'],
            subtitle: ['Vencido hace más de 90 días ÷ por cobrar', 'Overdue for more than 90 days ÷ open'],
            value: above90,
            along: day,
          }),
        ],
        [
          8,
          visual({
            id: 'cure-rate',
            kind: 'kpi',
            title: ['Cura de lo vencido', 'Cure rate'],
            subtitle: [
              'Parte que se pagó de lo vencido al empezar el mes',
              'Share paid of what was overdue as the month began',
            ],
            value: cured,
            along: rolledIn,
            limits: OVERDUE,
          }),
        ],
      ],
    },
    {
      height: 7,
      cells: [
        [
          18,
          visual({
            id: 'ageing-by-day',
            kind: 'lines',
            title: ['Cartera por tramo', 'Receivables by bucket'],
            subtitle: [
              'Al cierre de cada día; los tramos suman lo que está por cobrar',
              'At the end of each day; the buckets add up to open receivables',
            ],
            category: ageing.date('day', 'DAY', LABEL.day),
            values: [ageing.sum('open_amount', LABEL.open, 'money')],
            colors: ageing.category('bucket', {
              label: LABEL.bucket,
              named: BUCKET_WORDS,
              colored: BUCKET_COLORS,
              orderedBy: 'bucket_order',
            }),
            area: true,
          }),
        ],
        [
          18,
          visual({
            id: 'ageing-by-segment',
            kind: 'bars',
            title: ['Tramos por segmento', 'Buckets by segment'],
            subtitle: ['Parte de lo que está por cobrar hoy', 'Share of what is open today'],
            category: segment,
            values: [openAmount],
            colors: bucket,
            arrangement: 'STACKED_PERCENT',
            orientation: 'HORIZONTAL',
            click: { name: SEE_ACCOUNTS, filters: ['ageing-accounts'] },
          }),
        ],
      ],
    },
    {
      height: 6,
      cells: [
        [
          20,
          visual({
            id: 'roll-rates',
            kind: 'pivot',
            title: ['A dónde pasó cada tramo en un mes', 'Where each bucket went within a month'],
            subtitle: [
              'Suma de los meses elegidos: de lo que estaba a la izquierda al empezar cada mes, la parte que terminó en cada columna',
              'Sum of the months chosen: of what stood on the left as each month began, the share that ended in each column',
            ],
            rows: [from],
            columns: [to],
            values: [moved],
          }),
        ],
        [
          16,
          visual({
            id: 'rolled-by-month',
            kind: 'bars',
            title: ['Qué pasó con lo vencido', 'What became of the overdue'],
            subtitle: [
              'Saldo vencido al empezar cada mes, por dónde terminó',
              'Overdue balance as each month began, by where it ended',
            ],
            category: rolledIn,
            values: [rolls.sum('rolled_amount', ['Saldo', 'Balance'], 'money')],
            colors: to,
            arrangement: 'STACKED',
            orientation: 'VERTICAL',
            limits: OVERDUE,
          }),
        ],
      ],
    },
    {
      height: 8,
      cells: [
        [
          18,
          visual({
            id: 'ageing-accounts',
            kind: 'table',
            title: ['Cuentas', 'Accounts'],
            subtitle: ['Las del tramo elegido, por saldo vencido', 'Those of the bucket chosen, by overdue balance'],
            groupBy: [debtor],
            values: [openAmount, overdueAmount, oldest, openInvoices],
            sorted: byOverdue,
            click: { name: OPEN_ACCOUNT, opens: { ...opensAccount, from: debtor } },
          }),
        ],
        [
          18,
          visual({
            id: 'bridge-by-month',
            kind: 'pivot',
            title: ['Cartera, mes a mes', 'Receivables month by month'],
            subtitle: [
              'Inicial + facturado + cargos − recaudado − notas de crédito − castigos = final',
              'Opening + invoiced + charged − collected − credited − written off = closing',
            ],
            rows: [bridge.date('month', 'MONTH', LABEL.month)],
            columns: [bridge.category('step', { label: ['Paso', 'Step'], named: STEP_WORDS, orderedBy: 'step_order' })],
            values: [bridge.sum('amount', ['Valor', 'Amount'], 'money')],
          }),
        ],
      ],
    },
  ],
}
