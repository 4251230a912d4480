import type { BucketCode } from './buckets.ts'

/**
 * Share of a bucket that is taken to be lost while the books have not shown it: the starting matrix of a provision by age,
 * as IFRS 9 (B5.5.35) has one. Ours is an assumption, no statistic; it fades as the books speak (`CREDIBLE`).
 */
export const ASSUMED_LOSSES = {
  current: 0.01,
  b1_30: 0.03,
  b31_60: 0.1,
  b61_90: 0.25,
  b91: 0.5,
} as const satisfies Record<BucketCode, number>

/**
 * Invoices after which what a bucket and currency has shown weighs as much as the assumption: Bühlmann's credibility
 * n ÷ (n + k). Of one invoice it is 3 %, of 30 half, of 270 nine tenths.
 */
export const CREDIBLE = 30
