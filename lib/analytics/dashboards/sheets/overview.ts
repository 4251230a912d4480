import { DATASETS } from '../../datasets.ts'
import { STEP_WORDS } from '../code-words.ts'
import { fieldsOf } from '../fields.ts'
import { type Sheet, visual } from '../visuals.ts'
import {
  bucket,
  byOpen,
  cei,
  channel,
  collected,
  daily,
  day,
  debtor,
  dso,
  LABEL,
  month,
  OPEN_ACCOUNT,
  oldest,
  openAmount,
  openInvoices,
  opensAccount,
  overdueAmount,
  overdueShare,
  SEE_ACCOUNTS,
  touches,
} from './shared.ts'

const bridge = fieldsOf(DATASETS.bridge_monthly)
const step = bridge.category('step', { label: ['Paso', 'Step'], named: STEP_WORDS, orderedBy: 'step_order' })
const thisMonth = bridge.date('month', 'MONTH', LABEL.month)
const collectedAmount = collected.sum('collected_amount', LABEL.collected, 'money')
const targetAmount = collected.sum('target_amount', LABEL.target, 'money')
const week = collected.date('day', 'WEEK', LABEL.week)

/** The first thing anybody looks at: how much, how late, how fast, and who. */
export const overview: Sheet = {
  id: 'overview',
  name: ['Resumen', 'Overview'],
  description: [
    'Cuánto se debe, qué tan tarde, qué tan rápido entra y quién lo debe.',
    'How much is owed, how late, how fast it comes in, and who owes it.',
  ],
  controls: ['currency', 'entity', 'since', 'until'],
  rows: [
    {
      height: 3,
      cells: [
        [
          6,
          visual({
            id: 'open-today',
            kind: 'kpi',
            title: ['Por cobrar', 'Open receivables'],
            subtitle: ['Saldo de hoy', 'Balance of today'],
            value: openAmount,
          }),
        ],
        [
          6,
          visual({
            id: 'overdue-today',
            kind: 'kpi',
            title: ['Vencido', 'Overdue'],
            subtitle: ['Saldo vencido de hoy', 'Overdue balance of today'],
            value: overdueAmount,
          }),
        ],
        [
          6,
          visual({
            id: 'overdue-share',
            kind: 'kpi',
            title: ['Índice de mora', 'Overdue share'],
            subtitle: ['Vencido ÷ por cobrar', 'Overdue ÷ open'],
            value: overdueShare,
            along: day,
          }),
        ],
        [
          6,
          visual({
            id: 'dso',
            kind: 'kpi',
            title: ['DSO, en días', 'DSO, in days'],
            subtitle: ['Cartera ÷ ventas × días', 'Receivables ÷ sales × days'],
            value: dso,
            along: month,
          }),
        ],
        [
          6,
          visual({
            id: 'cei',
            kind: 'kpi',
            title: ['Eficacia de cobro (CEI)', 'Collection effectiveness (CEI)'],
            subtitle: ['De lo cobrable en el mes', 'Of what could be collected'],
            value: cei,
            along: month,
          }),
        ],
        [
          6,
          visual({
            id: 'collected-month',
            kind: 'kpi',
            title: ['Recaudado en el mes', 'Collected this month'],
            subtitle: ['Frente a la meta: de lo que vence', 'Against target: of what falls due'],
            value: collectedAmount,
            target: targetAmount,
            limits: [{ only: 'thisMonth', of: week }],
          }),
        ],
      ],
    },
    {
      height: 7,
      cells: [
        [
          22,
          visual({
            id: 'receivables-by-day',
            kind: 'lines',
            title: ['Cartera por día', 'Receivables by day'],
            subtitle: ['Por cobrar y vencido al cierre de cada día', 'Open and overdue at the end of each day'],
            category: day,
            values: [
              daily.sum('open_amount', LABEL.open, 'money'),
              daily.sum('overdue_amount', LABEL.overdue, 'money'),
            ],
          }),
        ],
        [
          14,
          visual({
            id: 'ageing-today',
            kind: 'bars',
            title: ['Antigüedad de la cartera', 'Ageing of receivables'],
            subtitle: ['Por cobrar hoy, por días de vencido', 'Open today, by days past due'],
            category: bucket,
            values: [openAmount],
            arrangement: 'CLUSTERED',
            orientation: 'HORIZONTAL',
            labels: true,
            click: { name: SEE_ACCOUNTS, filters: ['largest-accounts'] },
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
            id: 'collected-by-week',
            kind: 'combo',
            title: ['Recaudo y meta por semana', 'Collected and target by week'],
            subtitle: [
              'La meta de una semana: lo que vence en ella, o la parte que fija la empresa',
              'The target of a week: what falls due in it, or the share of it that the company sets',
            ],
            category: week,
            bars: [collectedAmount],
            lines: [targetAmount],
            arrangement: 'CLUSTERED',
          }),
        ],
        [
          18,
          visual({
            id: 'bridge-month',
            kind: 'waterfall',
            title: ['Cómo cambió la cartera este mes', 'How receivables changed this month'],
            subtitle: [
              'Inicial + facturado + cargos − recaudado − notas − castigos',
              'Opening + invoiced + charged − collected − credited − written off',
            ],
            category: step,
            value: bridge.sum('amount', ['Valor', 'Amount'], 'money'),
            total: ['Saldo final', 'Closing'],
            limits: [
              { only: 'thisMonth', of: thisMonth },
              { without: ['closing'], of: step },
            ],
          }),
        ],
      ],
    },
    {
      height: 8,
      cells: [
        [
          24,
          visual({
            id: 'largest-accounts',
            kind: 'table',
            title: ['Las cuentas más grandes', 'The largest accounts'],
            subtitle: ['Por saldo', 'By balance'],
            groupBy: [debtor],
            values: [openAmount, overdueAmount, oldest, openInvoices],
            sorted: byOpen,
            click: { name: OPEN_ACCOUNT, opens: { ...opensAccount, from: debtor } },
          }),
        ],
        [
          12,
          visual({
            id: 'contacts-by-channel',
            kind: 'pie',
            title: ['Contactos por canal', 'Contacts by channel'],
            subtitle: ['En el período elegido, todas las monedas', 'In the period chosen, all currencies'],
            category: channel,
            value: touches.sum('sent', ['Contactos', 'Contacts'], 'count'),
          }),
        ],
      ],
    },
  ],
}
