import { describe, expect, it } from 'vitest'
import { type Story, stories, tell } from './story.ts'
import { erp, type Said } from './upstream.ts'

stories()

describe('an invoice that changes', () => {
  it('to a later due date is reminded around the new date', async () => {
    const story = await tell('2026-06-01')
    await story.invoice('F-1', { due: '2026-06-15' })
    await story.until('2026-06-18')
    await story.hear(story.amendment('F-1', 'A-1', { dueDate: '2026-07-15' }))
    await story.until('2026-07-29')
    // 13 and 20 July are holidays, and Colombia is written to once a week.
    expect(await story.messages()).toEqual([
      '2026-06-12 email before-due F-1',
      '2026-06-17 email reminder-1 F-1',
      '2026-07-14 email before-due F-1',
      '2026-07-21 email reminder-1 F-1',
      '2026-07-27 email reminder-2 F-1',
    ])
  })

  it('in its amount states the new one', async () => {
    const story = await tell('2026-06-01')
    await story.invoice('F-1', { due: '2026-06-15' })
    await story.hear(story.amendment('F-1', 'A-1', { total: { amount: 90_000_00, currency: 'COP' } }))
    await story.until('2026-06-13')
    expect((await story.letters())[0]?.text).toContain('$90.000')
  })

  it('to a date before its issue, or of a year that nobody means, stays as it was, and somebody is told', async () => {
    const story = await tell('2026-06-01')
    await story.invoice('F-1', { due: '2026-06-15' })
    await story.hear(story.amendment('F-1', 'A-1', { dueDate: '2020-06-15' }))
    await story.hear(story.amendment('F-1', 'A-2', { dueDate: '2062-06-15' }))
    await story.until('2026-06-13')
    expect(await story.messages()).toEqual(['2026-06-12 email before-due F-1'])
    const { refused } = await story.books()
    expect(refused.flatMap(({ problems }) => problems)).toMatchObject([
      { path: 'dueDate', value: '2020-06-15', allowed: 'must not be before 2026-06-01, when it was issued' },
      { path: 'dueDate', value: '2062-06-15', allowed: expect.stringMatching(/at most 366 days after occurredAt/) },
    ])
    story.expects.refused = 2
  })

  it('twice keeps the newer word, whichever comes first', async () => {
    const story = await tell('2026-06-01')
    await story.invoice('F-1', { due: '2026-06-15' })
    const older = story.amendment('F-1', 'A-1', { occurredAt: '2026-06-01T13:00:00Z', dueDate: '2026-07-01' })
    const newer = story.amendment('F-1', 'A-2', { occurredAt: '2026-06-01T14:00:00Z', dueDate: '2026-08-03' })
    await story.until('2026-06-02')
    await story.hear(newer)
    await story.hear(older)
    await story.until('2026-08-04')
    expect(await story.messages()).toEqual(['2026-07-31 email before-due F-1'])
  })

  it('upwards after it was settled is open again', async () => {
    const story = await tell('2026-06-01')
    await story.invoice('F-1', { due: '2026-06-15' })
    await story.pays('F-1')
    await story.hear(story.amendment('F-1', 'A-1', { total: { amount: 300_000_00, currency: 'COP' } }))
    await story.until('2026-06-13')
    expect((await story.letters()).map(({ touch }) => touch.total)).toEqual([50_000_00])
  })

  it('to void ends without another message', async () => {
    const story = await tell('2026-06-01')
    await story.invoice('F-1', { due: '2026-06-15' })
    await story.until('2026-06-14')
    await story.hear(story.void('F-1'))
    await story.until('2026-07-30')
    expect(await story.outcome('F-1')).toBe('cancelled')
    expect(await story.messages()).toEqual(['2026-06-12 email before-due F-1'])
    expect(await story.silences()).toEqual(['F-1 reminder-1 voided'])
  })

  it('to written off ends without another message', async () => {
    const story = await tell('2026-06-01')
    await story.invoice('F-1', { due: '2026-06-15' })
    await story.until('2026-06-18')
    await story.hear(story.writeOff('F-1'))
    await story.until('2026-07-30')
    expect(await story.outcome('F-1')).toBe('writtenOff')
    expect(await story.balance('F-1')).toBe(0)
    expect(await story.messages()).toHaveLength(2)
  })

  it('by a credit note owes less, and nothing when it is credited whole', async () => {
    const story = await tell('2026-06-01')
    await story.invoice('F-1', { due: '2026-06-15' })
    await story.hear(story.creditNote('NC-1', 'F-1', 50_000_00))
    await story.until('2026-06-13')
    expect((await story.letters())[0]?.touch.total).toBe(200_000_00)
    await story.hear(story.creditNote('NC-2', 'F-1', 200_000_00))
    await story.until('2026-07-30')
    expect(await story.outcome('F-1')).toBe('settled')
    expect(await story.messages()).toHaveLength(1)
  })
})

describe('a hold', () => {
  it('on an invoice keeps it silent until it is released', async () => {
    const story = await tell('2026-06-01')
    await story.invoice('F-1', { due: '2026-06-15' })
    await story.until('2026-06-13')
    await story.hear(story.hold('H-1', { invoice: 'F-1' }))
    await story.until('2026-07-01')
    expect(await story.messages()).toEqual(['2026-06-12 email before-due F-1'])
    await story.hear(story.release('H-1', { invoice: 'F-1' }))
    await story.until('2026-07-02')
    expect(await story.messages()).toEqual(['2026-06-12 email before-due F-1', '2026-07-01 email reminder-1 F-1'])
  })

  it('on a debtor keeps all their invoices silent until it is released', async () => {
    const story = await tell('2026-06-01')
    await story.invoice('F-1', { due: '2026-06-15' })
    await story.invoice('F-2', { due: '2026-06-15' })
    await story.hear(story.hold('H-1', { debtor: 'Ana' }))
    await story.until('2026-06-20')
    expect(await story.messages()).toEqual([])
    expect((await story.silences()).toSorted()).toEqual([
      'F-1 before-due debtorHold',
      'F-1 reminder-1 debtorHold',
      'F-2 before-due debtorHold',
      'F-2 reminder-1 debtorHold',
    ])
    await story.hear(story.release('H-1', { debtor: 'Ana' }))
    await story.until('2026-06-23')
    expect(await story.messages()).toEqual(['2026-06-22 email reminder-1 F-1 F-2'])
  })

  it('until a date ends by itself', async () => {
    const story = await tell('2026-06-01')
    await story.invoice('F-1', { due: '2026-06-15' })
    await story.hear(story.hold('H-1', { invoice: 'F-1' }, '2026-06-19T00:00:00Z'))
    await story.until('2026-06-23')
    expect(await story.messages()).toEqual(['2026-06-19 email reminder-1 F-1'])
  })

  it('that was released before it arrived never counts', async () => {
    const story = await tell('2026-06-01')
    await story.invoice('F-1', { due: '2026-06-15' })
    await story.hear(story.release('H-1', { invoice: 'F-1' }), story.release('H-2', { debtor: 'Ana' }))
    await story.hear(story.hold('H-1', { invoice: 'F-1' }), story.hold('H-2', { debtor: 'Ana' }))
    await story.until('2026-06-13')
    expect(await story.messages()).toEqual(['2026-06-12 email before-due F-1'])
  })
})

describe('a word on a debtor', () => {
  const wakings = async (story: Story) => (await story.books()).accounts.get(erp('F-1'))?.invoice.version

  /** Whether a word wakes the journey of F-1: each waking raises the version of the invoice. */
  async function wakes(story: Story, ...words: readonly Said[]): Promise<boolean> {
    const before = await wakings(story)
    await story.hear(...words)
    return (await wakings(story)) !== before
  }

  it('that repeats what is known wakes nobody, and so does a new zone or a new silence', async () => {
    const story = await tell('2026-06-01', { ana: { phone: '+573001234567' } })
    await story.invoice('F-1', { due: '2026-06-15' })
    // What they consented to is not said again: the very same word would wake, as one whose recorder died does.
    const known = { phone: '+573001234567', consents: [] }
    expect(await wakes(story, ...story.introduction('Ana', known))).toBe(false)
    expect(await wakes(story, ...story.introduction('Ana', { ...known, zone: 'America/Lima' }))).toBe(false)
    expect(await wakes(story, story.consent('Ana', 'email', 'granted'))).toBe(false)
    expect(await wakes(story, story.release('H-1', { debtor: 'Ana' }))).toBe(false)
    expect(await wakes(story, ...story.introduction('Ana', { ...known, doNotContact: true }))).toBe(false)
  })

  it('that ends a silence wakes each open journey, once', async () => {
    const story = await tell('2026-06-01', { ana: false })
    await story.invoice('F-1', { due: '2026-06-15' })
    const [profile, mail] = story.introduction('Ana')
    const [, elsewhere] = story.introduction('Ana', { mail: 'ana@otra.example' })
    if (!profile || !mail || !elsewhere) throw new Error('an introduction is a profile and a contact point')
    expect(await wakes(story, profile)).toBe(true)
    expect(await wakes(story, mail)).toBe(true)
    expect(await wakes(story, elsewhere)).toBe(true)
    expect(await wakes(story, elsewhere)).toBe(false)
    await story.hear(...story.introduction('Ana', { doNotContact: true }))
    expect(await wakes(story, profile)).toBe(true)
    await story.hear(story.consent('Ana', 'all', 'revoked'), story.hold('H-1', { debtor: 'Ana' }))
    expect(await wakes(story, story.consent('Ana', 'all', 'granted'))).toBe(true)
    expect(await wakes(story, story.consent('Ana', 'all', 'granted'))).toBe(false)
    expect(await wakes(story, story.release('H-1', { debtor: 'Ana' }))).toBe(true)
    expect(await wakes(story, story.release('H-1', { debtor: 'Ana' }))).toBe(false)
  })

  it.each(['a profile', 'a contact point', 'a consent', 'a release'])(
    'wakes too when it comes again because its recorder died before waking anybody: %s',
    async (which) => {
      const story = await tell('2026-06-01', { ana: which === 'a profile' ? false : { mail: false } })
      await story.invoice('F-1', { due: '2026-06-15' })
      await story.hear(story.consent('Ana', 'email', 'revoked'), story.hold('H-1', { debtor: 'Ana' }))
      const [profile, mail] = story.introduction('Ana')
      const words = {
        'a profile': profile,
        'a contact point': mail,
        'a consent': story.consent('Ana', 'email', 'granted'),
        'a release': story.release('H-1', { debtor: 'Ana' }),
      }
      const word = Object.entries(words).find(([name]) => name === which)?.[1]
      if (!word) throw new Error(`nobody says ${which}`)
      story.troubles.recorderDiesAfterNotingDebtor()
      expect(await wakes(story, word)).toBe(false)
      const before = await wakings(story)
      await story.minutes(20)
      expect(await wakings(story)).not.toBe(before)
    },
  )
})

describe('an item that a transaction holds', () => {
  it('is written when the transaction is over, without another delivery', async () => {
    const story = await tell('2026-06-01')
    await story.invoice('F-1', { due: '2026-06-15' })
    await story.hear(story.hold('H-1', { debtor: 'Ana' }))
    story.troubles.debtorIsHeld(3)
    await story.hear(story.release('H-1', { debtor: 'Ana' }))
    const [ana] = await story.debtors()
    expect(ana?.holds['H-1']?.releasedAt).toBeDefined()
  })
})
