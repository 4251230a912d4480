import * as z from 'zod'

const Instant = z.iso.datetime()
/** Every event out has a stable id: an event published twice has the same one. */
const told = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.strictObject({ version: z.literal(1), id: z.string(), occurredAt: Instant, ...shape })
const Member = z.strictObject({
  invoice: z.string(),
  generation: z.number(),
  step: z.string(),
  level: z.number(),
  balance: z.number(),
})
const Touch = {
  touch: z.string(),
  debtor: z.string(),
  entity: z.string(),
  class: z.enum(['beforeDue', 'overdue', 'formalNotice']),
  level: z.number().int(),
  channel: z.enum(['email', 'sms']).optional(),
  currency: z.string(),
  total: z.number().int(),
  members: z.array(Member),
}

/** The events Puntual publishes, by name; ids and reasons only, no personal data. Sums are minor units. */
export const EVENTS_OUT = {
  JourneyStarted: told({ invoice: z.string(), generation: z.number().int() }),
  JourneyEnded: told({
    invoice: z.string(),
    generation: z.number().int(),
    outcome: z.enum(['settled', 'cancelled', 'writtenOff', 'handedOver', 'exhausted']),
    reason: z.string(),
    balance: z.number().int(),
    currency: z.string(),
  }),
  TouchSent: told(Touch),
  TouchFailed: told({ ...Touch, certain: z.boolean(), problem: z.string() }),
  TouchSuppressed: told({ invoice: z.string(), generation: z.number().int(), step: z.string(), reason: z.string() }),
  EscalatedToPerson: told({
    task: z.string(),
    kind: z.enum(['collect', 'applyCash', 'findPayer']),
    reason: z.string(),
    due: Instant,
    invoice: z.string().optional(),
    debtor: z.string().optional(),
    payment: z.string().optional(),
  }),
  EventRefused: told({
    refused: z.string(),
    source: z.string(),
    name: z.string(),
    problems: z.array(z.strictObject({ path: z.string(), allowed: z.string() })),
  }),
} as const

export type EventOutName = keyof typeof EVENTS_OUT
export type EventOut = {
  [Name in EventOutName]: { readonly name: Name; readonly detail: z.output<(typeof EVENTS_OUT)[Name]> }
}[EventOutName]
