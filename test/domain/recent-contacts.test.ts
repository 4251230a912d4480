import { describe, expect, it } from 'vitest'
import { contactsOf } from '../../lib/domain/chance.ts'
import { judge } from '../../lib/domain/law/judge.ts'
import { type Reserved, withReservation } from '../../lib/domain/recent-contacts.ts'
import { DAY, iso } from '../../lib/domain/time.ts'
import { calendarIn, cap, debtor, MONDAY_8 } from './given.ts'

const invoices = (count: number) => Array.from({ length: count }, (_, index) => ({ invoice: `erp:F-${index + 1}` }))
const message = (id: string, at: number, more: Partial<Reserved> = {}): Reserved => ({
  ...{ id, claimedAt: iso(at), class: 'overdue', entity: 'andina', currency: 'COP' },
  attempts: [{ channel: 'email', at: iso(at) }],
  members: invoices(1),
  ...more,
})
/** One contact about the same debt in seven days. */
const rules = calendarIn('America/Bogota', cap({ window: { unit: 'rollingDays', n: 7 }, per: 'debt' })).rules
const next = (recent: ReturnType<typeof withReservation>, invoice: string) => {
  const asked = { at: MONDAY_8 + DAY, medium: 'email', class: 'overdue', about: [invoice] } as const
  return judge(rules, asked, contactsOf({ ...debtor, recent })).kind
}

describe('a message about many invoices', () => {
  it('is a contact about each of up to 45', () => {
    const recent = withReservation({ recent: [] }, message('t-1', MONDAY_8, { members: invoices(45) }))
    expect([next(recent, 'erp:F-45'), next(recent, 'erp:F-46')]).toEqual(['refused', 'allowed'])
  })

  it('is one about any debt beyond, listed or not: never fewer contacts than there were', () => {
    const recent = withReservation({ recent: [] }, message('t-1', MONDAY_8, { members: invoices(46) }))
    expect([next(recent, 'erp:F-46'), next(recent, 'erp:F-1000')]).toEqual(['refused', 'refused'])
  })
})

describe('the contacts of a debtor', () => {
  it('have one place for a message, that of its last attempt', () => {
    const first = withReservation({ recent: [] }, message('t-1', MONDAY_8))
    const attempts = [
      { channel: 'email', at: iso(MONDAY_8) },
      { channel: 'sms', at: iso(MONDAY_8 + DAY) },
    ] as const
    const second = withReservation({ recent: first }, message('t-1', MONDAY_8, { attempts }))
    expect(second).toMatchObject([{ touch: 't-1', channel: 'sms', at: iso(MONDAY_8 + DAY), attempt: 2 }])
  })

  it('forget after sixty days, to the millisecond', () => {
    const first = withReservation({ recent: [] }, message('t-1', MONDAY_8))
    expect(withReservation({ recent: first }, message('t-2', MONDAY_8 + 60 * DAY))).toHaveLength(2)
    expect(withReservation({ recent: first }, message('t-2', MONDAY_8 + 60 * DAY + 1))).toHaveLength(1)
  })

  it('are none for a task to call: the call itself is one', () => {
    const attempts = [{ channel: 'call', at: iso(MONDAY_8) }] as const
    expect(withReservation({ recent: [] }, message('t-1', MONDAY_8, { attempts }))).toEqual([])
  })
})
