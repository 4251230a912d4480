import { DATASETS } from '../../datasets.ts'
import { CHANNEL_WORDS, DETAIL_WORDS, EVENT_WORDS } from '../code-words.ts'
import { fieldsOf } from '../fields.ts'
import { type Sheet, visual } from '../visuals.ts'
import { bucket, LABEL, late, oldest, open, openAmount, openInvoices, overdueAmount } from './shared.ts'

const events = fieldsOf(DATASETS.account_events)
const happened = events.date('at', 'DAY', LABEL.day)
const due = open.date('due_date', 'DAY', ['Vence', 'Due'])

/** One account: what it owes, and everything that happened in it. Opens from any row or bar that names an account. */
export const account: Sheet = {
  id: 'account',
  name: ['Cuenta', 'Account'],
  description: [
    'Lo que debe una cuenta y todo lo que pasó en ella, sin datos personales.',
    'What an account owes and everything that happened in it, without personal data.',
  ],
  controls: ['currency', 'debtor'],
  rows: [
    {
      height: 3,
      cells: [
        [
          9,
          visual({
            id: 'account-open',
            kind: 'kpi',
            title: ['Por cobrar', 'Open'],
            subtitle: ['Hoy', 'Today'],
            value: openAmount,
          }),
        ],
        [
          9,
          visual({
            id: 'account-overdue',
            kind: 'kpi',
            title: ['Vencido', 'Overdue'],
            subtitle: ['Hoy', 'Today'],
            value: overdueAmount,
          }),
        ],
        [
          9,
          visual({
            id: 'account-oldest',
            kind: 'kpi',
            title: ['Días de la más antigua', 'Days of the oldest'],
            subtitle: ['Desde que venció', 'Since it fell due'],
            value: oldest,
          }),
        ],
        [
          9,
          visual({
            id: 'account-invoices',
            kind: 'kpi',
            title: ['Facturas abiertas', 'Open invoices'],
            subtitle: ['Hoy', 'Today'],
            value: openInvoices,
          }),
        ],
      ],
    },
    {
      height: 10,
      cells: [
        [
          14,
          visual({
            id: 'account-bills',
            kind: 'table',
            title: ['Facturas', 'Invoices'],
            subtitle: ['Las que están abiertas', 'Those that are open'],
            groupBy: [open.category('invoice', { label: LABEL.invoice }), due, bucket],
            values: [openAmount, late],
            sorted: [{ by: due, direction: 'ASC' }],
          }),
        ],
        [
          22,
          visual({
            id: 'account-timeline',
            kind: 'table',
            title: ['Línea de tiempo', 'Timeline'],
            subtitle: [
              'Lo más reciente primero; todo en `npx puntual debtor`',
              'Newest first; all of it in `npx puntual debtor`',
            ],
            groupBy: [
              happened,
              events.category('what', { label: ['Qué', 'What'], named: EVENT_WORDS }),
              events.category('detail', { label: ['Detalle', 'Detail'], named: DETAIL_WORDS }),
              events.category('invoice', { label: LABEL.invoice }),
              events.category('channel', { label: LABEL.channel, named: CHANNEL_WORDS }),
            ],
            values: [events.sum('amount', ['Valor', 'Amount'], 'money')],
            sorted: [{ by: happened, direction: 'DESC' }],
          }),
        ],
      ],
    },
  ],
}
