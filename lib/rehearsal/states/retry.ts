import { createHash } from 'node:crypto'
import type { Retrier } from './definition.ts'

/**
 * Milliseconds until the next attempt, after `spent` attempts under this retrier.
 * Full jitter draws from `draw` (what is retried, and the seed of the rehearsal), so a run is the same run every time.
 */
export function retryDelay(retrier: Retrier, spent: number, draw: string): number {
  const longest = Math.min(retrier.intervalSeconds * retrier.backoffRate ** spent, retrier.maxDelaySeconds) * 1000
  return Math.round(retrier.fullJitter ? longest * fraction(draw) : longest)
}

const fraction = (draw: string): number => createHash('sha256').update(draw).digest().readUInt32BE(0) / 2 ** 32
