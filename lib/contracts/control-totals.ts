import * as z from 'zod'
import { DAY } from '../domain/time.ts'
import { CalendarDay, Currency, fact, MinorUnits, Source, WHOLE } from './event-fields.ts'

/** A year, with a day to spare: what a source declares at once is read at once. */
const LONGEST_DAYS = 366

/** What a watermark must keep beside its fields. */
const SOUND_PERIOD = `speaks of at most ${LONGEST_DAYS} days, and of each currency once`

interface Declared {
  readonly from: string
  readonly upTo: string
  readonly totals: readonly { readonly currency: string }[]
}

/** Refuses a period that ends before it begins or is too long, and a currency that is told twice. */
function soundPeriod({ from, upTo, totals }: Declared, context: z.RefinementCtx): void {
  const refuse = (path: string, input: unknown, message: string): void =>
    void context.addIssue({ code: 'custom', path: [path], input, message })
  const days = (Date.parse(upTo) - Date.parse(from)) / DAY + 1
  if (days < 1) refuse('upTo', upTo, `must not come before ${from}`)
  if (days > LONGEST_DAYS) refuse('upTo', upTo, `must be at most ${LONGEST_DAYS} days from ${from}`)
  if (new Set(totals.map(({ currency }) => currency)).size < totals.length)
    refuse('totals', totals, 'must name each currency once')
}

/** A source's word that it has told everything up to a date, with its totals. */
export const SourceWatermarkAdvanced = fact({
  source: Source.describe('The system whose invoices these are: the part of their ids before the colon'),
  from: CalendarDay.describe('The first date of issue it speaks of'),
  upTo: CalendarDay.describe('The last date of issue it speaks of; everything up to here has been told'),
  documents: MinorUnits.nonnegative('must be zero or more')
    .meta({ allowed: 'a whole number; zero or more' })
    .describe('How many invoices were issued on those dates and are not void'),
  totals: z
    .array(
      z.strictObject({
        amount: MinorUnits.nonnegative('must be zero or more')
          .meta({ allowed: `${WHOLE}; zero or more` })
          .describe('The sum of their totals as last amended, in minor units'),
        currency: Currency,
      }),
    )
    .max(30)
    .describe('Their sum in each currency, before credit notes, charges and payments'),
})
  .superRefine(soundPeriod)
  .meta({ allowed: SOUND_PERIOD })
