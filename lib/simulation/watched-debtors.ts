import type { DebtorChange } from '../domain/debtor-record.ts'
import type { Written } from '../ports.ts'
import { MemoryDebtors } from './memory-debtors.ts'
import type { Witness } from './witness.ts'

/** Debtors that show each change to a witness at the moment it happens. */
export class WatchedDebtors extends MemoryDebtors {
  readonly #witness: Witness

  constructor(witness: Witness) {
    super()
    this.#witness = witness
  }

  override async save(changes: readonly DebtorChange[], at: string): Promise<Written> {
    const written = await super.save(changes, at)
    if (written === 'written') this.#witness.told(changes)
    return written
  }
}
