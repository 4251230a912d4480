import { rowsOf } from '../lib/analytics/kinds.ts'
import { tallied } from '../lib/analytics/reconciliation.ts'
import { required } from '../lib/aws/environment.ts'
import { factsOfExported } from '../lib/aws/lake-facts.ts'
import { asking } from '../lib/aws/observing.ts'
import { refilling } from '../lib/aws/refilling.ts'
import { RefillAnswer, RefillAsked } from '../lib/contracts/refill.ts'
import { refillLake } from '../lib/usecases/refill-lake.ts'

const outside = refilling()
const mapping = { zone: required('BOOKS_ZONE'), op: 'B' } as const

export const handler = asking(RefillAsked, RefillAnswer, (refill) =>
  refillLake(refill, {
    ...outside,
    rowsOf: (image, at) => factsOfExported(image, at).flatMap((fact) => rowsOf(fact, mapping)),
    tallied,
  }),
)
