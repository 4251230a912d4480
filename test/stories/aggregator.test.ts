import { describe, expect, it, onTestFinished } from 'vitest'
import { waysTo } from '../../lib/domain/reach.ts'
import { textNamed } from '../../lib/domain/text-name.ts'
import { asFields } from '../../lib/rehearsal/gateway/fields.ts'
import { type Story, stories, tell } from './story.ts'

stories()

/** The catalog leads texts to Mexico to the aggregator "puente". */
const NUMBER = '+525512345678'
const MEXICAN = { country: 'MX', language: 'es-CO', zone: 'America/Mexico_City' }

/** Ana has a Mexican number and nothing else, and owes F-1 since the 4th: her first reminder is due on Monday the 8th. */
async function byText(): Promise<Story> {
  const ana = { ...MEXICAN, consents: ['sms'], mail: false as const, phone: NUMBER }
  const story = await tell('2026-06-05', { zone: MEXICAN.zone, ana })
  await story.invoice('F-1', { due: '2026-06-04' })
  return story
}

const touches = async (story: Story) =>
  (await story.books()).touches.map(
    ({ template, status, receipt }) => `${textNamed(template).text} ${status} ${receipt?.status}`,
  )

/** What our webhook says of a call of the aggregator, a moment later. */
async function heard(story: Story, answered: Promise<object>): Promise<unknown> {
  await story.minutes(1)
  return asFields(await answered).status
}

describe('a text to a country that a local aggregator takes', () => {
  it('leaves by it, signed, and its report comes back by touch', async () => {
    const story = await byText()
    await story.until('2026-06-09')
    expect(await story.messages()).toEqual(['2026-06-08 sms reminder-1 F-1'])
    const [message] = story.stage.rehearsal.mail.sentTo(NUMBER)
    expect(message?.tags).toEqual({ aggregator: 'puente', touch: expect.stringMatching(/^[0-9a-f]{24}$/) })
    expect(await touches(story)).toEqual(['reminder-1 sent delivered'])
  })

  it('is stopped by the answer that the aggregator tells, once, however often it tells it', async () => {
    const story = await byText()
    await story.until('2026-06-09')
    const { aggregators } = story.stage.rehearsal
    expect(await heard(story, aggregators.hear('puente', NUMBER, 'BAJA', 'in-1'))).toBe(202)
    expect(await heard(story, aggregators.hear('puente', NUMBER, 'BAJA', 'in-1'))).toBe(202)
    expect(await story.stops()).toEqual(['sms'])
    expect(await story.answers('F-1')).toEqual(['BAJA'])
  })

  it('that is surely not taken leaves an hour later', async () => {
    const story = await byText()
    story.provider(NUMBER, 'TEMPORARY_FAILURE', 1)
    await story.until('2026-06-09')
    expect(await touches(story)).toEqual(['reminder-1 released undefined', 'reminder-1 sent delivered'])
  })

  it('of which nobody knows whether it left is not sent again', async () => {
    const story = await byText()
    story.provider(NUMBER, 'UNKNOWN_FAILURE', 1)
    await story.until('2026-06-09')
    expect(await story.messages()).toEqual([])
    expect(await touches(story)).toEqual(['reminder-1 unknown undefined'])
  })

  it('to somebody who stopped texts there is a stop of ours too', async () => {
    const story = await byText()
    story.provider(NUMBER, 'OPT_OUT')
    await story.until('2026-06-09')
    expect(await story.stops()).toEqual(['phone'])
  })

  it('to a number that does not exist is the last one there', async () => {
    const story = await byText()
    story.provider(NUMBER, 'bounce', 1)
    await story.until('2026-06-10')
    expect(await touches(story)).toEqual(['reminder-1 failed bounced'])
    expect(await story.tasks()).not.toEqual([])
  })
})

describe('what an aggregator tells of a number that does not exist', () => {
  const FOR_EVER = 365 * 24 * 3_600_000

  /** Ana's message has left, and nothing is known of it; Eva has another number. The aggregator tells what it likes. */
  async function unreported() {
    const story = await byText()
    const { aggregators } = story.stage.rehearsal
    const usual = aggregators.delay
    aggregators.delay = FOR_EVER
    onTestFinished(() => {
      aggregators.delay = usual
    })
    await story.debtor('Eva', { ...MEXICAN, consents: ['sms'], mail: false, phone: '+525587654321' })
    await story.until('2026-06-09 07:00')
    const [touch] = (await story.books()).touches
    const common = { id: touch?.id, message: touch?.attempts[0]?.providerId, channel: 'sms', status: 'bounced' }
    const tell = async (differs: object) => {
      const detail = { ...common, at: new Date(story.now).toISOString(), ...differs }
      await story.stage.rehearsal.publish([{ source: 'puntual.aggregator', detailType: 'MessageReported', detail }])
      await story.minutes(1)
    }
    return { story, tell }
  }

  it('is about the number that the message went to, said or not', async () => {
    const { story, tell } = await unreported()
    await tell({})
    expect(await story.unreachable()).toEqual([`${NUMBER} bounced`])
  })

  it('bars nobody when it names the number of somebody else', async () => {
    const { story, tell } = await unreported()
    await tell({ to: '+525587654321' })
    expect(await story.unreachable()).toEqual([])
    expect(await touches(story)).toEqual(['reminder-1 failed bounced'])
  })

  it('is nothing when it is about a message that was not handed to it', async () => {
    const { story, tell } = await unreported()
    await tell({ message: 'of-another' })
    await tell({ id: '0123456789abcdef01234567', to: NUMBER })
    expect(await story.unreachable()).toEqual([])
    expect(await touches(story)).toEqual(['reminder-1 sent undefined'])
  })
})

describe('a text to a landline that nobody can tell from a mobile', () => {
  it('is refused by the carrier, goes to the next contact point, and the number is only called from then on', async () => {
    const ana = { ...MEXICAN, phone: '+525555123456' }
    const story = await tell('2026-06-05', { zone: MEXICAN.zone, ana })
    await story.hear({ name: 'PreferenceChanged', detail: { debtor: 'erp:Ana', channel: 'sms' } })
    await story.invoice('F-1', { due: '2026-06-04' })
    story.provider('+525555123456', 'bounce')
    await story.until('2026-06-10')
    expect(await story.messages()).toEqual(['2026-06-08 sms reminder-1 F-1', '2026-06-09 email reminder-1 F-1'])
    expect(await touches(story)).toEqual(['reminder-1 failed bounced', 'reminder-1 sent delivered'])
    const [debtor] = await story.debtors()
    const ways = debtor && waysTo(debtor, ['sms', 'call'])
    expect(ways?.usable.map(({ channel, address }) => `${channel} ${address}`)).toEqual(['call +525555123456'])
  })
})

describe('the webhook', () => {
  it('lets nobody in who cannot sign', async () => {
    const story = await byText()
    await story.until('2026-06-09')
    const url = story.stage.rehearsal.deployed.outputs.AggregatorsUrl ?? ''
    const forged = JSON.stringify({ version: 1, answers: [{ id: 'x', channel: 'sms', from: NUMBER, text: 'BAJA' }] })
    expect((await story.visit(`${url}puente`, forged, 'application/json')).status).toBe(401)
    expect((await story.visit(`${url}nadie`, forged, 'application/json')).status).toBe(404)
    expect((await story.visit(`${url}puente`)).status).toBe(405)
    expect(await story.stops()).toEqual([])
  })
})
