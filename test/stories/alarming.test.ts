import { describe, expect, it } from 'vitest'
import { heardBy } from './heard-by.ts'
import { stories, tell } from './story.ts'

stories()

describe('an alarm hears', () => {
  it('of each event that could not be recorded, though the function itself ends well', async () => {
    const story = await tell('2026-06-01')
    story.troubles.recordingFails(1)
    await story.invoice('F-1', { due: '2026-06-15' })
    expect(heardBy('EventsComeBack', story)).toBe(1)
    await story.minutes(20)
    expect(await story.outcome('F-1')).toBe('open')
    expect(heardBy('EventsComeBack', story)).toBe(1)
  })

  it('of each message that could not be decided or sent', async () => {
    const story = await tell('2026-06-01')
    await story.invoice('F-1', { due: '2026-06-15' })
    story.troubles.sendingFails(1)
    await story.until('2026-06-13')
    expect(heardBy('ContactsComeBack', story)).toBe(1)
    expect(await story.messages()).toEqual(['2026-06-12 email before-due F-1'])
  })

  it('of each message that a provider refuses', async () => {
    const story = await tell('2026-06-01')
    await story.invoice('F-1', { due: '2026-06-15' })
    story.troubles.mail('without permission', 2)
    await story.until('2026-06-13')
    expect(heardBy('SendsFailed', story)).toBe(2)
    expect(await story.messages()).toEqual(['2026-06-12 email before-due F-1'])
  })

  it('of a payment page that is dead, while its message is held back', async () => {
    const story = await tell('2026-06-01')
    const { name, detail } = story.issue('F-1', { due: '2026-06-15' })
    const paymentLink = 'https://pagos.andina.example/f/F-1'
    story.stage.rehearsal.pages.answer(paymentLink, { status: 410 })
    await story.hear({ name, detail: { ...detail, paymentLink } })
    await story.until('2026-06-13')
    expect(await story.messages()).toEqual([])
    expect(heardBy('PaymentLinksDead', story)).toBeGreaterThan(0)
  })

  it('of a sender that stops sending for everybody', async () => {
    const story = await tell('2026-06-01')
    await story.stage.redeploy((catalog) => {
      const guard = { ...catalog.company.guard, sendsPerHour: 1 }
      return { ...catalog, company: { ...catalog.company, guard } }
    })
    for (const name of ['Beto', 'Caro']) await story.debtor(name, { mail: `${name}@cliente.example` })
    for (const debtor of ['Ana', 'Beto', 'Caro']) await story.invoice(`F-${debtor}`, { due: '2026-06-02', debtor })
    await story.until('2026-06-02')
    expect(await story.messages()).toHaveLength(1)
    expect(heardBy('SendingStopped', story)).toBeGreaterThan(0)
  })

  it('of a message on a date whose holidays nobody has looked up, which is once a week at most', async () => {
    const story = await tell('2029-02-01', { zone: 'America/Mexico_City', ana: { country: 'MX' } })
    await story.invoice('F-1', { due: '2029-02-08' })
    await story.invoice('F-2', { due: '2029-02-12', currency: 'USD' })
    await story.until('2029-02-11')
    expect(await story.messages()).toEqual(['2029-02-05 email before-due F-1'])
    expect(await story.silences()).toContain('F-2 before-due cap')
    expect(heardBy('HolidayTablesEnded', story)).toBe(1)
  })
})
