import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Asked, Contact } from '../../lib/domain/law/contact.ts'
import { lawfulWindow, MARGINS, windowOf } from '../../lib/domain/law/contact-window.ts'
import { weekOf } from '../../lib/domain/law/hours.ts'
import { judge, refusals } from '../../lib/domain/law/judge.ts'
import type { Place } from '../../lib/domain/law/jurisdictions.ts'
import { type Cap, type ContactRules, MEDIA } from '../../lib/domain/law/pack.ts'
import { rulesFor, type Wish } from '../../lib/domain/law/rules-for.ts'
import { DAY, HOUR, MINUTE } from '../../lib/domain/time.ts'
import { isOpen } from '../../lib/domain/window.ts'
import { book } from './law-vectors.ts'

const FROM = Date.parse('2026-06-01T00:00:00Z')
const SEEDED = { seed: 4, numRuns: 300 } as const

const place: fc.Arbitrary<Place> = fc.constantFrom(undefined, ...book.jurisdictions).chain((one) =>
  one === undefined
    ? fc.constant({})
    : fc.record(
        {
          country: fc.constant(one.country),
          region: fc.constant(one.region ?? 'elsewhere'),
          zone: fc.constantFrom(...one.zones, 'UTC'),
        },
        { requiredKeys: ['country'] },
      ),
)
const at = fc.integer({ min: 0, max: 365 * 24 * 60 }).map((minutes) => FROM + minutes * MINUTE)
const medium = fc.constantFrom(...MEDIA)
const contactClass = fc.constantFrom('beforeDue', 'overdue', 'arrangement', 'formalNotice', 'receipt')
const about = fc.subarray(['erp:F-1', 'erp:F-2', 'erp:F-3'], { minLength: 1 })
const asked: fc.Arbitrary<Asked> = fc.record({ at, medium, class: contactClass, about })
/** Contacts of the weeks before an instant. */
const historyBefore = (now: number): fc.Arbitrary<Contact[]> =>
  fc.array(
    fc.record(
      {
        at: fc.integer({ min: 1, max: 20 * 24 * 4 }).map((quarters) => now - quarters * 15 * MINUTE),
        medium,
        class: contactClass,
        about,
        conversation: fc.constant(true as const),
      },
      { requiredKeys: ['at', 'medium', 'class'] },
    ),
    { maxLength: 8 },
  )
const cap: fc.Arbitrary<Cap> = fc.record({
  id: fc.constant('wished'),
  kind: fc.constantFrom('count', 'distinctChannels', 'cooldown'),
  max: fc.integer({ min: 1, max: 3 }),
  window: fc.record({
    unit: fc.constantFrom('day', 'calendarWeek', 'rollingDays', 'hours'),
    n: fc.integer({ min: 1, max: 9 }),
  }),
  per: fc.constantFrom('debtor', 'debt'),
  media: fc.subarray([...MEDIA], { minLength: 1 }),
  eachMedium: fc.boolean(),
})
const wish: fc.Arbitrary<Wish> = fc.record({
  week: fc
    .tuple(
      fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 3 }),
      fc.integer({ min: 0, max: 12 }),
      fc.integer({ min: 13, max: 24 }),
    )
    .map(([days, from, to]) => weekOf(days, from * 60, to * 60)),
  caps: fc.array(cap, { maxLength: 2 }),
})
const question = asked.chain((one) => fc.record({ asked: fc.constant(one), history: historyBefore(one.at) }))

describe('the shipped packs', () => {
  it('are never widened by what a company or a debtor wishes', () => {
    fc.assert(
      fc.property(place, wish, wish, question, (where, company, preference, { asked, history }) => {
        const verdicts = [
          rulesFor([where], book, {}),
          rulesFor([where], book, company),
          rulesFor([where], book, company, preference),
        ]
          .map((rules) => judge(rules, asked, history))
          .map((verdict) => (verdict.kind === 'allowed' ? asked.at : (verdict.next ?? Number.POSITIVE_INFINITY)))
        expect(verdicts).toEqual([...verdicts].sort((a, b) => a - b))
      }),
      SEEDED,
    )
  })

  it('answer a next instant that is allowed, and before which nothing is', () => {
    fc.assert(
      fc.property(
        place,
        wish,
        question,
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 8, maxLength: 8 }),
        (where, company, { asked, history }, shares) => {
          const rules = rulesFor([where], book, company)
          const verdict = judge(rules, asked, history)
          if (verdict.kind === 'allowed' || verdict.next === undefined) return
          const { next } = verdict
          expect(judge(rules, { ...asked, at: next }, history).kind).toBe('allowed')
          const between = [next - 1, ...shares.map((share) => Math.floor(asked.at + share * (next - 1 - asked.at)))]
          for (const earlier of between) expect(judge(rules, { ...asked, at: earlier }, history).kind).toBe('refused')
        },
      ),
      SEEDED,
    )
  })

  it('find something within a fortnight for an office that keeps ordinary hours', () => {
    fc.assert(
      fc.property(place, at, medium, (where, now, by) => {
        const rules = rulesFor([where], book, { week: weekOf([1, 2, 3, 4, 5], 8 * 60, 18 * 60) })
        const verdict = judge(rules, { at: now, medium: by, class: 'overdue', about: ['erp:F-1'] }, [])
        if (verdict.kind === 'refused') expect((verdict.next ?? Number.POSITIVE_INFINITY) - now).toBeLessThan(14 * DAY)
      }),
      SEEDED,
    )
  })

  it('make windows that agree with the judge, less the margin before closing', () => {
    fc.assert(
      fc.property(place, wish, at, medium, (where, company, now, by) => {
        const rules = rulesFor([where], book, company)
        const [zone = 'UTC'] = rules.zones
        const ask = (when: number) => refusals(rules, { at: when, medium: by, class: 'overdue', about: [] }, [])
        const lawful = ask(now).every(({ reason }) => reason === 'cap')
        expect(isOpen(now, zone, lawfulWindow(rules, by))).toBe(lawful)
        if (isOpen(now, zone, windowOf(rules, by))) expect(ask(now + MARGINS[by] - MINUTE)).toEqual([])
      }),
      SEEDED,
    )
  })
})

describe('rules without holidays, where clocks never change', () => {
  it('are the same a week later', () => {
    const rules = (company: Wish): ContactRules => {
      const { layers } = rulesFor([{ country: 'CO' }], book, company)
      return { zones: ['America/Bogota'], layers: layers.map(({ holidays: _, from: __, ...layer }) => layer) }
    }
    fc.assert(
      fc.property(wish, question, (company, { asked, history }) => {
        const later = <Made extends { readonly at: number }>(one: Made): Made => ({ ...one, at: one.at + 7 * DAY })
        const now = judge(rules(company), asked, history)
        const then = judge(rules(company), later(asked), history.map(later))
        const moved =
          now.kind === 'allowed' || now.next === undefined ? now : { ...now, next: now.next + 7 * 24 * HOUR }
        expect(then).toEqual(moved)
      }),
      SEEDED,
    )
  })
})
