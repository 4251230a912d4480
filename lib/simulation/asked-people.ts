import type { Invoice, InvoiceId } from '../domain/invoice.ts'
import type { Policy } from '../domain/policy.ts'
import { DAY, type Instant } from '../domain/time.ts'
import type { InvoiceChange, TouchRecord } from '../ports.ts'

/** A question of ours about one message, and what people said to it. */
interface Question {
  readonly step: string
  readonly about: string
  readonly yes: string[]
  no: boolean
}

/** A yes counts for a week. */
const COUNTS_FOR = 7 * DAY

/** The questions that people were asked about messages, and their answers, as the ledger's own lines tell them. */
export class AskedPeople {
  readonly #questions = new Map<InvoiceId, Map<string, Question>>()

  recorded({ after, entries }: InvoiceChange): void {
    const own = this.#questions.get(after.id) ?? new Map<string, Question>()
    for (const { kind, fact } of entries) {
      const asked = after.journey.approval
      if (kind === 'asked' && asked) {
        const about = `${asked.generation} ${asked.dueDate}`
        own.set(asked.id, { step: asked.step, about, yes: [], no: false })
        this.#questions.set(after.id, own)
      }
      if (fact?.kind === 'approved') own.get(fact.approval)?.yes.push(fact.at)
      const declined = fact?.kind === 'declined' && own.get(fact.approval)
      if (declined) declined.no = true
    }
  }

  /** Why a message must not use this step of an invoice, whose policy has it approved by a person. */
  against(
    { id }: Invoice,
    policy: Policy | undefined,
    { step, generation, dueDate }: TouchRecord['members'][number],
    now: Instant,
  ): string | undefined {
    if (!policy?.steps.some((one) => one.id === step && one.approval)) return undefined
    const about = `${generation} ${dueDate}`
    const asked = [...(this.#questions.get(id)?.values() ?? [])].findLast(
      (one) => one.step === step && one.about === about,
    )
    if (!asked) return 'asked of nobody'
    if (asked.no) return 'declined'
    return asked.yes.some((at) => now - Date.parse(at) < COUNTS_FOR) ? undefined : 'approved by nobody'
  }
}
