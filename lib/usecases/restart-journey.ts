import type { Invoice } from '../domain/invoice.ts'
import { continued, revived } from '../domain/revival.ts'
import { DAY, iso } from '../domain/time.ts'
import type { Task } from '../ports.ts'
import { TransientFault } from './faults.ts'
import { type Recording, TRIES } from './recording.ts'
import { collectTask, keepMoving } from './tell-invoice.ts'

/** Starts the next generation of a journey that gave up or died; repeated, it only makes sure that one is running. */
export async function restart(
  outside: Recording,
  id: string,
  generation: number,
  why: 'continued' | 'died',
): Promise<void> {
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const before = await outside.ledger.invoice(id)
    const at = iso(outside.clock.now())
    if (before.status !== 'open' || before.generation !== generation) return keepMoving(outside, id)
    const next = why === 'died' ? revived(before) : { ...continued(before), handedOver: false }
    const change = { before, after: next.after, entries: [next.entry], at }
    const task = next.handedOver ? { task: forAPerson(before, outside.clock.now()) } : {}
    if ((await outside.ledger.record({ ...change, ...task })) === 'conflict') continue
    return next.handedOver ? undefined : outside.journeys.start(id, next.after.generation, next.after.terms.debtor)
  }
  throw new TransientFault(`invoice ${id} changed ${TRIES} times while its journey was being restarted`)
}

/** What a journey that died too often leaves to a person. */
function forAPerson({ id, generation, terms }: Invoice, now: number): Task {
  const debtor = terms.debtor === undefined ? {} : { debtor: terms.debtor }
  return {
    id: collectTask(id, generation),
    kind: 'collect',
    status: 'open',
    reason: 'journeyDied',
    openedAt: iso(now),
    due: iso(now + DAY),
    invoice: id,
    ...debtor,
  }
}
