import * as z from 'zod'

/** A name of the lake or of QuickSight. */
export const BusinessUnit = z
  .string()
  .regex(/^[\w.@+-]{1,128}$/, 'a name of letters, digits and . _ @ + -, as QuickSight and the lake have it')

/** What a company decides about its QuickSight dashboards; without it none is deployed. */
export const Dashboards = z.strictObject({
  /** Who looks at them. In the identity region of the account, which may be another than the stack's. */
  principalArn: z
    .string()
    .regex(
      /^arn:aws[a-z-]*:quicksight:[a-z0-9-]+:\d{12}:(user|group)\/[\w-]+\/\S+$/,
      'the ARN of a QuickSight user or group, as `aws quicksight list-groups` shows it',
    ),
  /** The currency they begin with; currencies are never added together. */
  currency: z.string().regex(/^[A-Z]{3}$/, 'an ISO 4217 code such as "COP"'),
  /** When their data is loaded anew each day, in the zone of the company's books. */
  refreshAt: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day such as "05:30"')
    .default('05:30'),
  /** Row-level security: which QuickSight group sees which business units. Without it everybody sees all. */
  rowRules: z
    .array(
      z.strictObject({
        group: BusinessUnit,
        businessUnits: z.array(BusinessUnit).min(1, 'at least one business unit'),
      }),
    )
    .min(1, 'at least one group, or leave rowRules out')
    .exactOptional(),
})
