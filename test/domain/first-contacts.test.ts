import { describe, expect, it } from 'vitest'
import { type FirstContacts, firstContactOn } from '../../lib/domain/first-contacts.ts'
import { placeInLine } from '../../lib/domain/sending-gate.ts'

const ramp: FirstContacts = { from: '2026-11-30', percent: [5, 15, 40] }
const debtors = Array.from({ length: 2_000 }, (_, index) => ({ id: `erp:D-${index}`, recent: [] }))

describe('first contacts', () => {
  it('rise over the days that the settings say, and hold everybody on the day after the last', () => {
    const days = Object.groupBy(debtors, (debtor) => firstContactOn(ramp, debtor) ?? 'at once')
    expect(Object.keys(days).sort()).toEqual(['2026-11-30', '2026-12-01', '2026-12-02', '2026-12-03'])
    const shares = ['2026-11-30', '2026-12-01', '2026-12-02', '2026-12-03'].map((day) => (days[day]?.length ?? 0) / 20)
    for (const [index, share] of [5, 10, 25, 60].entries())
      expect(Math.abs((shares[index] ?? 0) - share)).toBeLessThan(2)
  })

  it('come to each debtor on one day, by the same place in line as the canary', () => {
    for (const debtor of debtors.slice(0, 50))
      expect(firstContactOn(ramp, debtor) === '2026-11-30').toBe(placeInLine(debtor.id) < 5)
  })

  it('leave who stands at the very edge of a share to the next day: of 5 percent those from 0 to below 5', () => {
    const edge = Array.from({ length: 60_000 }, (_, index) => `erp:E-${index}`).filter((id) => placeInLine(id) === 5)
    expect(edge.length).toBeGreaterThan(0)
    for (const id of edge) expect(firstContactOn(ramp, { id, recent: [] })).toBe('2026-12-01')
  })

  it('do not wait for who was written to already, nor without the setting', () => {
    const touch = { touch: 't-1', at: '2026-11-01T12:00:00Z', class: 'overdue', channel: 'email' } as const
    expect(firstContactOn(ramp, { id: 'erp:D-1', recent: [touch] })).toBeUndefined()
    expect(firstContactOn(undefined, { id: 'erp:D-1', recent: [] })).toBeUndefined()
  })
})
