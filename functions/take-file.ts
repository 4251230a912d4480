import { csvOf } from '../lib/analytics/csv.ts'
import { asking } from '../lib/aws/observing.ts'
import { taking } from '../lib/aws/taking.ts'
import { readCatalog } from '../lib/catalog/compiled-catalog.ts'
import { readMapping } from '../lib/catalog/read-mapping.ts'
import { TakeFileAnswer, TakeFileAsked } from '../lib/contracts/dropped-file.ts'
import { takeFile } from '../lib/usecases/take-file.ts'

const { company } = readCatalog(new URL('./catalog.json', import.meta.url))
const outside = taking()

export const handler = asking(TakeFileAsked, TakeFileAnswer, (asked) =>
  takeFile({ ...outside, company, readMapping, csvOf }, asked),
)
