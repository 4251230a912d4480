import { describe, expect, it } from 'vitest'
import { textNamed } from '../../lib/domain/text-name.ts'
import type { Story } from './story.ts'
import { stories, tell } from './story.ts'

stories()

const PHONE = '+525512345678'
const MAIL = 'ana@cliente.example'
/** Mexico's law asks for no week between two channels, as Colombia's does. */
const MEXICAN = { country: 'MX', language: 'es-MX', zone: 'America/Mexico_City' }
const ZONE = { zone: MEXICAN.zone }

/** Ana owes F-1 since the 4th: her first reminder is due on the 8th, the sixth being a Saturday. */
async function onTheEveOfTheReminder(ana = {}): Promise<Story> {
  const story = await tell('2026-06-05', { ...ZONE, ana: { ...MEXICAN, ...ana } })
  await story.invoice('F-1', { due: '2026-06-04' })
  return story
}

/** A report of SES on the last message. */
async function sesReport(story: Story, eventType: string, at: string, more: Record<string, unknown> = {}) {
  const touch = (await story.books()).touches.at(-1)
  const [set] = story.stage.rehearsal.deployed.ofType('AWS::SES::ConfigurationSet')
  const tags = { 'ses:configuration-set': [set?.name], touch: [touch?.id] }
  const mail = { messageId: touch?.attempts.at(-1)?.providerId, timestamp: touch?.claimedAt, tags }
  const key = eventType[0]?.toLowerCase() + eventType.slice(1)
  const detail = { eventType, mail, [key]: { timestamp: at, ...more } }
  return { source: 'aws.ses', detailType: `Email ${eventType}`, detail }
}

const receipts = async (story: Story) =>
  (await story.books()).touches.map(
    ({ template, status, receipt }) => `${textNamed(template).text} ${status} ${receipt?.status ?? 'unheard of'}`,
  )
const told = (story: Story, name: string) => story.heard.filter((event) => event['detail-type'] === name)

describe('a message that did not arrive', () => {
  it('takes the next channel once its address has bounced, on the first day the law allows', async () => {
    const story = await onTheEveOfTheReminder({ phone: PHONE })
    story.provider(MAIL, 'bounce')
    await story.until('2026-06-10')
    expect(await story.messages()).toEqual(['2026-06-08 email reminder-1 F-1', '2026-06-09 sms reminder-1 F-1'])
    expect(await receipts(story)).toEqual(['reminder-1 failed bounced', 'reminder-1 sent delivered'])
    expect(told(story, 'TouchFailed')).toMatchObject([{ detail: { certain: true, channel: 'email' } }])
    expect(told(story, 'TouchDelivered')).toMatchObject([{ detail: { channel: 'sms' } }])
  })

  it('goes to the next contact point, and to a person when none is left', async () => {
    const story = await onTheEveOfTheReminder()
    const point = { channel: 'email', address: 'pagos@cliente.example' }
    await story.hear({ name: 'ContactPointUpserted', detail: { debtor: 'erp:Ana', contactPoint: 'work', point } })
    story.provider(MAIL, 'bounce')
    story.provider('pagos@cliente.example', 'bounce')
    await story.until('2026-06-12')
    expect((await story.letters()).map(({ to }) => to)).toEqual([MAIL, 'pagos@cliente.example'])
    expect(await story.tasks()).toEqual(['collect bounced F-1'])
  })

  it('and failed for now goes another way, while with no other it is only the next step that is tried', async () => {
    const two = await onTheEveOfTheReminder({ phone: PHONE })
    two.provider(MAIL, 'fail', 1)
    await two.until('2026-06-12')
    expect(await two.messages()).toEqual(['2026-06-08 email reminder-1 F-1', '2026-06-09 sms reminder-1 F-1'])
    expect(await two.unreachable()).toEqual([])
  })

  it('of two invoices puts both back, and each is in one message that did', async () => {
    const story = await onTheEveOfTheReminder({ phone: PHONE })
    await story.invoice('F-2', { due: '2026-06-04' })
    story.provider(MAIL, 'bounce')
    await story.until('2026-06-12')
    expect(await story.messages()).toEqual(['2026-06-08 email reminder-1 F-1 F-2', '2026-06-09 sms reminder-1 F-1 F-2'])
  })

  it('is not said again once the debtor has paid', async () => {
    const story = await onTheEveOfTheReminder({ phone: PHONE })
    story.stage.rehearsal.reports.delay = 60 * 60_000
    story.provider(MAIL, 'bounce')
    await story.until('2026-06-08 11:10')
    await story.pays('F-1')
    await story.until('2026-06-12')
    expect(await story.messages()).toEqual(['2026-06-08 email reminder-1 F-1'])
    expect(await story.outcome('F-1')).toBe('settled')
  })
})

describe('a report', () => {
  it('that comes three days late, when the next message has left, puts nothing back', async () => {
    const story = await onTheEveOfTheReminder({ phone: PHONE })
    await story.until('2026-06-09')
    const bounced = await sesReport(story, 'Bounce', '2026-06-08T18:00:00.000Z', {
      bounceType: 'Permanent',
      bounceSubType: 'General',
      bouncedRecipients: [{ emailAddress: MAIL }],
    })
    await story.until('2026-06-16')
    await story.report(bounced)
    expect(await story.messages()).toEqual(['2026-06-08 email reminder-1 F-1', '2026-06-15 sms reminder-2 F-1'])
    expect(await receipts(story)).toEqual(['reminder-1 failed bounced', 'reminder-2 sent delivered'])
    expect(await story.unreachable()).toEqual([`${MAIL} bounced`])
  })

  it('told three times in any order comes to the same', async () => {
    const story = await onTheEveOfTheReminder()
    await story.until('2026-06-09')
    const opened = await sesReport(story, 'Open', '2026-06-08T20:00:00.000Z')
    const clicked = await sesReport(story, 'Click', '2026-06-08T20:01:00.000Z')
    await story.report(clicked, opened, clicked, opened, opened)
    expect(await receipts(story)).toEqual(['reminder-1 sent clicked'])
    expect(await story.deliveries()).toEqual(['email delivered', 'email opened', 'email clicked'])
    expect(told(story, 'TouchDelivered')).toHaveLength(1)
  })

  it('that never comes changes nothing: no journey waits for one', async () => {
    const story = await onTheEveOfTheReminder()
    story.stage.rehearsal.reports.delay = 365 * 24 * 3_600_000
    await story.until('2026-06-16')
    expect(await receipts(story)).toEqual(['reminder-1 sent unheard of', 'reminder-2 sent unheard of'])
  })

  it('on a message in doubt settles it: it failed, and takes another way', async () => {
    const story = await onTheEveOfTheReminder({ phone: PHONE })
    story.provider(MAIL, 'bounce')
    story.troubles.mail('cut off after acceptance')
    await story.until('2026-06-10')
    expect(await receipts(story)).toEqual(['reminder-1 failed bounced', 'reminder-1 sent delivered'])
    expect(told(story, 'TouchFailed').map(({ detail }) => detail)).toMatchObject([
      { certain: false },
      { certain: true },
    ])
  })

  it('whose recorder dies before the journey hears of it is heard again, and the message leaves once more, once', async () => {
    const story = await onTheEveOfTheReminder({ phone: PHONE })
    story.provider(MAIL, 'bounce')
    await story.until('2026-06-08 07:55')
    story.troubles.journeysCannotBeReached(5)
    await story.until('2026-06-10')
    expect(await story.messages()).toEqual(['2026-06-08 email reminder-1 F-1', '2026-06-09 sms reminder-1 F-1'])
  })
})

describe('a provider that is down for an hour at nine in the morning', () => {
  it('gets every message once, an hour later', async () => {
    const story = await onTheEveOfTheReminder()
    story.troubles.mail('throttled')
    await story.until('2026-06-09')
    expect(await story.messages()).toEqual(['2026-06-08 email reminder-1 F-1'])
    expect(await story.touches()).toEqual(['reminder-1 released', 'reminder-1 sent'])
  })

  it('is no other when it carries texts', async () => {
    const story = await onTheEveOfTheReminder({ mail: false, phone: PHONE })
    story.troubles.text(PHONE, 'THROTTLED')
    await story.until('2026-06-09')
    expect(await story.messages()).toEqual(['2026-06-08 sms reminder-1 F-1'])
    expect(await story.touches()).toEqual(['reminder-1 released', 'reminder-1 sent'])
  })
})
