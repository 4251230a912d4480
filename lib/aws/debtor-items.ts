import { type Debtor, unknownDebtor } from '../domain/debtor.ts'
import type { Item, ItemKey } from './items.ts'
import { trusted } from './ledger-items.ts'

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
