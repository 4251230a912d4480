import { describe, expect, it, onTestFinished } from 'vitest'
import { type Story, stories, tell } from './story.ts'
import { BOGOTA, type Person } from './upstream.ts'

stories()

const MEXICAN = { country: 'MX', language: 'es-CO', zone: 'America/Mexico_City', phone: '+525512345678' }
const FOR_EVER = 365 * 24 * 3_600_000

/** The second reminder asks for a suspension of service; Ana owes F-1 since the 4th. */
async function suspendedAtTheSecond(ana: Person = MEXICAN): Promise<Story> {
  const story = await tell('2026-06-05', { zone: ana.zone ?? BOGOTA, ana })
  await story.publishPolicy('consumer-instalments', (policy) => ({
    ...policy,
    steps: policy.steps.map((step) => (step.id === 'reminder-2' ? { ...step, consequence: 'suspension' } : step)),
  }))
  await story.invoice('F-1', { due: '2026-06-04' })
  return story
}

describe('a step with a consequence', () => {
  it('leaves after a warning that arrived', async () => {
    const story = await suspendedAtTheSecond()
    await story.until('2026-06-16')
    expect(await story.messages()).toEqual(['2026-06-08 email reminder-1 F-1', '2026-06-15 sms reminder-2 F-1'])
  })

  it('leaves after a warning by text that the carrier took, once three days have brought nothing worse', async () => {
    const story = await suspendedAtTheSecond({ mail: false, phone: '+573001234567' })
    story.stage.rehearsal.reports.delay = FOR_EVER
    await story.until('2026-06-10')
    const [touch] = (await story.books()).touches
    const detail = {
      ...{ eventType: 'TEXT_SUCCESSFUL', eventTimestamp: story.now, destinationPhoneNumber: '+573001234567' },
      ...{ messageId: touch?.attempts[0]?.providerId, context: { touch: touch?.id } },
    }
    await story.report({ source: 'aws.sms-voice', detailType: 'Text Message Delivery Status Updated', detail })
    await story.until('2026-06-18')
    expect(await story.messages()).toEqual(['2026-06-09 sms reminder-1 F-1', '2026-06-16 sms reminder-2 F-1'])
  })

  it('without a report has the warning said once more by another channel, and is left to a person after that', async () => {
    const story = await suspendedAtTheSecond()
    const { reports, aggregators } = story.stage.rehearsal
    const usual = aggregators.delay
    reports.delay = FOR_EVER
    // Texts to Mexico leave by an aggregator, whose reports come by another way.
    aggregators.delay = FOR_EVER
    onTestFinished(() => {
      aggregators.delay = usual
    })
    await story.until('2026-06-16')
    expect(await story.messages()).toEqual(['2026-06-08 email reminder-1 F-1', '2026-06-15 sms reminder-1 F-1'])
    await story.until('2026-06-23')
    expect(await story.messages()).toHaveLength(2)
    expect(await story.tasks()).toEqual(['collect unwarned F-1'])
  })
})
