import type { PaymentMark } from '../domain/stale-data.ts'
import type { PaymentMarks } from '../usecases/complete-source.ts'

/** How far payments are known, in a map. */
export class MemoryPaymentMarks implements PaymentMarks {
  readonly #all = new Map<string, string>()

  async read(sources: readonly string[]): Promise<PaymentMark[]> {
    return sources.map((source) => {
      const completeUpTo = this.#all.get(source)
      return completeUpTo === undefined ? { source } : { source, completeUpTo }
    })
  }

  async advance(source: string, completeUpTo: string): Promise<void> {
    if (completeUpTo > (this.#all.get(source) ?? '')) this.#all.set(source, completeUpTo)
  }
}
