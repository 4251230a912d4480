import { describe, expect, it } from 'vitest'
import { type Story, stories, tell } from './story.ts'
import type { Said } from './upstream.ts'

stories()

/** An invoice in instalments of 100.000,00 pesos on these days. */
function inInstalments(story: Story, id: string, days: readonly string[]): Said {
  const said = story.issue(id, { due: days.at(-1) ?? '', amount: days.length * 100_000_00 })
  const instalments = days.map((dueDate) => ({ dueDate, amount: 100_000_00 }))
  return { ...said, detail: { ...said.detail, instalments } }
}

const DAYS = ['2026-06-15', '2026-07-15', '2026-08-14'] as const

/** The state in which the only journey waits. */
function stateOf({ stage }: Story): unknown {
  const [journey] = stage.rehearsal.machines.executions()
  return journey?.history.findLast(({ type }) => type.endsWith('StateEntered'))?.details?.name
}

describe('an invoice in instalments', () => {
  it('is reminded of each on its own date, and settled by the last', async () => {
    const story = await tell('2026-06-01')
    await story.hear(inInstalments(story, 'F-1', DAYS))
    await story.until('2026-06-18')
    await story.pays('F-1', 100_000_00, 'P-1')
    await story.until('2026-07-22')
    await story.pays('F-1', 100_000_00, 'P-2')
    await story.until('2026-08-13')
    await story.pays('F-1', 100_000_00, 'P-3')
    await story.until('2026-09-30')
    expect(await story.messages()).toEqual([
      '2026-06-12 email before-due F-1',
      '2026-06-17 email reminder-1 F-1',
      '2026-07-14 email before-due F-1',
      '2026-07-21 email reminder-1 F-1',
      '2026-08-11 email before-due F-1',
    ])
    expect(await story.outcome('F-1')).toBe('settled')
  })

  it('asks for the first when it is overdue and the second is not, and says what is open in all', async () => {
    const story = await tell('2026-06-01')
    await story.hear(inInstalments(story, 'F-1', DAYS))
    await story.until('2026-06-18')
    const letter = (await story.letters()).at(-1)
    expect(letter?.touch.members[0]).toMatchObject({ asked: 100_000_00, dueDate: '2026-06-15', balance: 300_000_00 })
    expect(letter?.text).toContain('Saldo por pagar: $100.000')
    expect(letter?.text).toContain('Todo lo pendiente, con lo que vence después: $300.000.')
    expect(letter?.text).toContain('Cuota: 1/3')
    expect(letter?.text).toContain('15 de junio')
  })

  it('asks for both when both are overdue', async () => {
    const story = await tell('2026-06-01')
    await story.hear(inInstalments(story, 'F-1', ['2026-06-15', '2026-06-22', '2026-08-15']))
    await story.until('2026-06-25')
    const letter = (await story.letters()).at(-1)
    expect(letter?.touch.members[0]).toMatchObject({ asked: 200_000_00, dueDate: '2026-06-15' })
    expect(letter?.text).toContain('Cuota: 1–2/3')
  })

  it('waits by name between a paid instalment and the next', async () => {
    const story = await tell('2026-06-01')
    await story.hear(inInstalments(story, 'F-1', DAYS))
    await story.until('2026-06-10')
    await story.pays('F-1', 100_000_00, 'P-1')
    expect(stateOf(story)).toBe('WaitForInstalment')
    await story.until('2026-07-14')
    expect(await story.messages()).toEqual(['2026-07-14 email before-due F-1'])
  })

  it('goes back to an instalment whose payment is taken back, and on with its next step', async () => {
    const story = await tell('2026-06-01')
    await story.hear(inInstalments(story, 'F-1', DAYS))
    await story.until('2026-06-18')
    await story.pays('F-1', 100_000_00, 'P-1')
    await story.until('2026-06-25')
    await story.hear(story.reversal('P-1', 'R-1'))
    await story.until('2026-06-26')
    expect(await story.messages()).toEqual([
      '2026-06-12 email before-due F-1',
      '2026-06-17 email reminder-1 F-1',
      '2026-06-25 email reminder-2 F-1',
    ])
    expect((await story.letters()).at(-1)?.touch.members[0]).toMatchObject({ asked: 100_000_00, dueDate: '2026-06-15' })
  })

  it('travels with another invoice of the debtor, each with what is due of it', async () => {
    const story = await tell('2026-06-01')
    await story.hear(inInstalments(story, 'F-1', DAYS))
    await story.invoice('F-2', { due: '2026-06-15', amount: 50_000_00 })
    await story.until('2026-06-13')
    expect(await story.messages()).toEqual(['2026-06-12 email before-due F-1 F-2'])
    const [letter] = await story.letters()
    expect(letter?.text).toContain('Saldo por pagar: $150.000')
    expect(letter?.text).toContain('vence después: $350.000.')
  })

  it('that does not add up is refused, with both sums', async () => {
    const story = await tell('2026-06-01')
    const said = inInstalments(story, 'F-1', DAYS)
    await story.hear({ ...said, detail: { ...said.detail, total: { amount: 299_999_99, currency: 'COP' } } })
    const { refused } = await story.books()
    expect(refused[0]?.problems).toMatchObject([{ allowed: 'must add up to the total: 30000000 is not 29999999' }])
    story.expects.refused = 1
  })
})
