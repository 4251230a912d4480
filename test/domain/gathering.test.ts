import { describe, expect, it } from 'vitest'
import { deliveredLevel, gather, languageFor } from '../../lib/domain/gathering.ts'
import type { InvoiceTerms, IssuedInvoice } from '../../lib/domain/invoice.ts'
import type { TouchClass } from '../../lib/domain/policy.ts'
import { claimed } from '../../lib/domain/touch.ts'
import { asking, at8, bogota, calendarIn, cap, debtor, issued, open, paid, policy } from './given.ts'

const NOW = at8('2026-06-29')
const invoice = (id: string, more: Partial<InvoiceTerms> = {}, currency = 'COP') =>
  open([issued(more, currency)], undefined, id)
const at = (level: number, one: IssuedInvoice): IssuedInvoice => ({
  ...one,
  journey: {
    ...one.journey,
    position: level,
    level,
    lastTouch: { touch: 't', at: '2026-06-20T13:00:00.000Z', class: 'overdue' },
  },
})
const onHold = (one: IssuedInvoice): IssuedInvoice => ({
  ...one,
  holds: { h: { placedAt: '2026-06-02T00:00:00.000Z', reason: 'dispute', author: 'ana' } },
})
const FIRST_ASK = { approval: { withinDays: 30, then: 'handOver' } } as const
const candidate = (one: IssuedInvoice) => ({ invoice: one, policy })
const together = (lead: IssuedInvoice, others: readonly IssuedInvoice[], now = NOW) =>
  gather(asking, candidate(lead), others.map(candidate), debtor, bogota, now)
const ids = (gathering: ReturnType<typeof together>) => gathering.touch?.members.map((one) => one.invoice.id)

describe('one message a debtor', () => {
  it('takes ten invoices that fall due together', () => {
    const others = Array.from({ length: 9 }, (_, index) => invoice(`erp:F-${index + 2}`))
    const { touch } = together(invoice('erp:F-1'), others)
    expect(touch).toMatchObject({ total: 500_000, class: 'beforeDue', level: 0, template: 'heads-up', currency: 'COP' })
    expect(touch?.members).toHaveLength(10)
  })

  it.each([
    ['another currency', invoice('erp:F-2', {}, 'USD')],
    ['another legal entity', invoice('erp:F-2', { entity: 'norteno' })],
    ['another class', at(0, invoice('erp:F-2', { dueDate: '2026-06-20' }))],
    ['another day', invoice('erp:F-2', { dueDate: '2026-07-10' })],
  ])('leaves out %s', (_, other) => {
    expect(ids(together(invoice('erp:F-1'), [other]))).toEqual(['erp:F-1'])
  })

  it('is said of rent where all are rent, and of invoices where one is not', () => {
    const of = (subject: string) => ({
      ...policy,
      steps: policy.steps.map((step) => ({ ...step, template: `${step.template}.${subject}` })),
    })
    const [rent, fees] = [of('rent'), of('fees')]
    const said = (other: typeof policy) =>
      gather(
        asking,
        { invoice: invoice('erp:F-1'), policy: rent },
        [{ invoice: invoice('erp:F-2'), policy: other }],
        debtor,
        bogota,
        NOW,
      ).touch
    expect(said(rent)).toMatchObject({ template: 'heads-up.rent', members: [{}, {}] })
    expect(said(fees)).toMatchObject({ template: 'heads-up', members: [{}, {}] })
  })

  it('leaves out a disputed invoice with its reason, and keeps the others', () => {
    const held = {
      ...invoice('erp:F-2'),
      holds: { h: { placedAt: '2026-06-02T00:00:00.000Z', reason: 'dispute', author: 'ana' } },
    }
    const gathering = together(invoice('erp:F-1'), [held, invoice('erp:F-3')])
    expect(ids(gathering)).toEqual(['erp:F-1', 'erp:F-3'])
    expect(gathering.leftOut).toEqual([
      { invoice: 'erp:F-2', generation: 1, dueDate: '2026-06-30', step: 'heads-up', reason: 'hold' },
    ])
  })

  it('leaves out what was paid at the last moment, with its reason', () => {
    const gathering = together(invoice('erp:F-1'), [open([issued(), paid(50_000)], undefined, 'erp:F-2')])
    expect(ids(gathering)).toEqual(['erp:F-1'])
    expect(gathering.leftOut).toMatchObject([{ invoice: 'erp:F-2', reason: 'paid' }])
  })

  it('sends nothing when the asking invoice is paid, whatever the others are', () => {
    const gathering = together(open([issued(), paid(50_000)]), [invoice('erp:F-2')])
    expect(gathering).toMatchObject({ decision: { kind: 'end', outcome: 'settled' } })
    expect(gathering.touch).toBeUndefined()
  })

  it('stays at its own level where what the others were told leads to a step for a person', () => {
    const steps = policy.steps.map((step) =>
      step.id === 'third' ? { ...step, consequence: 'suspension' as const } : step,
    )
    const [point] = debtor.contactPoints
    const warning = { level: 1, ...(point && { contactPoint: point.id }) }
    const warned = (one: IssuedInvoice) => ({ invoice: one, policy: { ...policy, steps }, warning })
    const [young, old] = [1, 2].map((level) => at(level, invoice(`erp:F-${level}`, { dueDate: '2026-06-10' })))
    if (!young || !old) throw new Error('there are two invoices')
    const { decision, touch } = gather(asking, warned(young), [warned(old)], debtor, bogota, NOW)
    // Its journey decides by its own level to contact, and would ask again for ever.
    expect(decision).toMatchObject({ kind: 'contact', step: 'second' })
    expect(touch?.members.map((one) => one.invoice.id)).toEqual(['erp:F-1'])
  })

  it('speaks of a consequence only to invoices whose own step has it, past their own gates', () => {
    const steps = policy.steps.map((step) => (step.level === 2 ? { ...step, consequence: 'fee' as const } : step))
    const arrivedAt = '2026-06-21T13:00:00.000Z'
    const owed = (id: string, level: number) => ({
      ...{ invoice: at(level, invoice(id, { dueDate: '2026-06-10' })), policy: { ...policy, steps } },
      ...(level > 0 && { warning: { level, arrivedAt } }),
    })
    const asks = (lead: number, ...others: number[]) =>
      gather(
        asking,
        owed('erp:F-1', lead),
        others.map((level, i) => owed(`erp:F-${i + 2}`, level)),
        debtor,
        bogota,
        NOW,
      )
    expect(ids(asks(1, 0, 1))).toEqual(['erp:F-1', 'erp:F-3'])
    expect(ids(asks(0, 1))).toEqual(['erp:F-1'])
  })

  it('speaks at the highest level, and lets each invoice advance by its own', () => {
    const overdue = { dueDate: '2026-06-10' }
    const old = at(1, invoice('erp:F-2', overdue))
    const young = invoice('erp:F-1', { dueDate: '2026-06-25' })
    const { touch } = together(young, [old])
    expect(touch).toMatchObject({ level: 2, template: 'second' })
    const levels = touch?.members.map((one) => claimed(one, 't', NOW, touch.points).journey.level)
    expect(levels).toEqual([1, 2])
  })

  it('goes by what is still open: paying the oldest invoice does not move the others', () => {
    const two = [at(1, invoice('erp:F-2')), at(1, invoice('erp:F-3'))]
    expect(deliveredLevel([at(3, invoice('erp:F-1')), ...two].map(candidate))).toBe(3)
    expect(deliveredLevel(two.map(candidate))).toBe(1)
  })

  describe('yields to what is more urgent when the budget does not reach for both', () => {
    const onceAWeek = calendarIn('America/Bogota', cap({ window: { unit: 'calendarWeek', n: 1 } }))
    const ask = (lead: IssuedInvoice, other: IssuedInvoice, calendar = onceAWeek, now = NOW) =>
      gather(asking, candidate(lead), [candidate(other)], debtor, calendar, now)
    // NOW is Monday 29 June; the second reminder of what fell due on 22 June is for Wednesday 1 July.
    const overdue = at(1, invoice('erp:F-2', { dueDate: '2026-06-22' }))
    const beforeDue = invoice('erp:F-1', { dueDate: '2026-07-02' })

    it('a reminder before the due date waits for the week after the overdue one', () => {
      const { decision, leftOut, touch } = ask(beforeDue, overdue)
      expect(touch).toBeUndefined()
      expect(decision).toMatchObject({ kind: 'wait', reason: 'cap', seconds: 7 * 86_400 })
      expect(leftOut).toEqual([
        { invoice: 'erp:F-1', generation: 1, dueDate: '2026-07-02', step: 'heads-up', reason: 'cap' },
      ])
    })

    it.each([
      ['formalNotice', 'arrangement'],
      ['formalNotice', 'overdue'],
      ['arrangement', 'overdue'],
    ] as const)('%s goes before %s, and not the other way round', (first, second) => {
      const of = (one: IssuedInvoice, kind: TouchClass) => ({
        invoice: one,
        policy: { ...policy, steps: policy.steps.map((step) => ({ ...step, class: kind })) },
      })
      const today = at(1, invoice('erp:F-1', { dueDate: '2026-06-20' }))
      const sent = (lead: TouchClass, other: TouchClass) =>
        gather(asking, of(today, lead), [of(overdue, other)], debtor, onceAWeek, NOW).touch !== undefined
      expect([sent(second, first), sent(first, second), sent(first, first)]).toEqual([false, true, true])
    })

    it.each([
      ['the overdue one itself does not', overdue, beforeDue, onceAWeek, at8('2026-07-01')],
      ['not without a cap', beforeDue, overdue, bogota, NOW],
      ['not to what is on hold', beforeDue, onHold(overdue), onceAWeek, NOW],
      [
        'not to what is only for the week after',
        beforeDue,
        at(1, invoice('erp:F-2', { dueDate: '2026-06-29' })),
        onceAWeek,
        NOW,
      ],
    ])('%s', (_, lead, other, calendar, now) => {
      expect(ids(ask(lead, other, calendar, now))).toContain(lead.id)
    })
  })

  it('leaves out what waits for people by its own level, whatever another invoice has been told', () => {
    const asked = { ...policy, steps: policy.steps.map((step) => ({ ...step, ...(step.level === 2 && FIRST_ASK) })) }
    const lead = at(2, invoice('erp:F-1', { dueDate: '2026-06-10' }))
    const other = at(1, invoice('erp:F-2', { dueDate: '2026-06-10' }))
    const touch = (rules: typeof policy) =>
      gather(asking, candidate(lead), [{ invoice: other, policy: rules }], debtor, bogota, at8('2026-07-10')).touch
    expect(touch(policy)?.members.map((one) => one.invoice.id)).toEqual(['erp:F-1', 'erp:F-2'])
    expect(touch(asked)?.members.map((one) => one.invoice.id)).toEqual(['erp:F-1'])
  })

  it('takes nobody along to where its own message did not arrive', () => {
    const tried = (id: string, point: string): IssuedInvoice => {
      const one = invoice(id, { dueDate: '2026-06-27' })
      return { ...one, journey: { ...one.journey, position: 0, tried: { step: 'first', points: [point] } } }
    }
    const [mail] = debtor.contactPoints
    if (!mail) throw new Error('Ana has no address')
    const phone = { ...mail, id: 'phone', channel: 'sms' as const, address: '+573001234567' }
    const reached = { ...debtor, contactPoints: [mail, phone] }
    const ask = (first: string, second: string) =>
      gather(asking, candidate(tried('erp:F-1', first)), [candidate(tried('erp:F-2', second))], reached, bogota, NOW)
    expect(ids(ask(mail.id, 'phone'))).toEqual(['erp:F-1'])
    expect(ids(ask(mail.id, mail.id))).toEqual(['erp:F-1', 'erp:F-2'])
  })

  it('uses up the step it sends, and the deferral before it', () => {
    const deferred = invoice('erp:F-1')
    const { touch } = together(
      { ...deferred, journey: { ...deferred.journey, notBefore: { at: '2026-06-20T00:00:00.000Z', reason: 'x' } } },
      [],
    )
    const next = claimed(touch!.members[0]!, 'touch-1', NOW, touch!.points)
    expect(next).toMatchObject({ version: 2, journey: { position: 0, level: 0, lastTouch: { touch: 'touch-1' } } })
    expect(next.journey.notBefore).toBeUndefined()
  })

  it.each([
    ['es-CO', ['es-MX', 'es-CO'], 'es-CO'],
    ['es-PE', ['en', 'es-MX'], 'es-MX'],
    ['pt-BR', ['es-CO', 'en'], 'es-CO'],
  ])('a debtor who speaks %s is written to from %j in %s', (language, languages, expected) => {
    const speaker = { ...debtor, profile: { ...debtor.profile!, language } }
    expect(languageFor(speaker, { ...policy, languages })).toBe(expected)
  })
})
