import * as z from 'zod/mini'

const cursor = z.strictObject({ export: z.int(), file: z.int(), line: z.int() })
/** By kind and currency: facts, the sum of their amounts and that of their balances, as whole numbers in a text. */
const tallies = z.record(z.string(), z.string().check(z.regex(/^\d+ -?\d+ -?\d+$/)))

/** What the machine that refills the lake asks with: ids of exports and how far it is; nothing of a debtor. */
export const RefillAsked = z.strictObject({
  exports: z.array(z.strictObject({ id: z.string().check(z.minLength(1)), at: z.iso.datetime() })),
  cursor,
  tallies,
})

/** How far it is afterwards. */
export const RefillAnswer = z.strictObject({ cursor, tallies, isDone: z.boolean() })
