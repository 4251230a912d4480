import { describe, expect, it } from 'vitest'
import { explore } from '../../lib/simulation/explore.ts'
import { NAIVE } from './naive.ts'
import { oneTouch, type Touched } from './one-touch.ts'

const explored = (touched: Touched, deaths: number) => explore(() => oneTouch(touched), { deaths, most: 40_000 })

/** What the first end that breaks something breaks. */
async function brokenBy(name: string, deaths: number): Promise<string[]> {
  const protocol = NAIVE[name]?.protocol ?? {}
  const stage = () => oneTouch({ payments: 1, hold: false, protocol })
  const { failures } = await explore(stage, { deaths, most: 40_000, untilBroken: true })
  return failures.flatMap(({ violations }) => violations)
}

describe('one touch, in every order of its calls', () => {
  it('holds beside a payment', async () => {
    const { failures, states, ends } = await explored({ payments: 1, hold: false }, 0)
    expect(failures).toEqual([])
    expect(states).toBeGreaterThan(200)
    expect(ends).toBeGreaterThan(5)
  })

  it('holds beside a payment, whoever dies between any two of its calls and is called again', async () => {
    const { failures, states } = await explored({ payments: 1, hold: false }, 1)
    expect(failures).toEqual([])
    expect(states).toBeGreaterThan(4_000)
  }, 240_000)

  it.each([
    ['no claim', 0, /^I2 .* left without a claim/],
    ['a claim that does not look at version and status', 0, /^I1 .* which is paid/],
    ['a payment without dedupe', 1, /^I4 180000 are paid/],
  ] as const)('gives away %s', async (name, deaths, broken) => {
    expect((await brokenBy(name, deaths)).some((one) => broken.test(one.replace(/T[\d:.]+Z/, '')))).toBe(true)
  })
})
