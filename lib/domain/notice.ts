import type { AddressAs } from './address-as.ts'
import { contactsOf, firstChance } from './chance.ts'
import type { ContactPoint, Debtor } from './debtor.ts'
import { raisedFlags } from './flag.ts'
import type { NoticeKind } from './notice-text.ts'
import { calledNow } from './own-name.ts'
import type { Channel } from './policy.ts'
import { demandOf, whyUnusable } from './reach.ts'
import type { Calendar } from './schedule.ts'
import type { Instant } from './time.ts'
import type { TouchRecord } from './touch-record.ts'
import type { Suppression } from './why-not.ts'

/** Whom a notice goes to, in whose name, and in which language. */
export interface NoticeFor {
  readonly kind: NoticeKind
  readonly entity: string
  readonly language: string
  /** As the message that it is about spoke to the debtor. */
  readonly addressAs: AddressAs | undefined
  readonly point: ContactPoint
  /** When the debtor wrote what it acknowledges, or we what it corrects. */
  readonly at: Instant
  readonly zone: string | undefined
}

/** What a notice is about: a message of ours, or an answer that is tied to none, as if it had been one. */
export interface Occasion
  extends Pick<TouchRecord, 'debtor' | 'entity' | 'language' | 'addressAs' | 'currency' | 'attempts'> {
  readonly members: readonly Pick<TouchRecord['members'][number], 'invoice' | 'generation'>[]
}

/** An occasion, whose it was, and what a notice about it needs to be judged. */
export interface About {
  readonly touch: Occasion
  readonly debtor: Debtor
  readonly calendar: Calendar
  readonly configured: readonly Channel[]
}

/** Whether a notice is sent now, where, and if not, why; `silent` when nothing was to be sent at all. */
export type NoticeVerdict =
  | { readonly kind: 'send'; readonly point: ContactPoint }
  | { readonly kind: 'refused'; readonly reason: Suppression }
  | { readonly kind: 'silent' }

export const SILENT = { kind: 'silent' } as const

/**
 * A notice goes to where the message went that it speaks of and by no other way: never at an address that was stopped,
 * bounced or is somebody else's, never while a flag stops everything, and only when it may leave at this moment.
 */
export function noticeOf(
  { touch, debtor, calendar, configured }: About,
  channel: Channel,
  now: Instant,
): NoticeVerdict {
  const { profile } = debtor
  if (!profile || profile.internal || ![debtor.id, ...debtor.aliases].includes(touch.debtor)) return SILENT
  const [flag] = raisedFlags({ flags: debtor.flags, profile })
  if (flag) return { kind: 'refused', reason: flag }
  const point = writtenTo(debtor, touch, channel)
  if (!point) return { kind: 'refused', reason: 'noContactPoint' }
  const why = whyUnusable(debtor, point, { ...demandOf(calendar.rules), configured })
  if (why) return { kind: 'refused', reason: why === 'inactive' || why === 'notConfigured' ? 'noContactPoint' : why }
  const wish = { from: now, class: 'receipt', about: touch.members.map(({ invoice }) => invoice) } as const
  const chance = firstChance([point], wish, calendar, contactsOf(debtor))
  return chance?.at === now ? { kind: 'send', point } : { kind: 'refused', reason: chance?.refusal ?? 'hours' }
}

/** The contact point of the debtor that the message went to last on a channel. */
function writtenTo(debtor: Debtor, about: Occasion, channel: Channel): ContactPoint | undefined {
  const attempt = about.attempts.findLast((one) => one.channel === channel)
  const called = attempt && calledNow(debtor, { id: about.debtor, name: attempt.contactPoint })
  return debtor.contactPoints.find((one) => one.id === called && one.channel === channel)
}
