import { describe, expect, it } from 'vitest'
import { stories, tell } from './story.ts'

stories()

const PHONE = '+573001234567'

/** Ana owes F-1, due on the 15th: her first message is due on the morning of the 12th. */
async function onTheEveOfTheFirstMessage(ana = {}) {
  const story = await tell('2026-06-01', { ana })
  await story.invoice('F-1', { due: '2026-06-15' })
  await story.until('2026-06-11')
  return story
}

const AFTER_THE_FIRST = ['2026-06-17 email reminder-1 F-1', '2026-06-24 email reminder-2 F-1']

describe('the same job', () => {
  it('delivered four times sends one message', async () => {
    const story = await onTheEveOfTheFirstMessage()
    story.troubles.jobsArriveAgain(3)
    await story.until('2026-06-13')
    expect(await story.messages()).toEqual(['2026-06-12 email before-due F-1'])
  })

  it('done by four senders at once sends one message', async () => {
    const story = await onTheEveOfTheFirstMessage()
    story.troubles.jobsArriveAgain(3)
    story.troubles.claimsAreSlow(2_000, 4)
    await story.until('2026-06-13')
    expect(await story.messages()).toEqual(['2026-06-12 email before-due F-1'])
    expect(await story.touches()).toEqual(['before-due sent'])
  })

  it('of two invoices at once sends one message for both', async () => {
    const story = await onTheEveOfTheFirstMessage()
    await story.invoice('F-2', { due: '2026-06-15' })
    story.troubles.claimsAreSlow(2_000, 2)
    await story.until('2026-06-13')
    expect(await story.messages()).toEqual(['2026-06-12 email before-due F-1 F-2'])
  })
})

describe('a sender that dies', () => {
  it('between claim and send has sent nothing, and nobody sends it later', async () => {
    const story = await onTheEveOfTheFirstMessage()
    story.troubles.senderDies('between claim and send')
    await story.until('2026-06-25')
    expect(await story.messages()).toEqual(AFTER_THE_FIRST)
    expect(await story.touches()).toEqual(['before-due unknown', 'reminder-1 sent', 'reminder-2 sent'])
    expect(story.heard.filter((event) => event['detail-type'] === 'TouchFailed')).toMatchObject([
      { detail: { certain: false } },
    ])
  })

  it('between send and record has sent once, and nobody sends it again', async () => {
    const story = await onTheEveOfTheFirstMessage()
    story.troubles.senderDies('between send and record')
    await story.until('2026-06-25')
    expect(await story.messages()).toEqual(['2026-06-12 email before-due F-1', ...AFTER_THE_FIRST])
    // Its provider reports on it before the job comes again.
    expect(await story.touches()).toEqual(['before-due sent', 'reminder-1 sent', 'reminder-2 sent'])
  })

  it('in the middle of a joint message leaves none of its invoices behind', async () => {
    const story = await onTheEveOfTheFirstMessage()
    await story.invoice('F-2', { due: '2026-06-15' })
    story.troubles.senderDies('between claim and send')
    await story.until('2026-06-18')
    expect(await story.messages()).toEqual(['2026-06-17 email reminder-1 F-1 F-2'])
  })
})

describe('a mail server', () => {
  it('that is too busy gets the same message an hour later', async () => {
    const story = await onTheEveOfTheFirstMessage()
    story.troubles.mail('throttled')
    await story.until('2026-06-18')
    expect(await story.messages()).toEqual(['2026-06-12 email before-due F-1', AFTER_THE_FIRST[0]])
    expect(await story.touches()).toEqual(['before-due released', 'before-due sent', 'reminder-1 sent'])
  })

  it('that is too busy on Friday at twenty past five gets the message on Monday', async () => {
    const story = await tell('2026-05-22')
    await story.until('2026-05-22 17:20')
    story.troubles.mail('throttled')
    await story.invoice('F-1', { due: '2026-05-19' })
    await story.until('2026-05-26')
    expect(await story.messages()).toEqual(['2026-05-25 email reminder-1 F-1'])
  })

  it('that is too busy for a joint message gets all of it later', async () => {
    const story = await onTheEveOfTheFirstMessage()
    await story.invoice('F-2', { due: '2026-06-15' })
    story.troubles.mail('throttled')
    await story.until('2026-06-13')
    expect(await story.messages()).toEqual(['2026-06-12 email before-due F-1 F-2'])
  })

  it('that is too busy while the debtor pays gets no message later', async () => {
    const story = await onTheEveOfTheFirstMessage()
    story.troubles.mail('throttled')
    await story.until('2026-06-12 09:30')
    await story.pays('F-1')
    await story.until('2026-06-13')
    expect(await story.messages()).toEqual([])
    expect(await story.outcome('F-1')).toBe('settled')
  })

  it.each(['server error', 'cut off after acceptance', 'no answer'] as const)(
    'of which nobody knows whether it took the message (%s) is not asked twice',
    async (how) => {
      const story = await onTheEveOfTheFirstMessage({ phone: PHONE })
      story.troubles.mail(how)
      await story.until('2026-06-18')
      const first = how === 'cut off after acceptance' ? ['2026-06-12 email before-due F-1'] : []
      expect(await story.messages()).toEqual([...first, AFTER_THE_FIRST[0]])
      // What did leave is reported on, and then it is known.
      const known = how === 'cut off after acceptance' ? 'sent' : 'unknown'
      expect(await story.touches()).toEqual([`before-due ${known}`, 'reminder-1 sent'])
    },
  )

  it('that does not answer is given up within a minute, and its message not counted as sent', async () => {
    const story = await onTheEveOfTheFirstMessage()
    story.troubles.mail('no answer')
    await story.until('2026-06-12 08:58')
    expect(await story.touches()).toEqual(['before-due unknown'])
  })

  it('that rejects the address leaves the message to the phone', async () => {
    const story = await onTheEveOfTheFirstMessage({ phone: PHONE })
    story.troubles.mail('rejected')
    await story.until('2026-06-13')
    expect(await story.messages()).toEqual(['2026-06-12 sms before-due F-1'])
    expect(await story.touches()).toEqual(['before-due sent'])
  })

  it('that rejects the only address before the invoice is due only costs the heads-up', async () => {
    const story = await onTheEveOfTheFirstMessage()
    story.troubles.mail('rejected')
    await story.until('2026-06-18')
    expect(await story.messages()).toEqual(['2026-06-17 email reminder-1 F-1'])
    expect(await story.touches()).toEqual(['before-due failed', 'reminder-1 sent'])
    expect(await story.tasks()).toEqual([])
  })

  it('that rejects the only address of a late invoice leaves it to a person', async () => {
    const story = await onTheEveOfTheFirstMessage()
    await story.until('2026-06-16')
    story.troubles.mail('rejected')
    await story.until('2026-06-18')
    expect(await story.touches()).toEqual(['before-due sent', 'reminder-1 failed'])
    expect(await story.tasks()).toEqual(['collect undeliverable F-1'])
  })

  it('that we may not use has sent nothing, and sends when we may', async () => {
    const story = await onTheEveOfTheFirstMessage()
    story.troubles.mail('without permission')
    await story.until('2026-06-13')
    expect(await story.messages()).toEqual(['2026-06-12 email before-due F-1'])
    expect(await story.touches()).toEqual(['before-due released', 'before-due sent'])
    expect(await story.tasks()).toEqual([])
  })
})

describe('a telephone', () => {
  it('whose owner stopped texts at the carrier leaves the message to e-mail', async () => {
    const story = await onTheEveOfTheFirstMessage({ phone: PHONE })
    await story.until('2026-06-23')
    story.troubles.text(PHONE, 'OPT_OUT')
    await story.until('2026-06-25')
    expect((await story.messages()).slice(2)).toEqual(['2026-06-24 email reminder-2 F-1'])
    expect(await story.stops()).toEqual(['phone'])
  })

  it.each(['THROTTLED', 'TEMPORARY_FAILURE'] as const)(
    'that cannot be reached now (%s) is texted later',
    async (answer) => {
      const story = await onTheEveOfTheFirstMessage({ phone: PHONE })
      await story.until('2026-06-23')
      story.troubles.text(PHONE, answer)
      await story.until('2026-06-25')
      expect((await story.messages()).slice(2)).toEqual(['2026-06-24 sms reminder-2 F-1'])
      expect((await story.touches()).slice(2)).toEqual(['reminder-2 released', 'reminder-2 sent'])
    },
  )
})

describe('a word that comes while a message is being claimed', () => {
  it('of a payment stops it', async () => {
    const story = await onTheEveOfTheFirstMessage()
    story.troubles.duringClaim(() => story.say(story.payment('P-1', { 'F-1': 250_000_00 })), 5_000)
    await story.until('2026-06-13')
    expect(await story.messages()).toEqual([])
    expect(await story.outcome('F-1')).toBe('settled')
    expect(await story.silences()).toContain('F-1 before-due paid')
  })

  it('of a payment of one of two leaves that one out', async () => {
    const story = await onTheEveOfTheFirstMessage()
    await story.invoice('F-2', { due: '2026-06-15' })
    story.troubles.duringClaim(() => story.say(story.payment('P-1', { 'F-1': 250_000_00 })), 5_000)
    story.troubles.claimsAreSlow(5_000)
    await story.until('2026-06-13')
    expect(await story.messages()).toEqual(['2026-06-12 email before-due F-2'])
  })

  it.each([{ invoice: 'F-1' }, { debtor: 'Ana' }])('of a hold on %o stops it', async (on) => {
    const story = await onTheEveOfTheFirstMessage()
    story.troubles.duringClaim(() => story.say(story.hold('H-1', on)), 5_000)
    await story.until('2026-06-13')
    expect(await story.messages()).toEqual([])
  })

  it('of a stop to all stops it', async () => {
    const story = await onTheEveOfTheFirstMessage({ phone: PHONE })
    story.troubles.duringClaim(() => story.say(story.consent('Ana', 'all', 'revoked')), 5_000)
    await story.until('2026-06-13')
    expect(await story.messages()).toEqual([])
  })

  it('of a stop to e-mail sends it by text', async () => {
    const story = await onTheEveOfTheFirstMessage({ phone: PHONE })
    story.troubles.duringClaim(() => story.say(story.consent('Ana', 'email', 'revoked')), 5_000)
    await story.until('2026-06-13')
    expect(await story.messages()).toEqual(['2026-06-12 sms before-due F-1'])
  })
})
