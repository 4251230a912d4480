import * as z from 'zod'
import { AnInvoice, fact, Key, Money, Why } from './event-fields.ts'

/** The events about what is added to an invoice after it was issued. */
export const CHARGES = {
  ChargePosted: fact({
    charge: Key.describe('The charge; a second event with the same one changes nothing'),
    invoice: AnInvoice,
    kind: z
      .enum(['interest', 'collectionCost', 'fee'])
      .describe('What it is for; shown apart from what was sold, and paid in the order of the entity'),
    total: Money.describe('What it adds to the debt; you compute it, Puntual charges nothing by itself'),
  }),
  ChargeReversed: fact({
    charge: Key.describe('The charge that no longer stands'),
    invoice: AnInvoice,
    reason: Why,
  }),
} as const
