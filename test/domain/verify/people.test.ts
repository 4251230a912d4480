import { describe, expect, it } from 'vitest'
import { DAY, iso } from '../../../lib/domain/time.ts'
import type { BookedEntry, Evidence } from '../../../lib/domain/verify/evidence.ts'
import { verify } from '../../../lib/domain/verify/verify.ts'
import { policy } from '../given.ts'
import { attempt, CLAIMED, DEBTOR, evidenceOf, INVOICE, invoiceOf, member, touchOf } from './on-record.ts'

/** What the three checks find. */
const found = (more: Partial<Evidence>) =>
  verify(evidenceOf(more)).flatMap(({ check, finding }) =>
    finding.kind === 'unapproved' ? [finding.answer] : check === 'levelJump' || check === 'beforeTurn' ? [check] : [],
  )

const ago = (days: number): string => iso(Date.parse(CLAIMED) - days * DAY)

describe('a message that waits for a person', () => {
  const asked = (about: Partial<NonNullable<BookedEntry['asked']>> = {}): BookedEntry => ({
    ...{ key: 'asked#1.2', kind: 'asked', amount: 0, at: ago(2), version: 2 },
    asked: { step: 'first', dueDate: '2026-06-30', generation: 1, ...about },
  })
  const answer = (kind: 'approved' | 'declined', version: number, at = ago(1), approval = '1.2'): BookedEntry => {
    const said = { approval, at, author: 'carla' }
    const fact = kind === 'approved' ? { kind, ...said } : { kind, ...said, reason: 'no' }
    return { key: `${kind}#${approval}`, kind, amount: 0, at, version, fact }
  }
  const { asked: _, ...written } = asked()
  it.each<[string, readonly BookedEntry[], readonly string[]]>([
    ['had a yes', [asked(), answer('approved', 3)], []],
    ['had no answer', [asked()], ['none']],
    ['had a yes after it was claimed', [asked(), answer('approved', 5)], ['none']],
    ['had a yes to another question', [asked(), answer('approved', 3, ago(1), '1.9')], ['none']],
    ['had a no', [asked(), answer('declined', 3)], ['declined']],
    ['had a yes and a no', [asked(), answer('approved', 3), answer('declined', 4)], ['declined']],
    ['had a yes more than seven days before', [asked(), answer('approved', 3, ago(8))], ['expired']],
    [
      'was asked about before an order to follow another policy',
      [asked(), { key: 'adopted#O', kind: 'adopted', amount: 0, at: ago(1), version: 3 }],
      [],
    ],
    ['was another step', [asked({ step: 'second' })], []],
    ['was another instalment', [asked({ dueDate: '2026-07-30' })], []],
    ['was of an earlier release, which did not say of what', [written], ['none']],
  ])('%s', (_, lines, told) => {
    const about = invoiceOf()
    const invoices = [{ ...about, entries: [...about.entries, ...lines] }]
    const touches = [touchOf({ members: [member({ version: 4 })] })]
    expect(found({ invoices, touches })).toEqual(told)
    const back = touchOf({
      members: [member({ version: 4 })],
      status: 'released',
      attempts: [attempt({ outcome: 'notSent' })],
    })
    expect(found({ invoices, touches: [back] })).toEqual([])
  })

  const steps = policy.steps.map((step) => ({ ...step, approval: { withinDays: 3, then: 'skip' } as const }))
  const policies = new Map([
    ['asking', { ...policy, steps }],
    ['plain', policy],
  ])
  const following = (hash: string, line: readonly BookedEntry[] = []) => {
    const about = invoiceOf()
    const { journey } = about.invoice
    const invoice = { ...about.invoice, journey: { ...journey, policy: { id: 'test', hash } } }
    return [{ ...about, invoice, entries: [...about.entries, ...line] }]
  }
  const adopted = { from: { id: 'test', hash: 'asking' }, to: { id: 'test', hash: 'plain' } }
  it.each([
    ['its policy asks', following('asking'), ['notAsked']],
    ['its policy does not', following('plain'), []],
    ['nobody has its policy', following('lost'), []],
    [
      'its policy of then did',
      following('plain', [{ key: 'adopted#O', kind: 'adopted', amount: 0, at: CLAIMED, version: 9, adopted }]),
      ['notAsked'],
    ],
  ])('and of which nobody was asked: %s', (_, invoices, told) => {
    expect(found({ invoices, policies })).toEqual(told)
  })
})

describe('a level', () => {
  const at = (level: number, days: number, more: Parameters<typeof member>[0] = {}) =>
    touchOf({
      id: `level-${level}-${days}`,
      claimedAt: ago(days),
      attempts: [attempt({ at: ago(days) })],
      members: [member({ level, step: `step-${level}`, ...more })],
    })
  it('rises by one', () => {
    expect(found({ touches: [at(0, 9), at(1, 6), at(2, 3), at(3, 0)] })).toEqual([])
  })
  it('begins with the first, however late the invoice is', () => {
    expect(found({ touches: [at(2, 0)] })).toEqual(['levelJump'])
  })
  it('is not left out', () => {
    expect(found({ touches: [at(1, 6), at(3, 0)] })).toEqual(['levelJump'])
  })
  it('may have been heard of another invoice that is still owed, and not of one that is paid', () => {
    const other = (told: Parameters<typeof invoiceOf>[0]) => {
      const about = invoiceOf(told)
      return { ...about, invoice: { ...about.invoice, id: 'erp:F-2' } }
    }
    const owed = other(undefined)
    const fact = { kind: 'paid', payment: 'P', amount: 50_000, currency: 'COP' } as const
    const paid = {
      ...owed,
      entries: [
        ...owed.entries,
        { key: 'paid#P', kind: 'paid', amount: -50_000, at: ago(2), version: 2, fact } as const,
      ],
    }
    const touches = [at(1, 9), at(1, 8, { invoice: 'erp:F-2' }), at(2, 5, { invoice: 'erp:F-2' }), at(3, 0)]
    expect(found({ invoices: [invoiceOf(), owed], touches })).toEqual([])
    expect(found({ invoices: [invoiceOf(), paid], touches })).toEqual(['levelJump'])
  })
  it('counts a call that somebody was asked to make, and no message that did not leave', () => {
    const call = { ...at(2, 3), attempts: [attempt({ channel: 'call' as const, at: ago(3) })] }
    expect(found({ touches: [at(1, 6), call, at(3, 0)] })).toEqual([])
    expect(found({ touches: [at(1, 6), { ...call, status: 'released' as const }, at(3, 0)] })).toEqual(['levelJump'])
  })
})

describe('the first message of all', () => {
  // The message is of 2 July.
  const ramp = (from: string, ...percent: number[]) => ({ firstContacts: { from, percent } })
  it.each([
    ['before the first day', ramp('2026-07-03', 100), ['beforeTurn']],
    ['on a day of nobody', ramp('2026-07-01', 0, 0, 100), ['beforeTurn']],
    ['on the day of all', ramp('2026-07-01', 0, 100), []],
    ['after the last day', ramp('2026-06-01', 0, 1), []],
    ['where nobody waits', {}, []],
  ])('leaves %s', (_, more, told) => {
    expect(found(more)).toEqual(told)
  })
  it('waits for the share that holds the debtor', () => {
    const shares = Array.from({ length: 101 }, (_, percent) => found(ramp('2026-07-02', percent)).length)
    expect(shares[0]).toBe(1)
    expect(shares[100]).toBe(0)
    // Once in, always in.
    expect(shares).toEqual(shares.toSorted((a, b) => b - a))
  })
  it('is no answer to what the debtor wrote, and none after a contact of ours', () => {
    const early = ramp('2026-07-03', 100)
    expect(found({ ...early, touches: [touchOf({ class: 'receipt', members: [], total: 0 })] })).toEqual([])
    const contacts = [{ at: Date.parse(ago(1)), medium: 'call', class: 'overdue', about: [INVOICE] }] as const
    expect(found({ ...early, debtor: DEBTOR, contacts })).toEqual([])
  })
})
