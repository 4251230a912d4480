import type { Clock, Debtors, Journeys, Ledger } from '../ports.ts'
import type { Policies } from './policies.ts'

/** What recording needs of the outside world. */
export interface Recording {
  readonly ledger: Ledger
  readonly debtors: Debtors
  readonly journeys: Journeys
  readonly policies: Policies
  readonly clock: Clock
}

/** How often a write that lost a race is tried again before the queue takes over. */
export const TRIES = 4
