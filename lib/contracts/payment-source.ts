import { fact, Source, When } from './event-fields.ts'

const NOT_AHEAD = 'is complete up to an instant that has come: "completeUpTo" is not after "occurredAt"'

/** A payment source's word that every payment up to an instant has been told. */
export const PaymentSourceCompleted = fact({
  source: Source.describe(
    'The system that tells of payments, as it is named under paymentSources in catalog/company.yaml',
  ),
  completeUpTo: When.describe('Every payment the source knew of up to here has been published'),
})
  .superRefine(({ completeUpTo, occurredAt }, context) => {
    // A promise about the future would keep us from noticing that the source has stopped.
    if (completeUpTo > occurredAt)
      context.addIssue({
        code: 'custom',
        path: ['completeUpTo'],
        input: completeUpTo,
        message: `must not be after occurredAt, ${occurredAt}`,
      })
  })
  .meta({ allowed: NOT_AHEAD })
