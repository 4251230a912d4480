import type { Debtor } from '../domain/debtor.ts'
import type { DebtorId } from '../domain/invoice.ts'
import type { Channel } from '../domain/policy.ts'
import { isStop } from '../domain/stopped-address.ts'
import type { Debtors } from '../ports.ts'

/**
 * Everybody who may be reached at an address, and those who are known to be meant: a family shares a mailbox, and whoever
 * stops there stops for all of them. The index of addresses only grows: one may have moved on.
 */
export async function everybodyAt(
  { debtors }: { readonly debtors: Pick<Debtors, 'debtor' | 'havingAddress'> },
  channel: Channel,
  address: string | undefined,
  meant: readonly DebtorId[],
): Promise<Debtor[]> {
  const known = address === undefined ? [] : await debtors.havingAddress(channel, address)
  const found = new Map<DebtorId, Debtor>()
  for (const id of [...meant, ...known.filter((one) => !isStop(one))]) {
    const one = await debtors.debtor(id)
    const hasIt = one.contactPoints.some((point) => point.channel === channel && point.address === address)
    if (hasIt || meant.includes(id)) found.set(one.id, one)
  }
  return [...found.values()]
}
