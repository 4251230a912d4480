import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { EventRow } from '../../lib/analytics/dunning-events.ts'
import { rowsOf } from '../../lib/analytics/kinds.ts'
import { openLake } from '../../lib/analytics/lake.ts'
import { writeLake } from '../../lib/analytics/write-lake.ts'
import { ONE_PRICE } from './one-price.ts'

it.each([
  ['America/Bogota', '2026-06-30 20:00:00.250'],
  ['Europe/Madrid', '2026-07-01 03:00:00.250'],
  ['UTC', '2026-07-01 01:00:00.250'],
])('a message not sent at one in the morning of UTC was not sent at another hour in %s: %s', (zone, clock) => {
  const touch = {
    invoice: 'erp:F-1',
    generation: 1,
    step: 's',
    reason: 'paid',
    at: '2026-07-01T01:00:00.250Z',
  } as const
  const [row] = rowsOf({ kind: 'suppression', touch }, { zone, op: 'S' })
  expect(row).toMatchObject({ event_ts: '2026-07-01 01:00:00.250', company_ts: clock })
})

it('of two rows that say they are as new, the later to arrive counts, and of one day what an export brought', async () => {
  const told = (id: string, op: EventRow['op'], reason: string, more: Partial<EventRow> = {}): EventRow => {
    return { entity: 'suppression', id, version: 1, op, event_ts: '2026-06-30 12:00:00.000', reason, ...more }
  }
  const folder = mkdtempSync(join(tmpdir(), 'puntual-lake-'))
  const first = [told('a', 'S', 'old'), told('b', 'S', 'old'), told('b', 'B', 'new'), told('c', 'S', 'old')]
  await writeLake(folder, '2026-06-30', first)
  const clock = { company_ts: '2026-06-30 07:00:00.000' }
  // The second word on c is older by its version, however late it comes.
  const nine = { local_date: '2026-06-30', local_hour: 9, local_weekday: 2, channel: 'sms', status: 'made' }
  const hourOnly: EventRow = { ...told('d', 'S', 'a contact'), entity: 'contact', ...nine }
  await writeLake(folder, '2026-07-01', [
    hourOnly,
    told('a', 'B', 'new', clock),
    told('c', 'B', 'late', { version: 0 }),
  ])
  const lake = await openLake(folder, { today: '2026-07-02', catalog: ONE_PRICE })
  const rows = await lake.run(
    "SELECT id, reason, company_ts FROM puntual.latest WHERE entity = 'suppression' ORDER BY id",
  )
  const contacts = await lake.run('SELECT id, hour, is_after_hours FROM puntual.contacts')
  lake.close()
  expect(rows).toEqual([
    { id: 'a', reason: 'new', company_ts: '2026-06-30 07:00:00' },
    // Written before the lake knew the clock of the company: the day of UTC.
    { id: 'b', reason: 'new', company_ts: '2026-06-30 12:00:00' },
    { id: 'c', reason: 'old', company_ts: '2026-06-30 12:00:00' },
  ]) // Written before the lake knew the minute of a contact: that of the full hour.
  expect(contacts).toEqual([{ id: 'd', hour: 9, is_after_hours: false }])
})
