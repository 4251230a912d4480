import { DATASETS } from '../../datasets.ts'
import { FORECAST_WORDS, SEGMENT_WORDS } from '../code-words.ts'
import { fieldsOf } from '../fields.ts'
import { type Sheet, visual } from '../visuals.ts'
import { LABEL, OPEN_ACCOUNT, opensAccount } from './shared.ts'

const accounts = fieldsOf(DATASETS.priority_accounts)
const forecast = fieldsOf(DATASETS.forecast_weekly)
const patterns = fieldsOf(DATASETS.payment_patterns)
const loss = accounts.sum('expected_loss', ['Pérdida esperada', 'Expected loss'], 'money')
const overdue = accounts.sum('overdue_amount', LABEL.overdue, 'money')
const debtor = accounts.category('debtor', { label: LABEL.debtor })
const segment = accounts.category('segment', { label: LABEL.segment, named: SEGMENT_WORDS })
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
              'Saldo × parte que antes no se pagó en 90 días, por tramo',
              'Balance × share that was not paid within 90 days before, by bucket',
            ],
            value: loss,
          }),
        ],
        [
          12,
          visual({
            id: 'priority-overdue',
            kind: 'kpi',
            title: ['Vencido de las cuentas prioritarias', 'Overdue of the priority accounts'],
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
            subtitle: ['Deudores', 'Debtors'],
            value: accounts.different('debtor', ['Deudores', 'Debtors']),
          }),
        ],
      ],
    },
    {
      height: 10,
      cells: [
        [
          36,
          visual({
            id: 'priority-accounts',
            kind: 'table',
            title: ['Con quién hablar primero', 'Whom to speak to first'],
            subtitle: ['Por pérdida esperada', 'By expected loss'],
            groupBy: [debtor, segment],
            values: [
              loss,
              overdue,
              accounts.highest('days_past_due', LABEL.late, 'count'),
              accounts.sum('invoices', LABEL.invoices, 'count'),
              accounts.latest('last_touch_date', ['Último contacto', 'Last contact'], 'day'),
              accounts.sum('open_tasks', ['Tareas', 'Tasks'], 'count'),
            ],
            sorted: { by: loss, direction: 'DESC' },
            click: { name: OPEN_ACCOUNT, opens: { ...opensAccount, from: debtor } },
          }),
        ],
      ],
    },
    {
      height: 8,
      cells: [
        [
          20,
          visual({
            id: 'forecast',
            kind: 'lines',
            title: ['Dinero por entrar', 'Cash to come'],
            subtitle: [
              'Recaudo por semana, lo que el mismo método habría dicho antes, y lo que dice ahora',
              'Collected by week, what the same method would have said before, and what it says now',
            ],
            category: forecast.date('week', 'WEEK', LABEL.week),
            values: [forecast.sum('amount', ['Valor', 'Amount'], 'money')],
            colors: forecast.category('kind', {
              label: ['Qué es', 'What it is'],
              named: FORECAST_WORDS,
              orderedBy: 'kind_order',
            }),
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
            category: patterns.number('days_late', ['Días tarde', 'Days late']),
            values: [paid],
            colors: patterns.category('segment', { label: LABEL.segment, named: SEGMENT_WORDS }),
            arrangement: 'STACKED',
            orientation: 'VERTICAL',
            most: 60,
          }),
        ],
      ],
    },
  ],
}
