import { expect, it } from 'vitest'
import { sending } from '../../lib/cli/sending.ts'
import { wordsFor } from '../../lib/cli/words.ts'
import { MemoryLinkHolds } from '../../lib/simulation/memory-link-holds.ts'
import { MemorySending } from '../../lib/simulation/memory-sending.ts'
import { ROOT } from '../assembly.ts'

const words = wordsFor('en')
const said = { author: 'ana', reason: 'prueba', yes: false }
const unread = () => {
  throw new Error('no plan is to be made')
}

it.each([undefined, 'stop', 'resume', 'links', 'dry-run', 'everything'])(
  '%s takes no share of the debtors',
  async (what) => {
    const nobody = () => Promise.reject(new Error('nobody asks the stack'))
    const told = sending(what, { ...said, percent: '5', yes: true }, ROOT, nobody, words)
    await expect(told).rejects.toThrow('--percent is for canary alone')
  },
)

it('a dry run begins at once: it sends less, so no plan is shown first', async () => {
  const switched = new MemorySending()
  const outside = {
    sending: switched,
    linkHolds: new MemoryLinkHolds(),
    now: async () => Date.parse('2026-06-01T15:00:00Z'),
    get records(): never {
      return unread()
    },
    get calling(): never {
      return unread()
    },
    get debtors(): never {
      return unread()
    },
  }
  expect(await sending('dry-run', said, ROOT, async () => outside, words)).toMatch(/They reach\s+dry run: nobody/)
  expect(await switched.words()).toMatchObject([{ release: { stage: 'dryRun' }, by: 'ana', reason: 'prueba' }])
})
