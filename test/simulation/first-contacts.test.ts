import { expect, it } from 'vitest'
import { live } from '../../lib/simulation/live.ts'
import { calm, house, oneInvoice } from './house.ts'

/** The days of the messages of a town whose company writes for the first time from a day on. */
async function daysOf(percent?: readonly number[]) {
  const company = { ...house.company, ...(percent && { firstContacts: { from: '2026-06-01', percent: [...percent] } }) }
  const { town, violations } = await live({ ...house, company }, oneInvoice, calm)
  expect(violations).toEqual([])
  const days = [...town.ledger.touches.values()].map(({ claimedAt }) => claimedAt.slice(0, 10)).sort()
  return { days, held: [...town.ledger.suppressed.values()].filter(({ reason }) => reason === 'canary') }
}

it('the first message ever waits for the debtor’s turn, and the others follow as ever', async () => {
  const [ordinary, late] = [await daysOf(), await daysOf(Array.from({ length: 20 }, () => 0))]
  expect(ordinary.held).toEqual([])
  expect((ordinary.days[0] ?? '') < '2026-06-21').toBe(true)
  expect(late.days[0]).toBe('2026-06-22')
  expect(late.held.length).toBeGreaterThan(0)
  expect(late.days.length).toBeGreaterThan(1)
  // Whose turn it is at once sees no difference.
  expect((await daysOf([100])).days).toEqual(ordinary.days)
})
