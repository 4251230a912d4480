import { describe, expect, it } from 'vitest'
import { stories, tell } from './story.ts'

stories()

const ids = (count: number) => Array.from({ length: count }, (_, index) => `F-${index + 1}`)

describe('one voice per debtor', () => {
  it('asks for ten invoices in one message, without the one that is paid and the one that is held', async () => {
    const story = await tell('2026-06-01')
    await story.hear(...ids(10).map((id) => story.issue(id, { due: '2026-06-15', amount: 100_000_00 })))
    await story.until('2026-06-11')
    await story.pays('F-3')
    await story.hear(story.hold('H-1', { invoice: 'F-7' }))
    await story.until('2026-06-13')
    const [letter, ...others] = await story.letters()
    expect(others).toEqual([])
    expect(letter?.touch.total).toBe(800_000_00)
    expect(letter?.touch.members.map(({ invoice }) => invoice).toSorted()).toEqual(
      [1, 10, 2, 4, 5, 6, 8, 9].map((number) => `erp:F-${number}`),
    )
    expect(letter?.text).toContain('$800.000')
    expect((await story.silences()).toSorted()).toEqual(['F-3 before-due paid', 'F-7 before-due hold'])
  })

  it('says one thing a week in Colombia while the invoices come due on different days', async () => {
    const story = await tell('2026-05-20')
    await story.invoice('F-1', { due: '2026-06-01' })
    await story.invoice('F-2', { due: '2026-06-15' })
    await story.invoice('F-3', { due: '2026-06-22' })
    await story.until('2026-06-18')
    expect(await story.messages()).toEqual([
      '2026-05-29 email before-due F-1',
      '2026-06-03 email reminder-1 F-1',
      '2026-06-10 email reminder-2 F-1',
      '2026-06-17 email reminder-3 F-1 F-2',
    ])
    expect(await story.silences()).toContain('F-2 before-due cap')
  })

  it('goes on for the others when the oldest is paid: no step back, none repeated', async () => {
    const story = await tell('2026-05-20')
    await story.invoice('F-1', { due: '2026-06-01' })
    await story.invoice('F-2', { due: '2026-06-15' })
    await story.invoice('F-3', { due: '2026-06-22' })
    await story.until('2026-06-18')
    await story.pays('F-1')
    await story.until('2026-07-02')
    expect((await story.messages()).slice(4)).toEqual([
      '2026-06-24 email reminder-2 F-2 F-3',
      '2026-07-01 email reminder-3 F-2 F-3',
    ])
    const levels = (await story.letters()).flatMap(({ touch }) =>
      touch.members.filter(({ invoice }) => invoice === 'erp:F-2').map(({ level }) => level),
    )
    expect(levels).toEqual([1, 2, 3])
  })

  it('never adds two currencies, and one that is paid does not end the other', async () => {
    const story = await tell('2026-06-01', { zone: 'America/Mexico_City', ana: { country: 'MX' } })
    await story.invoice('F-1', { due: '2026-06-18', amount: 250_000_00, currency: 'COP' })
    await story.invoice('F-2', { due: '2026-06-18', amount: 90_00, currency: 'USD' })
    await story.until('2026-06-17')
    const sums = (await story.letters()).map(({ day, touch }) => `${day} ${touch.total} ${touch.currency}`)
    expect(sums).toEqual(['2026-06-15 25000000 COP', '2026-06-16 9000 USD'])
    await story.hear(story.payment('P-1', { 'F-2': 90_00 }, 'USD'))
    await story.until('2026-06-23')
    expect(await story.outcome('F-2')).toBe('settled')
    expect((await story.messages()).slice(2)).toEqual(['2026-06-22 email reminder-1 F-1'])
  })

  it('refuses money in another currency than the invoice', async () => {
    const story = await tell('2026-06-01')
    await story.invoice('F-1', { due: '2026-06-15' })
    await story.hear(story.payment('P-1', { 'F-1': 90_00 }, 'USD'))
    expect(await story.balance('F-1')).toBe(250_000_00)
    story.expects.refused = 1
  })

  it('asks for 100 invoices in one message, though five senders begin at once and a claim takes several steps', async () => {
    const story = await tell('2026-06-01')
    const many = ids(100)
    for (let start = 0; start < many.length; start += 10)
      await story.hear(...many.slice(start, start + 10).map((id) => story.issue(id, { due: '2026-06-15' })))
    story.troubles.restOfClaimIsSlow(2_000)
    await story.until('2026-06-13')
    expect((await story.letters()).map(({ touch }) => touch.members.length)).toEqual([100])
  })

  it('asks for 250 invoices in one message', async () => {
    const story = await tell('2026-06-01')
    const many = ids(250)
    for (let start = 0; start < many.length; start += 10)
      await story.hear(
        ...many.slice(start, start + 10).map((id) => story.issue(id, { due: '2026-06-15', amount: 20_000_00 })),
      )
    await story.until('2026-06-13')
    const letters = await story.letters()
    expect(letters.map(({ touch }) => touch.members.length)).toEqual([250])
    expect(letters[0]?.touch.total).toBe(5_000_000_00)
  })
})
