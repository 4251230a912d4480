import { describe, expect, it } from 'vitest'
import { placeInLine, type Word } from '../../lib/domain/sending-gate.ts'
import { saySending } from './say-sending.ts'
import { stories, tell } from './story.ts'

stories()

const stop: Word = { kind: 'stop', cause: 'killSwitch' }
const dryRun: Word = { kind: 'release', release: { stage: 'dryRun' } }

describe('the switch that stops everything', () => {
  it('holds before the next claim, and what was due leaves the day it is lifted', async () => {
    const story = await tell('2026-06-01')
    await story.invoice('F-1', { due: '2026-06-15' })
    await story.until('2026-06-11')
    await saySending(story, stop)
    await story.until('2026-06-16 12:00')
    expect(await story.messages()).toEqual([])
    expect(await story.silences()).toEqual(['F-1 before-due killSwitch'])
    await saySending(story, { kind: 'resume' })
    await story.until('2026-06-18')
    expect(await story.messages()).toEqual(['2026-06-17 email reminder-1 F-1'])
  })

  it('a payment while it is off ends the journey without a word', async () => {
    const story = await tell('2026-06-01')
    await story.invoice('F-1', { due: '2026-06-15' })
    await saySending(story, stop)
    await story.until('2026-06-18')
    await story.pays('F-1')
    await saySending(story, { kind: 'resume' })
    await story.until('2026-07-15')
    expect(await story.messages()).toEqual([])
    expect(await story.outcome('F-1')).toBe('settled')
  })
})

describe('something out of its band', () => {
  it('stops sending for everybody until a person restarts it', async () => {
    const story = await tell('2026-06-01', { ana: { mail: 'a@cliente.example' } })
    await story.stage.redeploy((catalog) => {
      const guard = { ...catalog.company.guard, sendsPerHour: 2 }
      return { ...catalog, company: { ...catalog.company, guard } }
    })
    for (const name of ['Beto', 'Caro', 'Dani', 'Eva']) await story.debtor(name, { mail: `${name}@cliente.example` })
    for (const debtor of ['Ana', 'Beto', 'Caro', 'Dani', 'Eva'])
      await story.invoice(`F-${debtor}`, { due: '2026-06-15', debtor })
    await story.until('2026-06-12 17:00')
    const early = (await story.letters()).length
    const silences = (await story.silences()).filter((line) => line.endsWith('outOfBand'))
    expect([early, new Set(silences.map((line) => line.split(' ')[0])).size]).toEqual([2, 3])
    await saySending(story, { kind: 'resume' })
    await story.until('2026-06-19')
    expect((await story.letters()).length).toBeGreaterThan(early)
  })

  it('may be what debtors answer: that they have paid already', async () => {
    const story = await tell('2026-06-01')
    await story.stage.redeploy((catalog) => {
      const guard = { ...catalog.company.guard, paidReplies: { atLeast: 0, percent: 0 } }
      return { ...catalog, company: { ...catalog.company, guard } }
    })
    await story.debtor('Beto', { mail: 'beto@cliente.example' })
    await story.invoice('F-2', { due: '2026-06-02', debtor: 'Beto' })
    const reply = { reply: 'R-1', channel: 'email', from: 'ana@cliente.example', text: 'Ya pagué ayer' }
    await story.hear({ name: 'ReplyReceived', detail: reply })
    await story.minutes(90)
    expect(await story.messages()).toEqual([])
    expect(await story.silences()).toContain('F-2 before-due outOfBand')
  })

  it('is not one bounce that is told three times', async () => {
    const story = await tell('2026-06-01')
    await story.stage.redeploy((catalog) => {
      const guard = { ...catalog.company.guard, bounces: { atLeast: 1, percent: 0 } }
      return { ...catalog, company: { ...catalog.company, guard } }
    })
    await story.invoice('F-1', { due: '2026-06-04' })
    await story.until('2026-06-01 12:00')
    const { detail, source } = await story.complaintAt('2026-06-01T16:30:00.000Z')
    const bounce = { bounceType: 'Permanent', bounceSubType: 'General', timestamp: detail.complaint.timestamp }
    const told = {
      ...{ source, detailType: 'Email Bounced' },
      detail: { eventType: 'Bounce', mail: detail.mail, bounce: { ...bounce, bouncedRecipients: [] } },
    }
    await story.report(told, told, told)
    expect((await story.deliveries()).filter((one) => one.includes('bounced'))).toHaveLength(1)
    await story.debtor('Beto', { mail: 'beto@cliente.example' })
    await story.invoice('F-2', { due: '2026-06-02', debtor: 'Beto' })
    await story.minutes(90)
    expect((await story.letters()).map(({ to }) => to)).toEqual(['ana@cliente.example', 'beto@cliente.example'])
  })

  it('five bounces too many are enough, and the debtors who come after are spared', async () => {
    const story = await tell('2026-06-01')
    await story.stage.redeploy((catalog) => {
      const guard = { ...catalog.company.guard, bounces: { atLeast: 0, percent: 0 } }
      return { ...catalog, company: { ...catalog.company, guard } }
    })
    story.provider('ana@cliente.example', 'bounce')
    await story.invoice('F-1', { due: '2026-06-04' })
    await story.until('2026-06-01 12:00')
    expect(await story.deliveries()).toEqual(['email bounced Permanent/General'])
    await story.debtor('Beto', { mail: 'beto@cliente.example' })
    await story.invoice('F-2', { due: '2026-06-02', debtor: 'Beto' })
    await story.minutes(90)
    expect((await story.letters()).map(({ to }) => to)).toEqual(['ana@cliente.example'])
    expect(await story.silences()).toContain('F-2 before-due outOfBand')
    await saySending(story, { kind: 'resume' })
    await story.until('2026-06-05')
    expect((await story.letters()).map(({ to }) => to)).toContain('beto@cliente.example')
  })
})

describe('a new deployment', () => {
  it('notes in its dry run what would have been sent, and sends it when the day of everybody comes', async () => {
    const story = await tell('2026-06-01')
    await saySending(story, dryRun)
    await story.invoice('F-1', { due: '2026-06-15' })
    await story.until('2026-06-18')
    expect(await story.messages()).toEqual([])
    expect(await story.silences()).toEqual(['F-1 before-due dryRun', 'F-1 reminder-1 dryRun'])
    expect((await story.books()).touches).toEqual([])
    await saySending(story, { kind: 'release', release: { stage: 'everything' } })
    await story.until('2026-06-20')
    expect(await story.messages()).toEqual(['2026-06-19 email reminder-1 F-1'])
  })

  it('writes to its canaries, and to nobody else', async () => {
    const story = await tell('2026-06-01', { ana: { mail: 'ana@cliente.example' } })
    await story.debtor('Beto', { mail: 'beto@cliente.example' })
    const [ana, beto] = [placeInLine('erp:Ana'), placeInLine('erp:Beto')]
    expect(ana).not.toBe(beto)
    await saySending(story, { kind: 'release', release: { stage: 'canary', percent: (ana + beto) / 2 } })
    await story.invoice('F-1', { due: '2026-06-15' })
    await story.invoice('F-2', { due: '2026-06-15', debtor: 'Beto' })
    await story.until('2026-06-13')
    const [chosen, other] = ana < beto ? ['F-1', 'F-2'] : ['F-2', 'F-1']
    expect(await story.messages()).toEqual([`2026-06-12 email before-due ${chosen}`])
    expect(await story.silences()).toEqual([`${other} before-due canary`])
  })
})
