import { describe, expect, it, onTestFinished } from 'vitest'
import { textNamed } from '../../lib/domain/text-name.ts'
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

const complete = (completeUpTo: string) => ({
  name: 'PaymentSourceCompleted',
  detail: { source: 'bank', completeUpTo },
})

/** The same in a company whose bank must be known, and was up to the 4th. */
async function suspendedWithBank(): Promise<Story> {
  const story = await suspendedAtTheSecond()
  await story.stage.redeploy((catalog) => ({
    ...catalog,
    company: { ...catalog.company, paymentSources: ['bank'] },
  }))
  await story.hear(complete('2026-06-04T12:00:00Z'))
  return story
}

describe('a consequence and payment data', () => {
  it('a warning in neutral words opens nothing: with the data back it is said in its own, and the consequence follows that', async () => {
    const story = await suspendedWithBank()
    await story.until('2026-06-16')
    await story.hear(complete('2026-06-16T12:00:00Z'))
    await story.until('2026-06-23')
    await story.hear(complete('2026-06-23T12:00:00Z'))
    await story.until('2026-06-26')
    expect(
      (await story.letters()).map(({ day, touch }) => [
        day,
        textNamed(touch.template).text,
        touch.neutral !== undefined,
      ]),
    ).toEqual([
      ['2026-06-10', 'reminder-1', true],
      ['2026-06-16', 'reminder-1', false],
      ['2026-06-23', 'reminder-2', false],
    ])
  })

  it('does not leave in neutral words after a warning that arrived: it waits, and then a person decides', async () => {
    const story = await suspendedWithBank()
    await story.until('2026-06-08 06:00')
    await story.hear(complete('2026-06-08T11:00:00Z'))
    await story.until('2026-06-16')
    const first = '2026-06-08 email reminder-1 F-1'
    expect(await story.messages()).toEqual([first])
    expect(await story.silences()).toContain('F-1 reminder-2 staleData')
    await story.until('2026-07-09')
    expect(await story.messages()).toEqual([first])
    expect(await story.tasks()).toEqual(['collect staleData F-1'])
  })
})

describe('a message with a consequence', () => {
  it('takes no invoice along that was never warned', async () => {
    const story = await suspendedAtTheSecond()
    await story.invoice('F-2', { due: '2026-06-13' })
    await story.until('2026-06-17')
    expect((await story.messages()).slice(-2)).toEqual([
      '2026-06-15 sms reminder-2 F-1',
      '2026-06-16 email reminder-1 F-2',
    ])
  })
})

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
