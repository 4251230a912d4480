import * as z from 'zod'

/** What the state machine asks with: ids, the shape of its definition and when the execution began. */
export const Asked = z.strictObject({
  invoice: z.string(),
  generation: z.number().int(),
  shape: z.number().int(),
  startedAt: z.iso.datetime(),
})

/** A message on the contact queue: who asks, and the token the answer goes to. */
export const ContactRequest = Asked.extend({ token: z.string().min(1).max(2048) })

const decision = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.strictObject({ version: z.number().int(), reason: z.string(), ...shape })

/** What the journey does next: the one contract of DecideNextStep and ContactDebtor. */
export const DecisionContract = z.discriminatedUnion('kind', [
  decision({
    kind: z.literal('wait'),
    waitingFor: z.enum(['reminderTime', 'instalment', 'payment', 'release']),
    seconds: z.number().int().positive(),
  }),
  decision({ kind: z.literal('contact'), step: z.string(), level: z.number().int() }),
  decision({
    kind: z.literal('end'),
    outcome: z.enum(['settled', 'cancelled', 'writtenOff', 'handedOver', 'exhausted']),
  }),
  decision({
    kind: z.literal('handOver'),
    outcome: z.literal('handedOver'),
    debtor: z.string(),
    list: z.enum(['tasks', 'backlog']),
  }),
  decision({ kind: z.literal('continueAsNew') }),
  decision({ kind: z.literal('leave') }),
])
