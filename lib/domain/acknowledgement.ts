import { contactsOf, firstChance } from './chance.ts'
import type { ContactPoint, Debtor } from './debtor.ts'
import { raisedFlags } from './flag.ts'
import type { Channel } from './policy.ts'
import { demandOf, whyUnusable } from './reach.ts'
import type { Reply } from './reply.ts'
import type { Calendar } from './schedule.ts'
import { DAY, type Instant } from './time.ts'
import type { TouchRecord } from './touch-record.ts'
import type { Suppression } from './why-not.ts'

/** What an acknowledgement is called where steps of policies are. */
export const ACKNOWLEDGEMENT = 'acknowledgement'

/**
 * How long after an answer its acknowledgement still says something, and for how long one stands for every further
 * answer. It is the same time, so that a job that comes again finds either its own message or that it is too late.
 */
const STANDS_FOR = DAY

/** Whether an answer is acknowledged now, where, and if not, why; `silent` when nothing was to be sent at all. */
export type Acknowledgement =
  | { readonly kind: 'send'; readonly point: ContactPoint }
  | { readonly kind: 'refused'; readonly reason: Suppression }
  | { readonly kind: 'silent' }

/** Whom an acknowledgement goes to, in whose name, and in which language. */
export interface Received {
  readonly entity: string
  readonly language: string
  readonly point: ContactPoint
  /** When the debtor wrote it. */
  readonly heardAt: Instant
}

/** An answer, the message of ours that it answers, and who wrote it. */
export interface Answered {
  readonly reply: Reply
  readonly touch: TouchRecord
  readonly debtor: Debtor
  readonly calendar: Calendar
  readonly configured: readonly Channel[]
}

/**
 * An answer to a message of ours is acknowledged once, to where that message went and by no other way: never at an
 * address that was stopped, bounced or is somebody else's, never while a flag stops everything, and only when it may
 * leave at this moment. One a day at most, and none to a machine: two machines that thank each other never end.
 */
export function acknowledgementOf(
  { reply, touch, debtor, calendar, configured }: Answered,
  now: Instant,
): Acknowledgement {
  if (reply.automatic || reply.stop === 'all' || reply.stop === 'channel' || isTooLate(reply, now)) return SILENT
  if (![debtor.id, ...debtor.aliases].includes(touch.debtor) || hasOne(debtor, now)) return SILENT
  const { profile } = debtor
  if (!profile || profile.internal) return SILENT
  const [flag] = raisedFlags({ flags: debtor.flags, profile })
  if (flag) return { kind: 'refused', reason: flag }
  const point = writtenTo(debtor, touch, reply.channel)
  if (!point) return { kind: 'refused', reason: 'noContactPoint' }
  const why = whyUnusable(debtor, point, { ...demandOf(calendar.rules), configured })
  if (why) return { kind: 'refused', reason: why === 'inactive' || why === 'notConfigured' ? 'noContactPoint' : why }
  const wish = { from: now, class: 'receipt', about: touch.members.map(({ invoice }) => invoice) } as const
  const chance = firstChance([point], wish, calendar, contactsOf(debtor))
  return chance?.at === now ? { kind: 'send', point } : { kind: 'refused', reason: chance?.refusal ?? 'hours' }
}

const SILENT = { kind: 'silent' } as const

const isTooLate = ({ at }: Reply, now: Instant): boolean => Date.parse(at) < now - STANDS_FOR

const hasOne = ({ recent }: Debtor, now: Instant): boolean =>
  recent.some((one) => one.class === 'receipt' && Date.parse(one.at) >= now - STANDS_FOR)

/** The contact point of the debtor that the message went to last on the channel of the answer. */
function writtenTo({ contactPoints }: Debtor, { attempts }: TouchRecord, channel: Channel): ContactPoint | undefined {
  const attempt = attempts.findLast((one) => one.channel === channel)
  return contactPoints.find((one) => one.id === attempt?.contactPoint && one.channel === channel)
}
