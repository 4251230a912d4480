import { deciding } from '../lib/aws/deciding.ts'
import { observed } from '../lib/aws/observing.ts'
import { readCatalog } from '../lib/catalog/compiled-catalog.ts'
import { StopRequestOfUrl } from '../lib/contracts/stop-request.ts'
import { STOP_PAGE_HEADERS, stopPage } from '../lib/domain/stop-page.ts'
import { stopContact } from '../lib/usecases/stop-contact.ts'

const catalog = readCatalog(new URL('./catalog.json', import.meta.url))
const { entities, defaultEntity } = catalog.company
/** A stop ends no silence: whoever waits for a reminder asks again when it is due, and nobody is woken. */
const journeys = { start: async () => {}, wake: async () => {} }
const outside = { ...deciding(catalog), journeys, entities, defaultEntity }

export const handler = observed(async (event: unknown) => {
  const page = await stopContact(outside, StopRequestOfUrl.parse(event))
  return { statusCode: page.kind === 'unclear' ? 400 : 200, headers: STOP_PAGE_HEADERS, body: stopPage(page) }
})
