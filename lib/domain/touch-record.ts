import type { AddressAs } from './address-as.ts'
import type { Consequence } from './consequence.ts'
import type { Receipt } from './delivery.ts'
import type { DebtorId, InvoiceId, JourneyProgress } from './invoice.ts'
import type { ContactClass } from './law/contact.ts'
import type { Channel } from './policy.ts'
import type { NeutralWording } from './stale-data.ts'
import type { CalendarDate, Instant } from './time.ts'
import type { Suppression } from './why-not.ts'

/** How far a journey had come before a message, and to which position the message took it. */
export interface Standing extends Pick<JourneyProgress, 'position' | 'level' | 'lastTouch' | 'tried'> {
  readonly to: number
}

/** How one attempt to send ended; `unknown` may have left. `parts` are those of a text, each paid for; one where it is absent. */
export type SendOutcome =
  | { readonly kind: 'accepted'; readonly providerId: string; readonly parts?: number }
  | {
      readonly kind: 'notSent'
      readonly again: boolean
      readonly problem: string
      /** Whose address it is has told the carrier or the provider to stop: that holds here too. */
      readonly optedOut?: true
      /** When to try again; left to the journey's own patience unless told. */
      readonly notBefore?: Instant
    }
  | { readonly kind: 'unknown'; readonly problem: string; readonly parts?: number }

export interface Attempt {
  readonly channel: Channel
  readonly contactPoint: string
  readonly at: string
  readonly outcome?: SendOutcome['kind']
  readonly parts?: number
  readonly providerId?: string
  readonly problem?: string
}

/** One message to one debtor, with the facts it was decided on. Amounts are minor units of `currency`. */
export interface TouchRecord {
  readonly id: string
  readonly debtor: DebtorId
  readonly debtorVersion: number
  readonly entity: string
  /** `receipt`: it only acknowledges an answer or corrects a mistake, and speaks of no invoice. */
  readonly class: ContactClass
  readonly level: number
  readonly template: string
  readonly language: string
  /** How the debtor was spoken to, where the policy said; an apology for it speaks the same way. */
  readonly addressAs?: AddressAs
  readonly currency: string
  readonly total: number
  readonly claimedAt: string
  readonly status: 'claimed' | 'sent' | 'unknown' | 'failed' | 'released'
  readonly attempts: readonly Attempt[]
  /** What its provider has reported so far, and how many reports changed that. */
  readonly receipt?: Receipt
  readonly heard?: number
  /** Of a correction: which mistake it is about, the message that was one, and who ordered it. */
  readonly corrects?: { readonly correction: string; readonly touch: string; readonly author: string }
  /** Touches that corrected this message. */
  readonly corrected?: readonly string[]
  /** The message leaves it open whether a payment has come, because we cannot know. */
  readonly neutral?: NeutralWording
  /** The end (ISO) of the days in which somebody makes the call, where it may become one. */
  readonly callBy?: string
  /** The content hash of the edition whose words it has. */
  readonly edition?: string
  readonly members: readonly {
    readonly invoice: InvoiceId
    readonly generation: number
    readonly version: number
    readonly step: string
    readonly level: number
    /** What the message brings about for this invoice. */
    readonly consequence?: Consequence
    readonly balance: number
    /** What the message asks for now, and since when that is due. */
    readonly asked: number
    readonly dueDate: CalendarDate
    /** Where its journey stood before; to where it goes back when the message does not arrive. */
    readonly was?: Standing
    /** A warning said once more, because nobody knows that the first arrived. */
    readonly again?: true
  }[]
}

/** A message that was not sent, on the invoice's own timeline. */
export interface SuppressedTouch {
  readonly invoice: InvoiceId
  readonly generation: number
  readonly step: string
  readonly reason: Suppression
  readonly at: string
  /** When what it would have asked for is due; lines of older code do not say. */
  readonly dueDate?: CalendarDate
  /** The day on which it was kept back, where that is not the day of `at`. */
  readonly day?: CalendarDate
}
