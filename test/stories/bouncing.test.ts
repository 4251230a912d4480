import { describe, expect, it } from 'vitest'
import { stories, tell } from './story.ts'

stories()

const PHONE = '+573001234567'
const MAIL = 'ana@cliente.example'

describe('a message that bounces for good', () => {
  it('makes the next reminder go another way', async () => {
    const story = await tell('2026-06-01', { ana: { phone: PHONE } })
    story.provider(MAIL, 'bounce')
    await story.invoice('F-1', { due: '2026-06-04' })
    await story.until('2026-06-09')
    expect(await story.messages()).toEqual(['2026-06-01 email before-due F-1', '2026-06-09 sms reminder-1 F-1'])
    expect(await story.deliveries()).toEqual(['email bounced Permanent/General', 'sms delivered TEXT_DELIVERED'])
  })

  it('leaves the debtor to a person when there is no other way', async () => {
    const story = await tell('2026-06-01')
    story.provider(MAIL, 'bounce')
    await story.invoice('F-1', { due: '2026-06-04' })
    await story.until('2026-06-09')
    expect(await story.messages()).toEqual(['2026-06-01 email before-due F-1'])
    expect(await story.tasks()).toEqual(['collect bounced F-1'])
  })

  it('says nothing of a new address, and the old one told again stays as it is', async () => {
    const story = await tell('2026-06-01')
    story.provider(MAIL, 'bounce')
    await story.invoice('F-1', { due: '2026-06-04' })
    await story.until('2026-06-02')
    await story.debtor('Ana')
    expect(await story.unreachable()).toEqual([`${MAIL} bounced`])
    await story.debtor('Ana', { mail: 'ana@trabajo.example' })
    await story.until('2026-06-09')
    expect((await story.letters()).map(({ to }) => to)).toEqual([MAIL, 'ana@trabajo.example'])
  })

  it('ends with the word of a person, from after it, that the address is right', async () => {
    const story = await tell('2026-06-01')
    story.provider(MAIL, 'bounce', 1)
    await story.invoice('F-1', { due: '2026-06-04' })
    await story.until('2026-06-02')
    const right = { version: 1, debtor: 'erp:Ana', address: MAIL, status: 'withdrawn', author: 'luz' } as const
    await story.hear({ name: 'WrongPersonReported', detail: { ...right, occurredAt: '2026-05-31T15:00:00Z' } })
    expect(await story.unreachable()).toEqual([`${MAIL} bounced`])
    await story.hear({ name: 'WrongPersonReported', detail: { ...right, occurredAt: '2026-06-02T15:00:00Z' } })
    expect(await story.unreachable()).toEqual([])
    await story.until('2026-06-09')
    expect(await story.messages()).toEqual(['2026-06-01 email before-due F-1', '2026-06-09 email reminder-1 F-1'])
  })

  it('is not a bounce for now: the address is tried again', async () => {
    const story = await tell('2026-06-01')
    story.provider(MAIL, 'fail', 1)
    await story.invoice('F-1', { due: '2026-06-04' })
    await story.until('2026-06-09')
    expect(await story.messages()).toEqual(['2026-06-01 email before-due F-1', '2026-06-09 email reminder-1 F-1'])
    expect(await story.deliveries()).toContain('email undelivered Transient/MailboxFull')
  })

  it('can be a text: a number that no carrier knows is not used again', async () => {
    const story = await tell('2026-06-01', { ana: { mail: false, phone: PHONE } })
    story.provider(PHONE, 'bounce')
    await story.invoice('F-1', { due: '2026-06-04' })
    await story.until('2026-06-09')
    expect(await story.messages()).toEqual(['2026-06-01 sms before-due F-1'])
    expect(await story.unreachable()).toEqual([`${PHONE} bounced`])
  })
})

describe('a complaint', () => {
  it('stops e-mail, and nothing but e-mail', async () => {
    const story = await tell('2026-06-01', { ana: { phone: PHONE } })
    story.provider(MAIL, 'complain', 1)
    await story.invoice('F-1', { due: '2026-06-04' })
    await story.until('2026-06-09')
    expect(await story.messages()).toEqual(['2026-06-01 email before-due F-1', '2026-06-09 sms reminder-1 F-1'])
    const [ana] = await story.debtors()
    expect(Object.entries(ana?.consents ?? {}).map(([scope, { status }]) => `${scope} ${status}`)).toEqual([
      'email revoked',
      'sms granted',
    ])
  })

  it('told late and twice stops the same, and no word of the debtor since is undone', async () => {
    const story = await tell('2026-06-01', { ana: { phone: PHONE } })
    await story.invoice('F-1', { due: '2026-06-04' })
    await story.until('2026-06-02')
    await story.hear({ name: 'ConsentChanged', detail: { debtor: 'erp:Ana', scope: 'email', status: 'granted' } })
    const complaint = await story.complaintAt('2026-06-01T20:00:00.000Z')
    await story.report(complaint, complaint)
    const [ana] = await story.debtors()
    expect(ana?.consents.email?.status).toBe('granted')
    expect((await story.deliveries()).filter((line) => line.includes('complained'))).toEqual(['email complained abuse'])
  })
})

describe('a report', () => {
  it('settles a message of which nobody knew whether it left', async () => {
    const story = await tell('2026-06-01')
    story.troubles.mail('cut off after acceptance')
    await story.invoice('F-1', { due: '2026-06-04' })
    await story.until('2026-06-02')
    expect(await story.touches()).toEqual(['before-due sent'])
  })

  it('on a message that is none of ours changes nothing', async () => {
    const story = await tell('2026-06-01')
    await story.invoice('F-1', { due: '2026-06-04' })
    await story.until('2026-06-02')
    const known = await story.deliveries()
    const { detail, ...event } = await story.complaintAt('2026-06-01T20:00:00.000Z')
    const mail = { ...detail.mail, tags: { ...detail.mail.tags, touch: ['0123456789abcdef01234567'] } }
    await story.report({ ...event, detail: { ...detail, mail } })
    expect(await story.deliveries()).toEqual(known)
    const [ana] = await story.debtors()
    expect(Object.values(ana?.consents ?? {}).map(({ status }) => status)).toEqual(['granted', 'granted'])
    // Whoever calls a message of ours spam has it, by whatever name its provider knows it.
    await story.report({ ...event, detail: { ...detail, mail: { ...detail.mail, messageId: 'nobody-knows' } } })
    expect((await story.debtors())[0]?.consents.email?.status).toBe('revoked')
  })
})

describe('an address that two debtors share', () => {
  /** Ana's message about F-1 arrives on the 1st; Eva's about F-2 is due ten days later, at the same address. */
  async function shared() {
    const story = await tell('2026-06-01')
    await story.debtor('Eva', { mail: MAIL })
    await story.invoice('F-2', { due: '2026-06-15', debtor: 'Eva' })
    await story.invoice('F-1', { due: '2026-06-04' })
    return story
  }
  const sent = ['2026-06-01 email before-due F-1']

  it('is written to by both as long as nobody minds', async () => {
    const story = await shared()
    await story.until('2026-06-02')
    await story.hear(story.hold('H-1', { invoice: 'F-1' }))
    await story.until('2026-06-13')
    expect(await story.messages()).toEqual([...sent, '2026-06-12 email before-due F-2'])
  })

  it.each(['bounce', 'complain'] as const)('is left alone for both after a %s', async (outcome) => {
    const story = await shared()
    story.provider(MAIL, outcome)
    await story.until('2026-06-13')
    expect(await story.messages()).toEqual(sent)
  })

  it('is left alone for both after the one click', async () => {
    const story = await shared()
    await story.until('2026-06-02')
    await story.visit(await story.stopLink(), 'List-Unsubscribe=One-Click')
    await story.until('2026-06-13')
    expect(await story.messages()).toEqual(sent)
  })
})
