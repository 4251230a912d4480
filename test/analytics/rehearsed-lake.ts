import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DATASETS } from '../../lib/analytics/datasets.ts'
import { openLake } from '../../lib/analytics/lake.ts'
import { fillLake } from '../../lib/cli/lake/fill-lake.ts'
import type { TimedEvent } from '../../lib/contracts/timed-event.ts'
import { dateAt } from '../../lib/domain/time.ts'
import type { Rehearsal } from '../../lib/rehearsal/boot.ts'
import { heldIn } from '../personal-values.ts'
import { ONE_PRICE } from './one-price.ts'

const ZONE = 'America/Bogota'
const PERSONAL = new Set(['name', 'givenName', 'address', 'reason', 'note', 'author', 'text', 'paymentLink'])

/** Every personal value in the details of events: names, addresses and numbers, whatever the event. */
function personalIn(detail: unknown, found = new Set<string>(), name = ''): Set<string> {
  // A reason of one word is a code, such as "dispute"; a person's own words are several.
  const isCode = name === 'reason' && !String(detail).includes(' ')
  if (typeof detail === 'string' && PERSONAL.has(name) && detail.length > 3 && !isCode) found.add(detail)
  if (typeof detail === 'object' && detail !== null)
    for (const [key, value] of Object.entries(detail)) personalIn(value, found, key)
  return found
}

/** The lake of a rehearsal: what it says of money by currency, and the personal values of its events that are in it. */
export async function lakeOf(rehearsal: Rehearsal, events: readonly TimedEvent[]) {
  const folder = mkdtempSync(join(tmpdir(), 'puntual-lake-'))
  await fillLake(rehearsal, folder, ZONE)
  const today = dateAt(rehearsal.world.now(), ZONE)
  const lake = await openLake(folder, { today, catalog: ONE_PRICE })
  const text = JSON.stringify(await lake.run('SELECT * FROM puntual.dunning_events'))
  const personal = [...personalIn(events.map(({ detail }) => detail))]
  const open = await lake.run(
    'SELECT currency, CAST(sum(balance_minor) AS bigint) AS open FROM puntual.invoices GROUP BY currency ORDER BY currency',
  )
  const steps = await lake.run(
    'SELECT currency, step, CAST(sum(amount_minor) AS bigint) AS amount FROM puntual.entries GROUP BY currency, step ORDER BY 1, 2',
  )
  const empty: string[] = []
  for (const { id, sql } of Object.values(DATASETS)) if ((await lake.run(sql)).length === 0) empty.push(id)
  lake.close()
  rmSync(folder, { recursive: true })
  return {
    looked: personal.length,
    personal: heldIn(text, personal),
    open,
    steps,
    empty,
  }
}
