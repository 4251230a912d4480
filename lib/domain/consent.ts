import type { Stamp } from './invoice.ts'
import type { Medium } from './law/pack.ts'

/** What a consent is for: messages about what is owed, or offers. */
export type Purpose = 'service' | 'offer'

/** Where a consent is on record: the clause the person agreed to, its version, and the day; or a sentence. */
export interface Evidence {
  readonly clause?: string
  readonly version?: string
  /** Calendar date of the person's word. */
  readonly date?: string
  readonly text?: string
}

/** The newest word on one scope; `unknown` means that the evidence was withdrawn. */
export interface Consent {
  readonly status: 'granted' | 'revoked' | 'unknown'
  readonly stamp: Stamp
  readonly evidence?: Evidence
}

/** Scopes that are no contact point: everything, and the media a contact law speaks of. */
export const WIDE_SCOPES = [
  'all',
  'email',
  'sms',
  'whatsapp',
  'call',
  'visit',
  'letter',
  'push',
] as const satisfies readonly ('all' | Medium)[]

/** Of two words of one instant the more careful one wins, whichever arrives first. */
export const CONSENT_RANK = { granted: 0, unknown: 1, revoked: 2 } as const satisfies Record<Consent['status'], number>

const OFFER = 'offer#'

/** Under which key a debtor's record keeps the word on a scope: service is the ordinary purpose, so it is the scope itself. */
export const consentKey = (scope: string, purpose: Purpose): string =>
  purpose === 'offer' ? `${OFFER}${scope}` : scope

/** The scope and purpose of the word under a key. */
export const scopeOfKey = (key: string): { readonly scope: string; readonly purpose: Purpose } =>
  key.startsWith(OFFER) ? { scope: key.slice(OFFER.length), purpose: 'offer' } : { scope: key, purpose: 'service' }

/** What consent says of a medium or contact point: nothing against it, a stop, or a consent that is demanded and missing. */
export type ConsentVerdict = 'fine' | 'optedOut' | 'noConsent'

/**
 * Judges the words on `scopes`, narrowest first (contact point, medium, all), for one purpose.
 *
 * A revocation on any scope stops, and one of service messages stops offers too. Where consent is demanded, the narrowest
 * scope on which anything was said decides, and only `granted` counts; an offer always demands its own.
 */
export function judgeConsent(
  consents: Readonly<Record<string, Consent>>,
  scopes: readonly string[],
  isDemanded: boolean,
  purpose: Purpose = 'service',
): ConsentVerdict {
  let narrowest: Consent | undefined
  for (const scope of scopes) {
    const own = consents[consentKey(scope, purpose)]
    if (own?.status === 'revoked' || consents[scope]?.status === 'revoked') return 'optedOut'
    narrowest ??= own
  }
  return !(isDemanded || purpose === 'offer') || narrowest?.status === 'granted' ? 'fine' : 'noConsent'
}
