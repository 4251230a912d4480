import * as z from 'zod'
import { Mapping } from './mapping.ts'

const Ranges = z.array(z.tuple([z.int(), z.int()]).readonly())

/** What is kept of a file that is being taken or was: how it is read, and when it counts from. One for each content. */
const Ticket = z.strictObject({
  key: z.string(),
  version: z.string(),
  /** ISO instant at which this content was first dropped. */
  at: z.string(),
  format: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('csv'), header: z.string(), delimiter: z.string() }),
    z.strictObject({ kind: z.literal('ndjson'), headers: z.array(z.string()) }),
  ]),
  mapping: Mapping,
  records: z.int(),
  bytes: z.int(),
  repeats: z.array(z.tuple([z.int(), z.int(), z.boolean()]).readonly()).default([]),
  /** Ranges of lines that were refused when it was taken last, as far as it is. */
  refused: Ranges.default([]),
  /** Where it was taken before: the lines that were refused then, which alone are read again. */
  only: Ranges.exactOptional(),
  unread: z.array(z.string()).default([]),
  takenAt: z.string().exactOptional(),
})
export type Ticket = z.infer<typeof Ticket>

export const ticketOf = (text: string | undefined): Ticket | undefined =>
  text === undefined ? undefined : Ticket.parse(JSON.parse(text))
