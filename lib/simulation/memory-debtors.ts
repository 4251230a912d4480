import { type Debtor, unknownDebtor } from '../domain/debtor.ts'
import type { Debtors, Written } from '../ports.ts'

/** Debtors in a map, under the same conditions as in the table. */
export class MemoryDebtors implements Debtors {
  readonly all = new Map<string, Debtor>()

  async debtor(id: string): Promise<Debtor> {
    return this.all.get(id) ?? unknownDebtor(id)
  }

  async save(before: Debtor, after: Debtor): Promise<Written> {
    if ((this.all.get(after.id)?.version ?? 0) !== before.version) return 'conflict'
    this.all.set(after.id, after)
    return 'written'
  }
}
