import type { InvoiceId, Outcome } from '../domain/invoice.ts'
import { DAY, type Instant, iso } from '../domain/time.ts'
import type { MemoryLedger, Parking } from './memory-ledger.ts'

/** What the state machine's own writes are conditional on; a hand-over takes a range of versions. */
export interface MachineCondition {
  readonly generation: number
  readonly lowest: number
  readonly highest: number
}

/**
 * Leaves a token at an open invoice that is as the decision saw it, where no wait that began later has left its own; answers
 * whether it did.
 */
export function park(ledger: MemoryLedger, id: InvoiceId, parking: Parking, condition: MachineCondition): boolean {
  const later = (ledger.tokens.get(id)?.since ?? 0) > parking.since
  if (later || !holds(ledger, id, condition)) return false
  ledger.tokens.set(id, parking)
  return true
}

/** Closes an invoice that is as the decision saw it, with its outcome; a hand-over leaves a task in the same transaction. */
export function close(
  ledger: MemoryLedger,
  id: InvoiceId,
  condition: MachineCondition,
  { outcome, reason }: { readonly outcome: Outcome; readonly reason: string },
  now: Instant,
): boolean {
  const invoice = ledger.accounts.get(id)
  if (!invoice || !holds(ledger, id, condition)) return false
  ledger.accounts.set(id, {
    ...invoice,
    status: 'closed',
    outcome,
    outcomeReason: reason,
    version: invoice.version + 1,
  })
  ledger.tokens.delete(id)
  if (outcome !== 'handedOver') return true
  const task = `collect/${id}/${condition.generation}`
  ledger.tasks.set(task, {
    id: task,
    kind: 'collect',
    status: 'open',
    reason,
    invoice: id,
    openedAt: iso(now),
    due: iso(now + 2 * DAY),
  })
  return true
}

function holds(ledger: MemoryLedger, id: InvoiceId, { generation, lowest, highest }: MachineCondition): boolean {
  const invoice = ledger.accounts.get(id)
  return (
    invoice?.status === 'open' &&
    invoice.generation === generation &&
    invoice.version >= lowest &&
    invoice.version <= highest
  )
}
