import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  CONTACT_RESULTS,
  isConversation,
  type PersonalContact,
  type PlannedContact,
  reservationOf,
  withPersonalContact,
} from '../../lib/domain/personal-contact.ts'
import { DAY, iso } from '../../lib/domain/time.ts'

const NOW = Date.parse('2026-06-17T20:40:00Z')
const contact = (more: Partial<PersonalContact> = {}): PersonalContact => ({
  contact: 'crm:C-1',
  debtor: 'erp:D-1',
  channel: 'call',
  at: iso(NOW),
  author: 'laura',
  result: 'promise',
  conversation: true,
  ...more,
})

/** The same contact before it was made. */
function planned(author: string): PlannedContact {
  const { result: _, ...made } = contact({ conversation: false })
  return { ...made, author, task: 'collect/erp:F-1/1', contactPoints: ['phone'] }
}

describe('a contact that a person made', () => {
  it('spends the budget of its medium, about what it was about', () => {
    expect(withPersonalContact([], contact({ invoices: ['erp:F-1'] }), NOW)).toEqual([
      {
        touch: 'contact/crm:C-1',
        at: iso(NOW),
        class: 'overdue',
        channel: 'call',
        about: ['erp:F-1'],
        conversation: true,
      },
    ])
    expect(withPersonalContact([], contact({ channel: 'other', conversation: false }), NOW)).toEqual([
      { touch: 'contact/crm:C-1', at: iso(NOW), class: 'overdue', channel: 'call' },
    ])
  })

  it('counts once, and not at all when no cap looks back that far', () => {
    const once = withPersonalContact([], contact(), NOW) ?? []
    expect(withPersonalContact(once, contact(), NOW)).toBeUndefined()
    expect(withPersonalContact([], contact({ at: iso(NOW - 61 * DAY) }), NOW)).toBeUndefined()
  })

  it('takes the place of its own reservation', () => {
    const reserved = withPersonalContact([], planned('laura'), NOW) ?? []
    const { task, contactPoints, author } = planned('laura')
    expect(reserved).toMatchObject([{ reserved: { contact: 'crm:C-1', task, author, contactPoints } }])
    expect(withPersonalContact(reserved, contact(), NOW)).toEqual(withPersonalContact([], contact(), NOW))
  })

  it.each<[string, Parameters<typeof reservationOf>[1], boolean, boolean]>([
    ['the same task and author today', { task: 'collect/erp:F-1/1', author: 'laura' }, true, true],
    ['the same task and author of another day', { task: 'collect/erp:F-1/1', author: 'laura' }, false, false],
    ['another author', { task: 'collect/erp:F-1/1', author: 'luis' }, true, false],
    ['another task', { task: 'collect/erp:F-2/1', author: 'laura' }, true, false],
  ])('is found again for %s', (_, who, isToday, found) => {
    const reserved = withPersonalContact([], planned('laura'), NOW) ?? []
    expect(reservationOf(reserved, who, () => isToday) !== undefined).toBe(found)
    const over = withPersonalContact(reserved, contact(), NOW) ?? []
    expect(reservationOf(over, who, () => isToday)).toBeUndefined()
  })

  it('comes to the same in any order', () => {
    const some = fc.uniqueArray(
      fc.record({ contact: fc.constantFrom('crm:A', 'crm:B', 'crm:C'), days: fc.integer({ min: 0, max: 90 }) }),
      { selector: ({ contact: id }) => id, maxLength: 3 },
    )
    const all = (list: readonly { contact: string; days: number }[]) =>
      list.reduce<ReturnType<typeof withPersonalContact>>(
        (recent = [], { contact: id, days }) =>
          withPersonalContact(recent, contact({ contact: id, at: iso(NOW - days * DAY) }), NOW) ?? recent,
        [],
      )
    fc.assert(
      fc.property(some, (list) => {
        expect(all(list.toReversed())).toEqual(all(list))
      }),
    )
  })

  it.each([
    ['reached', true],
    ['promise', true],
    ['disputed', true],
    ['refused', true],
    ['leftMessage', false],
    ['noAnswer', false],
    ['wrongPerson', false],
  ] as const)('that ended with %s was a conversation: %s', (result, spoke) => {
    expect(isConversation(result)).toBe(spoke)
    expect(CONTACT_RESULTS).toContain(result)
  })
})
