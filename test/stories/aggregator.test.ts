import { describe, expect, it } from 'vitest'
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
  (await story.books()).touches.map(({ template, status, receipt }) => `${template} ${status} ${receipt?.status}`)

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
