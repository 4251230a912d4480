import { DAY, type Instant } from './time.ts'

/** What may follow when somebody does not pay although they were warned. */
export const CONSEQUENCES = ['suspension', 'fee', 'handOver'] as const
export type Consequence = (typeof CONSEQUENCES)[number]

/** Days within which the warning must have arrived, unless a policy says otherwise. */
export const WARNED_WITHIN_DAYS = 30

/** The last message about an invoice: its level for that invoice, where it went, and when (ISO) it is known to have arrived. */
export interface Warning {
  readonly level: number
  readonly contactPoint?: string
  readonly arrivedAt?: string
}

/** Of what was sent before, whoever plans takes it that it arrived when it was sent; `contactPoint` where that is known. */
export const supposedWarning = (
  { level, lastTouch }: { readonly level: number; readonly lastTouch?: { readonly at: string } },
  contactPoint?: string,
): { readonly warning?: Warning } =>
  lastTouch ? { warning: { level, arrivedAt: lastTouch.at, ...(contactPoint && { contactPoint }) } } : {}

/** What is asked before a consequence: a warning of this level, not older than so many days. */
export interface Warned {
  readonly level: number
  readonly withinDays: number
}

/** What comes next: the consequence, the warning once more by another channel, or a person. */
export type Gate = 'open' | 'warnAnotherWay' | 'person'

/**
 * Whether a consequence may follow: only once the warning of the level before is known to have arrived, and not so long ago
 * that nobody remembers it. Nobody waits for a report that may never come: without one the warning goes another way, and
 * when there is none a person decides.
 */
export function consequenceGate(
  asked: Warned,
  warning: Warning | undefined,
  hasAnotherWay: boolean,
  now: Instant,
): Gate {
  const arrived = warning && warning.level >= asked.level ? warning.arrivedAt : undefined
  const age = arrived === undefined ? undefined : now - Date.parse(arrived)
  if (age !== undefined && age >= 0 && age <= asked.withinDays * DAY) return 'open'
  return hasAnotherWay ? 'warnAnotherWay' : 'person'
}
