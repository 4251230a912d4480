import { describe, expect, it } from 'vitest'
import { type Story, stories, tell } from './story.ts'

stories()

/** In Bogotá, where landlines have numbers of their own; in Mexico nobody can tell. */
const LANDLINE = '+576015550100'
const MEXICAN = { country: 'MX', language: 'es-CO', zone: 'America/Mexico_City' }

/** A policy whose first overdue step is a text, else a call; Ana owes F-1 since the 4th. */
async function textElseCall(ana: object): Promise<Story> {
  const story = await tell('2026-06-05', { zone: MEXICAN.zone, ana: { ...MEXICAN, mail: false, ...ana } })
  await story.publishPolicy('consumer-instalments', (policy) => ({
    ...policy,
    steps: policy.steps.map((step) => (step.id === 'reminder-1' ? { ...step, channels: ['sms', 'call'] } : step)),
  }))
  return story
}

describe('a landline', () => {
  it('takes no texts: it is refused as a number for texts, and as a telephone it is called', async () => {
    const story = await textElseCall({})
    story.expects.refused = 1
    const point = (channel: string) => ({
      name: 'ContactPointUpserted',
      detail: { debtor: 'erp:Ana', contactPoint: 'home', point: { channel, address: LANDLINE } },
    })
    await story.hear(point('sms'))
    const [refused] = (await story.books()).refused
    expect(refused?.problems.map(({ allowed }) => allowed).join()).toContain(
      'a landline is a contact point of the channel "call"',
    )
    await story.hear(point('call'))
    await story.invoice('F-1', { due: '2026-06-04' })
    await story.until('2026-06-09')
    expect(await story.messages()).toEqual([])
    expect(await story.tasks()).toEqual(['call callStep F-1'])
    expect(await story.touches()).toEqual(['reminder-1 sent'])
  })
})

describe('a step whose text did not arrive', () => {
  it('becomes a call to the same number, as one task', async () => {
    const story = await textElseCall({ phone: '+525512345678' })
    story.provider('+525512345678', 'fail', 1)
    story.troubles.jobsArriveAgain(3)
    await story.invoice('F-1', { due: '2026-06-04' })
    await story.until('2026-06-12')
    expect(await story.messages()).toEqual(['2026-06-08 sms reminder-1 F-1'])
    expect(await story.tasks()).toEqual(['call callStep F-1'])
    const { recent = [] } = (await story.debtors())[0] ?? {}
    expect(recent.map(({ channel }) => channel)).toEqual(['sms'])
  })
})

describe('a call that was asked for', () => {
  it("is nobody's task any more once the invoice is paid", async () => {
    const story = await textElseCall({ phone: '+525512345678' })
    story.provider('+525512345678', 'fail', 1)
    await story.invoice('F-1', { due: '2026-06-04' })
    await story.until('2026-06-12')
    expect(await story.tasks()).toEqual(['call callStep F-1'])
    await story.pays('F-1', 100_000_00, 'P-half')
    await story.until('2026-06-13')
    expect(await story.tasks()).toEqual(['call callStep F-1'])
    await story.pays('F-1', 150_000_00, 'P-rest')
    await story.until('2026-06-14')
    expect(await story.tasks()).toEqual([])
  })

  it("is nobody's task any more either when other messages followed it", async () => {
    const story = await textElseCall({ phone: '+525512345678' })
    story.provider('+525512345678', 'fail', 1)
    await story.invoice('F-1', { due: '2026-06-04' })
    await story.until('2026-06-16')
    expect((await story.touches()).length).toBeGreaterThan(2)
    expect(await story.tasks()).toEqual(['call callStep F-1'])
    await story.pays('F-1')
    await story.until('2026-06-17')
    expect(await story.tasks()).toEqual([])
  })

  it('about two invoices waits until both are settled', async () => {
    const story = await textElseCall({ phone: '+525512345678' })
    story.provider('+525512345678', 'fail', 1)
    await story.invoice('F-1', { due: '2026-06-04' })
    await story.invoice('F-2', { due: '2026-06-04' })
    await story.until('2026-06-12')
    expect(await story.tasks()).toEqual(['call callStep F-1'])
    await story.pays('F-1')
    await story.until('2026-06-13')
    expect(await story.tasks()).toEqual(['call callStep F-1'])
    await story.pays('F-2')
    await story.until('2026-06-14')
    expect(await story.tasks()).toEqual([])
  })
})
