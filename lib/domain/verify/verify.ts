import { afterPayment } from './after-payment.ts'
import { beforeTurn } from './before-turn.ts'
import { books } from './books.ts'
import type { Evidence } from './evidence.ts'
import { orphans, stranded } from './left-behind.ts'
import { levelJumps } from './level-jumps.ts'
import { twice } from './twice.ts'
import { unapproved } from './unapproved.ts'
import { unlawful } from './unlawful.ts'
import { unwanted } from './unwanted.ts'
import { unwarned } from './unwarned.ts'
import type { Violation } from './violation.ts'
import { whileStopped } from './while-stopped.ts'
import { wrongBalance } from './wrong-balance.ts'

/** Every check there is, each of which derives from the records alone what was right, and tells what was done otherwise. */
const VERIFIERS: readonly ((evidence: Evidence) => readonly Violation[])[] = [
  afterPayment,
  wrongBalance,
  unlawful,
  unwanted,
  whileStopped,
  unwarned,
  twice,
  unapproved,
  levelJumps,
  beforeTurn,
  books,
  orphans,
  stranded,
]

/** Everything on record about one debtor that must not be so. */
export const verify = (evidence: Evidence): Violation[] => VERIFIERS.flatMap((check) => check(evidence))
