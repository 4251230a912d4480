import { isIssued } from '../../lib/domain/invoice.ts'
import type { Ledger } from '../../lib/ports.ts'
import { type Execution, only, type Wait } from '../../lib/simulation/execution.ts'
import { Machine } from '../../lib/simulation/machine.ts'
import { park } from '../../lib/simulation/machine-writes.ts'
import type { Parking } from '../../lib/simulation/memory-ledger.ts'
import type { Protocol } from '../../lib/simulation/town.ts'
import { NAIVE_RULES, type Naive } from './naive-rules.ts'
import { otherwise } from './otherwise.ts'

/** Sends without asking whether somebody else has claimed the message, and without leaving a claim. */
const noClaim: Protocol = { ledger: (ledger) => otherwise<Ledger>(ledger, { claim: async ({ touch }) => touch }) }

/** Claims invoices and debtor as they are by now, instead of only as the decision saw them. */
const claimWhateverHappened: Protocol = {
  ledger: (ledger) =>
    otherwise<Ledger>(ledger, {
      claim: async ({ touch, debtor, members, stopCode }) => {
        const now = await ledger.debtors.debtor(debtor.id)
        const current = members.flatMap(({ before, after }) => {
          const one = ledger.accounts.get(before.id)
          if (!one || !isIssued(one)) return []
          return [{ before: one, after: { ...one, journey: after.journey, version: one.version + 1 } }]
        })
        return ledger.claim({ touch, debtor: now, members: current, stopCode })
      },
    }),
}

/** A payment that comes twice counts twice. */
const paymentWithoutDedupe: Protocol = {
  ledger: (ledger) => {
    let times = 0
    return otherwise<Ledger>(ledger, {
      record: (change) => {
        const entries = change.entries.map((entry) => ({ ...entry, key: `${entry.key}/${times++}` }))
        return ledger.record({ ...change, entries })
      },
    })
  },
}

/** Whatever left is taken to have arrived: a consequence follows a warning that nobody may have had. */
const arrivedUnheard: Protocol = {
  ledger: (ledger) =>
    otherwise<Ledger>(ledger, {
      touch: async (id) => {
        const touch = await ledger.touch(id)
        if (!touch || touch.receipt) return touch
        const { claimedAt: at } = touch
        return { ...touch, receipt: { status: 'delivered', at, deliveredAt: at } }
      },
    }),
}

/** Whoever finds a fact recorded already takes it that the journey was woken too. */
const wakeWithoutRepeat: Protocol = {
  ledger: (ledger) => {
    const known = new Set<string>()
    return otherwise<Ledger>(ledger, {
      record: async (change) => {
        const written = await ledger.record(change)
        if (written === 'duplicate') known.add(change.after.id)
        return written
      },
      parked: async (id) => ({ ...(await ledger.parked(id)), ...(known.delete(id) ? { open: false } : {}) }),
    })
  },
}

class ParksBlindly extends Machine {
  protected override parks(execution: Execution, parking: Parking): boolean {
    this.world.ledger.tokens.set(execution.invoice, parking)
    return true
  }
}

class ParksLate extends Machine {
  protected override parks(execution: Execution, { token }: Parking, version: number): boolean {
    return park(this.world.ledger, execution.invoice, { token, since: 0 }, only(execution, version))
  }
}

/** A park that holds at its version, whatever wait has parked since it was asked for; a thousand towns do not show it. */
export const parksLate: Protocol = { machine: (world, watch) => new ParksLate(world, watch) }

/** Retry with States.ALL runs before any Catch: a timer that fires is parked again, six times. */
class RetriesTimers extends Machine {
  readonly #again = new Map<string, number>()

  protected override timedOut(execution: Execution, wait: Wait): void {
    const key = `${execution.name} ${wait.version} ${wait.reason}`
    const tries = this.#again.get(key) ?? 0
    this.#again.set(key, tries + 1)
    if (tries < 6) this.park(execution, wait, 0)
    else super.timedOut(execution, wait)
  }
}

/** Protocols that look right and are not, each with the invariants that may give it away. */
export const NAIVE: Readonly<Record<string, Naive>> = {
  'no claim': { protocol: noClaim, breaks: ['I2'] },
  'a claim that does not look at version and status': { protocol: claimWhateverHappened, breaks: ['I1'] },
  'a consequence whose warning is taken to have arrived': { protocol: arrivedUnheard, breaks: ['I2'] },
  'a park without its condition': {
    protocol: { machine: (world, watch) => new ParksBlindly(world, watch) },
    breaks: ['I3'],
  },
  'a wake that is not repeated': { protocol: wakeWithoutRepeat, breaks: ['I3'] },
  'a payment without dedupe': { protocol: paymentWithoutDedupe, breaks: ['I4'] },
  'a retry of everything around a park': {
    protocol: { machine: (world, watch) => new RetriesTimers(world, watch) },
    breaks: ['I3'],
  },
  ...NAIVE_RULES,
}
