import * as z from 'zod'

const counts = {
  records: z.int(),
  /** Lines that became events, that did when the same content was taken before, that say what an earlier line says, and that did not become any. */
  sent: z.int(),
  sentBefore: z.int().default(0),
  repeated: z.int().default(0),
  refused: z.int(),
  events: z.int(),
}

/** What became of a file, whole; `report` is where it lies what became of each line. */
const Summaries = [
  // It is whole, and so far its lines were read.
  z.object({ result: z.literal('taking'), ...counts }),
  // Written by the machine (statemachines/take-file.asl.json): the function that takes files did not come to an end.
  z.object({ result: z.literal('failed'), error: z.string() }),
  z.object({
    result: z.literal('taken'),
    ...counts,
    /** Headers of columns that were not read. */
    unread: z.array(z.string()).default([]),
    /** Empty in the summaries of a release that laid reports in parts. */
    report: z.string().default(''),
  }),
  z.strictObject({
    result: z.literal('alreadyTaken'),
    records: z.int(),
    before: z.strictObject({ file: z.string(), at: z.string() }),
    /** That of then, where it is still there. */
    report: z.string().default(''),
  }),
  z.object({
    result: z.literal('refused'),
    problems: z.array(
      z.strictObject({ line: z.int(), column: z.string(), value: z.string(), allowed: z.string() }).readonly(),
    ),
    report: z.string().default(''),
  }),
] as const
const [Taking, Failed, Taken, AlreadyTaken, Refused] = Summaries
export type Summary = z.infer<(typeof Summaries)[number]>

const ofWhich = { file: z.string(), version: z.string(), at: z.string() }

/** A summary as it lies beside the file: of which of its versions, and since when (ISO instant). */
export const KeptSummary = z.discriminatedUnion('result', [
  Taking.extend(ofWhich),
  Failed.extend(ofWhich),
  Taken.extend(ofWhich),
  AlreadyTaken.extend(ofWhich),
  Refused.extend(ofWhich),
])
export type KeptSummary = z.infer<typeof KeptSummary>
