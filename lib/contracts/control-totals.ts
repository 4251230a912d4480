import type * as z from 'zod'
import { DAY } from '../domain/time.ts'

/** A year, with a day to spare: what a source declares at once is read at once. */
const LONGEST_DAYS = 366

/** What a watermark must keep beside its fields. */
export const SOUND_PERIOD = `speaks of at most ${LONGEST_DAYS} days, and of each currency once`

interface Declared {
  readonly from: string
  readonly upTo: string
  readonly totals: readonly { readonly currency: string }[]
}

/** Refuses a period that ends before it begins or is too long, and a currency that is told twice. */
export function soundPeriod({ from, upTo, totals }: Declared, context: z.RefinementCtx): void {
  const refuse = (path: string, input: unknown, message: string): void =>
    void context.addIssue({ code: 'custom', path: [path], input, message })
  const days = (Date.parse(upTo) - Date.parse(from)) / DAY + 1
  if (days < 1) refuse('upTo', upTo, `must not come before ${from}`)
  if (days > LONGEST_DAYS) refuse('upTo', upTo, `must be at most ${LONGEST_DAYS} days from ${from}`)
  if (new Set(totals.map(({ currency }) => currency)).size < totals.length)
    refuse('totals', totals, 'must name each currency once')
}
