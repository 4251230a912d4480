import { describe, expect, it } from 'vitest'
import { minuteOfDay } from '../../lib/domain/time.ts'
import { stories, tell } from './story.ts'

stories()

describe("today is the debtor's day", () => {
  it('and not that of Greenwich: at eight in the evening of the due date nothing is late', async () => {
    const story = await tell('2026-06-17')
    await story.until('2026-06-17 20:00')
    await story.invoice('F-1', { due: '2026-06-17' })
    await story.until('2026-06-18')
    expect(await story.messages()).toEqual([])
    await story.until('2026-06-20')
    expect(await story.messages()).toEqual(['2026-06-19 email reminder-1 F-1'])
  })

  it('before and after the clocks change: the same hour in Santiago', async () => {
    const story = await tell('2026-08-20', { zone: 'America/Santiago', ana: { country: 'CL' } })
    await story.invoice('F-1', { due: '2026-09-04' })
    await story.until('2026-09-30')
    const letters = await story.letters()
    expect(letters.map(({ day }) => day)).toEqual(['2026-09-01', '2026-09-07', '2026-09-14', '2026-09-21'])
    expect(new Set(letters.map(({ at }) => minuteOfDay(at, 'America/Santiago'))).size).toBe(1)
    expect(letters.map(({ at }) => new Date(at).getUTCHours())).toEqual([
      expect.any(Number),
      ...Array(3).fill((new Date(letters[0]?.at ?? 0).getUTCHours() || 24) - 1),
    ])
  })

  it('where Monday morning is still Sunday in Greenwich', async () => {
    const zone = 'Pacific/Auckland'
    const story = await tell('2026-06-01', { zone, ana: { country: 'NZ' } })
    await story.invoice('F-1', { due: '2026-06-12' })
    await story.until('2026-06-16')
    const letters = await story.letters()
    expect(letters.map(({ day }) => day)).toEqual(['2026-06-09', '2026-06-15'])
    expect(new Set(letters.map(({ at }) => minuteOfDay(at, zone))).size).toBe(1)
  })

  it('when a day begins at one in the morning: an invoice due on it is reminded two days later', async () => {
    const story = await tell('2026-08-20', { zone: 'America/Santiago', ana: { country: 'CL' } })
    await story.invoice('F-1', { due: '2026-09-06' })
    await story.until('2026-09-09')
    expect(await story.messages()).toEqual(['2026-09-03 email before-due F-1', '2026-09-08 email reminder-1 F-1'])
  })

  it('at a quarter to six on Friday it is too late for a text: it leaves on Monday', async () => {
    const story = await tell('2026-05-22', { ana: { mail: false, phone: '+573001234567' } })
    await story.until('2026-05-22 17:45')
    await story.invoice('F-1', { due: '2026-05-19' })
    await story.until('2026-05-24')
    expect(await story.messages()).toEqual([])
    await story.until('2026-05-25')
    expect(await story.messages()).toEqual(['2026-05-25 sms reminder-1 F-1'])
  })

  it('at a quarter to six there is still time for an e-mail', async () => {
    const story = await tell('2026-05-22', { ana: { phone: '+573001234567' } })
    await story.until('2026-05-22 17:45')
    await story.invoice('F-1', { due: '2026-05-19' })
    await story.until('2026-05-22 17:50')
    expect(await story.messages()).toEqual(['2026-05-22 email reminder-1 F-1'])
  })

  it('never on a holiday: Monday 8 June is Corpus Christi in Colombia, and a working day in Mexico', async () => {
    const story = await tell('2026-06-01')
    const zone = 'America/Mexico_City'
    await story.debtor('Luis', { country: 'MX', zone })
    await story.invoice('F-1', { due: '2026-06-06' })
    await story.invoice('F-2', { due: '2026-06-06', debtor: 'Luis' })
    await story.until('2026-06-10')
    expect(await story.messages()).toEqual([
      '2026-06-03 email before-due F-1',
      '2026-06-03 email before-due F-2',
      '2026-06-08 email reminder-1 F-2',
      '2026-06-09 email reminder-1 F-1',
    ])
  })

  it('a message that is late because the sender was slow leaves in the next window, not after hours', async () => {
    const story = await tell('2026-05-22')
    await story.until('2026-05-22 17:54')
    story.troubles.jobsAreLate(120_000)
    await story.invoice('F-1', { due: '2026-05-19' })
    await story.until('2026-05-25')
    expect(await story.messages()).toEqual(['2026-05-25 email reminder-1 F-1'])
  })
})
