import * as z from 'zod'
import { BusinessUnit } from './dashboards.ts'
import { Kebab } from './policy.ts'

const Report = z.strictObject({
  /** Stands in its schedule and in its marks; a new name is a new report. */
  name: Kebab,
  every: z.enum(['week', 'month'], '"week" (on Mondays) or "month" (on the first)'),
  /** When it is sent, in the zone of the company's books. */
  at: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day such as "07:00"')
    .default('07:00'),
  language: z.enum(['es', 'en'], '"es" or "en"').default('es'),
  /** The one whose figures the sheets show; currencies are never added together. */
  currency: z.string().regex(/^[A-Z]{3}$/, 'an ISO 4217 code such as "COP"'),
  /** Who gets it; SES takes 50 recipients of one message. */
  to: z
    .array(z.email('an e-mail address such as cartera@empresa.example'))
    .min(1, 'at least one e-mail address')
    .max(50, 'at most 50 e-mail addresses'),
  /** The business units it is about; without them all. */
  businessUnits: z.array(BusinessUnit).min(1, 'at least one business unit, or leave it out').exactOptional(),
})

/** The reports that a company gets by e-mail: the main sheets as PDF and the priority accounts as CSV. */
export const Reports = z
  .array(Report)
  .refine((reports) => new Set(reports.map(({ name }) => name)).size === reports.length, 'each name once')
export type Report = z.infer<typeof Report>
