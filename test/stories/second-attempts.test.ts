import { describe, expect, it } from 'vitest'
import { type Story, stories, tell } from './story.ts'

stories()

const PHONE = '+573001234567'

/** The first message of F-1 is for the morning of Friday 12 June; Ana has an e-mail address and a telephone. */
async function onTheEve(): Promise<Story> {
  const story = await tell('2026-06-01', { ana: { phone: PHONE } })
  await story.invoice('F-1', { due: '2026-06-15' })
  await story.until('2026-06-11')
  return story
}

const nothing = async () => {}

describe('a second attempt, after an address that failed for good', () => {
  it('takes the place of the first in the budget of the debtor', async () => {
    const story = await onTheEve()
    story.troubles.mail('rejected')
    await story.until('2026-06-13')
    expect(await story.messages()).toEqual(['2026-06-12 sms before-due F-1'])
    const [ana] = await story.debtors()
    expect(ana?.recent.map(({ channel, about }) => [channel, about])).toEqual([['sms', ['erp:F-1']]])
  })

  it('is not made when the debtor pays meanwhile', async () => {
    const story = await onTheEve()
    story.troubles.mailIsRejectedWhile(() => story.say(story.payment('P-1', { 'F-1': 250_000_00 })), 5_000)
    await story.until('2026-06-20')
    expect(await story.messages()).toEqual([])
    expect(await story.outcome('F-1')).toBe('settled')
  })

  it('is not made when the debtor says stop meanwhile', async () => {
    const story = await onTheEve()
    story.troubles.mailIsRejectedWhile(() => story.say(story.consent('Ana', 'all', 'revoked')), 5_000)
    await story.until('2026-06-13')
    expect(await story.messages()).toEqual([])
  })

  it('is decided anew when something else about the debtor changes, and made then', async () => {
    const story = await onTheEve()
    story.troubles.mailIsRejectedWhile(() => story.say(story.consent('Ana', 'email', 'revoked')), 5_000)
    await story.until('2026-06-13')
    expect(await story.messages()).toEqual(['2026-06-12 sms before-due F-1'])
    expect(await story.touches()).toEqual(['before-due released', 'before-due sent'])
  })

  it('waits for the next day of contact when the hours of texts end meanwhile', async () => {
    const story = await tell('2026-05-22', { ana: { phone: PHONE } })
    await story.until('2026-05-22 17:29')
    story.troubles.mailIsRejectedWhile(nothing, 8_000)
    story.troubles.jobsAreLate(55_000)
    await story.invoice('F-1', { due: '2026-05-19' })
    await story.until('2026-05-23')
    expect(await story.messages()).toEqual([])
    await story.until('2026-05-26')
    expect(await story.messages()).toEqual(['2026-05-25 email reminder-1 F-1'])
  })

  it('leaves the budget as it was when nothing could be sent', async () => {
    const story = await tell('2026-06-01')
    await story.invoice('F-1', { due: '2026-06-15' })
    await story.until('2026-06-11')
    story.troubles.mail('rejected')
    await story.until('2026-06-13')
    expect(await story.touches()).toEqual(['before-due failed'])
    const [ana] = await story.debtors()
    expect(ana?.recent).toEqual([])
  })
})
