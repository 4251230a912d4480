import { contactsOf } from './chance.ts'
import { judgeConsent } from './consent.ts'
import type { ContactPoint, Debtor, Role } from './debtor.ts'
import { activeHold, type Hold, type Invoice, isIssued } from './invoice.ts'
import { judge, type LawVerdict, nextAllowed } from './law/judge.ts'
import type { ContactRules } from './law/pack.ts'
import { demandOf } from './reach.ts'
import { paymentsToldBy, suspension } from './suspension.ts'
import type { Instant } from './time.ts'
import type { Situation } from './verdict.ts'

/** A number that may be called now, and whose it is. */
export interface Callable {
  /** The contact point that has the number. */
  readonly contactPoint: string
  readonly number: string
  readonly role: Role
}

/** Whether a person may call a debtor about an invoice at this moment: whom to call, or why not. */
export type CallVerdict =
  | { readonly kind: 'allowed'; readonly numbers: readonly Callable[] }
  | {
      readonly kind: 'refused'
      readonly reason: string
      /** The hold that asks for silence, if one does. */
      readonly held?: Held
      /** The first lawful instant after that, where it has an end, and the clocks that agree on it. */
      readonly back?: { readonly at: Instant; readonly zones: readonly string[] }
    }
  | {
      readonly kind: 'unlawful'
      readonly verdict: Extract<LawVerdict, { kind: 'refused' }>
      /** The clocks that had to agree. */
      readonly zones: readonly string[]
    }

/** A hold with its id, and what it is on. */
export interface Held extends Hold {
  readonly id: string
  readonly on: 'invoice' | 'debtor'
}

/** Nobody else is called before the holder. */
const ROLES: readonly Role[] = ['holder', 'billing', 'coDebtor', 'guarantor']

/**
 * Asks everything that a message would be asked: what is owed, who asks for silence, whom the debtor lets call, and the
 * contact law on calls with every contact there was. Old payment data does not stop a person, who can ask.
 */
export function judgeCall(invoice: Invoice, situation: Situation, rules: ContactRules, now: Instant): CallVerdict {
  const { debtor } = situation
  if (!isIssued(invoice)) return { kind: 'refused', reason: 'notMine' }
  if (invoice.voided) return { kind: 'refused', reason: 'voided' }
  if (invoice.writtenOff) return { kind: 'refused', reason: 'writtenOff' }
  if (invoice.balance <= 0) return { kind: 'refused', reason: 'paid' }
  const silence = suspension(invoice, { ...situation, paymentData: [] }, now, now)
  const asked = { at: now, medium: 'call', class: 'overdue', about: [invoice.id] } as const
  if (silence) {
    const { reason } = silence.decision
    const held = holdBehind(reason, invoice, debtor, now)
    const until = reason === 'paymentScheduled' ? paymentsToldBy(invoice, situation.calendar) : endOf(held)
    const at = until === undefined ? undefined : nextAllowed(rules, { ...asked, at: until }, contactsOf(debtor))
    const back = at === undefined ? {} : { back: { at, zones: rules.zones } }
    return { kind: 'refused', reason, ...(held && { held }), ...back }
  }
  const { numbers, why } = callable(debtor, rules)
  if (numbers.length === 0) return { kind: 'refused', reason: why }
  const verdict = judge(rules, asked, contactsOf(debtor))
  return verdict.kind === 'allowed' ? { kind: 'allowed', numbers } : { kind: 'unlawful', verdict, zones: rules.zones }
}

/** The hold that a silence is for: of the invoice first, as the silence asks. */
function holdBehind(reason: string, invoice: Invoice, debtor: Debtor, now: Instant): Held | undefined {
  const holdOn = (on: Held['on'], holds: Debtor['holds'], plain: string): Held | undefined => {
    const hold = activeHold(holds, now)
    const [id] = Object.entries(holds).find(([, one]) => one === hold) ?? []
    return hold && id !== undefined && (hold.cause ?? plain) === reason ? { ...hold, id, on } : undefined
  }
  return holdOn('invoice', invoice.holds, 'hold') ?? holdOn('debtor', debtor.holds, 'debtorHold')
}

const endOf = (hold: Held | undefined): Instant | undefined => (hold?.until ? Date.parse(hold.until) : undefined)

/** The numbers that may be called, the holder's first; without one, why. */
function callable(
  debtor: Debtor,
  rules: ContactRules,
): { readonly numbers: readonly Callable[]; readonly why: string } {
  const isDemanded = demandOf(rules).consentFor.includes('call')
  const why = (point: ContactPoint): string =>
    point.barred ?? judgeConsent(debtor.consents, [point.id, 'call', 'all'], isDemanded)
  // A number for texts is a mobile telephone: it rings.
  const points = debtor.contactPoints
    .filter(({ channel, active }) => (channel === 'sms' || channel === 'call') && active)
    .sort((a, b) => ROLES.indexOf(a.role) - ROLES.indexOf(b.role) || (a.id < b.id ? -1 : 1))
  const numbers = points.filter((point) => why(point) === 'fine')
  return {
    numbers: numbers.map(({ id: contactPoint, address: number, role }) => ({ contactPoint, number, role })),
    why: points.map(why).find((reason) => reason !== 'fine') ?? 'noContactPoint',
  }
}
