import type { Consent } from '../domain/consent.ts'
import type { Role } from '../domain/debtor.ts'
import type { FlagKind } from '../domain/flag.ts'
import type { Unusable } from '../domain/reach.ts'
import type { Pair } from './words.ts'

/** What the codes of a debtor's file mean, in Spanish and English. */
export const ROLES = {
  holder: ['titular', 'holder'],
  coDebtor: ['codeudor', 'co-debtor'],
  guarantor: ['fiador', 'guarantor'],
  billing: ['cuentas por pagar', 'billing'],
} as const satisfies Record<Role, Pair>

export const UNUSABLE = {
  inactive: ['ya no se usa', 'no longer used'],
  wrongPerson: ['es de otra persona', "somebody else's"],
  bounced: ['no recibe mensajes', 'takes no messages'],
  optedOut: ['pidió no recibir mensajes', 'asked for messages to stop'],
  noConsent: ['falta la autorización', 'consent is missing'],
  undeliverable: ['ese mensaje no llegó', 'that message did not arrive'],
  notConfigured: ['el canal no está instalado', 'the channel is not set up'],
} as const satisfies Record<Unusable, Pair>

export const CONSENTS = {
  granted: ['autorizado', 'granted'],
  revoked: ['revocado', 'revoked'],
  unknown: ['sin constancia', 'no evidence'],
} as const satisfies Record<Consent['status'], Pair>

export const FLAG_NAMES = {
  deceased: ['fallecido', 'deceased'],
  insolvency: ['insolvencia', 'insolvency'],
  represented: ['con abogado', 'represented'],
  doNotContact: ['no contactar', 'do not contact'],
  hardship: ['dificultades económicas', 'hardship'],
  complaintOpen: ['queja abierta', 'complaint open'],
} as const satisfies Record<FlagKind, Pair>
