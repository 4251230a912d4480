import { describe, expect, it } from 'vitest'
import { stories, tell } from './story.ts'

stories()

describe('a policy', () => {
  it('leaves a large amount to a person when it is overdue', async () => {
    const story = await tell('2026-06-01')
    await story.invoice('F-1', { due: '2026-06-15', amount: 10_000_001_00 })
    await story.until('2026-06-18')
    expect(await story.messages()).toEqual(['2026-06-12 email before-due F-1'])
    expect(await story.outcome('F-1')).toBe('handedOver')
    expect(await story.tasks()).toEqual(['collect aboveLimit F-1'])
  })

  it('does not write about less than its minimum', async () => {
    const story = await tell('2026-06-01')
    await story.invoice('F-1', { due: '2026-06-15', amount: 19_999_00 })
    await story.until('2026-08-30')
    expect(await story.messages()).toEqual([])
    expect(await story.outcome('F-1')).toBe('exhausted')
    expect(await story.silences()).toEqual(['F-1 before-due belowMinimum'])
  })

  it('begins mildly with an invoice first seen 200 days late, then goes up one step at a time', async () => {
    const story = await tell('2026-06-01')
    await story.invoice('F-1', { due: '2025-11-13' })
    await story.until('2026-06-20')
    expect(await story.messages()).toEqual([
      '2026-06-01 email reminder-1 F-1',
      '2026-06-09 email reminder-2 F-1',
      '2026-06-16 email reminder-3 F-1',
    ])
    expect(await story.silences()).toEqual(['F-1 before-due absorbed', 'F-1 reminder-2 cap'])
  })

  it('leaves the invoice to a person two weeks after the last reminder', async () => {
    const story = await tell('2026-06-01')
    await story.invoice('F-1', { due: '2026-06-15' })
    await story.until('2026-07-14')
    expect(await story.outcome('F-1')).toBe('open')
    await story.until('2026-07-16')
    expect(await story.outcome('F-1')).toBe('handedOver')
    expect(await story.tasks()).toEqual(['collect afterLastStep F-1'])
    expect(await story.messages()).toHaveLength(4)
  })

  it('that is edited neither restarts nor resends a running journey; the next one runs under it', async () => {
    const story = await tell('2026-06-01', { cold: true })
    await story.debtor('Luis')
    await story.invoice('F-1', { due: '2026-06-15' })
    await story.until('2026-06-18')
    await story.publishPolicy('consumer-instalments', (policy) => ({
      ...policy,
      steps: policy.steps.map((step) =>
        step.id === 'reminder-2' ? { ...step, offset: { ...step.offset, days: 6 } } : step,
      ),
    }))
    await story.invoice('F-2', { due: '2026-06-15', debtor: 'Luis' })
    // Any word about F-1 makes its journey decide anew.
    await story.hear(story.release('H-1', { invoice: 'F-1' }))
    await story.until('2026-07-02')
    expect((await story.messages()).filter((line) => line.endsWith('F-1'))).toEqual([
      '2026-06-12 email before-due F-1',
      '2026-06-17 email reminder-1 F-1',
      '2026-06-24 email reminder-2 F-1',
      '2026-07-01 email reminder-3 F-1',
    ])
    expect((await story.messages()).filter((line) => line.endsWith('F-2'))).toEqual([
      '2026-06-18 email reminder-1 F-2',
      '2026-06-22 email reminder-2 F-2',
      '2026-07-01 email reminder-3 F-2',
    ])
  })
})

describe('nobody writes to', () => {
  it('one of our own companies', async () => {
    const story = await tell('2026-06-01', { ana: { internal: true } })
    await story.invoice('F-1', { due: '2026-06-15' })
    await story.until('2026-07-30')
    expect(await story.messages()).toEqual([])
    expect(await story.outcome('F-1')).toBe('exhausted')
  })

  it('a debtor who is not to be contacted: a person decides once it is overdue', async () => {
    const story = await tell('2026-06-01', { ana: { doNotContact: true } })
    await story.invoice('F-1', { due: '2026-06-15' })
    await story.until('2026-06-18')
    expect(await story.messages()).toEqual([])
    expect(await story.tasks()).toEqual(['collect doNotContact F-1'])
  })

  it('a debtor who became one of those after the journey began', async () => {
    const story = await tell('2026-06-01')
    await story.invoice('F-1', { due: '2026-06-15' })
    await story.until('2026-06-13')
    await story.debtor('Ana', { doNotContact: true })
    await story.until('2026-06-30')
    expect(await story.messages()).toEqual(['2026-06-12 email before-due F-1'])
  })

  it('a debtor nobody has described: a person looks after five days', async () => {
    const story = await tell('2026-06-01', { ana: false })
    await story.invoice('F-1', { due: '2026-06-15' })
    await story.until('2026-06-07')
    expect(await story.tasks()).toEqual(['collect debtorUnknown F-1'])
  })

  it('a debtor before they are described', async () => {
    const story = await tell('2026-06-10', { ana: false })
    await story.invoice('F-1', { due: '2026-06-15' })
    await story.until('2026-06-13')
    expect(await story.messages()).toEqual([])
    await story.debtor('Ana')
    await story.until('2026-06-20')
    expect(await story.messages()).toEqual(['2026-06-17 email reminder-1 F-1'])
  })

  it('a debtor without an address: a person does it when it is overdue', async () => {
    const story = await tell('2026-06-01', { ana: { mail: false } })
    await story.invoice('F-1', { due: '2026-06-15' })
    await story.until('2026-06-18')
    expect(await story.silences()).toEqual(['F-1 before-due noContactPoint', 'F-1 reminder-1 handedOver'])
    expect(await story.tasks()).toEqual(['collect noContactPoint F-1'])
  })
})

describe('a debtor who says stop', () => {
  it('to e-mail is asked by text instead', async () => {
    const story = await tell('2026-06-01', { ana: { phone: '+573001234567' } })
    await story.invoice('F-1', { due: '2026-06-15' })
    await story.until('2026-06-13')
    await story.hear(story.consent('Ana', 'email', 'revoked'))
    await story.until('2026-06-18')
    expect(await story.messages()).toEqual(['2026-06-12 email before-due F-1', '2026-06-17 sms reminder-1 F-1'])
  })

  it('to everything hears nothing more, and a person is told', async () => {
    const story = await tell('2026-06-01', { ana: { phone: '+573001234567' } })
    await story.invoice('F-1', { due: '2026-06-15' })
    await story.until('2026-06-13')
    await story.hear(story.consent('Ana', 'all', 'revoked'))
    await story.until('2026-07-30')
    expect(await story.messages()).toEqual(['2026-06-12 email before-due F-1'])
    expect(await story.tasks()).toEqual(['collect optedOut F-1'])
  })

  it('and takes it back is asked again', async () => {
    const story = await tell('2026-06-01')
    await story.hear(story.consent('Ana', 'email', 'revoked'))
    await story.invoice('F-1', { due: '2026-06-19' })
    await story.until('2026-06-17')
    expect(await story.messages()).toEqual([])
    await story.hear(story.consent('Ana', 'email', 'granted'))
    await story.until('2026-06-18')
    expect(await story.messages()).toEqual(['2026-06-17 email before-due F-1'])
  })
})

describe('a stop and a permission', () => {
  const stop = { name: 'ConsentChanged', detail: { debtor: 'erp:Ana', scope: 'all', status: 'revoked' } }
  const go = { name: 'ConsentChanged', detail: { debtor: 'erp:Ana', scope: 'all', status: 'granted' } }

  it.each([
    ['the stop first', stop, go],
    ['the permission first', go, stop],
  ])('given at the same instant are a stop, with %s', async (_, first, second) => {
    const story = await tell('2026-06-01')
    const occurredAt = '2026-06-01T12:00:00Z'
    for (const { name, detail } of [first, second]) await story.hear({ name, detail: { ...detail, occurredAt } })
    await story.invoice('F-1', { due: '2026-06-15' })
    await story.until('2026-06-13')
    expect(await story.messages()).toEqual([])
  })

  it('are judged by when they were given, not by when they arrive', async () => {
    const story = await tell('2026-06-01')
    await story.hear({ ...stop, detail: { ...stop.detail, occurredAt: '2026-06-01T11:00:00Z' } })
    await story.hear({ ...go, detail: { ...go.detail, occurredAt: '2026-06-01T10:00:00Z' } })
    await story.invoice('F-1', { due: '2026-06-15' })
    await story.until('2026-06-13')
    expect(await story.messages()).toEqual([])
  })
})

describe('money that nobody has applied yet', () => {
  it('stops the reminders until it is applied', async () => {
    const story = await tell('2026-06-01')
    await story.invoice('F-1', { due: '2026-06-15' })
    await story.until('2026-06-11')
    await story.hear(story.deposit('D-1', 'Ana', 250_000_00))
    await story.until('2026-06-18')
    expect(await story.messages()).toEqual([])
    await story.hear(story.deposit('D-1', 'Ana', 0))
    await story.until('2026-06-19')
    expect(await story.messages()).toEqual(['2026-06-18 email reminder-1 F-1'])
  })

  it('in another currency stops nothing', async () => {
    const story = await tell('2026-06-01')
    await story.invoice('F-1', { due: '2026-06-15' })
    await story.hear(story.deposit('D-1', 'Ana', 100_00, 'USD'))
    await story.until('2026-06-13')
    expect(await story.messages()).toEqual(['2026-06-12 email before-due F-1'])
  })

  it('for fifteen days after the invoice is late becomes the work of a person', async () => {
    const story = await tell('2026-06-01')
    await story.invoice('F-1', { due: '2026-06-15' })
    await story.hear(story.deposit('D-1', 'Ana', 250_000_00))
    await story.until('2026-07-01')
    expect(await story.messages()).toEqual([])
    expect(await story.tasks()).toEqual(['applyCash unappliedCash Ana'])
    await story.until('2026-07-03')
    expect((await story.tasks()).toSorted()).toEqual(['applyCash unappliedCash Ana', 'collect unappliedCash F-1'])
  })
})
