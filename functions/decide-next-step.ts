import { deciding } from '../lib/aws/deciding.ts'
import { asking } from '../lib/aws/observing.ts'
import { readCatalog } from '../lib/catalog/compiled-catalog.ts'
import { Asked, DecisionContract } from '../lib/contracts/journey.ts'
import { decideNextStep } from '../lib/usecases/decide-next-step.ts'

const outside = deciding(readCatalog(new URL('./catalog.json', import.meta.url)))

export const handler = asking(Asked, DecisionContract, (asked) => decideNextStep(outside, asked))
