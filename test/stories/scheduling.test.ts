import { describe, expect, it } from 'vitest'
import { stories, tell } from './story.ts'
import type { Said } from './upstream.ts'

stories()

/** A payment announced for a day; `at` is the day on which that was said. */
const scheduled = (
  payment: string,
  dueOn: string,
  meant: { invoices?: readonly string[]; debtor?: string },
  at?: string,
): Said => ({
  name: 'PaymentScheduled',
  detail: {
    payment: `bank:${payment}`,
    total: { amount: 250_000_00, currency: 'COP' },
    dueOn,
    ...(meant.invoices && { invoices: meant.invoices.map((id) => ({ invoice: `erp:${id}` })) }),
    ...(meant.debtor && { debtor: `erp:${meant.debtor}` }),
    ...(at && { occurredAt: `${at}T13:00:00Z` }),
  },
})

describe('a scheduled payment', () => {
  it('silences the reminders until it comes', async () => {
    const story = await tell('2026-06-01')
    await story.invoice('F-1', { due: '2026-06-15' })
    await story.until('2026-06-13')
    await story.hear(scheduled('P-F-1', '2026-06-22', { invoices: ['F-1'] }))
    await story.until('2026-06-22')
    await story.pays('F-1')
    await story.until('2026-08-01')
    expect(await story.messages()).toEqual(['2026-06-12 email before-due F-1'])
    expect(await story.silences()).toContain('F-1 reminder-1 paymentScheduled')
    expect(await story.outcome('F-1')).toBe('settled')
  })

  it('that does not come is reminded from the second day after it was due', async () => {
    const story = await tell('2026-06-01')
    await story.invoice('F-1', { due: '2026-06-15' })
    await story.hear(scheduled('P-1', '2026-06-17', { invoices: ['F-1'] }))
    await story.until('2026-06-18 23:00')
    expect(await story.messages()).toEqual([])
    await story.until('2026-06-20')
    expect(await story.messages()).toEqual(['2026-06-19 email reminder-1 F-1'])
  })

  it('that fails lets the reminders go on at once, for the invoices it was meant for', async () => {
    const story = await tell('2026-06-01')
    await story.invoice('F-1', { due: '2026-06-15' })
    await story.hear(scheduled('P-1', '2026-06-29', { invoices: ['F-1'] }))
    await story.until('2026-06-18')
    expect(await story.messages()).toEqual([])
    await story.hear(story.failure('P-1'))
    await story.until('2026-06-18 13:00')
    expect(await story.messages()).toEqual(['2026-06-18 email reminder-1 F-1'])
  })

  it('that failed before we heard of it silences nothing, and one announced anew does', async () => {
    const story = await tell('2026-06-01')
    await story.invoice('F-1', { due: '2026-06-15' })
    await story.until('2026-06-10')
    await story.hear(story.failure('P-1'))
    await story.hear(scheduled('P-1', '2026-06-29', { invoices: ['F-1'] }, '2026-06-09'))
    await story.until('2026-06-13')
    expect(await story.messages()).toEqual(['2026-06-12 email before-due F-1'])
    await story.hear(scheduled('P-1', '2026-06-29', { invoices: ['F-1'] }))
    await story.until('2026-06-29')
    expect(await story.messages()).toHaveLength(1)
  })

  it('that had come already silences nothing', async () => {
    const story = await tell('2026-06-01')
    await story.invoice('F-1', { due: '2026-06-15' })
    await story.pays('F-1', 50_000_00, 'P-1')
    await story.hear(scheduled('P-1', '2026-06-29', { invoices: ['F-1'] }))
    await story.until('2026-06-13')
    expect(await story.messages()).toEqual(['2026-06-12 email before-due F-1'])
  })

  it('of a debtor silences the oldest invoices it reaches, and lets go of those it did not pay', async () => {
    const story = await tell('2026-06-01')
    await story.invoice('F-1', { due: '2026-06-15', amount: 150_000_00 })
    await story.invoice('F-2', { due: '2026-06-15', amount: 80_000_00 })
    await story.invoice('F-3', { due: '2026-06-16', amount: 80_000_00 })
    await story.invoice('F-4', { due: '2026-06-16', amount: 80_000_00 })
    await story.until('2026-06-10')
    await story.hear(scheduled('P-1', '2026-06-16', { debtor: 'Ana' }))
    await story.until('2026-06-16 20:00')
    expect(await story.messages()).toEqual(['2026-06-16 email before-due F-4'])
    await story.pays('F-1', 150_000_00, 'P-1')
    await story.until('2026-06-23')
    expect(await story.messages()).toContain('2026-06-22 email reminder-1 F-2 F-3 F-4')
  })

  it('is moved by a newer word and not by an older one', async () => {
    const story = await tell('2026-06-01')
    await story.invoice('F-1', { due: '2026-06-15' })
    await story.until('2026-06-10')
    await story.hear(scheduled('P-1', '2026-06-24', { invoices: ['F-1'] }, '2026-06-09'))
    await story.hear(scheduled('P-1', '2026-06-12', { invoices: ['F-1'] }, '2026-06-08'))
    await story.until('2026-06-25 23:00')
    expect(await story.messages()).toEqual([])
    await story.until('2026-06-27')
    expect(await story.messages()).toEqual(['2026-06-26 email reminder-1 F-1'])
  })
})
