import { describe, expect, it } from 'vitest'
import { projected } from '../../lib/domain/projection.ts'
import { DAY, dateAt } from '../../lib/domain/time.ts'
import { at8, bogota, debtor, issued, open, paid, policy } from './given.ts'

const FROM = at8('2026-06-25')
const UNTIL = FROM + 60 * DAY
const F1 = { invoice: open([issued()]), policy }
const days = (plan: ReturnType<typeof projected>): string[] =>
  plan.contacts.map(({ at, channel, invoices }) => [dateAt(at, bogota.zone), channel, ...invoices].join(' '))

describe('a debtor played ahead', () => {
  it('gets every message of the policy on its day, and a person in the end', () => {
    const plan = projected([F1], debtor, bogota, FROM, UNTIL)
    expect(days(plan)).toEqual([
      '2026-06-29 email erp:F-1',
      '2026-07-03 email erp:F-1',
      '2026-07-09 email erp:F-1',
      '2026-07-16 email erp:F-1',
    ])
    expect(plan.contacts.map(({ level }) => level)).toEqual([0, 1, 2, 3])
    expect(plan.handOvers.map(({ reason }) => reason)).toEqual(['afterLastStep'])
  })

  it('gets one message about two invoices of one day', () => {
    const second = { invoice: open([issued()], undefined, 'erp:F-2'), policy }
    expect(days(projected([F1, second], debtor, bogota, FROM, FROM + 10 * DAY))).toEqual([
      '2026-06-29 email erp:F-1 erp:F-2',
      '2026-07-03 email erp:F-1 erp:F-2',
    ])
  })

  it('whom nobody can reach is left to a person, once it is late', () => {
    const plan = projected([F1], { ...debtor, contactPoints: [] }, bogota, FROM, UNTIL)
    expect(plan).toMatchObject({ contacts: [], handOvers: [{ invoice: 'erp:F-1', reason: 'noContactPoint' }] })
  })

  it('who has paid gets nothing, and a plan that ends before the first message neither', () => {
    const settled = { invoice: open([issued(), paid(49_500)]), policy }
    expect(projected([settled], debtor, bogota, FROM, UNTIL).contacts).toEqual([])
    expect(projected([F1], debtor, bogota, FROM - 20 * DAY, FROM)).toEqual({ contacts: [], handOvers: [] })
  })
})
