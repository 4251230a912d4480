import * as z from 'zod'
import { CONSEQUENCES } from '../domain/consequence.ts'
import { CHANNELS, STEP_CLASSES } from '../domain/policy.ts'

const Instant = z.iso.datetime()
/** Every event out has a stable id: an event published twice has the same one. */
const told = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.strictObject({
    version: z.literal(1).describe('The version of this contract'),
    id: z.string().describe('Stable: the same event published again has the same id; keep it to notice a repeat'),
    occurredAt: Instant.describe('When it happened'),
    ...shape,
  })
const AnInvoice = z.string().describe('The invoice')
const Generation = z.int().describe('Which journey of the invoice: it rises with each new one')
const Step = z.string().describe('The step of the policy')
const Minor = z.int().describe('What was owed, in minor units')
const Currency = z.string().describe('ISO 4217 code of the sums')
const Totals = z.strictObject({
  documents: z.int().describe('Invoices'),
  totals: z
    .array(z.strictObject({ amount: z.int().describe('Their sum in minor units'), currency: Currency }))
    .describe('One sum a currency'),
})
const Member = z.strictObject({
  invoice: AnInvoice,
  generation: z.number().describe('Which journey of the invoice'),
  step: Step,
  level: z.number().describe('The level delivered for this invoice'),
  consequence: z
    .enum(CONSEQUENCES)
    .describe('What the message brings about for this invoice, after a warning that arrived')
    .optional(),
  balance: z.number().describe('What was owed on it when the message was claimed, in minor units'),
  asked: z.number().describe('What the message asks for of it: less than the balance where instalments are due later'),
  dueDate: z.string().describe('The date by which that was to be paid'),
})
const Touch = {
  touch: z.string().describe('The message; delivery reports of the provider carry it too'),
  debtor: z.string().describe('Whom it was written to'),
  entity: z.string().describe('The legal entity in whose name'),
  class: z
    .enum([...STEP_CLASSES, 'receipt'])
    .describe(
      'What sort of message; a receipt acknowledges an answer, or says that a message was a mistake, and has no members',
    ),
  level: z.int().describe('The level of the message: the highest of its invoices'),
  channel: z.enum(CHANNELS).describe('The channel of the last attempt').optional(),
  currency: Currency,
  total: z.int().describe('What is owed on its invoices altogether, in minor units'),
  members: z.array(Member).describe('The invoices the message speaks of'),
}

/** The events Puntual publishes, by name; ids and reasons only, no personal data. Sums are minor units. */
export const EVENTS_OUT = {
  JourneyStarted: told({ invoice: AnInvoice, generation: Generation }),
  JourneyEnded: told({
    invoice: AnInvoice,
    generation: Generation,
    outcome: z
      .enum(['settled', 'cancelled', 'writtenOff', 'handedOver', 'exhausted'])
      .describe('How it ended; a handed-over invoice waits for a person'),
    reason: z.string().describe('Why it ended that way'),
    balance: Minor,
    currency: Currency,
  }),
  TouchSent: told(Touch),
  TouchDelivered: told(Touch),
  TouchFailed: told({
    ...Touch,
    certain: z
      .boolean()
      .describe('True when the debtor surely did not get it; false when it may have left, and is never sent again'),
    problem: z.string().describe('What the provider or the network said'),
  }),
  TouchSuppressed: told({
    invoice: AnInvoice,
    generation: Generation,
    step: Step,
    reason: z.string().describe('Why this reminder was not sent'),
  }),
  EscalatedToPerson: told({
    task: z.string().describe('The task on the work list'),
    kind: z
      .enum(['collect', 'applyCash', 'findPayer', 'answer', 'call', 'approve'])
      .describe('What the person is asked to do'),
    reason: z.string().describe('Why a person is needed'),
    due: Instant.describe('When it should be done'),
    invoice: AnInvoice.optional(),
    debtor: z.string().describe('The debtor').optional(),
    payment: z.string().describe('The payment').optional(),
  }),
  ControlTotalsDiffered: told({
    source: z.string().describe('The system that declared a period complete'),
    from: z.iso.date().describe('The first date of issue'),
    upTo: z.iso.date().describe('The last date of issue'),
    declared: Totals.describe('What the system says it issued'),
    ours: Totals.describe('What our ledger holds'),
    difference: Totals.describe('Theirs less ours'),
  }),
  EventRefused: told({
    refused: z.string().describe('The id of the event on the bus, under which it is kept in quarantine'),
    source: z.string().describe('Who published it'),
    name: z.string().describe('Its detail-type'),
    problems: z
      .array(
        z.strictObject({
          path: z.string().describe('The field, such as "total.amount"; empty for the event as a whole'),
          allowed: z.string().describe('What is allowed there; the value itself stays in quarantine'),
        }),
      )
      .describe('Everything wrong with it, at most 20'),
  }),
} as const

export type EventOutName = keyof typeof EVENTS_OUT
export type EventOut = {
  [Name in EventOutName]: { readonly name: Name; readonly detail: z.output<(typeof EVENTS_OUT)[Name]> }
}[EventOutName]
