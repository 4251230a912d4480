import { rowsOf } from '../lib/analytics/kinds.ts'
import { required } from '../lib/aws/environment.ts'
import { factsOf, type TableChange } from '../lib/aws/lake-facts.ts'
import { observed } from '../lib/aws/observing.ts'
import { mapToLake } from '../lib/usecases/map-to-lake.ts'

const mapping = { zone: required('BOOKS_ZONE'), op: 'S' } as const

export const handler = observed(async (changes: readonly TableChange[]) =>
  mapToLake(changes, factsOf, (fact) => rowsOf(fact, mapping)),
)
