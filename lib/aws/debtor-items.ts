import { type Debtor, type RecentTouch, unknownDebtor } from '../domain/debtor.ts'
import { DAY, iso } from '../domain/time.ts'
import type { TouchRecord } from '../ports.ts'
import type { Item, ItemKey } from './items.ts'
import { trusted } from './ledger-items.ts'

/** Touches older than this no longer count for any limit. */
const REMEMBERED = 60 * DAY

/** One item a debtor: what a claim must see unchanged lies under one version. */
export const debtorKey = (id: string): ItemKey => ({ pk: `debtor#${id}`, sk: 'debtor' })

export function debtorItem({ id, ...debtor }: Debtor): Item {
  return { ...debtorKey(id), ...debtor }
}

export function debtorOf(id: string, item: Item | undefined): Debtor {
  if (!item) return unknownDebtor(id)
  const { pk: _, sk: __, ...debtor } = trusted<ItemKey & Omit<Debtor, 'id'>>(item)
  return { id, ...debtor }
}

/** The debtor's recent touches with one more, those nobody counts any longer left out. */
export function recentTouches(debtor: Debtor, touch: TouchRecord): RecentTouch[] {
  const oldest = iso(Date.parse(touch.claimedAt) - REMEMBERED)
  const [attempt] = touch.attempts
  const latest: RecentTouch[] = attempt
    ? [
        {
          touch: touch.id,
          at: touch.claimedAt,
          class: touch.class,
          channel: attempt.channel,
          entity: touch.entity,
          currency: touch.currency,
        },
      ]
    : []
  return [...debtor.recent.filter((one) => one.at >= oldest), ...latest]
}
