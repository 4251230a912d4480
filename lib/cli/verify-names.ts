import type { FlagKind } from '../domain/flag.ts'
import type { Check, Finding } from '../domain/verify/violation.ts'
import type { Pair } from './words.ts'

/** What each check is called. */
export const CHECK_NAMES = {
  afterPayment: ['Cobro sin deuda exigible', 'Message without a debt to ask for'],
  wrongBalance: ['Saldo equivocado', 'Wrong balance'],
  outsideWindow: ['Fuera de horario', 'Outside the hours'],
  holiday: ['En día festivo', 'On a holiday'],
  aboveCap: ['Más contactos de los permitidos', 'More contacts than allowed'],
  withoutConsent: ['Sin autorización', 'Without consent'],
  afterStop: ['Después de pedir que no le escribieran', 'After being told to stop'],
  flagged: ['Deudor que no se debe contactar', 'Debtor not to be contacted'],
  whileStopped: ['Con los envíos detenidos', 'While sending was stopped'],
  wrongPerson: ['A otra persona', 'To somebody else'],
  unwarned: ['Consecuencia sin aviso', 'Consequence without a warning'],
  twice: ['Dos veces', 'Twice'],
  unapproved: ['Sin la aprobación de una persona', 'Without a person’s approval'],
  levelJump: ['Más firme de un salto', 'Firmer by a leap'],
  beforeTurn: ['Antes de su turno', 'Before its turn'],
  books: ['Libros que no cuadran', 'Books that do not balance'],
  orphan: ['Mensaje sin desenlace', 'Message without an outcome'],
  stranded: ['Gestión detenida', 'Journey that stands still'],
} as const satisfies Record<Check, Pair>

/** How an invoice was over. */
export const OVER = {
  voided: ['estaba anulada', 'was voided'],
  writtenOff: ['estaba castigada', 'was written off'],
  handedOver: ['estaba en manos de una persona', 'was with a person'],
  ended: ['ya no era de esa gestión', 'no longer belonged to that journey'],
} as const satisfies Record<string, Pair>

/** Why a debtor was not to be contacted. */
export const FLAG_NAMES = {
  unknown: ['nadie sabía quién era el deudor', 'nobody knew who the debtor was'],
  internal: ['el deudor es una empresa de la casa', 'the debtor is one of our own companies'],
  doNotContact: ['el deudor estaba marcado como no contactar', 'the debtor was marked do-not-contact'],
  hardship: ['el deudor estaba en dificultades', 'the debtor was in hardship'],
  deceased: ['el deudor había fallecido', 'the debtor had died'],
  represented: ['al deudor lo representa un tercero', 'somebody represents the debtor'],
  insolvency: ['el deudor estaba en insolvencia', 'the debtor was insolvent'],
  complaintOpen: ['el deudor tenía un reclamo abierto', 'a complaint of the debtor was open'],
} as const satisfies Record<FlagKind | 'unknown' | 'internal', Pair>

/** Why nothing was to be sent. */
export const STOPPED = {
  killSwitch: ['una persona había detenido los envíos', 'a person had stopped all sending'],
  outOfBand: ['los envíos se habían detenido solos', 'sending had stopped by itself'],
  dryRun: ['se estaba en simulacro', 'it was a dry run'],
  canary: ['todavía no le tocaba a este deudor', "it was not this debtor's turn yet"],
} as const satisfies Record<string, Pair>

/** What there was instead of a person’s yes. */
export const ANSWERS = {
  notAsked: ['a nadie se le preguntó', 'nobody was asked'],
  none: ['nadie había respondido', 'nobody had answered'],
  declined: ['alguien lo había rechazado', 'somebody had declined'],
  expired: ['el sí tenía más de siete días', 'the yes was more than seven days old'],
} as const satisfies Record<string, Pair>

/** What was wrong with a contact point. */
export const HOW = {
  unheardOf: ['no era de ese deudor', 'was none of that debtor'],
  inactive: ['ya no estaba activo', 'was not active any more'],
  wrongPerson: ['era de otra persona', "was somebody else's"],
  bounced: ['rebotaba', 'bounced'],
} as const satisfies Record<string, Pair>

/** Why a consequence was not to follow. */
export const UNWARNED = {
  inNeutralWords: ['no se sabía si ya había pagado', 'nobody knew whether it had been paid'],
  amongOthers: ['el paso de esta factura no tenía consecuencia', "this invoice's own step had no consequence"],
  neverWarned: ['el mensaje anterior no era el aviso', 'the message before was not the warning'],
  notArrived: ['nadie había dicho que el aviso llegó', 'nobody had said that the warning arrived'],
} as const satisfies Record<Extract<Finding, { kind: 'unwarned' }>['why'], Pair>
