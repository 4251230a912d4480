import { TEMPLATE_WORDS } from '../code-words.ts'
import { type Sheet, visual } from '../visuals.ts'
import { AT_A_KNOWN_HOUR, channel, LABEL, touches } from './shared.ts'

const sent = touches.sum('sent', ['Contactos', 'Contacts'], 'count')
const failed = touches.sum('failed', ['No salieron', 'Did not leave'], 'count')
const unknown = touches.sum('unknown', ['Sin saberse', 'Not known'], 'count')
const delivered = touches.ratio('delivered_share', 'delivered', 'messages', ['Entregados', 'Delivered'])
const seen = touches.ratio('seen_share', 'seen', 'messages', ['Vistos', 'Seen'])
const clicked = touches.ratio('clicked_share', 'clicked', 'messages', ['Con clic', 'Clicked'])
const bounced = touches.ratio('bounced_share', 'emails_bounced', 'emails', ['Correos rebotados', 'E-mails bounced'])
const complained = touches.ratio('complained_share', 'emails_complained', 'emails', ['Quejas', 'Complaints'])
const paid = touches.ratio('paid_share', 'paid_within_7', 'sent', ['Pagaron en 7 días', 'Paid within 7 days'])
const week = touches.date('day', 'WEEK', LABEL.week)
const template = touches.category('template', { label: ['Texto', 'Text'], named: TEMPLATE_WORDS })
const DESCRIBED = [
  'Describe, no prueba que el mensaje sea la causa',
  'Describes; it does not prove that the message is the cause',
] as const

/** What was sent, whether it arrived, and who paid afterwards. */
export const contacts: Sheet = {
  id: 'contacts',
  name: ['Contactos y entrega', 'Contacts and deliverability'],
  description: [
    'Qué se envió, si llegó y quién pagó después.',
    'What was sent, whether it arrived, and who paid afterwards.',
  ],
  controls: ['entity', 'since', 'until'],
  rows: [
    {
      height: 3,
      cells: [
        [
          6,
          visual({
            id: 'messages-sent',
            kind: 'kpi',
            title: ['Mensajes enviados', 'Messages sent'],
            subtitle: ['En el período elegido, sin llamadas', 'In the period chosen, without calls'],
            value: touches.sum('messages', ['Mensajes', 'Messages'], 'count'),
          }),
        ],
        [
          6,
          visual({
            id: 'messages-delivered',
            kind: 'kpi',
            title: ['Entregados', 'Delivered'],
            subtitle: ['Entregados ÷ enviados', 'Delivered ÷ sent'],
            value: delivered,
          }),
        ],
        [
          6,
          visual({
            id: 'messages-failed',
            kind: 'kpi',
            title: ['No salieron', 'Did not leave'],
            subtitle: ['Nadie los tomó para enviarlos', 'Nobody took them to be sent'],
            value: failed,
          }),
        ],
        [
          6,
          visual({
            id: 'messages-unknown',
            kind: 'kpi',
            title: ['No se sabe si salieron', 'Not known to have left'],
            subtitle: ['El proveedor no respondió', 'The provider did not answer'],
            value: unknown,
          }),
        ],
        [
          6,
          visual({
            id: 'messages-bounced',
            kind: 'kpi',
            title: ['Correos rebotados', 'E-mails bounced'],
            subtitle: ['De los correos; SES revisa desde 5 %', 'Of e-mails; SES reviews from 5% on'],
            value: bounced,
          }),
        ],
        [
          6,
          visual({
            id: 'messages-complained',
            kind: 'kpi',
            title: ['Quejas por correo', 'Complaints about e-mails'],
            subtitle: ['De los correos; SES revisa desde 0,1 %', 'Of e-mails; SES reviews from 0.1% on'],
            value: complained,
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
            id: 'sent-by-week',
            kind: 'bars',
            title: ['Contactos por semana', 'Contacts by week'],
            subtitle: ['Por canal', 'By channel'],
            category: week,
            values: [sent],
            colors: channel,
            arrangement: 'STACKED',
            orientation: 'VERTICAL',
          }),
        ],
        [
          18,
          visual({
            id: 'arrival-by-week',
            kind: 'lines',
            title: ['Entrega por semana', 'Delivery by week'],
            subtitle: [
              'Parte de los mensajes enviados; vistos, si el correo lo dice',
              'Share of the messages sent; seen, where mail tells',
            ],
            category: week,
            values: [delivered, seen, clicked, bounced],
          }),
        ],
      ],
    },
    {
      height: 7,
      cells: [
        [
          9,
          visual({
            id: 'paid-by-channel',
            kind: 'bars',
            title: ['Pago después, por canal', 'Paid afterwards, by channel'],
            subtitle: DESCRIBED,
            category: channel,
            values: [paid],
            arrangement: 'CLUSTERED',
            orientation: 'VERTICAL',
            sorted: { by: paid, direction: 'DESC' },
            labels: true,
          }),
        ],
        [
          9,
          visual({
            id: 'paid-by-level',
            kind: 'bars',
            title: ['Por nivel', 'By level'],
            subtitle: ['0 es antes de vencer', '0 is before due'],
            category: touches.number('level', ['Nivel', 'Level']),
            values: [paid],
            arrangement: 'CLUSTERED',
            orientation: 'VERTICAL',
            labels: true,
          }),
        ],
        [
          18,
          visual({
            id: 'paid-by-hour',
            kind: 'combo',
            title: ['Por hora del deudor', 'By hour of the debtor'],
            subtitle: [
              'Contactos cuya hora se sabe, y parte que pagó en siete días',
              'Contacts whose hour is known, and the share that paid within seven days',
            ],
            category: touches.number('hour', ['Hora', 'Hour']),
            bars: [sent],
            lines: [paid],
            arrangement: 'CLUSTERED',
            limits: AT_A_KNOWN_HOUR,
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
            id: 'texts',
            kind: 'table',
            title: ['Textos', 'Texts'],
            subtitle: ['Cada plantilla por canal', 'Each template by channel'],
            groupBy: [template, channel],
            values: [sent, failed, unknown, delivered, bounced, complained, paid],
            sorted: [{ by: sent, direction: 'DESC' }],
          }),
        ],
      ],
    },
  ],
}
