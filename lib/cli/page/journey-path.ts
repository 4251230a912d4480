import type { Invoice } from '../../domain/invoice.ts'
import type { Rehearsal } from '../../rehearsal/boot.ts'
import { asFields, text } from '../../rehearsal/gateway/fields.ts'
import { history } from './journey-lines.ts'

/** Where a journey has been in its machine; counts over all executions of the invoice, `since` in simulated milliseconds. */
export interface JourneyPath {
  /** How often each state was entered. */
  readonly visits: ReadonlyMap<string, number>
  /** How often each way was taken, by `wayKey`. */
  readonly taken: ReadonlyMap<string, number>
  /** Where it stands, or where it ended; nowhere before the first execution. */
  readonly stands?: { readonly state: string; readonly since: number }
}

export const wayKey = (from: string, to: string): string => `${from} ${to}`

/** Reads where a journey has been from the histories of its executions. */
export async function journeyPath(rehearsal: Rehearsal, invoice: Invoice): Promise<JourneyPath> {
  const visits = new Map<string, number>()
  const taken = new Map<string, number>()
  let stands: JourneyPath['stands']
  for (let generation = 1; generation <= invoice.generation; generation++) {
    let before: string | undefined
    for (const event of await history(rehearsal, invoice.id, generation)) {
      if (!text(event, 'type').endsWith('StateEntered')) continue
      const state = text(asFields(event.stateEnteredEventDetails), 'name')
      count(visits, state)
      if (before !== undefined) count(taken, wayKey(before, state))
      before = state
      stands = { state, since: Number(event.timestamp) * 1000 }
    }
  }
  return { visits, taken, ...(stands ? { stands } : {}) }
}

const count = (counts: Map<string, number>, key: string): void => {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}
