import { DATASETS } from '../../datasets.ts'
import { SCOPE_COLORS } from '../code-colors.ts'
import { CHANNEL_WORDS, REASON_WORDS } from '../code-words.ts'
import { fieldsOf } from '../fields.ts'
import { type Sheet, visual } from '../visuals.ts'
import { AT_A_KNOWN_HOUR, LABEL, touches } from './shared.ts'

const pressure = fieldsOf(DATASETS.contact_pressure)
const notSent = fieldsOf(DATASETS.suppressed)
const stops = fieldsOf(DATASETS.opt_outs)
const debtors = pressure.sum('debtors', ['Deudores', 'Debtors'], 'count')
const kept = notSent.sum('suppressed', ['Mensajes', 'Messages'], 'count')
const optOuts = stops.sum('opt_outs', ['Pedidos', 'Requests'], 'count')

/** Whether people are left in peace: the figures that stand beside the money. */
export const respect: Sheet = {
  id: 'respect',
  name: ['Respeto', 'Respect'],
  description: [
    'Si se deja en paz a la gente: estas cifras van al lado del dinero.',
    'Whether people are left in peace: these figures stand beside the money.',
  ],
  controls: ['entity', 'since', 'until'],
  rows: [
    {
      height: 3,
      cells: [
        [
          9,
          visual({
            id: 'after-hours',
            kind: 'kpi',
            title: ['Contactos fuera de horario', 'Contacts outside the hours'],
            subtitle: [
              'Ley y festivos del país del deudor; deben ser cero',
              'Law and holidays of the debtor’s country; must be none',
            ],
            value: pressure.sum('after_hours', ['Fuera de horario', 'Outside the hours'], 'count'),
          }),
        ],
        [
          9,
          visual({
            id: 'per-debtor',
            kind: 'kpi',
            title: ['Contactos por deudor y semana', 'Contacts per debtor and week'],
            subtitle: ['Entre los contactados', 'Among those contacted'],
            value: pressure.ratio('contacts_each', 'contacts', 'debtors', ['Contactos', 'Contacts'], 'decimal'),
          }),
        ],
        [
          9,
          visual({
            id: 'stops',
            kind: 'kpi',
            title: ['Pidieron no recibir más', 'Asked us to stop'],
            subtitle: ['En el período elegido', 'In the period chosen'],
            value: optOuts,
          }),
        ],
        [
          9,
          visual({
            id: 'not-sent',
            kind: 'kpi',
            title: ['Mensajes que no se enviaron', 'Messages not sent'],
            subtitle: [
              'Por pago, suspensión, ley, voluntad del deudor …',
              'For payment, holds, law, the wish of the debtor …',
            ],
            value: kept,
          }),
        ],
      ],
    },
    {
      height: 9,
      cells: [
        [
          18,
          visual({
            id: 'not-sent-by-reason',
            kind: 'bars',
            title: ['Por qué no se enviaron', 'Why they were not sent'],
            subtitle: [
              'Cada mensaje que se planeó y no salió, con su razón',
              'Each message that was planned and did not leave, with its reason',
            ],
            category: notSent.category('reason', { label: ['Razón', 'Reason'], named: REASON_WORDS }),
            values: [kept],
            arrangement: 'CLUSTERED',
            orientation: 'HORIZONTAL',
            sorted: { by: kept, direction: 'DESC' },
            most: 12,
            labels: true,
          }),
        ],
        [
          18,
          visual({
            id: 'pressure-by-week',
            kind: 'bars',
            title: ['Presión de contacto', 'Contact pressure'],
            subtitle: [
              'Deudores por semana, según cuántos contactos tuvieron (mensajes y personas)',
              'Debtors by week, by how many contacts they had (messages and people)',
            ],
            category: pressure.date('week', 'WEEK', LABEL.week),
            values: [debtors],
            colors: pressure.number('contacts_per_debtor', ['Contactos en la semana', 'Contacts in the week']),
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
          18,
          visual({
            id: 'stops-by-week',
            kind: 'bars',
            title: ['Pedidos de parar, por semana', 'Requests to stop, by week'],
            subtitle: ['Por canal', 'By channel'],
            category: stops.date('day', 'WEEK', LABEL.week),
            values: [optOuts],
            colors: stops.category('channel', { label: LABEL.channel, named: CHANNEL_WORDS, colored: SCOPE_COLORS }),
            arrangement: 'STACKED',
            orientation: 'VERTICAL',
          }),
        ],
        [
          18,
          visual({
            id: 'contacts-by-hour',
            kind: 'bars',
            title: ['A qué hora se contacta', 'At what hour people are contacted'],
            subtitle: ['Hora del deudor, donde se sabe', 'Hour of the debtor, where it is known'],
            category: touches.number('hour', ['Hora', 'Hour']),
            values: [touches.sum('sent', ['Contactos', 'Contacts'], 'count')],
            arrangement: 'CLUSTERED',
            orientation: 'VERTICAL',
            limits: AT_A_KNOWN_HOUR,
          }),
        ],
      ],
    },
  ],
}
