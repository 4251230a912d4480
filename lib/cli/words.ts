import { ACKNOWLEDGEMENT } from '../domain/acknowledgement.ts'
import type { Bucket } from '../domain/charges.ts'
import { CORRECTION } from '../domain/correction.ts'
import type { Role } from '../domain/debtor.ts'
import { DECISION_REASONS } from '../domain/decision-reason.ts'
import { ENTRY_WORDS } from '../domain/entry-words.ts'
import type { Outcome } from '../domain/invoice.ts'
import type { ContactClass } from '../domain/law/contact.ts'
import type { ContactMedium, ContactResult } from '../domain/personal-contact.ts'
import type { Channel } from '../domain/policy.ts'
import { type Suppression, WHY_NOT } from '../domain/why-not.ts'
import type { Task, TouchRecord } from '../ports.ts'

/** The languages staff read: Spanish first. */
export const LANGS = ['es', 'en'] as const
export type Lang = (typeof LANGS)[number]

/** One idea in Spanish and in English. */
export type Pair = readonly [es: string, en: string]

/** Why Puntual itself holds a debtor. */
const HOLD_REASONS = { reply: ['respondió un mensaje', 'answered a message'] } as const satisfies Record<string, Pair>

/** Messages of no policy, which the why-not log has where a step's id would be. */
const NOTICES = {
  [CORRECTION]: ['disculpa por un mensaje equivocado', 'apology for a wrong message'],
  [ACKNOWLEDGEMENT]: ['acuse de recibo', 'acknowledgement'],
} as const satisfies Record<string, Pair>

const isSuppression = (code: string): code is Suppression => Object.hasOwn(WHY_NOT, code)

const OUTCOMES = {
  settled: ['pagada', 'settled'],
  cancelled: ['anulada', 'cancelled'],
  writtenOff: ['castigada', 'written off'],
  handedOver: ['a una persona', 'handed over'],
  exhausted: ['agotada', 'exhausted'],
} as const satisfies Record<Outcome, Pair>

const STATUSES = {
  awaited: ['por emitir', 'awaited'],
  open: ['abierta', 'open'],
  closed: ['cerrada', 'closed'],
} as const

const CHANNELS = {
  email: ['Correo', 'E-mail'],
  sms: ['SMS', 'Text'],
  whatsapp: ['WhatsApp', 'WhatsApp'],
  call: ['Llamada', 'Call'],
} as const satisfies Record<Channel, Pair>

const CLASSES = {
  beforeDue: ['antes del vencimiento', 'before due'],
  overdue: ['vencida', 'overdue'],
  arrangement: ['acuerdo de pago', 'payment agreement'],
  formalNotice: ['aviso formal', 'formal notice'],
  receipt: ['acuse de recibo', 'acknowledgement'],
} as const satisfies Record<ContactClass, Pair>

const TOUCHES = {
  claimed: ['por salir', 'about to leave'],
  sent: ['enviado', 'sent'],
  unknown: ['no se sabe si salió', 'may have left'],
  failed: ['no se pudo enviar', 'could not be sent'],
  released: ['se intentará más tarde', 'to be tried later'],
} as const satisfies Record<TouchRecord['status'], Pair>

const TASKS = {
  collect: ['Cobrar en persona', 'Collect in person'],
  call: ['Llamar al deudor', 'Call the debtor'],
  applyCash: ['Aplicar el dinero recibido', 'Apply the cash received'],
  findPayer: ['Averiguar de quién es el pago', 'Find out whose payment it is'],
  answer: ['Responder al deudor', 'Answer the debtor'],
  approve: ['Aprobar un mensaje', 'Approve a message'],
} as const satisfies Record<Task['kind'], Pair>

const ROLES = {
  holder: ['titular', 'holder'],
  billing: ['contacto de facturación', 'billing contact'],
  coDebtor: ['codeudor', 'co-debtor'],
  guarantor: ['fiador', 'guarantor'],
} as const satisfies Record<Role, Pair>

const CONTACT_CHANNELS = {
  call: ['Llamada', 'Call'],
  visit: ['Visita', 'Visit'],
  letter: ['Carta', 'Letter'],
  email: ['Correo', 'E-mail'],
  sms: ['SMS', 'Text'],
  whatsapp: ['WhatsApp', 'WhatsApp'],
  other: ['Otro contacto', 'Another contact'],
} as const satisfies Record<ContactMedium, Pair>

const CONTACT_RESULTS = {
  reached: ['se habló con el deudor', 'spoke with the debtor'],
  promise: ['prometió pagar', 'promised to pay'],
  disputed: ['no está de acuerdo', 'disagrees'],
  refused: ['no quiere pagar', 'does not want to pay'],
  leftMessage: ['mensaje dejado', 'left a message'],
  noAnswer: ['no contestó', 'no answer'],
  wrongPerson: ['no es la persona', 'the wrong person'],
} as const satisfies Record<ContactResult, Pair>

const PARTS = {
  principal: ['Capital', 'Principal'],
  interest: ['Intereses', 'Interest'],
  collectionCost: ['Gastos de cobranza', 'Collection costs'],
  fee: ['Otros cargos', 'Other fees'],
} as const satisfies Record<Bucket, Pair>

/** What a code means in one language; a code that the table lacks (a step of the company's own policy) is said as it is. */
export interface Words {
  readonly lang: Lang
  /** Picks the language's side of a pair. */
  of(pair: Pair): string
  /** Why something waits, ended or was not sent, and what was not sent; a step's id stays a step's id. */
  reason(code: string): string
  /** What a line of the ledger is. */
  entry(kind: string): string
  outcome(code: string): string
  status(code: string): string
  channel(code: string): string
  touchClass(code: string): string
  touchStatus(code: string): string
  task(kind: string): string
  /** How a person of ours made a contact, and how it ended. */
  contactChannel(code: string): string
  /** Whose a contact point is. */
  role(code: string): string
  contactResult(code: string): string
  /** A part of a debt: principal, interest, collection costs, fees. */
  part(bucket: string): string
}

/** The words of one language for every code a person meets, on the page and on the command line. */
export function wordsFor(lang: Lang): Words {
  const of = (pair: Pair): string => (lang === 'es' ? pair[0] : pair[1])
  const from =
    (table: Readonly<Record<string, Pair>>) =>
    (code: string): string => {
      const pair = Object.hasOwn(table, code) ? table[code] : undefined
      return pair ? of(pair) : code
    }
  return {
    lang,
    of,
    reason: (code) =>
      isSuppression(code) ? WHY_NOT[code][lang] : from({ ...DECISION_REASONS, ...HOLD_REASONS, ...NOTICES })(code),
    entry: from(ENTRY_WORDS),
    outcome: from(OUTCOMES),
    status: from(STATUSES),
    channel: from(CHANNELS),
    touchClass: from(CLASSES),
    touchStatus: from(TOUCHES),
    task: from(TASKS),
    contactChannel: from(CONTACT_CHANNELS),
    role: from(ROLES),
    contactResult: from(CONTACT_RESULTS),
    part: from(PARTS),
  }
}
