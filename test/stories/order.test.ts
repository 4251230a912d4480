import { describe, expect, it } from 'vitest'
import { type Story, stories, tell } from './story.ts'
import type { Said } from './upstream.ts'

stories()

const at = (minute: number, said: Said): Said => ({
  ...said,
  detail: { ...said.detail, occurredAt: new Date(Date.parse('2026-06-01T08:00:00Z') + minute * 60_000).toISOString() },
})

/** A month of one debtor, each fact with the minute at which it became true. */
function script(story: Story): Said[] {
  const facts = [
    ...story.introduction('Ana'),
    story.issue('F-1', { due: '2026-06-15', amount: 300_000_00 }),
    story.issue('F-2', { due: '2026-06-20', amount: 100_000_00 }),
    story.issue('F-3', { due: '2026-06-25', amount: 80_000_00 }),
    story.amendment('F-1', 'A-1', { total: { amount: 280_000_00, currency: 'COP' } }),
    story.amendment('F-1', 'A-2', { total: { amount: 260_000_00, currency: 'COP' }, dueDate: '2026-06-18' }),
    story.payment('P-1', { 'F-1': 150_000_00, 'F-2': 100_000_00 }),
    story.payment('P-2', { 'F-1': 200_000_00 }),
    story.reversal('P-1', 'R-1', 60_000_00),
    story.failure('P-2', 'F-1'),
    story.creditNote('NC-1', 'F-2', 30_000_00),
    story.writeOff('F-3'),
    story.payment('P-3', { 'F-3': 10_000_00 }),
    story.hold('H-1', { invoice: 'F-1' }),
    story.release('H-1', { invoice: 'F-1' }),
    story.hold('H-2', { debtor: 'Ana' }),
    story.consent('Ana', 'sms', 'revoked'),
    story.deposit('C-1', 'Ana', 90_000_00),
    story.deposit('C-1', 'Ana', 0),
    story.looseMoney('P-4', 120_000_00, { debtor: 'Beto' }),
    story.issue('F-4', { due: '2026-06-15', amount: 100_000_00, debtor: 'Beto' }),
    story.looseMoney('P-5', 50_000_00, { debtor: 'Caro' }),
    story.deposit('P-5', 'Caro', 0),
    story.looseMoney('P-6', 70_000_00, { reference: 'REF-6' }),
    story.issue('F-6', { due: '2026-06-25', amount: 60_000_00 }),
    story.amendment('F-6', 'A-6', { reference: 'REF-6' }),
    story.release('H-3', { debtor: 'Ana' }),
    story.hold('H-3', { debtor: 'Ana' }),
  ].map((said, minute) => at(minute, said))
  const tie = [story.consent('Ana', 'email', 'revoked'), story.consent('Ana', 'email', 'granted')]
  return [...facts, ...tie.map((said) => at(facts.length, said))]
}

/** The same shuffle for the same seed. */
function shuffled<Fact>(facts: readonly Fact[], seed: number): Fact[] {
  let state = seed
  const next = () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return state
  }
  return facts
    .map((fact) => ({ fact, rank: next() }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ fact }) => fact)
}

/** What must not depend on order or repetition: the money, the terms, and what the debtor asked for. */
async function result(story: Story) {
  const { accounts } = await story.books()
  const invoices = [...accounts.values()].map(({ invoice }) => {
    const { id, terms, charge, credited, paid, writeOff, excess, balance, holds, outcome, status } = invoice
    return { id, terms, charge, credited, paid, writeOff, excess, balance, holds, outcome, status }
  })
  const debtors = (await story.debtors()).map(({ id, profile, holds, consents, contactPoints, unapplied }) => ({
    ...{ id, profile, holds, consents, contactPoints },
    unapplied: unapplied
      .filter(({ amount }) => amount > 0)
      .map(({ key, amount }) => `${key} ${amount}`)
      .sort(),
  }))
  const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1)
  return { invoices: invoices.sort(byId), debtors: debtors.sort(byId) }
}

let straight: Awaited<ReturnType<typeof result>>

describe('the ledger', () => {
  it('adds up what happened', async () => {
    const story = await tell('2026-06-02', { ana: false })
    for (const said of script(story)) await story.hear(said)
    straight = await result(story)
    expect(straight.invoices.map(({ id, balance, excess }) => [id, balance, excess])).toEqual([
      ['erp:F-1', 0, 90_000_00],
      ['erp:F-2', 30_000_00, 0],
      ['erp:F-3', 0, 0],
      ['erp:F-4', 0, 0],
      ['erp:F-6', 0, 10_000_00],
    ])
    const cash = straight.debtors.flatMap(({ unapplied }) => unapplied)
    expect(cash.sort()).toEqual(['bank:P-4 2000000', 'erp:F-1 9000000', 'erp:F-6 1000000'])
    expect(straight.debtors[0]?.consents.email?.status).toBe('revoked')
  })

  it('is the same when every fact is told twice', async () => {
    const story = await tell('2026-06-02', { ana: false })
    for (const said of script(story)) await story.hear(said, said)
    expect(await result(story)).toEqual(straight)
  })

  it('is the same when the whole file comes again a week later', async () => {
    const story = await tell('2026-06-02', { ana: false })
    for (const said of script(story)) await story.hear(said)
    const before = await story.books()
    await story.until('2026-06-09')
    for (const said of script(story)) await story.hear(said)
    expect(await result(story)).toEqual(straight)
    const lines = (books: typeof before) => [...books.accounts.values()].map(({ entries }) => entries.length)
    expect(lines(await story.books())).toEqual(lines(before))
  })

  it.each([1, 2, 3, 4, 5, 6])('is the same in any order, each fact told once or twice (%i)', async (seed) => {
    const story = await tell('2026-06-02', { ana: false })
    const facts = script(story)
    for (const said of shuffled([...facts, ...facts.filter((_, index) => index % 3 === seed % 3)], seed))
      await story.hear(said)
    expect(await result(story)).toEqual(straight)
  })

  it('is the same when everything is told in one breath', async () => {
    const story = await tell('2026-06-02', { ana: false })
    const facts = shuffled(script(story), 7)
    await story.say(...facts.slice(0, 10))
    await story.say(...facts.slice(10))
    await story.until('2026-06-02 12:00')
    expect(await result(story)).toEqual(straight)
  })
})

describe('an event that cannot be right', () => {
  it('is kept with its reasons, and the next one counts', async () => {
    const story = await tell('2026-06-02')
    await story.hear({
      name: 'InvoiceIssued',
      detail: { ...story.issue('F-1', { due: '2026-06-15' }).detail, total: { amount: '250.000,00', currency: 'COP' } },
    })
    const { refused } = await story.books()
    expect(refused[0]?.problems[0]).toMatchObject({ path: 'total.amount', value: '250.000,00' })
    story.expects.refused = 1
    await story.invoice('F-1', { due: '2026-06-15' })
    expect(await story.outcome('F-1')).toBe('open')
  })
})
