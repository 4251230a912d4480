import { createHash } from 'node:crypto'
import type { Debtor } from '../domain/debtor.ts'
import type { DebtorEntry } from '../domain/debtor-line.ts'
import { type DebtorRecord, idsOf, unknownRecord } from '../domain/debtor-record.ts'
import { united } from '../domain/united.ts'
import { type EarlierDebtor, recordOfEarlier } from './earlier-debtors.ts'
import type { Item, ItemKey } from './items.ts'
import { trusted } from './ledger-items.ts'

/** One item a debtor: what a claim must see unchanged lies under one version. */
export const debtorKey = (id: string): ItemKey => ({ pk: `debtor#${id}`, sk: 'debtor' })

/** The id in the key of a debtor's item. */
export const debtorIdOf = (pk: unknown): string => String(pk).slice('debtor#'.length)

/**
 * Who has an address, so that an answer finds its debtors; the index only grows. The key has the hash of the address: keys
 * stand in logs of data events and in lists of busy keys, where a telephone number has no business.
 */
export const addressKey = (channel: string, address: string, debtor: string): ItemKey => ({
  pk: `address#${createHash('sha256').update(`${channel}\n${address}`).digest('hex').slice(0, 40)}`,
  sk: debtorKey(debtor).pk,
})

/** The line of a debtor's timeline that came with a version; keys sort as the versions do. */
const entryKey = (id: string, version: number): ItemKey => ({
  pk: debtorKey(id).pk,
  sk: `fact#${String(version).padStart(9, '0')}`,
})

export function recordItem({ id, ...record }: DebtorRecord): Item {
  return { ...debtorKey(id), ...record }
}

export function recordOfItem(id: string, item: Item | undefined): DebtorRecord {
  if (!item) return unknownRecord(id)
  const { pk: _, sk: __, ...record } = trusted<ItemKey & (Omit<DebtorRecord, 'id'> | EarlierDebtor)>(item)
  return 'words' in record ? { id, ...record } : recordOfEarlier(id, record)
}

/** All debtors among the items of a whole table, under each of their ids. */
export function debtorsOf(items: readonly Item[]): ReadonlyMap<string, Debtor> {
  return new Map(
    items.flatMap((item) => {
      if (item.sk !== 'debtor') return []
      const record = recordOfItem(debtorIdOf(item.pk), item)
      if (record.mergedInto !== undefined) return []
      const debtor = united(record)
      return idsOf(record).map((id) => [id, debtor] as const)
    }),
  )
}

export function entryItem(id: string, entry: DebtorEntry): Item {
  return { ...entryKey(id, entry.version), ...entry }
}

export function entryOf(item: Item): DebtorEntry {
  const { version, at, lines } = trusted<DebtorEntry>(item)
  return { version, at, lines }
}
