import type { DeliveryFact, DeliveryStatus, Receipt } from './delivery.ts'
import { DAY, type Instant } from './time.ts'
import type { Attempt, TouchRecord } from './touch-record.ts'

/**
 * Reports come in any order, so the weightier one counts. A text that a carrier gave up on and that arrives after all has
 * arrived, and so has an e-mail answered by an absence note (which SES calls a bounce for now); an e-mail that the last
 * mail server sends back for good after the first has taken it has not.
 */
const WEIGHT = {
  sent: 0,
  delayed: 1,
  atCarrier: 2,
  undelivered: 3,
  delivered: 4,
  bounced: 5,
  opened: 6,
  read: 7,
  clicked: 8,
  complained: 9,
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

/** How long a carrier may take for its last word on a text ("Messaging events", End User Messaging). */
const LAST_WORD = 3 * DAY

/**
 * The instant (ISO) at which the debtor had a message, if a report says so and none takes it back. Of a text that its
 * carrier took it is known once no better report can come: in some countries no telephone ever says that it has one.
 */
export function arrivalOf({ receipt }: Pick<TouchRecord, 'receipt'>, now: Instant): string | undefined {
  if (!receipt || isUndelivered({ receipt })) return undefined
  if (receipt.deliveredAt !== undefined || receipt.status !== 'atCarrier') return receipt.deliveredAt
  return now - Date.parse(receipt.at) >= LAST_WORD ? receipt.at : undefined
}

/**
 * A touch after one more report: what is known of it, and how it ended. Whatever is reported on did leave, so a message
 * nobody could say of whether it left is settled by its first report; a message that did not arrive has failed. Failed
 * stays failed: another way may have been taken. Undefined when the report is on none of its attempts, or says nothing new.
 */
export function afterReport(touch: TouchRecord, fact: DeliveryFact): TouchRecord | undefined {
  const attempt = attemptOf(touch, fact)
  if (!attempt || touch.status === 'released') return undefined
  const index = touch.attempts.indexOf(attempt)
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
 * The attempt that a report is about: the one its provider gave this id, or else the only one on its channel that may have
 * left and that no provider named. Meta has other ids than the service of AWS before it: `wamid.` and what it calls its own.
 */
export function attemptOf(
  { attempts }: Pick<TouchRecord, 'attempts'>,
  { providerId, channel }: Pick<DeliveryFact, 'providerId' | 'channel'>,
): Attempt | undefined {
  const named = attempts.find((one) => one.providerId === providerId && one.outcome === 'accepted')
  if (named) return named
  const [only, another] = attempts.filter((one) => one.channel === channel && one.outcome !== 'notSent')
  return another || (only?.providerId && !providerId.startsWith('wamid.')) ? undefined : only
}
