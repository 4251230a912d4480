import * as z from 'zod/mini'

/** What a schedule asks with: which report, and the instant it was due (ISO), which tells one sending from the next. */
export const ReportAsked = z.strictObject({ report: z.string().check(z.minLength(1)), at: z.iso.datetime() })
export type ReportAsked = z.infer<typeof ReportAsked>
