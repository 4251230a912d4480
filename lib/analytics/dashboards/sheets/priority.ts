import { DATASETS } from '../../datasets.ts'
import { FORECAST_COLORS, SEGMENT_COLORS } from '../code-colors.ts'
import { ACTION_WORDS, BAND_WORDS, FORECAST_WORDS, SEGMENT_WORDS } from '../code-words.ts'
import { fieldsOf } from '../fields.ts'
import { type Sheet, visual } from '../visuals.ts'
import { LABEL, OPEN_ACCOUNT, opensAccount } from './shared.ts'

const accounts = fieldsOf(DATASETS.priority_accounts)
const forecast = fieldsOf(DATASETS.forecast_weekly)
const errors = fieldsOf(DATASETS.forecast_errors)
const patterns = fieldsOf(DATASETS.payment_patterns)
const loss = accounts.sum('expected_loss', ['Pérdida esperada', 'Expected loss'], 'money')
const overdue = accounts.sum('overdue_amount', LABEL.overdue, 'money')
const debtor = accounts.category('debtor', { label: LABEL.debtor })
const segment = accounts.category('segment', { label: LABEL.segment, named: SEGMENT_WORDS })
const action = accounts.category('action', { label: ['Qué hacer', 'What to do'], named: ACTION_WORDS })
/** Of whom there is nothing to ask yet. */
const TO_SPEAK_TO = [{ without: ['wait'], of: action }] as const
const kind = forecast.category('kind', {
  label: ['Qué es', 'What it is'],
  named: FORECAST_WORDS,
  colored: FORECAST_COLORS,
  orderedBy: 'kind_order',
})
const week = forecast.date('week', 'WEEK', LABEL.week)
const paid = patterns.sum('invoices', ['Facturas pagadas', 'Invoices paid'], 'count')

/** Whom to speak to first, and what money to expect. */
export const priority: Sheet = {
  id: 'priority',
  name: ['Cuentas prioritarias y pronóstico', 'Priority accounts and forecast'],
  description: [
    'Con quién hablar primero, y cuánto dinero esperar.',
    'Whom to speak to first, and what money to expect.',
  ],
  controls: ['currency', 'entity'],
  rows: [
    {
      height: 3,
      cells: [
        [
          12,
          visual({
            id: 'expected-loss',
            kind: 'kpi',
            title: ['Pérdida esperada', 'Expected loss'],
            subtitle: [
              'De todo lo que se debe: saldo × parte de cada tramo que a los tres meses seguía abierta o castigada',
              'Of all that is owed: balance × share of each bucket that was open or written off three months later',
            ],
            value: loss,
          }),
        ],
        [
          12,
          visual({
            id: 'priority-overdue',
            kind: 'kpi',
            title: ['Vencido de todas las cuentas', 'Overdue of all accounts'],
            subtitle: ['Hoy', 'Today'],
            value: overdue,
          }),
        ],
        [
          12,
          visual({
            id: 'priority-count',
            kind: 'kpi',
            title: ['Cuentas prioritarias', 'Priority accounts'],
            subtitle: ['Deudores con algo por hacer', 'Debtors with something to do'],
            value: accounts.different('debtor', ['Deudores', 'Debtors']),
            limits: TO_SPEAK_TO,
          }),
        ],
      ],
    },
    {
      height: 8,
      cells: [
        [
          36,
          visual({
            id: 'priority-accounts',
            kind: 'table',
            title: ['Con quién hablar primero', 'Whom to speak to first'],
            subtitle: [
              'Por pérdida esperada; sin las cuentas que solo hay que esperar',
              'By expected loss; without the accounts that are only to be waited for',
            ],
            groupBy: [debtor, action, segment],
            values: [
              loss,
              accounts.ratio('assumed_share', 'assumed_loss', 'expected_loss', ['De ella, supuesta', 'Of it, assumed']),
              overdue,
              accounts.highest('days_past_due', LABEL.late, 'count'),
              accounts.sum('invoices', LABEL.invoices, 'count'),
              accounts.latest('last_touch_date', ['Último contacto', 'Last contact'], 'day'),
              accounts.highest('open_tasks', ['Tareas', 'Tasks'], 'count'),
            ],
            sorted: [
              { by: loss, direction: 'DESC' },
              { by: debtor, direction: 'ASC' },
            ],
            limits: TO_SPEAK_TO,
            click: { name: OPEN_ACCOUNT, opens: { ...opensAccount, from: debtor } },
          }),
        ],
      ],
    },
    {
      height: 7,
      cells: [
        [
          20,
          visual({
            id: 'forecast',
            kind: 'lines',
            title: ['Dinero por entrar', 'Cash to come'],
            subtitle: [
              'Recaudo por semana y lo que se espera de las facturas ya emitidas; las que faltan por emitir no cuentan',
              'Collected by week, and what invoices that are issued should bring; those not issued yet are not in it',
            ],
            category: week,
            values: [forecast.sum('amount', ['Valor', 'Amount'], 'money')],
            colors: kind,
          }),
        ],
        [
          16,
          visual({
            id: 'payment-patterns',
            kind: 'bars',
            title: ['Cuántos días tarde se paga', 'How many days late people pay'],
            subtitle: [
              'Un segmento que siempre paga unos días tarde señala cómo se le factura',
              'A segment that is always a few days late points at how it is invoiced',
            ],
            category: patterns.category('band', {
              label: ['Días tarde', 'Days late'],
              named: BAND_WORDS,
              orderedBy: 'band_order',
            }),
            values: [paid],
            colors: patterns.category('segment', {
              label: LABEL.segment,
              named: SEGMENT_WORDS,
              colored: SEGMENT_COLORS,
            }),
            arrangement: 'STACKED',
            orientation: 'VERTICAL',
          }),
        ],
      ],
    },
    {
      height: 7,
      cells: [
        [
          20,
          visual({
            id: 'forecast-weeks',
            kind: 'table',
            title: ['Semana a semana', 'Week by week'],
            subtitle: [
              'Entre más y menos lo que el método falló en promedio con esa antelación',
              'Plus and minus what the method missed on average so many weeks ahead',
            ],
            groupBy: [week],
            values: [
              forecast.sum('amount', ['Se espera', 'Expected'], 'money'),
              forecast.sum('low_amount', ['Desde', 'From'], 'money'),
              forecast.sum('high_amount', ['Hasta', 'To'], 'money'),
            ],
            limits: [{ without: ['actual', 'backtest'], of: kind }],
          }),
        ],
        [
          16,
          visual({
            id: 'forecast-errors',
            kind: 'lines',
            title: ['Cuánto falla el pronóstico', 'How far the forecast is off'],
            subtitle: [
              'Por semanas de antelación: error, y sesgo (bajo cero: se dijo de menos)',
              'By weeks ahead: error, and bias (below zero: too little was told)',
            ],
            category: errors.number('horizon', ['Semanas de antelación', 'Weeks ahead']),
            values: [
              errors.ratio('forecast_error', 'missed_amount', 'came_amount', ['Error', 'Error']),
              errors.quotient('forecast_bias', { told_amount: 1, came_amount: -1 }, { came_amount: 1 }, [
                'Sesgo',
                'Bias',
              ]),
            ],
          }),
        ],
      ],
    },
  ],
}
