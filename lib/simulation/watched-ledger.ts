import type { Claim, InvoiceChange, Task, TouchRecord, Written } from '../ports.ts'
import type { MemoryDebtors } from './memory-debtors.ts'
import { MemoryLedger } from './memory-ledger.ts'
import type { Witness } from './witness.ts'

/** A ledger that shows each change to a witness at the moment it happens, and tells of each task that is opened. */
export class WatchedLedger extends MemoryLedger {
  readonly debtors: MemoryDebtors
  readonly #witness: Witness
  readonly #onTask: (task: Task) => void

  constructor(debtors: MemoryDebtors, witness: Witness, onTask: (task: Task) => void = () => {}) {
    super(debtors, (invoice, generation) => `${invoice}/${generation}`)
    this.debtors = debtors
    this.#witness = witness
    this.#onTask = onTask
  }

  override async record(change: InvoiceChange): Promise<Written> {
    const written = await super.record(change)
    if (written === 'written') this.#witness.recorded(change)
    return written
  }

  override async claim(claim: Claim): Promise<TouchRecord | undefined> {
    const before = claim.members.flatMap((one) => this.accounts.get(one.before.id) ?? [])
    const touch = await super.claim(claim)
    if (touch) this.#witness.claimed(touch, before)
    return touch
  }

  override async saveTouch(before: TouchRecord, after: TouchRecord): Promise<Written> {
    const written = await super.saveTouch(before, after)
    if (written === 'written' && after.receipt) this.#witness.said.heard(after.id)
    return written
  }

  override async openTask(task: Task): Promise<void> {
    const isNew = !this.tasks.has(task.id)
    await super.openTask(task)
    if (isNew) this.#onTask(task)
  }
}
