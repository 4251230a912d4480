import { describe, expect, it } from 'vitest'
import { policyMistakes } from '../../lib/contracts/policy-order.ts'
import { adopted } from '../../lib/domain/adoption.ts'
import { approvalGate, questionFor } from '../../lib/domain/approval.ts'
import { decide } from '../../lib/domain/decision.ts'
import { gather } from '../../lib/domain/gathering.ts'
import { dueNow } from '../../lib/domain/instalments.ts'
import type { Approval, IssuedInvoice } from '../../lib/domain/invoice.ts'
import type { InvoiceFact } from '../../lib/domain/invoice-fact.ts'
import type { ApprovalRule, Policy } from '../../lib/domain/policy.ts'
import { claimed } from '../../lib/domain/touch.ts'
import { asking, at8, bogota, debtor, invoiceAfter, open, policy, situation } from './given.ts'

const SKIP: ApprovalRule = { withinDays: 3, then: 'skip' }
const ABOUT = { step: 'second', dueDate: '2026-06-30', generation: 1 }
const asked: Approval = { ...ABOUT, id: '1.7', askedAt: '2026-07-09T13:00:00.000Z' }
const NOON = Date.parse('2026-07-10T17:00:00Z')

describe('a message that waits for approval', () => {
  it.each([
    ['needs none', undefined, undefined, NOON, 'open'],
    ['is asked about once it is due', SKIP, undefined, NOON, 'ask'],
    ['waits for the answer', SKIP, asked, NOON, 'wait'],
    ['waits to the last moment', SKIP, asked, Date.parse('2026-07-12T12:59:59.999Z'), 'wait'],
    ['is left out when nobody answers in time', SKIP, asked, Date.parse('2026-07-12T13:00:00Z'), 'skip'],
    ['goes to a person instead', { ...SKIP, then: 'handOver' }, asked, Date.parse('2026-07-12T13:00:00Z'), 'handOver'],
    ['may leave once it is approved', SKIP, { ...asked, approvedAt: '2026-07-10T15:00:00.000Z' }, NOON, 'open'],
    [
      'may leave later than the answer was due',
      SKIP,
      { ...asked, approvedAt: '2026-07-12T12:00:00.000Z' },
      Date.parse('2026-07-15T13:00:00Z'),
      'open',
    ],
    [
      'is asked about anew when the yes is a week old',
      SKIP,
      { ...asked, approvedAt: '2026-07-10T15:00:00.000Z' },
      Date.parse('2026-07-17T15:00:00Z'),
      'ask',
    ],
    ['does not leave once it is declined', SKIP, { ...asked, declinedAt: '2026-07-10T15:00:00.000Z' }, NOON, 'skip'],
    [
      'does not leave when one approves and another declines',
      SKIP,
      { ...asked, approvedAt: '2026-07-10T15:00:00.000Z', declinedAt: '2026-07-10T14:00:00.000Z' },
      NOON,
      'skip',
    ],
    [
      'is not approved by a yes to another step',
      SKIP,
      { ...asked, step: 'first', approvedAt: '2026-07-10T15:00:00.000Z' },
      NOON,
      'ask',
    ],
    [
      'nor to another due date',
      SKIP,
      { ...asked, dueDate: '2026-05-30', approvedAt: '2026-07-10T15:00:00.000Z' },
      NOON,
      'ask',
    ],
    [
      'nor in an earlier journey',
      SKIP,
      { ...asked, generation: 0, approvedAt: '2026-07-10T15:00:00.000Z' },
      NOON,
      'ask',
    ],
  ] as const)('%s', (_, rule, known, now, kind) => {
    expect(approvalGate(rule, ABOUT, known, now).kind).toBe(kind)
  })
})

/** The policy of the other tests, in which these steps wait for approval. */
const waiting = (rules: Readonly<Record<string, ApprovalRule>>): Policy => ({
  ...policy,
  steps: policy.steps.map((step) => {
    const approval = rules[step.id]
    return approval ? { ...step, approval } : step
  }),
})

/** Due on 30 June; the first reminder left on 2 July, and of the second a person was asked, or was not. */
function second(approval?: Approval): IssuedInvoice {
  const invoice = open()
  const lastTouch = { touch: 't-1', at: '2026-07-02T13:00:00.000Z', class: 'overdue' } as const
  return {
    ...invoice,
    journey: { ...invoice.journey, position: 1, level: 1, lastTouch, ...(approval && { approval }) },
  }
}

const decided = (invoice: IssuedInvoice, rule: ApprovalRule, now = at8('2026-07-09')) =>
  decide(asking, situation(invoice, { policy: waiting({ second: rule }) }), now)

describe('the decision about a step that waits', () => {
  it('asks on the day of the step, not before, and notes why nothing leaves', () => {
    expect(decided(second(), SKIP, at8('2026-07-08'))).toMatchObject({ decision: { waitingFor: 'reminderTime' } })
    expect(decided(second(), SKIP)).toEqual({
      decision: { kind: 'wait', waitingFor: 'release', reason: 'awaitingApproval', version: 1, seconds: 3 * 86_400 },
      suppressed: [{ step: 'second', reason: 'awaitingApproval' }],
      approval: { kind: 'ask', about: ABOUT, until: at8('2026-07-12') },
    })
  })

  it('waits for what is left of the time', () => {
    const verdict = decided(second(asked), SKIP, at8('2026-07-10'))
    expect(verdict.approval).toBeUndefined()
    expect(verdict.decision).toMatchObject({ reason: 'awaitingApproval', seconds: 2 * 86_400 })
  })

  it('contacts once it is approved; law, amount and money are asked all the same', () => {
    const approved = second({ ...asked, approvedAt: '2026-07-10T13:00:00.000Z' })
    expect(decided(approved, SKIP, at8('2026-07-10')).decision).toMatchObject({ kind: 'contact', step: 'second' })
    expect(decided({ ...approved, balance: 0 }, SKIP, at8('2026-07-10')).decision.kind).toBe('end')
    expect(decided({ ...approved, balance: 500 }, SKIP, at8('2026-07-10')).decision.reason).toBe('belowMinimum')
    expect(decided(approved, SKIP, at8('2026-07-11')).decision).toMatchObject({ waitingFor: 'reminderTime' })
  })

  it('leaves the step out, or the invoice to a person, as the policy says', () => {
    const declined = second({ ...asked, declinedAt: '2026-07-09T14:00:00.000Z' })
    expect(decided(declined, SKIP, at8('2026-07-10'))).toMatchObject({
      approval: { kind: 'skip', position: 2 },
      suppressed: [{ step: 'second', reason: 'notApproved' }],
    })
    expect(decided(declined, { ...SKIP, then: 'handOver' }, at8('2026-07-10')).decision).toMatchObject({
      ...{ kind: 'handOver', reason: 'notApproved' },
    })
  })

  it('keeps an invoice that waits out of the message about the others', () => {
    const rules = waiting({ second: SKIP })
    const other = { ...second(), id: 'erp:F-2' }
    const { touch } = gather(
      asking,
      { invoice: second(), policy },
      [{ invoice: other, policy: rules }],
      debtor,
      bogota,
      NOON_OF_STEP,
    )
    expect(touch?.members.map(({ invoice }) => invoice.id)).toEqual(['erp:F-1'])
    expect(touch?.leftOut).toEqual([{ invoice: 'erp:F-2', reason: 'awaitingApproval', ...ABOUT }])
  })

  it('goes by the own level of an invoice whose raised step would wait, as its journey does', () => {
    const rules = waiting({ third: SKIP })
    const late = at8('2026-07-17')
    const other = { ...second(), id: 'erp:F-2' }
    const raised = { ...other, journey: { ...other.journey, position: 2, level: 2 } }
    const lead = { invoice: second(), policy: rules }
    const { decision } = gather(asking, lead, [{ invoice: raised, policy: rules }], debtor, bogota, late)
    expect(decision).toMatchObject({ kind: 'contact', step: 'second' })
  })
})

const NOON_OF_STEP = at8('2026-07-09') + 4 * 3_600_000

describe('an answer', () => {
  const answer = (kind: 'approved' | 'declined', approval = '1.7'): InvoiceFact =>
    kind === 'approved'
      ? { kind, approval, at: '2026-07-10T15:00:00.000Z', author: 'Luz' }
      : { kind, approval, at: '2026-07-10T15:00:00.000Z', author: 'Luz', reason: 'x' }
  const answered = (...facts: InvoiceFact[]) =>
    invoiceAfter(facts, '2026-07-10T15:00:00.000Z', second(asked)).journey.approval

  it('counts for its own question alone, in whichever order two come', () => {
    expect(answered(answer('approved'))).toMatchObject({ approvedAt: '2026-07-10T15:00:00.000Z' })
    expect(answered(answer('approved', '1.6'))).toEqual(asked)
    expect(answered(answer('approved'), answer('declined'))).toEqual(answered(answer('declined'), answer('approved')))
  })

  it('may be taken back while it is a yes, and once only', () => {
    const at = '2026-07-10T15:00:00.000Z'
    const answers = (approval?: Approval) =>
      (['approve', 'decline'] as const).map((answer) => questionFor(answer, second(approval))?.id)
    expect(answers()).toEqual([undefined, undefined])
    expect(answers(asked)).toEqual(['1.7', '1.7'])
    expect(answers({ ...asked, approvedAt: at })).toEqual([undefined, '1.7'])
    expect(answers({ ...asked, approvedAt: at, declinedAt: at })).toEqual([undefined, undefined])
    expect(questionFor('decline', { ...second(asked), status: 'closed' })).toBeUndefined()
  })

  it('is used up by the message, and by another policy', () => {
    const invoice = second({ ...asked, approvedAt: '2026-07-10T15:00:00.000Z' })
    const [step] = policy.steps.slice(2)
    if (!step) throw new Error('the policy has no third step')
    const due = dueNow(invoice, '2026-07-10')
    expect(claimed({ invoice, step, position: 2, due }, 't-2', NOON, []).journey.approval).toBeUndefined()
    const order = { adoption: 'a', stamp: '2026-07-10T15:00:00.000Z#1#a' }
    expect(adopted(invoice, policy, { hash: 'new', policy }, order)?.after.journey.approval).toBeUndefined()
  })
})

describe('a policy whose step may be left out', () => {
  const mistakes = (id: string, rule: ApprovalRule) => policyMistakes(waiting({ [id]: rule }))

  it('is refused where the next step would rise by two levels', () => {
    expect(mistakes('second', SKIP)).toEqual([
      {
        path: ['steps', 2, 'approval', 'then'],
        input: 'skip',
        allowed: '"handOver": without this step the next would rise from level 1 to 3',
      },
    ])
    expect(mistakes('second', { ...SKIP, then: 'handOver' })).toEqual([])
    expect(mistakes('third', SKIP)).toEqual([])
  })
})
