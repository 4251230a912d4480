import { describe, expect, it } from 'vitest'
import { stories, tell } from './story.ts'

stories()

const LINK = 'https://pagos.andina.example/f/F-1'
const DUE = {
  '@type': 'Invoice',
  paymentStatus: 'PaymentDue',
  totalPaymentDue: { value: 250_000, currency: 'COP' },
}

describe('a payment link', () => {
  it('that is dead keeps its message back until the page is there again', async () => {
    const story = await tell('2026-06-01')
    const { pages } = story.stage.rehearsal
    await story.hear(withLink(story.issue('F-1', { due: '2026-06-15' })))
    pages.answer(LINK, { status: 503 })
    await story.until('2026-06-12 12:00')
    expect(await story.messages()).toEqual([])
    expect(await story.silences()).toEqual(['F-1 before-due deadLink'])
    pages.answer(LINK, { status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(DUE) })
    await story.until('2026-06-12 17:00')
    expect(await story.messages()).toEqual(['2026-06-12 email before-due F-1'])
    expect((await story.letters())[0]?.text).toContain(LINK)
    expect(new Set(pages.asked)).toEqual(new Set([LINK]))
  })

  it('that is dead keeps nobody else waiting', async () => {
    const story = await tell('2026-06-01')
    const { pages } = story.stage.rehearsal
    await story.debtor('Eva')
    const alive = LINK.replace('F-1', 'F-2')
    pages.answer(LINK, { status: 503 })
    pages.answer(alive, { status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(DUE) })
    const other = withLink(story.issue('F-2', { due: '2026-06-15', debtor: 'Eva' }))
    await story.hear(withLink(story.issue('F-1', { due: '2026-06-15' })), {
      ...other,
      detail: { ...other.detail, paymentLink: alive },
    })
    await story.until('2026-06-12 17:00')
    expect(await story.messages()).toEqual(['2026-06-12 email before-due F-2'])
    expect(await story.silences()).toEqual(['F-1 before-due deadLink'])
  })

  it('that says it is paid, or asks for another amount, sends nobody a message', async () => {
    const story = await tell('2026-06-01')
    const { pages } = story.stage.rehearsal
    const other = { ...DUE, totalPaymentDue: { value: 1, currency: 'COP' } }
    await story.hear(withLink(story.issue('F-1', { due: '2026-06-15' })))
    pages.answer(LINK, { status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(other) })
    await story.until('2026-06-13')
    expect(await story.messages()).toEqual([])
  })
})

const withLink = ({ name, detail }: { name: string; detail: object }) => ({
  name,
  detail: { ...detail, paymentLink: LINK },
})
