import type { Debtors, Journeys, Ledger } from '../ports.ts'
import type { Guarded } from './pass-gate.ts'
import type { Policies } from './policies.ts'

/** What recording needs of the outside world. */
export interface Recording extends Guarded {
  readonly ledger: Ledger
  readonly debtors: Debtors
  readonly journeys: Journeys
  readonly policies: Policies
}

/** How often a write that lost a race is tried again before the queue takes over. */
export const TRIES = 4
