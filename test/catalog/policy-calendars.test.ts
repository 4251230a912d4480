import { describe, expect, it } from 'vitest'
import { compileCatalog } from '../../lib/catalog/compile-catalog.ts'
import { Policy } from '../../lib/contracts/policy.ts'
import { payDayFrom } from '../../lib/domain/pay-day.ts'
import { nextTouch } from '../../lib/domain/schedule.ts'
import { dateAt, iso } from '../../lib/domain/time.ts'
import { at8, bogota, issued, open } from '../domain/given.ts'

const { policies } = compileCatalog('catalog')

/** Every message that an invoice which nobody pays would get in Bogotá in a year without holidays, all delivered. */
function calendarOf(id: string, dueDate: string): string[] {
  const policy = policies[id]?.policy
  if (policy === undefined) throw new Error(`no policy ${id}`)
  const days: string[] = []
  let invoice = open([issued({ dueDate })])
  let now = at8('2026-05-01')
  for (;;) {
    const touch = nextTouch(policy, invoice, invoice.journey.level, bogota, now)
    if (touch === undefined) return days
    days.push(`${dateAt(touch.at, bogota.zone).slice(5)} ${touch.step.id}`)
    now = touch.at
    const lastTouch = { touch: touch.step.id, at: iso(touch.at), class: touch.step.class }
    invoice = {
      ...invoice,
      journey: { ...invoice.journey, position: touch.position, level: touch.step.level, lastTouch },
    }
  }
}

describe('an invoice due on Friday 5 June 2026 that nobody pays', () => {
  it.each([
    ['consumer-flexible', ['06-02 before-due', '06-15 reminder-1', '06-30 reminder-2', '07-15 reminder-3']],
    ['consumer-instalments', ['06-02 before-due', '06-08 reminder-1', '06-15 reminder-2', '06-22 reminder-3']],
    ['consumer-strict', ['06-01 before-due', '06-08 reminder-1', '06-15 reminder-2', '06-22 reminder-3']],
    [
      'b2b-30-days',
      ['05-29 before-due', '06-08 reminder-1', '06-17 reminder-2', '06-26 reminder-3', '07-17 formal-notice'],
    ],
    [
      'b2b-60-days',
      ['05-22 before-due', '06-10 reminder-1', '06-19 reminder-2', '07-03 reminder-3', '07-24 formal-notice'],
    ],
    ['school-fees', ['06-01 before-due', '06-10 reminder-1', '06-30 reminder-2', '07-15 reminder-3']],
    ['clinic', ['06-15 reminder-1', '06-29 reminder-2', '07-13 reminder-3']],
    ['rent', ['06-01 before-due', '06-08 reminder-1', '06-15 reminder-2', '06-22 reminder-3']],
    ['subscription', ['06-08 reminder-1', '06-15 reminder-2', '06-22 reminder-3']],
  ])('is written to by %s on these days', (id, days) => {
    expect(calendarOf(id, '2026-06-05')).toEqual(days)
  })

  it.each(['consumer-flexible', 'school-fees'])('meets no pay day twice with %s, whatever day it is due', (id) => {
    const steps = policies[id]?.policy.steps.length
    for (let day = 1; day <= 31; day++) {
      const days = calendarOf(id, `2026-07-${String(day).padStart(2, '0')}`)
      expect(new Set(days.map((one) => one.slice(0, 5))).size, days.join()).toBe(steps)
    }
  })
})

describe('a pay day', () => {
  it.each([
    ['2026-06-01', '2026-06-15'],
    ['2026-06-15', '2026-06-15'],
    ['2026-06-16', '2026-06-30'],
    ['2028-02-16', '2028-02-29'],
    ['2026-12-31', '2026-12-31'],
  ])('from %s on is %s', (from, payDay) => {
    expect(payDayFrom(from)).toBe(payDay)
  })

  it('is not waited for before the due date', () => {
    const flexible = policies['consumer-flexible']?.policy
    const [first, ...rest] = flexible?.steps ?? []
    const steps = [{ ...first, offset: { ...first?.offset, until: 'payDay' } }, ...rest]
    expect(Policy.safeParse({ ...flexible, steps }).error?.issues.map(({ path }) => path.join('.'))).toEqual([
      'steps.0.offset.until',
    ])
  })
})
