import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { adopted, standingIn } from '../../lib/domain/adoption.ts'
import { planMove } from '../../lib/domain/adoption-plan.ts'
import { anchored } from '../../lib/domain/anchor.ts'
import type { IssuedInvoice, JourneyProgress } from '../../lib/domain/invoice.ts'
import type { Policy, Step } from '../../lib/domain/policy.ts'
import { returned } from '../../lib/domain/returning.ts'
import { nextTouch } from '../../lib/domain/schedule.ts'
import type { TouchRecord } from '../../lib/domain/touch-record.ts'
import { at8, bogota, debtor, open, policy } from './given.ts'

/** A policy of steps such as "gentle 1 5": name, level, days after the due date. */
const policyOf = (...steps: readonly string[]): Policy => ({
  ...policy,
  id: 'other',
  steps: steps.map((text): Step => {
    const [id = '', level = '0', days = '0'] = text.split(' ')
    return {
      id,
      level: Number(level),
      class: level === '0' ? 'beforeDue' : 'overdue',
      offset: { from: 'dueDate', days: Number(days), count: 'calendar' },
      channels: ['email'],
      template: id,
    }
  }),
})

/** Due on 30 June; the second of four steps (`first`, level 1) left on 2 July. */
const afterTheFirst = (more: Partial<JourneyProgress> = {}): IssuedInvoice => {
  const invoice = open()
  const lastTouch = { touch: 't-1', at: '2026-07-02T13:00:00.000Z', class: 'overdue' } as const
  const progress = { policy: { id: 'test', hash: 'old' }, position: 1, level: 1, lastTouch }
  return { ...invoice, journey: { ...invoice.journey, ...progress, ...more } }
}

const order = (stamp = '2026-07-05T12:00:00.000Z#1#a') => ({ adoption: 'a', stamp })

describe('where a journey stands in another policy', () => {
  it.each([
    ['nothing sent: it begins at the first step', -1, 0, ['a 0 -3', 'b 1 2'], -1],
    ['the same step at another place', 1, 1, ['x 0 -9', 'y 0 -3', 'first 1 5', 'z 2 9'], 2],
    ['the same step, of two at its level: the other is still said', 1, 1, ['first 1 5', 'again 1 9', 'z 2 14'], 0],
    ['no such step: its level is not said again', 1, 1, ['a 0 -3', 'b 1 2', 'c 1 6', 'd 2 9'], 2],
    ['the same step, firmer now: it was said', 1, 1, ['a 1 2', 'first 2 5', 'd 3 9'], 1],
    ['the same step, milder now: nothing of the level reached follows', 2, 2, ['second 1 2', 'b 2 5', 'c 3 9'], 1],
    ['all that is left was reached', 3, 3, ['a 1 2', 'b 2 9'], 1],
    ['a milder schedule with nothing reached', 0, 0, ['a 1 2', 'b 2 9'], -1],
  ])('%s', (_, position, level, steps, expected) => {
    expect(standingIn(policyOf(...steps), policy, { position, level })).toMatchObject({ position: expected, level })
  })

  it.each([
    ['a step before the due date', 0, ['a 0 -7', 'b 0 -3', 'c 1 2'], 1],
    ['a step before the due date, in a policy without one again', 0, ['c 1 2'], -1],
    ['a firmer level', 2, ['a 1 2', 'b 2 5', 'c 3 9'], 1],
  ])('knows %s that was said, also by way of a policy that has none of it', (_, level, steps, expected) => {
    const without = policyOf('x 3 9')
    const said = standingIn(without, policy, { position: level, level })
    expect(said.position).toBe(-1)
    expect(standingIn(policyOf(...steps), without, said)).toMatchObject({ position: expected, level })
  })

  it('forgets with the due date that a step before it was said', () => {
    const without = { hash: 'new', policy: policyOf('x 1 9') }
    const moved = adopted(afterTheFirst({ position: 0, level: 0 }), policy, without, order())?.after ?? open()
    expect(moved.journey).toMatchObject({ position: -1, saidBeforeDue: true })
    const later = { ...moved, terms: { ...moved.terms, dueDate: '2026-09-30' } }
    expect(anchored(moved, later, '2026-07-06T12:00:00.000Z').journey.saidBeforeDue).toBeUndefined()
  })

  const ladder = fc
    .array(fc.tuple(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), fc.integer({ min: 0, max: 1 })), {
      minLength: 1,
      maxLength: 6,
    })
    .map((rungs) => {
      let level = 0
      const names = new Set<string>()
      const steps = rungs.flatMap(([id, rise]) => {
        if (names.has(id)) return []
        names.add(id)
        level += rise
        return [`${id} ${level} ${names.size * 7}`]
      })
      return policyOf(...steps)
    })

  it('never says again what was said, nor anything below the level reached', () => {
    fc.assert(
      fc.property(ladder, ladder, fc.nat(5), (before, next, chosen) => {
        const position = Math.min(chosen, before.steps.length - 1)
        const used = before.steps[position]
        const reached = { position, level: used?.level ?? 0 }
        const { position: stands, level } = standingIn(next, before, reached)
        const left = next.steps.slice(stands + 1)
        expect(level).toBe(reached.level)
        expect(left.filter((step) => step.level < level || step.id === used?.id)).toEqual([])
        expect(standingIn(before, before, reached)).toEqual(reached)
      }),
    )
  })
})

describe('an order to follow another policy', () => {
  const other = { hash: 'new', policy: policyOf('soft 1 10', 'firm 2 30') }

  it('keeps what was sent, put off and tried; it leaves one line, with ids alone', () => {
    const notBefore = { at: '2026-07-20T13:00:00.000Z', reason: 'contended' }
    const before = afterTheFirst({ notBefore, reached: { '2026-05-30': { position: 3, level: 3 } } })
    const { after, entry } = adopted(before, policy, other, order()) ?? {}
    expect(after?.journey).toMatchObject({
      ...{ position: 0, level: 1, notBefore, lastTouch: before.journey.lastTouch },
      ...{ policy: { id: 'other', hash: 'new' }, reached: { '2026-05-30': { position: 1, level: 3 } } },
    })
    expect(after?.version).toBe(before.version + 1)
    expect(entry).toEqual({
      ...{ key: 'adopted#a', kind: 'adopted', amount: 0 },
      adopted: { from: { id: 'test', hash: 'old' }, to: { id: 'other', hash: 'new' } },
    })
  })

  it('gives way to a later one, whichever comes first', () => {
    const [early, late] = [order('2026-07-05T12:00:00.000Z#1#a'), order('2026-07-05T12:00:00.001Z#1#b')]
    const third = { hash: 'third', policy: policyOf('x 1 3') }
    const inOrder = adopted(adopted(afterTheFirst(), policy, other, early)?.after ?? open(), other.policy, third, late)
    const turned = adopted(afterTheFirst(), policy, third, late)
    expect(inOrder?.after.journey.policy).toEqual(turned?.after.journey.policy)
    expect(adopted(turned?.after ?? open(), third.policy, other, early)).toBeUndefined()
    // The same order once more, as a queue may bring it.
    expect(adopted(turned?.after ?? open(), third.policy, third, late)).toBeUndefined()
  })

  it('is not undone by the bounce of a message that left under the other schedule', () => {
    const moved = adopted(afterTheFirst(), policy, { hash: 'new', policy }, order())?.after ?? open()
    const before = afterTheFirst()
    const member = { invoice: 'erp:F-1', generation: 1, step: 'first', was: { position: 0, level: 0, to: 1 } }
    const touch = { id: 't-1', attempts: [] } as unknown as TouchRecord
    const returning = (version: number) => ({ touch, member: { ...member, version } as TouchRecord['members'][number] })
    expect(returned(before, returning(before.version - 1))).toMatchObject({ position: 0 })
    expect(returned(moved, returning(before.version - 1))).toBeUndefined()
    expect(returned(moved, returning(moved.version))).toMatchObject({ position: 0 })
  })
})

describe('the plan of an adoption', () => {
  const plan = (to: Policy, now: number, invoice = afterTheFirst()) =>
    planMove({ invoice, debtor, calendar: bogota, policy }, { hash: 'new', policy: to }, now)

  it('says what would be next before and after, and what is not said', () => {
    expect(plan(policyOf('a 0 -5', 'soft 1 5', 'firm 2 20'), at8('2026-07-03'))).toMatchObject({
      before: { kind: 'step', step: 'second', on: '2026-07-09' },
      after: { kind: 'step', step: 'firm', on: '2026-07-20' },
      skipped: ['a', 'soft'],
    })
  })

  it('says one step whose day has passed, and at most one level above what was reached', () => {
    const quick = policyOf('first 1 1', 'b 2 4', 'c 2 6', 'd 3 8', 'e 3 40')
    const now = at8('2026-07-20')
    expect(plan(quick, now)).toMatchObject({ after: { step: 'c', on: '2026-07-20' }, skipped: ['b'] })
    const moved = adopted(afterTheFirst(), policy, { hash: 'new', policy: quick }, order())?.after
    const invoice = { ...open(), journey: moved?.journey ?? open().journey }
    expect(nextTouch(quick, invoice, 1, bogota, now)?.step.id).toBe('c')
  })

  it('does not say a step before the due date once that is past', () => {
    const fresh = { ...open(), journey: { ...open().journey, policy: { id: 'test', hash: 'old' } } }
    expect(plan(policyOf('a 0 -5', 'b 1 20'), at8('2026-07-02'), fresh)).toMatchObject({
      after: { step: 'b', on: '2026-07-20' },
      skipped: ['a'],
    })
  })

  it('says so where a shorter schedule is over at once', () => {
    const short = { ...policyOf('first 1 1'), afterLast: { days: 1, then: 'handOver' } } as const
    expect(plan(short, at8('2026-07-20')).after).toEqual({ kind: 'handOver', reason: 'afterLastStep' })
    expect(plan({ ...short, afterLast: { days: 30, then: 'exhaust' } }, at8('2026-07-20')).after).toEqual({
      ...{ kind: 'afterLast', then: 'exhaust', on: '2026-08-01' },
    })
  })
})
