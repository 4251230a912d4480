import type { Claim, InvoiceChange, TouchRecord, Written } from '../ports.ts'
import type { MemoryDebtors } from './memory-debtors.ts'
import { MemoryLedger } from './memory-ledger.ts'
import type { Witness } from './witness.ts'

/** A ledger that shows each change to a witness at the moment it happens. */
export class WatchedLedger extends MemoryLedger {
  readonly debtors: MemoryDebtors
  readonly #witness: Witness

  constructor(debtors: MemoryDebtors, witness: Witness) {
    super(debtors, (invoice, generation) => `${invoice}/${generation}`)
    this.debtors = debtors
    this.#witness = witness
  }

  override async record(change: InvoiceChange): Promise<Written> {
    const written = await super.record(change)
    if (written === 'written') this.#witness.recorded(change)
    return written
  }

  override async claim(claim: Claim): Promise<TouchRecord | undefined> {
    const before = claim.members.map((one) => this.accounts.get(one.before.id))
    const debtor = this.#witness.debtor()
    const touch = await super.claim(claim)
    if (touch) this.#witness.claimed(touch, before, debtor)
    return touch
  }
}
