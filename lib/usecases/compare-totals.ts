import type { EventIn } from '../contracts/events.ts'
import { compared, type Declaration, NOTHING, sourceOf } from '../domain/control-totals.ts'
import type { Invoice } from '../domain/invoice.ts'
import { iso } from '../domain/time.ts'
import type { Clock, Meter, Watermarks } from '../ports.ts'
import { TransientFault } from './faults.ts'
import { TRIES } from './recording.ts'

/** What comparing control totals needs of the outside world. */
export interface Comparing {
  readonly watermarks: Watermarks
  readonly meter: Meter
  readonly clock: Clock
}

type Period = Pick<Declaration, 'source' | 'from' | 'upTo'>

/** Compares what a source says it issued in a period with what we hold; repeated, it compares again. */
export async function declareComplete(outside: Comparing, detail: EventIn<'SourceWatermarkAdvanced'>): Promise<void> {
  const { source, from, upTo, documents, totals, occurredAt: at } = detail
  await compare(outside, { source, from, upTo }, { source, from, upTo, at, declared: { documents, totals } })
}

/** Compares the periods again that an invoice belongs to, when they had been declared complete before it came. */
export async function compareAgain(outside: Comparing, { id, terms }: Invoice): Promise<void> {
  if (!terms.issueDate) return
  for (const period of await outside.watermarks.covering(sourceOf(id), terms.issueDate)) await compare(outside, period)
}

/**
 * The declaration is stored before our totals are read: a document that is recorded meanwhile either is in them, or
 * finds the declaration and compares again.
 */
async function compare(outside: Comparing, period: Period, word?: Declaration): Promise<void> {
  const { watermarks, meter, clock } = outside
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const before = await watermarks.watermark(period)
    if (!before && word) {
      const unknown = {
        ours: NOTHING,
        difference: NOTHING,
        state: 'comparing',
        comparedAt: word.at,
        version: 1,
      } as const
      await watermarks.save(undefined, { ...word, ...unknown })
      continue
    }
    if (!before) return
    const declaration = word && word.at > before.at ? word : before
    const result = compared(declaration, await watermarks.totals(period), iso(clock.now()))
    const saved = await watermarks.save(before, { ...result, version: before.version + 1 })
    if (saved === 'conflict') continue
    if (result.state === 'differs') meter.count('ControlTotalsDiffer')
    return
  }
  throw new TransientFault(`the watermark of ${period.source} changed ${TRIES} times while it was being compared`)
}
