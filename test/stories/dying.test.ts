import { describe, expect, it } from 'vitest'
import { type Story, stories, tell } from './story.ts'

stories()

async function afterTheFirstMessage(): Promise<Story> {
  const story = await tell('2026-06-01')
  await story.invoice('F-1', { due: '2026-06-15' })
  await story.until('2026-06-13')
  return story
}

/** Something makes the journey think, and thinking and handing over both fail. */
async function die(story: Story, hold: string): Promise<void> {
  story.troubles.decidingFails(1)
  story.troubles.handingOverFails(1)
  await story.hear(story.release(hold, { invoice: 'F-1' }))
  await story.minutes(5)
  story.troubles.over()
}

const ALL = [
  '2026-06-12 email before-due F-1',
  '2026-06-17 email reminder-1 F-1',
  '2026-06-24 email reminder-2 F-1',
  '2026-07-01 email reminder-3 F-1',
]

describe('a journey', () => {
  it('that dies is taken up where it was: no message twice, none left out', async () => {
    const story = await afterTheFirstMessage()
    await die(story, 'H-1')
    await story.until('2026-07-02')
    expect(await story.messages()).toEqual(ALL)
    expect(started(story)).toEqual([1, 2])
    expect(await generation(story)).toBe(2)
  })

  it('that dies twice is left to a person', async () => {
    const story = await afterTheFirstMessage()
    await die(story, 'H-1')
    await die(story, 'H-2')
    await story.until('2026-07-02')
    expect(await story.outcome('F-1')).toBe('handedOver')
    expect(await story.tasks()).toEqual(['collect journeyDied F-1'])
    expect(await story.messages()).toEqual(ALL.slice(0, 1))
  })

  it('that somebody stops by hand is taken up, and the second time left to a person', async () => {
    const story = await afterTheFirstMessage()
    await story.stopJourney('F-1')
    await story.until('2026-06-18')
    expect(await story.messages()).toEqual(ALL.slice(0, 2))
    await story.stopJourney('F-1')
    await story.until('2026-07-02')
    expect(await story.tasks()).toEqual(['collect journeyDied F-1'])
    expect(await story.messages()).toEqual(ALL.slice(0, 2))
  })

  it('that cannot be decided is left to a person', async () => {
    const story = await afterTheFirstMessage()
    story.troubles.decidingFails(1)
    await story.hear(story.release('H-1', { invoice: 'F-1' }))
    await story.until('2026-07-02')
    expect(await story.outcome('F-1')).toBe('handedOver')
    expect(await story.tasks()).toEqual(['collect journeyFailed F-1'])
    expect(await story.messages()).toEqual(ALL.slice(0, 1))
  })

  it('whose sender is broken for an hour sends the same day, and keeps the dead letter for a person', async () => {
    const story = await afterTheFirstMessage()
    await story.until('2026-06-16')
    story.troubles.sendingFails(1_000)
    await story.until('2026-06-17')
    story.troubles.over()
    expect(await story.messages()).toEqual(ALL.slice(0, 1))
    await story.until('2026-06-18')
    expect(await story.messages()).toEqual(ALL.slice(0, 2))
    story.expects.deadLetters = 1
  })

  it('whose sender fails once sends some minutes later', async () => {
    const story = await afterTheFirstMessage()
    await story.until('2026-06-16')
    story.troubles.sendingFails(1)
    await story.until('2026-06-17 09:10')
    expect(await story.messages()).toEqual(ALL.slice(0, 2))
  })

  it('of nearly a year goes on as a new one', async () => {
    const story = await tell('2026-06-01')
    await story.invoice('F-1', { due: '2027-06-15' })
    await story.until('2027-06-23')
    expect(await generation(story)).toBe(2)
    expect(await story.messages()).toEqual(['2027-06-14 email before-due F-1', '2027-06-21 email reminder-1 F-1'])
  })

  it('that is stopped while its message waits in the queue sends it once', async () => {
    const story = await tell('2026-06-01')
    await story.invoice('F-1', { due: '2026-06-15' })
    story.troubles.jobsAreLate(600_000)
    await story.until('2026-06-12 08:59')
    expect(await story.messages()).toEqual([])
    await story.stopJourney('F-1')
    await story.until('2026-06-13')
    expect(await story.messages()).toEqual(ALL.slice(0, 1))
  })

  it('that was paid while it was dying ends settled', async () => {
    const story = await afterTheFirstMessage()
    story.troubles.decidingFails(1)
    story.troubles.handingOverFails(1)
    await story.pays('F-1')
    await story.until('2026-07-02')
    expect(await story.outcome('F-1')).toBe('settled')
    expect(await story.messages()).toEqual(ALL.slice(0, 1))
  })
})

const generation = async (story: Story) => (await story.books()).accounts.get('erp:F-1')?.invoice.generation

const started = (story: Story): unknown[] =>
  story.heard
    .filter((event) => event['detail-type'] === 'JourneyStarted')
    .map(({ detail }) => Object(detail).generation)
