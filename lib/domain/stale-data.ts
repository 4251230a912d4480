import { DAY, HOUR, type Instant } from './time.ts'

/** What a payment source said last: every payment up to `completeUpTo` (ISO instant) has been told; absent: nothing yet. */
export interface PaymentMark {
  readonly source: string
  readonly completeUpTo?: string
}

/**
 * How old payment data may be (hours), and what a due message does when it is older: it leaves at once in neutral words
 * (`soften`), or waits at most `waitDays` and then does `afterWait`.
 */
export interface PaymentDataRule {
  readonly hours: number
  readonly then: 'wait' | 'soften'
  readonly waitDays: number
  readonly afterWait: 'soften' | 'handOver'
}

/** What a policy says that says nothing: the bank's file of Friday afternoon still counts on Monday morning. */
export const PAYMENT_DATA: PaymentDataRule = { hours: 72, then: 'wait', waitDays: 3, afterWait: 'soften' }

/** While data is old, a due message asks again this often: three times in the hours of one day. */
const ASK_AGAIN_FOR_DATA = 4 * HOUR

/** What a message leaves in neutral words for: payments are known up to here only (ISO instant), or not at all. */
export interface NeutralWording {
  readonly paymentsUpTo?: string
}

/** The sources whose payments are not known as recently as the rule asks. */
export function staleSources(marks: readonly PaymentMark[], rule: PaymentDataRule, now: Instant): PaymentMark[] {
  return marks.filter(({ completeUpTo }) => !completeUpTo || now - Date.parse(completeUpTo) > rule.hours * HOUR)
}

/** What a message is about, as this rule needs to see it. */
interface Asking {
  readonly policy: { readonly paymentData?: PaymentDataRule }
  readonly paymentData?: readonly PaymentMark[]
}

/** How a message about these invoices has to be worded: neutrally, once the data behind any of them is too old. */
export function neutralWording(about: readonly Asking[], now: Instant): NeutralWording | undefined {
  const stale = about.flatMap(({ policy, paymentData = [] }) => staleSources(paymentData, ruleOf(policy), now))
  if (stale.length === 0) return undefined
  const known = stale.map(({ completeUpTo }) => completeUpTo ?? '').sort()[0]
  return known ? { paymentsUpTo: known } : {}
}

/** What a due message does that payment data keeps back: it waits until an instant, or is left to a person. */
export type KeptBack = { readonly kind: 'wait'; readonly until: Instant } | { readonly kind: 'handOver' }

/**
 * Keeps a message that is due back for as long as its policy waits for payment data; undefined when it may leave, in
 * neutral words or in its own.
 *
 * The days of waiting count from when the data became too old, so a source that is down for a week costs every reminder
 * the same days and no more; for a source that has never spoken, from when the invoice was first seen (ISO instant).
 * What must not leave in neutral words waits until `firmUntil`, whatever the rule says, and is a person's after that.
 */
export function awaitingData(
  firstSeen: string | undefined,
  { policy, paymentData = [] }: Asking,
  now: Instant,
  firmUntil?: Instant,
): KeptBack | undefined {
  const rule = ruleOf(policy)
  const stale = staleSources(paymentData, rule, now)
  if (stale.length === 0 || (rule.then === 'soften' && firmUntil === undefined)) return undefined
  const seen = firstSeen ? Date.parse(firstSeen) : now
  const since = stale.map(({ completeUpTo }) => (completeUpTo ? Date.parse(completeUpTo) + rule.hours * HOUR : seen))
  const patience = firmUntil ?? Math.min(...since) + rule.waitDays * DAY
  if (now < patience) return { kind: 'wait', until: Math.min(patience, now + ASK_AGAIN_FOR_DATA) }
  return rule.afterWait === 'handOver' || firmUntil !== undefined ? { kind: 'handOver' } : undefined
}

const ruleOf = ({ paymentData = PAYMENT_DATA }: Asking['policy']): PaymentDataRule => paymentData
