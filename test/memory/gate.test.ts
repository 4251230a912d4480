import { expect, it } from 'vitest'
import { Guard } from '../../lib/contracts/pace.ts'
import { MemorySending } from '../../lib/simulation/memory-sending.ts'
import { countAgainstUs, passGate } from '../../lib/usecases/pass-gate.ts'

it('a bounce after the last message of an hour stops nothing; the next message would', async () => {
  const now = Date.parse('2026-11-27T14:30:00Z')
  const sending = new MemorySending()
  const bands = Guard.parse({ sendsPerHour: 3 })
  const outside = { sending, bands, clock: { now: () => now }, meter: { count: () => {} } }
  for (let sent = 0; sent < 3; sent++) await sending.count('sends', now)
  await countAgainstUs(outside, 'bounces', 'touch-3')
  expect(await sending.words()).toEqual([])
  expect(await passGate(outside, 'erp:D-4')).toMatchObject({ kind: 'closed', reason: 'outOfBand' })
  expect(await sending.words()).toMatchObject([{ reason: 'sends: 4, allowed 3', stopped: 'outOfBand' }])
})
