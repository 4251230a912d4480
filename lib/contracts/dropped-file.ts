import * as z from 'zod/mini'

/** Folders of the drop bucket: what is dropped, what became of it, the parts of that, and which contents were taken. */
export const DROP_FOLDERS = { incoming: 'incoming', reports: 'reports', parts: 'parts', taken: 'taken' } as const

const count = z.int().check(z.nonnegative())

/** How far the taking of a file is: its ticket in the bucket, where the next part begins, and what was done so far. */
const progress = z.strictObject({
  ticket: z.string(),
  offset: count,
  line: count,
  part: count,
  sent: count,
  refused: count,
  /** Lines that say what an earlier line says; a taking that began under an earlier release has none. */
  repeated: z._default(count, 0),
  /** Lines that were sent when the same content was taken before. */
  sentBefore: z._default(count, 0),
  events: count,
})

/** What the machine that takes a file asks with: keys, places and counts; nothing of a debtor. */
export const TakeFileAsked = z.strictObject({
  file: z.strictObject({ key: z.string().check(z.minLength(1)), version: z.string().check(z.minLength(1)) }),
  progress: z.nullable(progress),
})

/** How far it is afterwards, and the seconds to wait before the next part. */
export const TakeFileAnswer = z.strictObject({
  progress: z.nullable(progress),
  pause: count,
  isDone: z.boolean(),
})

export type Progress = z.infer<typeof progress>
export type TakeFileAsked = z.infer<typeof TakeFileAsked>
export type TakeFileAnswer = z.infer<typeof TakeFileAnswer>
