import { describe, expect, it } from 'vitest'
import { type Story, stories, tell } from './story.ts'
import type { Said } from './upstream.ts'

stories()

const charge = (id: string, invoice: string, kind: string, amount: number): Said => ({
  name: 'ChargePosted',
  detail: { charge: `erp:${id}`, invoice: `erp:${invoice}`, kind, total: { amount, currency: 'COP' } },
})
const waive = (id: string, invoice: string): Said => ({
  name: 'ChargeReversed',
  detail: { charge: `erp:${id}`, invoice: `erp:${invoice}`, reason: 'condonado' },
})

async function lastLetter(story: Story) {
  const letter = (await story.letters()).at(-1)
  return { total: letter?.touch.total, text: letter?.text ?? '' }
}

describe('a charge', () => {
  it('is in the next message, and shown apart from the invoice', async () => {
    const story = await tell('2026-06-01')
    await story.invoice('F-1', { due: '2026-06-15' })
    await story.until('2026-06-18')
    expect((await lastLetter(story)).text).not.toContain('intereses')
    await story.hear(charge('C-1', 'F-1', 'interest', 4_000_00), charge('C-2', 'F-1', 'fee', 1_000_00))
    await story.until('2026-06-25')
    const { total, text } = await lastLetter(story)
    expect(total).toBe(255_000_00)
    expect(text).toContain('$255.000')
    expect(text).toContain('Incluye $5.000 de intereses, gastos de cobranza y otros cargos.')
  })

  it('is paid before the principal, as the entity has it, and the message says what is left of each', async () => {
    const story = await tell('2026-06-01')
    await story.invoice('F-1', { due: '2026-06-15' })
    await story.hear(charge('C-1', 'F-1', 'interest', 4_000_00), charge('C-2', 'F-1', 'collectionCost', 6_000_00))
    await story.pays('F-1', 7_000_00)
    await story.until('2026-06-13')
    const { text } = await lastLetter(story)
    expect(text).toContain('$253.000')
    expect(text).toContain('Incluye $3.000 de')
  })

  it('is paid after the principal where the entity of the invoice has it so', async () => {
    const story = await tell('2026-06-01')
    await story.stage.redeploy((catalog) => {
      const { entities, ...company } = catalog.company
      const allocationOrder = ['principal', 'interest', 'fee', 'collectionCost']
      const northern = { ...entities['grupo-norteno'], allocationOrder }
      return { ...catalog, company: { ...company, entities: { ...entities, 'grupo-norteno': northern } } }
    })
    const { name, detail } = story.issue('F-1', { due: '2026-06-15' })
    await story.hear({ name, detail: { ...detail, entity: 'grupo-norteno' } })
    await story.hear(charge('C-1', 'F-1', 'interest', 4_000_00), charge('C-2', 'F-1', 'collectionCost', 6_000_00))
    await story.pays('F-1', 7_000_00)
    await story.until('2026-06-13')
    const { text } = await lastLetter(story)
    expect(text).toContain('Incluye $10.000')
  })

  it('stays to be collected when the amount of the invoice is paid', async () => {
    const story = await tell('2026-06-01')
    await story.invoice('F-1', { due: '2026-06-15' })
    await story.until('2026-06-18')
    await story.hear(charge('C-1', 'F-1', 'interest', 4_000_00))
    await story.pays('F-1', 250_000_00)
    expect([await story.outcome('F-1'), await story.balance('F-1')]).toEqual(['open', 4_000_00])
    await story.pays('F-1', 4_000_00, 'P-2')
    await story.until('2026-07-30')
    expect(await story.outcome('F-1')).toBe('settled')
  })

  it('after the invoice was settled opens it again', async () => {
    const story = await tell('2026-06-01')
    await story.invoice('F-1', { due: '2026-06-15' })
    await story.until('2026-06-18')
    await story.pays('F-1')
    expect(await story.outcome('F-1')).toBe('settled')
    await story.hear(charge('C-1', 'F-1', 'collectionCost', 20_000_00))
    await story.until('2026-06-25')
    expect(await story.messages()).toEqual([
      '2026-06-12 email before-due F-1',
      '2026-06-17 email reminder-1 F-1',
      '2026-06-24 email reminder-2 F-1',
    ])
    expect((await lastLetter(story)).total).toBe(20_000_00)
  })

  it('that is reversed is owed no more, whichever word comes first', async () => {
    const story = await tell('2026-06-01')
    await story.hear(waive('C-1', 'F-1'))
    await story.invoice('F-1', { due: '2026-06-15' })
    await story.hear(charge('C-1', 'F-1', 'interest', 4_000_00), charge('C-2', 'F-1', 'fee', 1_000_00))
    expect(await story.balance('F-1')).toBe(251_000_00)
    await story.hear(waive('C-2', 'F-1'), waive('C-2', 'F-1'))
    expect(await story.balance('F-1')).toBe(250_000_00)
  })

  it('is never made by Puntual itself, however late the invoice is', async () => {
    const story = await tell('2026-06-01')
    await story.invoice('F-1', { due: '2026-06-15' })
    await story.until('2026-08-30')
    expect(await story.balance('F-1')).toBe(250_000_00)
  })
})
