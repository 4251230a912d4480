import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { bounded } from '../../lib/cli/campaign/rehearsed/bounded.ts'
import { HOUR, MINUTE } from '../../lib/domain/time.ts'
import { World } from '../../lib/rehearsal/world.ts'

let world: World

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  world = new World(0)
})
afterEach(() => {
  vi.useRealTimers()
})

describe('a run of a campaign', () => {
  it('that goes round without end is ended after so many pieces of work', async () => {
    const again = async () => {
      world.soon('again', again)
    }
    world.soon('first', again)
    await expect(bounded(world, () => world.run(), 100)).rejects.toThrow('100 pieces of work, next again')
  })

  it('in which nothing moves any more is ended, and the next one runs', async () => {
    world.soon('a lost answer', () => new Promise(() => {}))
    const still = bounded(world, () => world.run())
    const ended = expect(still).rejects.toThrow('nothing moves, and time waits for a lost answer')
    await vi.advanceTimersByTimeAsync(10 * MINUTE)
    await ended
    world.reset(0)
    await bounded(world, () => world.run(HOUR))
    expect(world.now()).toBe(HOUR)
  })
})
