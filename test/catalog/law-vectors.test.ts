import { describe, expect, it } from 'vitest'
import type { Cap, ContactRules, Layer } from '../../lib/domain/law/pack.ts'
import { alsoForbidden, answered, book, expected, files, rulesOf, told } from './law-vectors.ts'

describe.each(files)('the law of $jurisdiction', ({ jurisdiction, clock, vectors }) => {
  it.each(vectors)('$name', (vector) => {
    const verdict = answered(vector, rulesOf(vector, jurisdiction), clock)
    expect(told(verdict)).toEqual(expected(vector, clock))
    if (vector.also) expect(alsoForbidden(vector, rulesOf(vector, jurisdiction), clock)).toEqual(vector.also)
    if (vector.holiday !== undefined) expect(verdict).toMatchObject({ holiday: vector.holiday })
  })
})

describe('the vectors', () => {
  it('are at least six for each pack that is used first', () => {
    const counts = new Map(files.map(({ jurisdiction, vectors }) => [jurisdiction, vectors.length]))
    const first = ['CO', 'MX', 'PE', 'CL', 'EC', 'DO', 'AR', 'BR', 'CR', 'GT', 'US', 'ES', 'GB', 'default']
    expect(first.filter((id) => (counts.get(id) ?? 0) < 6)).toEqual([])
  })

  /** Every layer with a rule of it that some vector says forbids the contact. */
  const named = files.flatMap(({ vectors }) =>
    vectors.flatMap(({ verdict, also = [] }) => (verdict === 'allowed' ? [] : [verdict, ...also])),
  )

  it('name every pack that has hours or caps, the law where it has them and the margin elsewhere', () => {
    const layers = book.jurisdictions.flatMap(({ statute, recommended }) =>
      [statute, recommended].filter((layer) => layer?.hours || layer?.caps.length).slice(0, 1),
    )
    const known = new Set(named.map(({ layer }) => layer))
    expect(layers.flatMap((one) => (one && !known.has(one.name) ? [one.name] : []))).toEqual([])
    // A frame has none.
    expect(book.jurisdictions.length - layers.length).toBe(1)
  })

  it('name the holidays of every statute that closes on them', () => {
    const known = new Set(named.filter(({ rule }) => rule === 'holidays').map(({ layer }) => layer))
    const closing = book.jurisdictions.flatMap(({ statute }) => (statute.holidays ? [statute.name] : []))
    expect(closing.filter((name) => !known.has(name))).toEqual([])
  })

  it('name every cap that a pack gives a name, in its law or in its margin', () => {
    const known = new Set(named.map(({ layer, rule }) => `${layer}: ${rule}`))
    const caps = book.jurisdictions.flatMap(({ statute, recommended }) => [
      ...statute.caps.map(({ id }) => `${statute.name}: ${id}`),
      ...(recommended?.caps ?? []).map(({ id }) => `${recommended?.name}: ${id}`),
    ])
    const own = caps.filter((cap) => !/: per-(day|week)$/.test(cap))
    expect(own.filter((cap) => !known.has(cap))).toEqual([])
  })
})

/** The same rules without one kind of them. */
const eachLayer = (change: (layer: Layer) => Layer) => (rules: ContactRules) => ({
  ...rules,
  layers: rules.layers.map(change),
})
const eachCap = (change: (cap: Cap) => Cap[]) => eachLayer((one) => ({ ...one, caps: one.caps.flatMap(change) }))

describe('the vectors notice', () => {
  it.each<[string, (rules: ContactRules) => ContactRules]>([
    ['hours are not kept', eachLayer(({ hours: _, ...one }) => one)],
    ['holidays are not kept', eachLayer(({ holidays: _, ...one }) => one)],
    ['contacts are not counted', eachCap((cap) => (cap.kind === 'count' ? [] : [cap]))],
    ['channels are not counted', eachCap((cap) => (cap.kind === 'distinctChannels' ? [] : [cap]))],
    ['a conversation is followed by no rest', eachCap((cap) => (cap.kind === 'cooldown' ? [] : [cap]))],
    ['contacts may follow each other closely', eachCap(({ minimumGap: _, ...cap }) => [cap])],
    ['caps are one higher', eachCap((cap) => [{ ...cap, max: cap.max + 1 }])],
    ['one debt is counted with another', eachCap((cap) => [{ ...cap, per: 'debtor' }])],
    [
      'a week is counted from the contact',
      eachCap((cap) => [{ ...cap, window: { ...cap.window, unit: 'rollingDays' } }]),
    ],
    ['a rule binds every medium', eachCap((cap) => [{ ...cap, media: ['email', 'sms', 'call', 'letter', 'visit'] }])],
    ['receipts count', eachLayer((one) => ({ ...one, receiptsCount: true }))],
    ['receipts do not count', eachLayer((one) => ({ ...one, receiptsCount: false }))],
    ['a rule holds before its time', eachLayer(({ from: _, ...one }) => one)],
    ['nobody asks the margin', (rules) => ({ ...rules, layers: rules.layers.slice(0, 1) })],
    [
      'a table has no end',
      eachLayer((one) => ({ ...one, ...(one.holidays && { holidays: { ...one.holidays, through: '9998-12-31' } }) })),
    ],
    ['one zone stands for all', (rules) => ({ ...rules, zones: rules.zones.slice(0, 1) })],
  ])('when %s', (_, mutate) => {
    const wrong = files.flatMap(({ jurisdiction, clock, vectors }) =>
      vectors.filter((vector) => {
        const verdict = answered(vector, mutate(rulesOf(vector, jurisdiction)), clock)
        return JSON.stringify(told(verdict)) !== JSON.stringify(expected(vector, clock))
      }),
    )
    expect(wrong.length).toBeGreaterThan(0)
  })
})
