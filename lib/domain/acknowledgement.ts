import type { Debtor } from './debtor.ts'
import { type About, type NoticeVerdict, noticeOf, SILENT } from './notice.ts'
import type { Reply } from './reply.ts'
import { DAY, type Instant } from './time.ts'

/** What an acknowledgement is called where steps of policies are. */
export const ACKNOWLEDGEMENT = 'acknowledgement'

/**
 * How long after an answer its acknowledgement still says something, and for how long one stands for every further
 * answer. It is the same time, so that a job that comes again finds either its own message or that it is too late.
 */
const STANDS_FOR = DAY

/** An answer, the message of ours that it answers, and who wrote it. */
export interface Answered extends About {
  readonly reply: Reply
}

/**
 * An answer to a message of ours is acknowledged once, to where that message went. One a day at most, and none to a
 * machine: two machines that thank each other never end.
 */
export function acknowledgementOf({ reply, ...about }: Answered, now: Instant): NoticeVerdict {
  const stops = reply.stop === 'all' || reply.stop === 'channel'
  if (reply.automatic || stops || isTooLate(reply, now) || hasOne(about.debtor, now)) return SILENT
  return noticeOf(about, reply.channel, now)
}

const isTooLate = ({ at }: Reply, now: Instant): boolean => Date.parse(at) < now - STANDS_FOR

const hasOne = ({ recent }: Debtor, now: Instant): boolean =>
  recent.some((one) => one.class === 'receipt' && Date.parse(one.at) >= now - STANDS_FOR)
