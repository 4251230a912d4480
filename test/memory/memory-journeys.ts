import type { InvoiceId } from '../../lib/domain/invoice.ts'
import type { Journeys } from '../../lib/ports.ts'

/** Journeys that were started and woken; nothing runs. */
export class MemoryJourneys implements Journeys {
  readonly started = new Set<string>()
  readonly woken: { readonly token: string; readonly answer: unknown }[] = []

  async start(invoice: InvoiceId, generation: number): Promise<void> {
    this.started.add(`${invoice}/${generation}`)
  }

  async wake(token: string, answer: unknown): Promise<void> {
    this.woken.push({ token, answer })
  }
}
