import type { ChargeKind } from './charges.ts'
import type { InvoiceTerms, PaymentId, Stamp } from './invoice.ts'
import type { Money } from './money.ts'
import type { CalendarDate } from './time.ts'
import type { HoldCause } from './why-not.ts'

/** One thing that happened to one invoice, as the ledger understands it. Amounts are positive minor units, `at` ISO instants. */
export type InvoiceFact =
  | { readonly kind: 'issued'; readonly stamp: Stamp; readonly currency: string; readonly terms: InvoiceTerms }
  | {
      readonly kind: 'amended'
      readonly stamp: Stamp
      readonly currency?: string
      readonly terms: Partial<InvoiceTerms>
    }
  | { readonly kind: 'voided'; readonly at: string; readonly reason: string }
  | { readonly kind: 'writtenOff'; readonly at: string; readonly reason: string }
  | {
      readonly kind: 'charged'
      readonly charge: string
      readonly chargeKind: ChargeKind
      readonly amount: number
      readonly currency: string
      readonly at?: string
    }
  | { readonly kind: 'chargeReversed'; readonly charge: string; readonly at: string; readonly reason: string }
  | {
      readonly kind: 'credited'
      readonly note: string
      readonly amount: number
      readonly currency: string
      readonly at?: string
    }
  | {
      readonly kind: 'paid'
      readonly payment: PaymentId
      readonly amount: number
      readonly currency: string
      readonly at?: string
    }
  | {
      readonly kind: 'scheduled'
      readonly payment: PaymentId
      /** The day it is due; without one it is not expected any more. */
      readonly on?: CalendarDate
      /** The whole of the payment, whatever else it is meant for; older words do not say. */
      readonly total?: Money
      readonly revision: number
    }
  | { readonly kind: 'paymentFailed'; readonly payment: PaymentId; readonly at: string; readonly reason: string }
  | {
      readonly kind: 'reversed'
      readonly payment: PaymentId
      readonly reversal: string
      readonly amount: number
      readonly currency: string
      readonly at?: string
    }
  | {
      readonly kind: 'holdPlaced'
      readonly hold: string
      readonly placedAt: string
      readonly reason: string
      readonly author: string
      readonly cause?: HoldCause
      readonly until?: string
    }
  | { readonly kind: 'approved'; readonly approval: string; readonly at: string; readonly author: string }
  | {
      readonly kind: 'declined'
      readonly approval: string
      readonly at: string
      readonly author: string
      readonly reason: string
    }
  | { readonly kind: 'holdReleased'; readonly hold: string; readonly releasedAt: string; readonly author: string }
