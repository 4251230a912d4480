import type { Debtor, RecentTouch } from './debtor.ts'
import type { ContactClass } from './law/contact.ts'
import type { Channel } from './policy.ts'
import { DAY, iso } from './time.ts'

/** Contacts older than this no longer count for any cap of any law. */
const REMEMBERED = 60 * DAY
/** A message about more invoices than this counts as about any of them. */
const MOST_LISTED = 45

/** A message that spends the debtor's budget, as its record has it. */
export interface Reserved {
  readonly id: string
  readonly claimedAt: string
  readonly class: ContactClass
  readonly entity: string
  readonly currency: string
  readonly attempts: readonly { readonly channel: Channel; readonly at: string }[]
  readonly members: readonly { readonly invoice: string }[]
}

/**
 * The debtor's contacts with this message among them, and without those that nobody counts any longer. A further attempt
 * takes the place of the first, and counts from its own instant: a law may ask for hours between two contacts.
 */
export function withReservation(debtor: Pick<Debtor, 'recent'>, touch: Reserved): readonly RecentTouch[] {
  const oldest = iso(Date.parse(touch.claimedAt) - REMEMBERED)
  const kept = debtor.recent.filter((one) => one.at >= oldest && one.touch !== touch.id)
  const attempt = touch.attempts.at(-1)
  // A call spends the budget when a person begins it; its task is no contact.
  if (!attempt || attempt.channel === 'call') return kept
  const { id, class: of, entity, currency, members } = touch
  const about = members.map(({ invoice }) => invoice)
  // What acknowledges an answer names no invoice: where it counts at all, it counts for each.
  const listed = of !== 'receipt' && about.length <= MOST_LISTED ? { about } : {}
  const { length } = touch.attempts
  const again = length > 1 ? { attempt: length } : {}
  const { channel, at } = attempt
  return [...kept, { touch: id, at, class: of, channel, ...again, entity, currency, ...listed }]
}
