import type { Debtor } from '../domain/debtor.ts'
import { type DebtorEntry, linesBetween } from '../domain/debtor-line.ts'
import { type DebtorChange, type DebtorRecord, unknownRecord } from '../domain/debtor-record.ts'
import { united } from '../domain/united.ts'
import type { Debtors, Written } from '../ports.ts'
import { recordOf } from '../usecases/tell-debtor.ts'

/** Debtors in maps, under the same conditions as in the table. */
export class MemoryDebtors implements Debtors {
  readonly #addresses = new Map<string, Set<string>>()
  readonly all = new Map<string, DebtorRecord>()
  readonly timelines = new Map<string, readonly DebtorEntry[]>()

  async debtor(id: string): Promise<Debtor> {
    return united(await recordOf(this, id))
  }

  async noteAddress(channel: string, address: string, debtor: string): Promise<void> {
    const key = `${channel} ${address}`
    this.#addresses.set(key, (this.#addresses.get(key) ?? new Set()).add(debtor))
  }

  async havingAddress(channel: string, address: string): Promise<string[]> {
    return [...(this.#addresses.get(`${channel} ${address}`) ?? [])].sort()
  }

  async record(id: string): Promise<DebtorRecord> {
    return this.all.get(id) ?? unknownRecord(id)
  }

  async save(changes: readonly DebtorChange[], at: string): Promise<Written> {
    if (changes.some(({ before, after }) => (this.all.get(after.id)?.version ?? 0) !== before.version))
      return 'conflict'
    for (const { before, after } of changes) {
      this.all.set(after.id, after)
      const lines = linesBetween(before, after)
      if (lines.length === 0) continue
      this.timelines.set(after.id, [...(this.timelines.get(after.id) ?? []), { version: after.version, at, lines }])
    }
    return 'written'
  }
}
