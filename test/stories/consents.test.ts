import { describe, expect, it } from 'vitest'
import { stories, tell } from './story.ts'
import { erp } from './upstream.ts'

stories()

const PHONE = '+573001234567'
const MINUTE = 60_000

describe('where the law demands consent', () => {
  it('a channel without it does not exist', async () => {
    const story = await tell('2026-06-01', { ana: { phone: PHONE, consents: ['sms'] } })
    await story.invoice('F-1', { due: '2026-06-15' })
    await story.until('2026-06-13')
    expect(await story.messages()).toEqual(['2026-06-12 sms before-due F-1'])
  })

  it('a debtor without any is left to a person, and the log says why', async () => {
    const story = await tell('2026-06-01', { ana: { phone: PHONE, consents: [] } })
    await story.invoice('F-1', { due: '2026-06-15' })
    await story.until('2026-06-25')
    expect(await story.messages()).toEqual([])
    expect(await story.silences()).toEqual(['F-1 before-due noConsent', 'F-1 reminder-1 handedOver'])
    expect(await story.tasks()).toEqual(['collect noConsent F-1'])
  })

  it('that is given late opens the channel from then on', async () => {
    const story = await tell('2026-06-01', { ana: { consents: [] } })
    await story.invoice('F-1', { due: '2026-06-04' })
    await story.until('2026-06-01 15:00')
    expect(await story.messages()).toEqual([])
    await story.hear(story.consent('Ana', 'email', 'granted'))
    await story.until('2026-06-02')
    expect((await story.messages()).map((line) => line.slice(10))).toEqual([' email before-due F-1'])
  })

  it('whose evidence is taken back closes the channel again', async () => {
    const story = await tell('2026-06-01')
    await story.invoice('F-1', { due: '2026-06-15' })
    await story.hear(story.consent('Ana', 'email', 'unknown'))
    await story.until('2026-06-13')
    expect(await story.silences()).toEqual(['F-1 before-due noConsent'])
  })

  it('is not asked of a debtor of a country that does not demand it', async () => {
    const story = await tell('2026-06-01', {
      zone: 'America/Mexico_City',
      ana: { country: 'MX', language: 'es-MX', kind: 'company', consents: [] },
    })
    await story.invoice('F-1', { due: '2026-06-15', currency: 'MXN' })
    await story.until('2026-06-20')
    expect((await story.messages()).length).toBeGreaterThan(0)
  })
})

describe('a debtor who says stop', () => {
  it('to a person of ours just before the claim is not written to', async () => {
    const story = await tell('2026-06-01')
    await story.invoice('F-1', { due: '2026-06-15' })
    story.troubles.duringClaim(() => story.say(story.consent('Ana', 'all', 'revoked')), MINUTE)
    await story.until('2026-06-13')
    expect(await story.messages()).toEqual([])
    expect(await story.silences()).toEqual(['F-1 before-due optedOut'])
  })

  it('and later allows it again hears the next reminder, not the one of the silence', async () => {
    const story = await tell('2026-06-01')
    await story.invoice('F-1', { due: '2026-06-15' })
    await story.until('2026-06-10')
    await story.hear(story.consent('Ana', 'email', 'revoked'))
    await story.until('2026-06-14')
    expect(await story.messages()).toEqual([])
    await story.hear(story.consent('Ana', 'email', 'granted'))
    await story.until('2026-06-19')
    expect((await story.messages()).map((line) => line.replace(/^\S+ /, ''))).toEqual(['email reminder-1 F-1'])
  })
})

describe('a flag', () => {
  it('of hardship keeps silence, and gives the invoice to a person when it is late', async () => {
    const story = await tell('2026-06-01')
    await story.invoice('F-1', { due: '2026-06-15' })
    await story.hear(story.flag('Ana', 'hardship', 'raised'))
    await story.until('2026-06-15')
    expect(await story.messages()).toEqual([])
    expect(await story.outcome('F-1')).toBe('open')
    await story.until('2026-06-20')
    expect(await story.tasks()).toEqual(['collect hardship F-1'])
    expect(await story.silences()).toEqual(['F-1 before-due hardship'])
  })

  it('that is cleared in time lets the reminders go on', async () => {
    const story = await tell('2026-06-01')
    await story.invoice('F-1', { due: '2026-06-15' })
    await story.hear(story.flag('Ana', 'complaintOpen', 'raised'))
    await story.until('2026-06-05')
    await story.hear(story.flag('Ana', 'complaintOpen', 'cleared'))
    await story.until('2026-06-13')
    expect(await story.messages()).toEqual(['2026-06-12 email before-due F-1'])
  })

  it.each(['deceased', 'represented', 'insolvency'] as const)(
    '%s gives every open invoice to a person at once, before it is due too',
    async (flag) => {
      const story = await tell('2026-06-01')
      await story.invoice('F-1', { due: '2026-06-15' })
      await story.invoice('F-2', { due: '2026-07-15' })
      await story.until('2026-06-13')
      await story.hear(story.flag('Ana', flag, 'raised'))
      expect((await story.tasks()).sort()).toEqual([`collect ${flag} F-1`, `collect ${flag} F-2`])
      await story.until('2026-07-30')
      expect(await story.messages()).toEqual(['2026-06-12 email before-due F-1'])
    },
  )
})

describe('a wrong person', () => {
  const address = 'ana@cliente.example'
  const again = (contactPoint: string) => ({
    name: 'ContactPointUpserted',
    detail: { debtor: erp('Ana'), contactPoint, point: { channel: 'email', address } },
  })

  it('is not written to any more, though the source sends the address again, under another name too', async () => {
    const story = await tell('2026-06-01')
    await story.invoice('F-1', { due: '2026-06-15' })
    await story.until('2026-06-13')
    await story.hear({
      name: 'WrongPersonReported',
      detail: { debtor: erp('Ana'), contactPoint: 'mail', author: 'Luz' },
    })
    await story.until('2026-06-14')
    await story.hear(again('mail'), again('correo-2'))
    await story.until('2026-06-20')
    expect(await story.messages()).toEqual(['2026-06-12 email before-due F-1'])
    expect(await story.tasks()).toEqual(['collect wrongPerson F-1'])
  })

  it('who was the right one after all is, once somebody takes the report back', async () => {
    const story = await tell('2026-06-01')
    await story.invoice('F-1', { due: '2026-06-15' })
    const report = { debtor: erp('Ana'), address, author: 'Luz' }
    await story.hear({ name: 'WrongPersonReported', detail: report })
    await story.until('2026-06-03')
    await story.hear({ name: 'WrongPersonReported', detail: { ...report, status: 'withdrawn' } })
    await story.until('2026-06-13')
    expect(await story.messages()).toEqual(['2026-06-12 email before-due F-1'])
  })
})

describe('two debtors that are one', () => {
  it('hear one voice, and a stop of the one holds for the other', async () => {
    const story = await tell('2026-06-01', { ana: { phone: PHONE } })
    await story.debtor('Anita', { mail: 'anita@cliente.example', phone: PHONE })
    await story.invoice('F-1', { due: '2026-06-15' })
    await story.invoice('F-2', { due: '2026-06-15', debtor: 'Anita' })
    await story.hear(story.consent('Anita', 'email', 'revoked'))
    await story.until('2026-06-03')
    await story.hear(story.merge('Ana', 'Anita'))
    await story.until('2026-06-13')
    expect(await story.messages()).toEqual(['2026-06-12 sms before-due F-1 F-2'])
  })

  it('take money, invoices and stops under either id afterwards', async () => {
    const story = await tell('2026-06-01')
    await story.debtor('Anita', { mail: false })
    await story.invoice('F-1', { due: '2026-06-15', amount: 100_000_00 })
    await story.hear(story.merge('Ana', 'Anita'))
    await story.invoice('F-2', { due: '2026-06-20', amount: 80_000_00, debtor: 'Anita' })
    await story.hear(story.looseMoney('P-1', 150_000_00, { debtor: 'Anita' }))
    expect([await story.balance('F-1'), await story.balance('F-2')]).toEqual([0, 30_000_00])
    await story.hear(story.consent('Anita', 'all', 'revoked'))
    await story.until('2026-06-30')
    expect(await story.messages()).toEqual([])
    expect(await story.tasks()).toEqual(['collect optedOut F-2'])
  })

  it('lose no deposit, and the silence it causes is that of both', async () => {
    const story = await tell('2026-06-01')
    await story.debtor('Anita')
    await story.invoice('F-1', { due: '2026-06-15' })
    await story.hear(story.deposit('C-1', 'Anita', 90_000_00))
    await story.hear(story.merge('Ana', 'Anita'))
    await story.until('2026-06-13')
    expect(await story.silences()).toEqual(['F-1 before-due unappliedCash'])
    await story.hear(story.deposit('C-1', 'Anita', 0))
    expect(await story.tasks()).toEqual([])
  })

  it('are told apart by the names they are shown with: a wrong person, a stop and a hold of the other', async () => {
    const story = await tell('2026-06-01', { ana: { mail: false, consents: [] } })
    await story.debtor('Anita', { mail: 'anita@cliente.example', phone: PHONE })
    await story.hear(story.hold('H-9', { debtor: 'Anita' }))
    await story.hear(story.merge('Ana', 'Anita'))
    await story.invoice('F-1', { due: '2026-06-04' })
    await story.until('2026-06-03')
    expect(await story.silences()).toEqual(['F-1 before-due debtorHold'])
    await story.hear(story.release('erp:Anita/H-9', { debtor: 'Ana' }))
    await story.until('2026-06-04')
    const first = ['2026-06-03 email before-due F-1']
    expect(await story.messages()).toEqual(first)
    await story.visit(await story.stopLink(), 'choice=wrongPerson')
    expect(await story.unreachable()).toEqual(['anita@cliente.example wrongPerson'])
    await story.hear(story.consent('Ana', 'erp:Anita/phone', 'revoked'))
    await story.until('2026-06-30')
    expect(await story.messages()).toEqual(first)
    expect(await story.tasks()).toContain('collect optedOut F-1')
  })

  it('bounce each for itself', async () => {
    const story = await tell('2026-06-01', { ana: { mail: false, phone: PHONE } })
    await story.debtor('Anita', { mail: 'anita@cliente.example' })
    await story.hear(story.merge('Ana', 'Anita'))
    story.provider('anita@cliente.example', 'bounce')
    await story.invoice('F-1', { due: '2026-06-04' })
    await story.until('2026-06-09')
    expect(await story.unreachable()).toEqual(['anita@cliente.example bounced'])
    expect(await story.messages()).toEqual(['2026-06-01 email before-due F-1', '2026-06-09 sms reminder-1 F-1'])
  })

  it('that are merged in a circle, and told so twice, stay one', async () => {
    const story = await tell('2026-06-01')
    await story.debtor('Anita')
    const circle = [story.merge('Ana', 'Anita'), story.merge('Anita', 'Ana')]
    await story.hear(...circle)
    await story.hear(...circle)
    await story.invoice('F-1', { due: '2026-06-15' })
    await story.invoice('F-2', { due: '2026-06-15', debtor: 'Anita' })
    await story.until('2026-06-13')
    expect(await story.debtors()).toHaveLength(1)
    expect((await story.messages()).map((line) => line.replace(/^\S+ /, ''))).toEqual(['email before-due F-1 F-2'])
  })
})

describe('a preference', () => {
  const prefers = (wish: object) => ({
    name: 'PreferenceChanged',
    detail: { debtor: erp('Ana'), author: 'Luz', ...wish },
  })

  it('for a channel is tried first, and for a language is spoken', async () => {
    const story = await tell('2026-06-01', { ana: { phone: PHONE } })
    await story.invoice('F-1', { due: '2026-06-15' })
    await story.hear(prefers({ channel: 'sms' }))
    await story.until('2026-06-13')
    expect(await story.messages()).toEqual(['2026-06-12 sms before-due F-1'])
    const [ana] = await story.debtors()
    expect(ana?.profile?.language).toBe('es-CO')
    await story.hear(prefers({ language: 'en' }))
    expect((await story.debtors())[0]?.profile?.language).toBe('en')
  })

  it.each([
    ['on a day the company does not write', { days: ['sat'], from: '09:00', to: '12:00' }],
    ['at an hour the law forbids', { days: ['mon', 'tue'], from: '21:00', to: '22:00' }],
  ])('%s leaves no time: a person takes what is late, and the reason is noted', async (_, hours) => {
    const story = await tell('2026-06-01')
    await story.invoice('F-1', { due: '2026-06-15' })
    await story.hear(prefers({ hours }))
    await story.until('2026-06-20')
    expect(await story.messages()).toEqual([])
    expect(await story.tasks()).toEqual(['collect noLawfulTime F-1'])
    expect(await story.silences()).toEqual(['F-1 before-due hours', 'F-1 reminder-1 handedOver'])
  })

  it('for some hours is kept to, inside those of the law', async () => {
    const story = await tell('2026-06-01')
    await story.invoice('F-1', { due: '2026-06-15' })
    await story.hear(prefers({ hours: { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '15:00', to: '17:00' } }))
    await story.until('2026-06-14')
    const { touches } = await story.books()
    const hours = touches.map(({ claimedAt }) => new Date(Date.parse(claimedAt) - 5 * 60 * MINUTE).getUTCHours())
    expect(hours.length).toBeGreaterThan(0)
    expect(hours.every((hour) => hour >= 15 && hour < 17)).toBe(true)
  })
})
