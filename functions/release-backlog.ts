import { observed } from '../lib/aws/observing.ts'
import { releasing } from '../lib/aws/releasing.ts'
import { readCatalog } from '../lib/catalog/compiled-catalog.ts'
import { releaseBacklog } from '../lib/usecases/release-backlog.ts'

const outside = releasing(readCatalog(new URL('./catalog.json', import.meta.url)))

export const handler = observed(() => releaseBacklog(outside))
