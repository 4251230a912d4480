import { DECISION_REASONS } from '../../domain/decision-reason.ts'
import { ENTRY_WORDS } from '../../domain/entry-words.ts'
import { WHY_NOT } from '../../domain/why-not.ts'
import type { Words } from './fields.ts'

type Table = Readonly<Record<string, Words>>

/** Ageing buckets, and where money may have gone from them. */
export const BUCKET_WORDS = {
  current: ['Al día', 'Current'],
  b1_30: ['1–30 días', '1–30 days'],
  b31_60: ['31–60 días', '31–60 days'],
  b61_90: ['61–90 días', '61–90 days'],
  b91: ['Más de 90 días', 'Over 90 days'],
  paid: ['Pagada', 'Paid'],
  credited: ['Nota de crédito o ajuste', 'Credited or corrected'],
  writtenOff: ['Castigada', 'Written off'],
} as const satisfies Table

export const CHANNEL_WORDS = {
  email: ['Correo', 'E-mail'],
  sms: ['SMS', 'Text'],
  whatsapp: ['WhatsApp', 'WhatsApp'],
  call: ['Llamada', 'Call'],
  visit: ['Visita', 'Visit'],
  letter: ['Carta', 'Letter'],
  other: ['Otro', 'Other'],
  all: ['Todos', 'All'],
  none: ['Ninguno', 'None'],
} as const satisfies Table

/** In a chart each name begins with a capital, where the log has half a sentence. */
const named = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** Why a message was not sent, in the words of the why-not log. */
export const REASON_WORDS: Table = Object.fromEntries(
  Object.entries(WHY_NOT).map(([code, { es, en }]): [string, Words] => [code, [named(es), named(en)]]),
)

const TEXTS: Table = {
  'before-due': ['Antes de vencer', 'Before due'],
  'reminder-1': ['Recordatorio 1', 'Reminder 1'],
  'reminder-2': ['Recordatorio 2', 'Reminder 2'],
  'reminder-3': ['Recordatorio 3', 'Reminder 3'],
  'formal-notice': ['Aviso formal', 'Formal notice'],
  'suspension-warning': ['Advertencia de suspensión', 'Warning of suspension'],
  'suspension-notice': ['Aviso de suspensión', 'Notice of suspension'],
}
/** What they are said of, as `catalog/subjects.yaml` calls it. */
const SUBJECTS: Table = {
  instalment: ['cuota', 'instalment'],
  'school-fees': ['colegio', 'school fees'],
  clinic: ['atención', 'care'],
  rent: ['arriendo', 'rent'],
  subscription: ['suscripción', 'subscription'],
  agreement: ['acuerdo', 'agreement'],
}

/** The texts that are shipped, alone and of each subject; a text of one's own is shown by its id. */
export const TEMPLATE_WORDS: Table = Object.fromEntries(
  Object.entries(TEXTS).flatMap(([text, [es, en]]): [string, Words][] => [
    [text, [es, en]],
    ...Object.entries(SUBJECTS).map(([subject, of]): [string, Words] => [
      `${text}.${subject}`,
      [`${es}: ${of[0]}`, `${en}: ${of[1]}`],
    ]),
  ]),
)

/** Steps of the receivables bridge. */
export const STEP_WORDS = {
  opening: ['Saldo inicial', 'Opening'],
  invoiced: ['Facturado', 'Invoiced'],
  charged: ['Cargos', 'Charged'],
  collected: ['Recaudado', 'Collected'],
  credited: ['Notas de crédito', 'Credited'],
  writtenOff: ['Castigado', 'Written off'],
  closing: ['Saldo final', 'Closing'],
} as const satisfies Table

export const FORECAST_WORDS = {
  actual: ['Recaudado', 'Collected'],
  forecast: ['Pronóstico', 'Forecast'],
  backtest: ['Lo que se habría dicho 4 semanas antes', 'As told 4 weeks before'],
} as const satisfies Table

/** What an open journey waits for, and how one ended. */
export const JOURNEY_WORDS: Table = {
  ...REASON_WORDS,
  reminderTime: ['Espera la fecha del recordatorio', 'Waits for the reminder'],
  payment: ['Espera el pago', 'Waits for payment'],
  instalment: ['Espera la próxima cuota', 'Waits for the next instalment'],
  release: ['En suspensión', 'On hold'],
  'before-due': ['Próximo: antes de vencer', 'Next: before due'],
  'reminder-1': ['Próximo: recordatorio 1', 'Next: reminder 1'],
  'reminder-2': ['Próximo: recordatorio 2', 'Next: reminder 2'],
  'reminder-3': ['Próximo: recordatorio 3', 'Next: reminder 3'],
  'formal-notice': ['Próximo: aviso formal', 'Next: formal notice'],
  'suspension-warning': ['Próximo: aviso de suspensión', 'Next: warning of suspension'],
  suspension: ['Próximo: suspensión', 'Next: suspension'],
  call: ['Llamada por hacer', 'A call to make'],
  afterLastStep: ['Ya salió el último mensaje', 'The last message has left'],
  contact: ['Por enviar', 'About to be sent'],
  settled: ['Pagada', 'Settled'],
  cancelled: ['Anulada', 'Cancelled'],
  writtenOff: ['Castigada', 'Written off'],
  handedOver: ['Entregada a una persona', 'Handed over to a person'],
  exhausted: ['Agotada', 'Exhausted'],
}

/** What is to be done about an account. */
export const ACTION_WORDS = {
  task: ['Resolver su tarea', 'Settle its task'],
  review: ['Ver por qué no se contacta', 'See why it is not contacted'],
  call: ['Llamar', 'Call'],
  remind: ['Recordar', 'Remind'],
  wait: ['Esperar', 'Wait'],
} as const satisfies Table

/** Where a journey is, seen from afar. */
export const STAGE_WORDS = {
  open: ['Abierta', 'Open'],
  settled: ['Pagada', 'Settled'],
  handedOver: ['Entregada a una persona', 'Handed over to a person'],
  ended: ['Terminó sin pago', 'Ended without payment'],
} as const satisfies Table

/** How late an invoice was paid. */
export const BAND_WORDS = {
  early: ['Antes', 'Before'],
  onDay: ['El día', 'On the day'],
  d1_3: ['1–3', '1–3'],
  d4_7: ['4–7', '4–7'],
  d8_15: ['8–15', '8–15'],
  d16_30: ['16–30', '16–30'],
  d31_60: ['31–60', '31–60'],
  d61: ['Más de 60', 'Over 60'],
} as const satisfies Table

export const PERIOD_WORDS = {
  before: ['Antes de Puntual', 'Before Puntual'],
  after: ['Con Puntual', 'With Puntual'],
} as const satisfies Table

export const TIE_WORDS = {
  agrees: ['Cuadra', 'Agrees'],
  differs: ['No cuadra', 'Differs'],
  comparing: ['Comparando', 'Being compared'],
} as const satisfies Table

export const SEGMENT_WORDS = {
  consumer: ['Consumo', 'Consumer'],
  business: ['Empresas', 'Business'],
  services: ['Servicios', 'Services'],
} as const satisfies Table

/** Kinds of facts, as a timeline and the freshness of the data name them. */
export const EVENT_WORDS = {
  entry: ['Movimiento', 'Entry'],
  claim: ['Mensaje decidido', 'Message decided'],
  touch: ['Mensaje', 'Message'],
  attempt: ['Intento de envío', 'Attempt to send'],
  delivery: ['Aviso de entrega', 'Delivery report'],
  hold: ['Suspensión', 'Hold'],
  consent: ['Autorización', 'Consent'],
  invoice: ['Factura', 'Invoice'],
  debtor: ['Deudor', 'Debtor'],
  snapshot: ['Foto de una exportación', 'Snapshot of an export'],
  watermark: ['Total de control', 'Control total'],
  suppression: ['Mensaje que no se envió', 'Message not sent'],
  contact: ['Contacto', 'Contact'],
  task: ['Tarea', 'Task'],
  journey: ['Gestión', 'Journey'],
} as const satisfies Record<string, Words>

/** What each fact of a timeline says: what moved, why, what a journey waits for, what became of a message. */
export const DETAIL_WORDS: Table = {
  ...DECISION_REASONS,
  ...JOURNEY_WORDS,
  ...TEXTS,
  ...ENTRY_WORDS,
  sent: ['Salió', 'Left'],
  delayed: ['Demorado', 'Delayed'],
  atCarrier: ['Con el operador', 'With the carrier'],
  undelivered: ['No llegó por ahora', 'Not delivered for now'],
  delivered: ['Entregado', 'Delivered'],
  bounced: ['Rebotó', 'Bounced'],
  opened: ['Abierto', 'Opened'],
  read: ['Leído', 'Read'],
  clicked: ['Abrió un enlace', 'Followed a link'],
  complained: ['Queja', 'Complaint'],
  granted: ['Autoriza', 'Granted'],
  revoked: ['Pide no más', 'Revoked'],
  placed: ['Empieza', 'Placed'],
  released: ['Termina', 'Released'],
  reply: ['Respondió un mensaje', 'Answered a message'],
  wrongPerson: ['No es la persona', 'The wrong person'],
  made: ['Por una persona', 'By a person'],
  deciding: ['Se decide', 'Being decided'],
  open: ['Abierta', 'Open'],
  closed: ['Cerrada', 'Closed'],
}
