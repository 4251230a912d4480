import { judgeConsent } from '../domain/consent.ts'
import type { ContactPoint, Debtor } from '../domain/debtor.ts'
import { raisedFlags } from '../domain/flag.ts'
import { activeHold } from '../domain/invoice.ts'
import type { ContactRules, Medium } from '../domain/law/pack.ts'
import { demandOf, type Unusable, whyUnusable } from '../domain/reach.ts'
import type { Instant } from '../domain/time.ts'
import { FLAG_NAMES, UNUSABLE } from './debtor-words.ts'
import type { Words } from './words.ts'

/** What stands between a debtor and a contact besides hours, holidays and caps. */
export interface Besides {
  /** Each a reason not to contact the debtor at all; none: nothing else is in the way. */
  readonly forbids: readonly string[]
  /** Each way of the medium with why it may not be used, or that it may. */
  readonly ways: readonly string[]
}

/** Tells what else forbids contact with a debtor by a medium: flags, holds, and every way that may not be used. */
export function forbiddenBesides(
  debtor: Debtor,
  medium: Medium,
  rules: ContactRules,
  at: Instant,
  { of, reason: reasonOf }: Words,
): Besides {
  const points = debtor.contactPoints.filter(({ channel }) => channel === (medium === 'call' ? 'sms' : medium))
  const judged = points.map((point) => ({ point, why: whyNot(debtor, point, medium, rules) }))
  const hold = activeHold(debtor.holds, at)
  const reached = judged.some(({ why }) => why === undefined) || !REACHED_AT_POINTS.includes(medium)
  return {
    forbids: [
      ...raisedFlags(debtor).map((flag) => of(FLAG_NAMES[flag])),
      ...(debtor.profile ? [] : [reasonOf('debtorUnknown')]),
      ...(debtor.profile?.internal ? [reasonOf('internalDebtor')] : []),
      ...(hold ? [`${of(['suspendido', 'on hold'])}: ${[hold.reason, hold.author].filter(Boolean).join(', ')}`] : []),
      ...(reached ? [] : [of(['por este medio no hay por dónde', 'there is no way by this medium'])]),
    ],
    ways: judged.map(({ point, why }) => `${point.id}: ${of(why ? UNUSABLE[why] : ['se puede usar', 'may be used'])}`),
  }
}

/** Media that need an address or a number of the debtor's. */
const REACHED_AT_POINTS: readonly Medium[] = ['email', 'sms', 'whatsapp', 'call', 'push']

/** A number for texts is a mobile telephone: it rings, under the consent to calls. */
function whyNot(debtor: Debtor, point: ContactPoint, medium: Medium, rules: ContactRules): Unusable | undefined {
  const demand = demandOf(rules)
  if (medium !== 'call') return whyUnusable(debtor, point, demand)
  if (!point.active) return 'inactive'
  if (point.barred) return point.barred
  const consent = judgeConsent(debtor.consents, [point.id, 'call', 'all'], demand.consentFor.includes('call'))
  return consent === 'fine' ? undefined : consent
}
