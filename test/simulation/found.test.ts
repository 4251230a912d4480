import { describe, expect, it } from 'vitest'
import { record } from '../../lib/domain/ledger.ts'
import { DAY, HOUR, iso } from '../../lib/domain/time.ts'
import type { Ledger, TouchRecord } from '../../lib/ports.ts'
import { live } from '../../lib/simulation/live.ts'
import { CURRENCY, DEBTOR, OTHER_ID, type Word, word } from '../../lib/simulation/script.ts'
import type { Protocol } from '../../lib/simulation/town.ts'
import type { Trouble, Troubles } from '../../lib/simulation/trouble.ts'
import { closeDanglingClaims } from '../../lib/usecases/dangling-claims.ts'
import { lastSaid } from '../../lib/usecases/situation.ts'
import { calm, house, oneInvoice, START, troubled } from './house.ts'
import { otherwise } from './otherwise.ts'

/** Which of a sender's calls says how its message ended. */
const SAYING_HOW_IT_ENDED = 6

describe('what campaigns have found', () => {
  it('a second contact point is tried although the answer to noting it was lost', async () => {
    const bouncing = { ...oneInvoice, bouncing: ['mail'], policy: 'consumer-instalments' }
    for (let call = 0; call < 12; call++) {
      const { town, violations } = await live(
        house,
        bouncing,
        troubled({ 'contact erp:F-1/1~3 .1': { kind: 'repeated', call, lasts: 0 } }),
      )
      expect([call, violations]).toEqual([call, []])
      const ends = new Set([...town.ledger.touches.values()].map(({ status }) => status))
      expect([call, ends]).toEqual([call, new Set(['sent'])])
      expect(town.witness.acceptances.length).toBe(house.policies['consumer-instalments']?.policy.steps.length)
    }
  })

  it('a claim whose sender never comes back is marked by the next decision, whatever becomes of the job', async () => {
    const job = 'contact erp:F-1/1~3'
    const marked: string[] = []
    const silent: Trouble = { kind: 'throttled', call: 0, lasts: 0 }
    const lost = Object.fromEntries([2, 3, 4, 5].map((time) => [`${job} .${time}`, silent]))
    const { town, violations } = await live(
      house,
      oneInvoice,
      troubled({ [`${job} .1`]: { kind: 'diesBefore', call: SAYING_HOW_IT_ENDED, lasts: 0 }, ...lost }),
      { listen: (_, run, text) => text.startsWith('ledger.saveTouch →') && marked.push(run) },
    )
    expect(violations).toEqual([])
    expect(marked[0]).toMatch(/^decide erp:F-1\/1 /)
    expect([...town.ledger.touches.values()].filter(({ status }) => status === 'unknown')).toHaveLength(1)
  })

  it.each([6, 7, 8])('a call that was claimed is asked for, although its sender died at call %i', async (call) => {
    const job = 'contact erp:F-1/1~11'
    const silent: Trouble = { kind: 'throttled', call: 0, lasts: 0 }
    const lost = Object.fromEntries([2, 3, 4, 5].map((time) => [`${job} .${time}`, silent]))
    const { town, violations } = await live(
      house,
      { ...oneInvoice, policy: 'services-suspension' },
      troubled({ [`${job} .1`]: { kind: 'diesBefore', call, lasts: 0 }, ...lost }),
    )
    expect(violations).toEqual([])
    const calls = [...town.ledger.touches.values()].filter(({ attempts }) => attempts[0]?.channel === 'call')
    expect(calls.map(({ status }) => status)).toEqual(['sent'])
    expect([...town.ledger.tasks.values()].filter(({ kind }) => kind === 'call')).toMatchObject([
      { id: `call/${calls[0]?.id}`, debtor: 'erp:D-1', invoice: 'erp:F-1', script: { template: 'reminder-2' } },
    ])
  })

  it('a message that nobody took is kept as such only once its invoice stands as before it', async () => {
    const refused = { ...oneInvoice, bouncing: ['mail'], policy: 'b2b-30-days' }
    const ends = new Set<string>()
    for (let call = SAYING_HOW_IT_ENDED; call < SAYING_HOW_IT_ENDED + 8; call++) {
      const { town, violations } = await live(
        house,
        refused,
        troubled({ 'contact erp:F-1/1~3 .1': { kind: 'diesBefore', call, lasts: 0 } }),
      )
      expect([call, violations]).toEqual([call, []])
      const [first] = [...town.ledger.touches.values()]
      const isPutBack = town.ledger.entries.get('erp:F-1')?.some(({ key }) => key === `returned#${first?.id}`)
      expect([call, first?.status === 'failed' ? isPutBack : true]).toEqual([call, true])
      ends.add(first?.status ?? 'none')
    }
    expect(ends).toEqual(new Set(['unknown', 'failed']))
  })

  it('a warning said once more has arrived when the report on the first comes late', async () => {
    const { town } = await live(house, { ...oneInvoice, policy: 'services-suspension' }, calm)
    const policy = house.policies['services-suspension']?.policy
    const position = policy?.steps.findIndex(({ id }) => id === 'suspension-warning') ?? -1
    const first = [...town.ledger.touches.values()].find(({ template }) => template === 'suspension-warning')
    const [member] = first?.members ?? []
    if (!policy || !first || !member?.was) throw new Error('nobody was warned')
    const at = iso(Date.parse(first.claimedAt) + DAY)
    const lastTouch = { touch: first.id, at: first.claimedAt, class: 'overdue' } as const
    const again = {
      ...first,
      id: 'again',
      members: [{ ...member, again: true as const, was: { ...member.was, lastTouch } }],
    }
    const invoice = await town.ledger.invoice('erp:F-1')
    const warned = {
      ...invoice,
      journey: { ...invoice.journey, position, lastTouch: { ...lastTouch, touch: 'again' } },
    }
    const arrival = async (...touches: TouchRecord[]) => {
      const ledger = { touch: async (id: string) => touches.find((one) => one.id === id) }
      return (await lastSaid({ ledger, clock: { now: () => Date.parse(at) + DAY } }, warned, policy)).warning?.arrivedAt
    }
    expect(await arrival(again, first)).toBeUndefined()
    const told = { ...first, receipt: { status: 'delivered', at, deliveredAt: at } } as const
    expect(await arrival(again, told)).toBe(at)
    expect(await arrival(again, { ...told, neutral: {} })).toBeUndefined()
  })

  it('a job sent back from the dead letters after more than a day marks the claim it left', async () => {
    const { town } = await live(house, oneInvoice, calm)
    const touches = [...town.ledger.touches.values()]
    const [first] = touches
    if (!first || touches.length < 2) throw new Error('too few messages left')
    // Nobody has said how the first message ended; the invoice has had others since, and the job comes back on the 15th day.
    town.ledger.touches.set(first.id, { ...first, status: 'claimed' })
    const outside = { ledger: town.ledger, meter: { count: () => {} } }
    const invoice = await town.ledger.invoice('erp:F-1')
    const debtor = await town.debtors.debtor(DEBTOR)
    const statusAfter = async (days: number) => {
      const clock = { now: () => Date.parse(first.claimedAt) + days * DAY }
      await closeDanglingClaims({ ...outside, clock }, { debtor, invoice })
      return town.ledger.touches.get(first.id)?.status
    }
    expect(await statusAfter(16)).toBe('claimed')
    expect(await statusAfter(14)).toBe('unknown')
  })
})

/** The debtor of the one invoice is known under another id too, and somebody says so at an instant. */
const merged = (at: number): Word[] => [
  word('DebtorUpserted', 'other described', START, {
    ...{ debtor: OTHER_ID, name: 'Cliente', kind: 'company', language: 'es-MX', country: 'MX', zone: 'America/Bogota' },
  }),
  word('ContactPointUpserted', 'other mail', START, {
    ...{ debtor: OTHER_ID, contactPoint: 'mail', point: { channel: 'email', address: 'compras@cliente.example' } },
  }),
  word('DebtorMerged', 'merge', at, { debtor: OTHER_ID, merged: DEBTOR }),
]

describe('names of contact points change when two ids are found to be one', () => {
  it('and a warning is not said once more where it was said', async () => {
    const sameAddress = merged(START + 30 * DAY).map((one) =>
      one.id === 'other mail'
        ? { ...one, detail: { ...one.detail, point: { channel: 'email', address: 'pagos@cliente.example' } } }
        : one,
    )
    for (const words of [sameAddress, sameAddress.filter(({ id }) => id !== 'other mail')]) {
      const script = { ...oneInvoice, policy: 'services-suspension', words: [...oneInvoice.words, ...words] }
      const { town, violations } = await live(house, script, calm)
      expect(violations).toEqual([])
      expect(town.ledger.accounts.get('erp:F-1')).toMatchObject({ status: 'closed', outcomeReason: 'unwarned' })
    }
  })

  it('and an answer is acknowledged where the message went that it answers', async () => {
    const [first] = (await live(house, oneInvoice, calm)).town.witness.acceptances
    if (!first) throw new Error('no message left')
    const answer = word('ReplyReceived', 'answer', first.at + 2 * HOUR, {
      ...{
        reply: 'R-1',
        channel: 'email',
        from: first.to,
        text: '¿Me mandan la factura otra vez?',
      },
    })
    const words = [...oneInvoice.words, ...merged(first.at + HOUR), answer]
    const { town, violations } = await live(house, { ...oneInvoice, words }, calm)
    expect(violations).toEqual([])
    const said = town.witness.acceptances.find(({ touch }) => touch.startsWith('acknowledgement'))
    expect(said?.to).toBe('pagos@cliente.example')
  })
})

describe('a message that did not leave', () => {
  it('raises the level of no other invoice, while a person takes over the one it was about', async () => {
    const silent = oneInvoice.words.filter(({ id }) => id !== 'phone')
    const alone = { ...oneInvoice, bouncing: ['mail'], words: silent }
    const first = [...(await live(house, alone, calm)).town.ledger.touches.values()].find(({ level }) => level === 1)
    if (!first) throw new Error('the first reminder was never tried')
    const terms = { debtor: DEBTOR, total: { amount: 90_000, currency: CURRENCY }, issueDate: '2026-06-01' }
    const at = Date.parse(first.claimedAt) + 20_000
    const late = word('InvoiceIssued', 'erp:F-2 issued', at, { ...terms, invoice: 'erp:F-2', dueDate: '2026-06-03' })
    const slowly = troubled({ 'handOver erp:F-1': { kind: 'waits', call: 0, lasts: 120_000 } })
    const { town } = await live(house, { ...alone, words: [...silent, late] }, slowly)
    const levels = [...town.ledger.touches.values()].flatMap(({ members }) =>
      members.flatMap(({ invoice, level }) => (invoice === 'erp:F-2' ? [level] : [])),
    )
    expect(levels).toEqual([1])
  })

  it('leaves the plan at the instalment that is next, if the one it was about is paid meanwhile', async () => {
    const instalments = ['2026-06-11', '2026-07-30'].map((dueDate) => ({ dueDate, amount: 45_000 }))
    const words = oneInvoice.words.map((one) =>
      one.name === 'InvoiceIssued' ? { ...one, detail: { ...one.detail, dueDate: '2026-07-30', instalments } } : one,
    )
    let isPaid = false
    const paidMeanwhile: Protocol = {
      ledger: (ledger) =>
        otherwise<Ledger>(ledger, {
          record: async (change) => {
            if (change.entries[0]?.kind === 'returned' && !isPaid) {
              isPaid = true
              const before = await ledger.invoice('erp:F-1')
              const fact = { kind: 'paid', payment: 'bank:P-1', amount: 45_000, currency: CURRENCY } as const
              const recording = record(before, fact, change.at)
              if (recording.kind === 'recorded')
                await ledger.record({ before, after: recording.invoice, entries: recording.entries, at: change.at })
            }
            return ledger.record(change)
          },
        }),
    }
    const refused: Trouble = { kind: 'throttled', call: SAYING_HOW_IT_ENDED - 1, lasts: 0 }
    const script = { ...oneInvoice, words }
    // The message before the due date leaves; the first reminder does not.
    let senders = 0
    const second: Troubles = (run) => (run.startsWith('contact') && ++senders === 2 ? refused : undefined)
    const { town } = await live(house, script, second, { protocol: paidMeanwhile })
    expect(isPaid).toBe(true)
    expect(town.witness.violations).toEqual([])
    const dates = [...town.ledger.touches.values()].flatMap(({ status, members }) =>
      members.flatMap(({ dueDate, step }) => (status === 'sent' ? [`${dueDate} ${step}`] : [])),
    )
    expect(dates.filter((one) => one.startsWith('2026-07-30'))).toHaveLength(4)
  })
})
