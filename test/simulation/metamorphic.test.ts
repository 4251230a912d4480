import { describe, expect, it } from 'vitest'
import { DAY } from '../../lib/domain/time.ts'
import { live } from '../../lib/simulation/live.ts'
import { CURRENCY, DEBTOR, OTHER_ID, type Script, type Word, word } from '../../lib/simulation/script.ts'
import { scriptOf } from '../../lib/simulation/scripts.ts'
import { seeded } from '../../lib/simulation/seeded.ts'
import type { Town } from '../../lib/simulation/town.ts'
import { calm, house, oneInvoice, paid, START } from './house.ts'

const POLICIES = Object.keys(house.policies)
const SEEDS = Array.from({ length: 60 }, (_, index) => 500 + index)

/** What every invoice owes and why, and what lies unapplied; not what was sent meanwhile. */
function ledgerOf({ ledger, debtors }: Town) {
  const invoices = [...ledger.accounts.values()].map(
    ({ id, terms, charge, charges, credited, paid, writeOff, excess, balance }) => ({
      ...{ id, terms, charge, charges, credited, paid, writeOff, excess, balance },
    }),
  )
  const said = [DEBTOR, OTHER_ID].flatMap((id) =>
    [...debtors.all.values()].flatMap((record) => record.words[id] ?? []).slice(0, 1),
  )
  const unapplied = said
    .flatMap((one) => one.unapplied)
    .flatMap(({ key, amount }) => (amount > 0 ? [`${key} ${amount}`] : []))
  // How long an answer holds follows the calendar of the debtor as it was known when the answer came.
  const holds = said.map((one) =>
    Object.fromEntries(
      Object.entries(one.holds).map(([name, { until, ...hold }]) => [
        name,
        name.startsWith('reply/') ? hold : { ...hold, until },
      ]),
    ),
  )
  const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1)
  return {
    invoices: invoices.sort(byId),
    unapplied: unapplied.sort(),
    consents: said.map((one) => one.consents),
    holds,
  }
}

/** A town whose money all says what it is for: how money without an address is divided depends on when it comes. */
function addressed(seed: number): Script {
  const { outage: _, ...script } = scriptOf(seed, POLICIES)
  return { ...script, words: script.words.filter(({ id }) => id !== 'loose money') }
}

const lived = async (script: Script): Promise<Town> => {
  const { town, violations } = await live(house, script, calm)
  expect(violations).toEqual([])
  return town
}

/** The messages of a town as days since its start, with what each was about. */
const shapeOf = ({ script, witness, ledger }: Town) =>
  witness.acceptances.map(({ touch, at }) => {
    const members = ledger.touches.get(touch)?.members ?? []
    return [Math.round((at - script.start) / 60_000), members.map(({ invoice, step }) => `${invoice} ${step}`)]
  })

describe('the ledger does not change', () => {
  it.each([1, 2, 3])('when all words come in another order (%i)', async (shuffle) => {
    for (const seed of SEEDS) {
      const script = addressed(seed)
      const last = Math.max(...script.words.flatMap(({ arrives }) => arrives))
      const order = seeded(shuffle * 1_000 + seed).shuffled(script.words)
      const shuffled = order.map((one, index) => ({ ...one, arrives: [last + index * 60_000] }))
      expect([seed, ledgerOf(await lived({ ...script, words: shuffled }))]).toEqual([
        seed,
        ledgerOf(await lived(script)),
      ])
    }
  })

  it('when every word comes twice', async () => {
    for (const seed of SEEDS) {
      const script = addressed(seed)
      const twice = script.words.map((one) => ({ ...one, arrives: one.arrives.flatMap((at) => [at, at + 3 * DAY]) }))
      expect([seed, ledgerOf(await lived({ ...script, words: twice }))]).toEqual([seed, ledgerOf(await lived(script))])
    }
  })

  it('when a payment comes in two parts', async () => {
    for (const share of [1, 45_000, 89_999]) {
      const whole = await lived({ ...oneInvoice, words: [...oneInvoice.words, paid('P-1', START + DAY)] })
      const parts = [paid('P-1', START + DAY, share), paid('P-2', START + 2 * DAY, 90_000 - share)]
      const split = await lived({ ...oneInvoice, words: [...oneInvoice.words, ...parts] })
      expect(ledgerOf(split)).toEqual(ledgerOf(whole))
    }
  })
})

describe('what is sent does not change', () => {
  it('when all clocks are put forward by whole weeks, where they never change', async () => {
    // Colombia's clocks never change; without holidays on the way, one week is like the other.
    const shifted = (weeks: number): Script => {
      const by = weeks * 7 * DAY
      const dates = JSON.stringify(oneInvoice.words, (_, value: unknown) =>
        typeof value === 'string' && /^\d{4}-\d\d-\d\d/.test(value)
          ? new Date(Date.parse(value) + by).toISOString().slice(0, value.length > 10 ? 24 : 10)
          : value,
      )
      const words: Word[] = JSON.parse(dates)
      const moved = words.map((one) => ({ ...one, arrives: one.arrives.map((at) => at + by) }))
      return { ...oneInvoice, start: START + by, words: moved }
    }
    const shape = shapeOf(await lived(shifted(0)))
    expect(shape.length).toBeGreaterThan(2)
    for (const weeks of [1, 4, 9, 26]) expect([weeks, shapeOf(await lived(shifted(weeks)))]).toEqual([weeks, shape])
  })

  it('about other invoices, when one of them is paid', async () => {
    const others = [2, 3].map((number) =>
      word(
        'InvoiceIssued',
        `erp:F-${number} issued`,
        START,
        {
          ...{ invoice: `erp:F-${number}`, debtor: DEBTOR, total: { amount: 50_000, currency: CURRENCY } },
          ...{ issueDate: '2026-06-01', dueDate: number === 2 ? '2026-06-11' : '2026-06-20' },
        },
        { invoice: `erp:F-${number}`, charge: 50_000 },
      ),
    )
    const three = { ...oneInvoice, words: [...oneInvoice.words, ...others] }
    const levels = (town: Town) =>
      [...town.ledger.touches.values()].flatMap(({ members }) =>
        members.flatMap(({ invoice, step, level }) => (invoice === 'erp:F-1' ? [] : [`${invoice} ${step} ${level}`])),
      )
    const unpaid = levels(await lived(three))
    expect(unpaid.length).toBeGreaterThan(4)
    for (const day of [2, 12, 18, 25])
      expect([day, levels(await lived({ ...three, words: [...three.words, paid('P-1', START + day * DAY)] }))]).toEqual(
        [day, unpaid],
      )
  })
})
