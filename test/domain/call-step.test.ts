import { describe, expect, it } from 'vitest'
import { adopted } from '../../lib/domain/adoption.ts'
import { withCall } from '../../lib/domain/call-step.ts'
import type { Receipt } from '../../lib/domain/delivery.ts'
import { gather } from '../../lib/domain/gathering.ts'
import type { IssuedInvoice, JourneyProgress } from '../../lib/domain/invoice.ts'
import type { Channel, Policy, Step } from '../../lib/domain/policy.ts'
import { claimed } from '../../lib/domain/touch.ts'
import type { TouchRecord } from '../../lib/domain/touch-record.ts'
import { asking, at8, bogota, debtor, open, policy } from './given.ts'

const CALLED_AT = '2026-07-09T13:00:00.000Z'
const MADE: Receipt = { status: 'delivered', at: CALLED_AT, deliveredAt: CALLED_AT }
const LEFT: Receipt = { status: 'sent', at: CALLED_AT }

/** The policy `test` with other steps; `second` is a call. */
const stepsOf = (...steps: readonly (Partial<Step> & Pick<Step, 'id' | 'level'>)[]): Policy => ({
  ...policy,
  id: 'other',
  steps: steps.map((one, index) => ({
    class: 'overdue',
    offset: { from: 'dueDate', days: 2 + 7 * index, count: 'calendar' },
    channels: ['email'],
    template: one.id,
    ...one,
  })),
})
const called = {
  ...policy,
  steps: policy.steps.map((step) =>
    step.id === 'second' ? { ...step, channels: ['call', 'email'] satisfies Channel[] } : step,
  ),
}

/** Due on 30 June; a person is asked on 9 July to call in the words of `second`, level 2, after the first at level 1. */
const asked = (more: Partial<JourneyProgress> = {}): IssuedInvoice => {
  const invoice = open()
  const lastTouch = { touch: 't-2', at: CALLED_AT, class: 'overdue' } as const
  const progress = { policy: { id: 'test', hash: 'old' }, position: 2, level: 2, lastTouch, calls: ['t-2'] }
  return { ...invoice, journey: { ...invoice.journey, ...progress, ...more } }
}

const touch = (receipt?: Receipt): TouchRecord =>
  ({
    id: 't-2',
    callBy: '2026-07-12T13:00:00.000Z',
    attempts: [{ channel: 'call', contactPoint: 'phone', at: CALLED_AT }],
    members: [
      {
        invoice: 'erp:F-1',
        generation: 1,
        version: asked().version - 1,
        step: 'second',
        level: 2,
        dueDate: '2026-06-30',
        was: { position: 1, level: 1, to: 2 },
      },
    ],
    ...(receipt && { receipt }),
  }) as unknown as TouchRecord

/** Where the journey stands once it was ordered to follow a policy, and the call is told of then, or not. */
function afterOrder(next: Policy, receipt?: Receipt) {
  const order = { adoption: 'a', stamp: '2026-07-10T12:00:00.000Z#1#a' }
  const moved = adopted(asked(), called, { hash: 'new', policy: next }, order)
  if (!moved) throw new Error('the order was not taken')
  const stands = withCall(moved.after, touch(receipt), next)
  const { position, level } = stands.invoice.journey
  return [next.steps[position]?.id, level, stands.call?.step]
}

const A = { id: 'a', level: 1 }
const B = { id: 'b', level: 2 }
const C = { id: 'c', level: 3 }
const SECOND = { id: 'second', level: 2 }

describe('a call that a person was asked to make', () => {
  it('counts once somebody was reached or a message was left, not as a task', () => {
    const level = (receipt?: Receipt) => withCall(asked(), touch(receipt), called).invoice.journey.level
    expect([level(), level(MADE), level(LEFT)]).toEqual([1, 2, 2])
  })

  it.each<[string, Policy, Receipt | undefined, readonly unknown[]]>([
    ['that nobody made was not said: the level it had is next', stepsOf(A, B, C), undefined, ['a', 1, undefined]],
    ['that was made is not said again', stepsOf(A, B, C), MADE, ['b', 2, undefined]],
    ['in which a message was left is not said again', stepsOf(A, B, C), LEFT, ['b', 2, undefined]],
    ['that nobody made is said by the same step', stepsOf(A, SECOND, C), undefined, ['second', 1, 'second']],
    ['that was made is the same step', stepsOf(A, SECOND, { ...B, id: 'again' }, C), MADE, ['second', 2, undefined]],
    [
      'that nobody made is not the step of that name at another level',
      stepsOf(A, B, { ...SECOND, level: 3 }),
      undefined,
      ['a', 1, undefined],
    ],
    ['that nobody made, where every level it had was said', stepsOf(A), undefined, ['a', 1, undefined]],
  ])('%s, under a policy that is followed since', (_, next, receipt, expected) => {
    expect(afterOrder(next, receipt)).toEqual(expected)
  })

  it('that nobody made counts from where the journey went on, once something was written of it since the order', () => {
    const next = stepsOf(A, B, C)
    const order = { adoption: 'a', stamp: '2026-07-10T12:00:00.000Z#1#a' }
    const moved = adopted(asked(), called, { hash: 'new', policy: next }, order)?.after ?? asked()
    const stands = withCall(moved, touch(), next).invoice
    const skipped = { ...stands, journey: { ...stands.journey, position: 1 } }
    expect(withCall(skipped, touch(), next).invoice).toEqual(skipped)
    expect(withCall(skipped, touch(MADE), next).invoice.journey).toMatchObject({ position: 1, level: 2 })
  })

  it('says nothing of an instalment that is reminded since', () => {
    const later = asked({
      anchor: '2026-07-30',
      position: -1,
      level: 0,
      adopted: { stamp: 'z', version: asked().version },
    })
    expect(withCall(later, touch(MADE), called)).toEqual({ invoice: later })
  })

  it('is remembered on every invoice of its message, whatever the step of that says', () => {
    const invoice = open()
    const [first] = called.steps.slice(1)
    if (!first) throw new Error('the policy has no first step')
    const due = { number: 1, through: 1, of: 1, dueDate: '2026-06-30', amount: 50_000, open: 50_000 }
    const member = { invoice, step: first, position: 1, due }
    const phone = {
      id: 'phone',
      channel: 'call',
      address: '+576015550100',
      active: true,
      role: 'holder',
      stamp: 's',
    } as const
    expect(claimed(member, 't-9', at8('2026-07-02'), [phone]).journey.calls).toEqual(['t-9'])
    expect(claimed(member, 't-9', at8('2026-07-02'), debtor.contactPoints).journey.calls).toBeUndefined()
  })
})

describe('a step with a consequence', () => {
  const phone = {
    id: 'phone',
    channel: 'call',
    address: '+576015550100',
    active: true,
    role: 'holder',
    stamp: 's',
  } as const
  const reachable = { ...debtor, contactPoints: [...debtor.contactPoints, phone] }
  const warning = { level: 1, arrivedAt: '2026-07-02T13:00:00.000Z' }
  const first = { touch: 't-1', at: '2026-07-02T13:00:00.000Z', class: 'overdue' } as const
  const warned = asked({ position: 1, level: 1, lastTouch: first, calls: [] })
  const decided = (channels: readonly Channel[]) => {
    const steps = policy.steps.map((step) =>
      step.id === 'second' ? { ...step, channels, consequence: 'suspension' as const } : step,
    )
    const { decision, touch: planned } = gather(
      asking,
      { invoice: warned, policy: { ...policy, steps }, warning },
      [],
      reachable,
      bogota,
      at8('2026-07-09'),
    )
    return [decision.kind, decision.reason, planned?.points.map(({ channel }) => channel)]
  }

  it('is written, also by a policy from before it had to be', () => {
    expect(decided(['call', 'email'])).toEqual(['contact', 'second', ['email']])
  })

  it('that a policy from then only lets be called is left to a person', () => {
    expect(decided(['call'])).toEqual(['handOver', 'noContactPoint', undefined])
  })
})
