import type { DeliveryFact, DeliveryStatus, Receipt } from './delivery.ts'
import type { TouchRecord } from './touch-record.ts'

/**
 * Reports come in any order, so the weightier one counts. A text that a carrier gave up on and that arrives after all has
 * arrived, and so has an e-mail answered by an absence note (which SES calls a bounce for now); an e-mail that the last
 * mail server sends back for good after the first has taken it has not.
 */
const WEIGHT = {
  sent: 0,
  delayed: 1,
  undelivered: 2,
  delivered: 3,
  bounced: 4,
  opened: 5,
  read: 6,
  clicked: 7,
  complained: 8,
} as const satisfies Record<DeliveryStatus, number>

/** Reports after which the debtor has the message. */
const ARRIVED: ReadonlySet<DeliveryStatus> = new Set(['delivered', 'opened', 'read', 'clicked', 'complained'])
const FAILED: ReadonlySet<DeliveryStatus> = new Set(['undelivered', 'bounced'])

/** What is known of a message with one more report; the same from any order and number of the same reports. */
export function withReport(known: Receipt | undefined, { status, at, reason }: DeliveryFact): Receipt {
  const arrivals = [known?.deliveredAt, ARRIVED.has(status) ? at : undefined].filter((one) => one !== undefined).sort()
  const deliveredAt = arrivals[0]
  const said: Said = { status, at, ...(reason !== undefined && { reason }) }
  const weightiest = known && !isWeightier(said, known) ? known : said
  return { ...weightiest, ...(deliveredAt !== undefined && { deliveredAt }) }
}

type Said = Omit<Receipt, 'deliveredAt'>

/** Of two reports of one kind the first counts; of one instant, the first reason by the alphabet. */
function isWeightier(said: Said, before: Said): boolean {
  if (said.status !== before.status) return WEIGHT[said.status] > WEIGHT[before.status]
  return said.at !== before.at ? said.at < before.at : (said.reason ?? '') < (before.reason ?? '')
}

/** Whether the reports say that the debtor did not get the message. */
export const isUndelivered = ({ receipt }: { readonly receipt?: Receipt | undefined }): boolean =>
  receipt !== undefined && FAILED.has(receipt.status)

/** The instant (ISO) at which the debtor had a message, if a report says so and none takes it back. */
export const arrivalOf = (touch: Pick<TouchRecord, 'receipt'>): string | undefined =>
  isUndelivered(touch) ? undefined : touch.receipt?.deliveredAt

/**
 * A touch after one more report: what is known of it, and how it ended. Whatever is reported on did leave, so a message
 * nobody could say of whether it left is settled by its first report; a message that did not arrive has failed. Failed
 * stays failed: another way may have been taken. Undefined when the report is on none of its attempts, or says nothing new.
 */
export function afterReport(touch: TouchRecord, fact: DeliveryFact): TouchRecord | undefined {
  const index = attemptOf(touch, fact)
  const attempt = touch.attempts[index]
  if (!attempt || touch.status === 'released') return undefined
  const receipt = withReport(touch.receipt, fact)
  const isLast = index === touch.attempts.length - 1
  const isSettled = attempt.outcome === 'accepted'
  const attempts = isSettled ? touch.attempts : touch.attempts.with(index, settled(attempt, fact.providerId))
  const failed = isUndelivered({ receipt })
  const status = touch.status === 'failed' || !isLast ? touch.status : failed ? 'failed' : 'sent'
  if (isSettled && status === touch.status && isSame(receipt, touch.receipt)) return undefined
  return { ...touch, status, attempts, receipt, heard: (touch.heard ?? 0) + 1 }
}

const settled = ({ problem: _, ...attempt }: TouchRecord['attempts'][number], providerId: string) => ({
  ...attempt,
  outcome: 'accepted' as const,
  providerId,
})

const isSame = (a: Receipt, b: Receipt | undefined): boolean =>
  a.status === b?.status && a.at === b.at && a.reason === b.reason && a.deliveredAt === b.deliveredAt

/**
 * The attempt that a report is about: the one its provider gave this id, or else the only one on its channel (Meta has
 * other ids than the service of AWS before it). -1 for a report on none.
 */
function attemptOf({ attempts }: TouchRecord, { providerId, channel }: DeliveryFact): number {
  const named = attempts.findIndex((one) => one.providerId === providerId && one.outcome === 'accepted')
  if (named !== -1) return named
  const own = attempts.flatMap((one, index) => (one.channel === channel ? [{ ...one, index }] : []))
  const [only] = own
  return only && own.length === 1 && only.outcome !== 'notSent' ? only.index : -1
}
