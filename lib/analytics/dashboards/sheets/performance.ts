import { DATASETS } from '../../datasets.ts'
import { PERIOD_WORDS, SEGMENT_WORDS } from '../code-words.ts'
import { fieldsOf } from '../fields.ts'
import { type Sheet, visual } from '../visuals.ts'
import { cei, collected, dso, LABEL, month, monthly } from './shared.ts'

const cohorts = fieldsOf(DATASETS.recovery_cohorts)
const costs = fieldsOf(DATASETS.cost_monthly)
const base = fieldsOf(DATASETS.baseline)
const countback = monthly.ratio(
  'countback',
  'countback_numerator',
  'countback_denominator',
  ['Por agotamiento', 'Countback'],
  'days',
)
const best = monthly.ratio(
  'best_dso',
  'bpdso_numerator',
  'bpdso_denominator',
  ['El mejor posible', 'Best possible'],
  'days',
)
const delinquent = monthly.ratio(
  'delinquent_days',
  'add_numerator',
  'add_denominator',
  ['Días de mora', 'Days delinquent'],
  'days',
)
const collectedAmount = collected.sum('collected_amount', LABEL.collected, 'money')
const targetAmount = collected.sum('target_amount', LABEL.target, 'money')
const recovered = cohorts.ratio('recovered', 'paid_amount', 'placed_amount', ['Recuperado', 'Recovered'])
const cohort = cohorts.date('cohort', 'MONTH', ['Vencidas en', 'Fell due in'])
const after = cohorts.number('days_after', ['Días después', 'Days after'])
const perMillion = costs.quotient(
  'cost_per_million',
  { cost_usd: 1_000_000 },
  { collected_amount: 1 },
  ['Por millón', 'A million'],
  'fine',
)
const costMonth = costs.date('month', 'MONTH', LABEL.month)

/** How well and how fast money is collected. */
export const performance: Sheet = {
  id: 'performance',
  name: ['Resultado del cobro', 'Collections performance'],
  description: [
    'Qué tan bien y qué tan rápido se cobra, con la fórmula de cada cifra.',
    'How well and how fast money is collected, with the formula of each figure.',
  ],
  controls: ['currency', 'entity', 'since', 'until'],
  rows: [
    {
      height: 3,
      cells: [
        [
          7,
          visual({
            id: 'dso-standard',
            kind: 'kpi',
            title: ['DSO, en días', 'DSO, in days'],
            subtitle: ['Cartera ÷ ventas a crédito × días del mes', 'Receivables ÷ credit sales × days of the month'],
            value: dso,
            along: month,
          }),
        ],
        [
          7,
          visual({
            id: 'dso-countback',
            kind: 'kpi',
            title: ['DSO por agotamiento', 'Countback DSO'],
            subtitle: [
              'Días de venta que caben en la cartera de la empresa',
              'Days of sales that fit into receivables of the company',
            ],
            value: countback,
            along: month,
          }),
        ],
        [
          7,
          visual({
            id: 'dso-best',
            kind: 'kpi',
            title: ['El mejor DSO posible', 'Best possible DSO'],
            subtitle: ['El mismo, solo con la cartera al día', 'The same, with current receivables only'],
            value: best,
            along: month,
          }),
        ],
        [
          7,
          visual({
            id: 'days-delinquent',
            kind: 'kpi',
            title: ['Días de mora promedio', 'Average days delinquent'],
            subtitle: ['DSO − el mejor DSO posible', 'DSO − best possible DSO'],
            value: delinquent,
            along: month,
          }),
        ],
        [
          8,
          visual({
            id: 'cost-per-million',
            kind: 'kpi',
            title: ['Costo por millón recaudado', 'Cost per million collected'],
            subtitle: ['Mensajes, en USD ÷ recaudado', 'Messages, in USD ÷ collected'],
            value: perMillion,
            along: costMonth,
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
            id: 'dso-by-month',
            kind: 'lines',
            title: ['DSO por mes', 'DSO by month'],
            subtitle: [
              'Por agotamiento, un mes casi sin ventas cuenta hasta la factura más vieja',
              'Countback reaches to the oldest invoice in a month that has hardly any sales',
            ],
            category: month,
            values: [dso, countback, best],
          }),
        ],
        [
          18,
          visual({
            id: 'cei-by-month',
            kind: 'lines',
            title: ['Eficacia de cobro (CEI) por mes', 'Collection effectiveness (CEI) by month'],
            subtitle: [
              '(Inicial + ventas − final) ÷ (inicial + ventas − final al día)',
              '(Begin + sales − end total) ÷ (begin + sales − end current)',
            ],
            category: month,
            values: [cei],
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
            id: 'recovery-by-age',
            kind: 'lines',
            title: ['Recuperación por mes de vencimiento', 'Recovery by month of due date'],
            subtitle: [
              'Parte de lo que venció en el mes que estaba pagada tantos días después; cada punto, con el mes completo',
              'Share of what fell due in the month that was paid so many days later; each point once all of it is as old',
            ],
            category: after,
            values: [recovered],
            colors: cohort,
          }),
        ],
        [
          18,
          visual({
            id: 'target-by-segment',
            kind: 'bars',
            title: ['Recaudo y meta por segmento', 'Collected and target by segment'],
            subtitle: [
              'La meta: lo que vence en el período, o la parte que fija la empresa',
              'Target: what falls due in the period, or the share of it that the company sets',
            ],
            category: collected.category('segment', { label: LABEL.segment, named: SEGMENT_WORDS }),
            values: [collectedAmount, targetAmount],
            arrangement: 'CLUSTERED',
            orientation: 'VERTICAL',
            labels: true,
          }),
        ],
      ],
    },
    {
      height: 6,
      cells: [
        [
          10,
          visual({
            id: 'recovery-table',
            kind: 'pivot',
            title: ['Cosechas', 'Vintages'],
            subtitle: ['Recuperado a tantos días de vencer', 'Recovered so many days after due'],
            rows: [cohort],
            columns: [after],
            values: [recovered],
          }),
        ],
        [
          13,
          visual({
            id: 'baseline',
            kind: 'table',
            title: ['Antes y después', 'Before and after'],
            subtitle: [
              'Alrededor del primer mensaje: se describe, no se prueba; con pocas pagadas no compare',
              'Around the first message: described, not proven; with few paid, do not compare',
            ],
            groupBy: [
              base.category('period', { label: ['Período', 'Period'], named: PERIOD_WORDS, orderedBy: 'period_order' }),
            ],
            values: [
              base.ratio('overdue_of_open', 'overdue_amount', 'open_amount', ['Mora', 'Overdue']),
              base.ratio('average_late', 'days_late', 'settled_invoices', ['Días tarde', 'Days late'], 'days'),
              base.sum('settled_invoices', ['Pagadas', 'Paid'], 'count'),
              base.sum('collected_a_month', ['Recaudo al mes', 'Collected a month'], 'money'),
            ],
          }),
        ],
        [
          13,
          visual({
            id: 'cost-of-collecting',
            kind: 'table',
            title: ['Lo que cuesta cobrar', 'What collecting costs'],
            subtitle: [
              'Mensajes según catalog/prices; los que no tienen precio allí no suman',
              'Messages at catalog/prices; those without a price there are not in the cost',
            ],
            groupBy: [costMonth],
            values: [
              costs.sum('messages', ['Mensajes', 'Messages'], 'count'),
              costs.sum('unpriced', ['Sin precio', 'No price'], 'count'),
              costs.sum('cost_usd', ['Costo en USD', 'Cost in USD'], 'fine'),
              costs.sum('collected_amount', LABEL.collected, 'money'),
              perMillion,
            ],
            sorted: [{ by: costMonth, direction: 'DESC' }],
          }),
        ],
      ],
    },
  ],
}
