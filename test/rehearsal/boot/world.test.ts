import { beforeEach, describe, expect, it } from 'vitest'
import { World } from '../../../lib/rehearsal/world.ts'

let world: World
let seen: string[]

beforeEach(() => {
  world = new World(1_000)
  seen = []
})

const note = (text: string) => async () => {
  seen.push(`${text} at ${world.now()}`)
}

describe('the world', () => {
  it('runs what is ready in order of arrival, then jumps from timer to timer', async () => {
    world.after(50, 'later', note('later'))
    world.soon('first', note('first'))
    world.after(10, 'early', note('early'))
    world.soon('second', note('second'))
    await world.run()
    expect(seen).toEqual(['first at 1000', 'second at 1000', 'early at 1010', 'later at 1050'])
  })

  it('runs timers of one instant in the order they were planned, and no cancelled one', async () => {
    world.after(10, 'a', note('a'))
    world.after(10, 'b', note('b')).cancel()
    world.after(10, 'c', note('c'))
    await world.run()
    expect(seen).toEqual(['a at 1010', 'c at 1010'])
  })

  it('lets a campaign choose what goes next', async () => {
    world.choose = (waiting) => waiting - 1
    for (const name of ['a', 'b', 'c']) world.soon(name, note(name))
    await world.run()
    expect(seen).toEqual(['c at 1000', 'b at 1000', 'a at 1000'])
    world.choose = () => 7
    for (const name of ['a', 'b']) world.soon(name, note(name))
    await expect(world.run()).rejects.toThrow(RangeError)
  })

  it('stops at an instant, and stands there', async () => {
    world.after(10, 'in', note('in'))
    world.after(11, 'out', note('out'))
    await world.run(1_010)
    expect(seen).toEqual(['in at 1010'])
    expect([world.now(), world.next()]).toEqual([1_010, 1_011])
    await world.run(2_000)
    expect(world.now()).toBe(2_000)
  })

  it('lets no time pass while work runs, and lets it pass while work rests', async () => {
    world.soon('patient', async (job) => {
      const woken = new Promise<void>((resolve) => {
        world.after(500, 'alarm', async () => {
          job.resume()
          resolve()
        })
      })
      await new Promise((resolve) => setImmediate(resolve))
      seen.push(`asleep at ${world.now()}`)
      job.rest()
      await woken
      seen.push(`awake at ${world.now()}`)
    })
    world.after(100, 'other', note('other'))
    await world.run()
    expect(seen).toEqual(['asleep at 1000', 'other at 1100', 'awake at 1500'])
  })

  it('says so when work rests and nothing can wake it', async () => {
    world.soon('lost', async (job) => {
      job.rest()
      await new Promise(() => {})
    })
    await expect(world.run()).rejects.toThrow('rests for ever')
  })

  it('stands still while something beside the work holds it', async () => {
    const release = world.hold()
    world.after(10, 'timer', note('timer'))
    const run = world.run()
    await new Promise((resolve) => setImmediate(resolve))
    expect(seen).toEqual([])
    release()
    await run
    expect(seen).toEqual(['timer at 1010'])
  })

  it('ends a run with the error of its work, and only that run', async () => {
    world.soon('bad', async () => {
      throw new Error('broken')
    })
    await expect(world.run()).rejects.toThrow('broken')
    world.soon('good', note('good'))
    await world.run()
    expect(seen).toEqual(['good at 1000'])
  })

  it('knows which work a piece of code belongs to', async () => {
    world.soon('named', async () => {
      await new Promise((resolve) => setImmediate(resolve))
      seen.push(world.job()?.name ?? 'nobody')
    })
    await world.run()
    seen.push(world.job()?.name ?? 'nobody')
    expect(seen).toEqual(['named', 'nobody'])
  })

  it('forgets what was planned and what still rested when it is reset', async () => {
    world.after(10, 'timer', note('timer'))
    world.soon('rester', async (job) => {
      job.rest()
      await new Promise(() => {})
    })
    await world.run(1_005)
    world.reset(7)
    world.soon('new', note('new'))
    await world.run()
    expect(seen).toEqual(['new at 7'])
  })
})
