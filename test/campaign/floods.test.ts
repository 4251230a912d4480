import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { compileCatalog } from '../../lib/catalog/compile-catalog.ts'
import { floodEvents } from '../../lib/cli/campaign/floods/events-flood.ts'
import { floodJourneys } from '../../lib/cli/campaign/floods/journeys-flood.ts'
import type { Theatre } from '../../lib/cli/campaign/rehearsed/telling.ts'
import { boot } from '../../lib/rehearsal/boot.ts'
import { assembly } from '../assembly.ts'

let theatre: Theatre

beforeAll(async () => {
  const rehearsal = await boot({ assembly: assembly(), start: Date.parse('2026-01-01T00:00:00Z') })
  theatre = { rehearsal, catalog: compileCatalog('catalog') }
})
afterAll(() => theatre.rehearsal.stop())

describe('a flood', () => {
  it('of events that must be refused is refused with reasons, and the good ones between them are unharmed', async () => {
    const { good, problems, kinds } = await floodEvents(theatre, 1_000, 1)
    expect(problems).toEqual([])
    expect(good).toBe(20)
    expect(kinds.size).toBe(13)
  }, 300_000)

  it('of journeys with one call in twenty failing loses nothing and sends nothing twice', async () => {
    const { journeys, failed, calls, problems } = await floodJourneys(theatre, {
      invoices: 100,
      days: 60,
      share: 0.05,
      seed: 1,
    })
    expect(problems).toEqual([])
    expect(journeys).toBeGreaterThan(90)
    expect(failed).toBeGreaterThan(calls / 25)
  }, 300_000)
})
