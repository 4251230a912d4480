import { describe, expect, it } from 'vitest'
import { stories, tell } from './story.ts'

stories()

describe('nothing is lost', () => {
  it('when a payment comes while the journey is about to wait', async () => {
    const story = await tell('2026-06-01')
    story.troubles.duringParking(() => story.say(story.payment('P-1', { 'F-1': 250_000_00 })), 5_000)
    await story.invoice('F-1', { due: '2026-06-15' })
    await story.minutes(1)
    expect(await story.outcome('F-1')).toBe('settled')
  })

  it('when the hold of a debtor is released while the journey is about to wait for it', async () => {
    const story = await tell('2026-06-12')
    await story.hear(story.hold('H-1', { debtor: 'Ana' }))
    story.troubles.duringParking(() => story.say(story.release('H-1', { debtor: 'Ana' })), 5_000)
    await story.invoice('F-1', { due: '2026-06-15' })
    await story.until('2026-06-13')
    expect(await story.messages()).toEqual(['2026-06-12 email before-due F-1'])
  })

  it('when the recorder dies before the journey of a new invoice has begun', async () => {
    const story = await tell('2026-06-01')
    story.troubles.recorderDiesAfterWriting()
    await story.invoice('F-1', { due: '2026-06-15' })
    await story.until('2026-06-13')
    expect(await story.messages()).toEqual(['2026-06-12 email before-due F-1'])
  })

  it('when the recorder dies before it could wake the journey of a paid invoice', async () => {
    const story = await tell('2026-06-01')
    await story.invoice('F-1', { due: '2026-06-15' })
    story.troubles.recorderDiesAfterWriting()
    await story.pays('F-1')
    expect(await story.outcome('F-1')).toBe('open')
    await story.minutes(20)
    expect(await story.outcome('F-1')).toBe('settled')
  })

  it('when the recorder dies between two invoices of one payment', async () => {
    const story = await tell('2026-06-01')
    await story.invoice('F-1', { due: '2026-06-15' })
    await story.invoice('F-2', { due: '2026-06-15' })
    story.troubles.recorderDiesAfterWriting()
    await story.hear(story.payment('P-1', { 'F-1': 250_000_00, 'F-2': 250_000_00 }))
    await story.minutes(20)
    expect([await story.outcome('F-1'), await story.outcome('F-2')]).toEqual(['settled', 'settled'])
  })

  it('when journeys cannot be reached for a while', async () => {
    const story = await tell('2026-06-01')
    story.troubles.journeysCannotBeReached(4)
    await story.invoice('F-1', { due: '2026-06-15' })
    await story.minutes(20)
    await story.pays('F-1')
    await story.minutes(20)
    expect(await story.outcome('F-1')).toBe('settled')
  })

  it('when the tables throttle every second call', async () => {
    const story = await tell('2026-06-01')
    story.troubles.tablesAreSlow(200)
    await story.invoice('F-1', { due: '2026-06-15' })
    await story.until('2026-06-18')
    await story.pays('F-1')
    await story.until('2026-07-01')
    expect(await story.messages()).toEqual(['2026-06-12 email before-due F-1', '2026-06-17 email reminder-1 F-1'])
    expect(await story.outcome('F-1')).toBe('settled')
  })

  it('when nothing can be recorded for two hours: the dead letters go back in, and count once', async () => {
    const story = await tell('2026-06-01')
    await story.invoice('F-1', { due: '2026-06-15' })
    story.troubles.recordingFails()
    await story.pays('F-1', 100_000_00, 'P-1')
    await story.minutes(120)
    story.troubles.over()
    expect(await story.balance('F-1')).toBe(250_000_00)
    await story.troubles.redrive()
    await story.minutes(5)
    expect(await story.balance('F-1')).toBe(150_000_00)
  })

  it('when the bus takes no news for a while: others hear everything in the end', async () => {
    const story = await tell('2026-06-01')
    story.troubles.busIsDeaf(12)
    await story.invoice('F-1', { due: '2026-06-15' })
    await story.pays('F-1')
    await story.minutes(30)
    const names = new Set(story.heard.map((event) => event['detail-type']))
    expect([...names].toSorted()).toEqual(['JourneyEnded', 'JourneyStarted', 'TouchSuppressed'])
  })
})
