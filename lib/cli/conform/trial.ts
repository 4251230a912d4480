import type { Pair } from '../words.ts'

/** What a trial of a feed found: `wrong` is to be mended upstream, `look` is to be decided, `fine` held. */
export interface Trial {
  readonly verdict: 'wrong' | 'look' | 'fine'
  /** What was tried. */
  readonly about: Pair
  /** What came of it, in plain words. */
  readonly came: Pair
  /** Cases from the sample, a few. */
  readonly cases: readonly string[]
}

const FEW = 5

/** The first cases, and how many more there are. */
export const few = (cases: readonly string[]): readonly string[] =>
  cases.length <= FEW ? cases : [...cases.slice(0, FEW), `… +${cases.length - FEW}`]
