import { describe, expect, it } from 'vitest'
import { type Story, stories, tell } from './story.ts'

stories()

/** Cash that lies unapplied: debtor, what it came from, minor units. */
const cash = async (story: Story): Promise<string[]> =>
  (await story.debtors()).flatMap(({ id, unapplied }) =>
    unapplied
      .filter(({ amount }) => amount > 0)
      .map(({ key, amount }) => [id, key, amount].join(' ').replaceAll(/\w+:/g, '')),
  )

describe('a debtor who pays', () => {
  it('before the due date hears of it once, and never again', async () => {
    const story = await tell('2026-06-01')
    await story.invoice('F-1', { due: '2026-06-15' })
    await story.until('2026-06-14')
    await story.pays('F-1')
    await story.until('2026-08-30')
    expect(await story.messages()).toEqual(['2026-06-12 email before-due F-1'])
    expect(await story.outcome('F-1')).toBe('settled')
    expect(await story.silences()).toEqual(['F-1 reminder-1 paid'])
  })

  it('on day twelve gets two reminders and none after', async () => {
    const story = await tell('2026-06-01')
    await story.invoice('F-1', { due: '2026-06-15' })
    await story.until('2026-06-27')
    await story.pays('F-1')
    await story.until('2026-08-30')
    expect(await story.messages()).toEqual([
      '2026-06-12 email before-due F-1',
      '2026-06-17 email reminder-1 F-1',
      '2026-06-24 email reminder-2 F-1',
    ])
    expect(await story.outcome('F-1')).toBe('settled')
  })

  it('half is asked for the other half', async () => {
    const story = await tell('2026-06-01')
    await story.invoice('F-1', { due: '2026-06-15', amount: 250_000_00 })
    await story.until('2026-06-20')
    await story.pays('F-1', 150_000_00)
    await story.until('2026-06-25')
    const letters = await story.letters()
    expect(letters.map(({ touch }) => touch.total)).toEqual([250_000_00, 250_000_00, 100_000_00])
    expect(letters[1]?.text).toContain('$250.000')
    expect(letters[2]?.text).toContain('$100.000')
    expect(letters[2]?.text).not.toContain('$250.000')
    expect(await story.outcome('F-1')).toBe('open')
  })
})

describe('a payment that is taken back', () => {
  it('reopens the invoice, which is reminded again', async () => {
    const story = await tell('2026-06-01')
    await story.invoice('F-1', { due: '2026-06-15' })
    await story.until('2026-06-18')
    await story.pays('F-1')
    expect(await story.outcome('F-1')).toBe('settled')
    await story.until('2026-07-01')
    await story.hear(story.reversal('P-F-1', 'R-1'))
    expect(await story.outcome('F-1')).toBe('open')
    await story.until('2026-07-20')
    expect(await story.messages()).toEqual([
      '2026-06-12 email before-due F-1',
      '2026-06-17 email reminder-1 F-1',
      '2026-07-01 email reminder-2 F-1',
      '2026-07-06 email reminder-3 F-1',
    ])
  })

  it('in part leaves that part to be asked for', async () => {
    const story = await tell('2026-06-01')
    await story.invoice('F-1', { due: '2026-06-15' })
    await story.until('2026-06-18')
    await story.pays('F-1')
    await story.hear(story.reversal('P-F-1', 'R-1', 40_000_00))
    expect(await story.balance('F-1')).toBe(40_000_00)
    await story.until('2026-06-25')
    expect((await story.letters()).at(-1)?.touch.total).toBe(40_000_00)
  })

  it('more often than it was paid takes back no more than there was', async () => {
    const story = await tell('2026-06-01')
    await story.invoice('F-1', { due: '2026-06-15' })
    await story.pays('F-1', 100_000_00)
    await story.hear(story.reversal('P-F-1', 'R-1'), story.reversal('P-F-1', 'R-1'), story.reversal('P-F-1', 'R-2'))
    expect(await story.balance('F-1')).toBe(250_000_00)
  })
})

describe('a payment that failed', () => {
  it('after it was received changes nothing', async () => {
    const story = await tell('2026-06-01')
    await story.invoice('F-1', { due: '2026-06-15' })
    await story.until('2026-06-14')
    await story.pays('F-1')
    await story.hear(story.failure('P-F-1', 'F-1'))
    await story.until('2026-08-30')
    expect(await story.outcome('F-1')).toBe('settled')
    expect(await story.messages()).toEqual(['2026-06-12 email before-due F-1'])
  })

  it('before it was received does not refuse the money', async () => {
    const story = await tell('2026-06-01')
    await story.invoice('F-1', { due: '2026-06-15' })
    await story.hear(story.failure('P-F-1', 'F-1'))
    await story.pays('F-1')
    expect(await story.outcome('F-1')).toBe('settled')
  })
})

describe('a payment before its invoice', () => {
  it('settles it by allocation, without a message', async () => {
    const story = await tell('2026-06-01')
    await story.pays('F-1')
    expect(await story.outcome('F-1')).toBe('awaited')
    await story.invoice('F-1', { due: '2026-06-15' })
    await story.until('2026-07-30')
    expect(await story.outcome('F-1')).toBe('settled')
    expect(await story.messages()).toEqual([])
  })

  it('settles it by its reference', async () => {
    const story = await tell('2026-06-01')
    await story.hear(story.looseMoney('P-1', 250_000_00, { reference: 'REF-77' }))
    await story.invoice('F-1', { due: '2026-06-15', reference: 'REF-77' })
    await story.until('2026-07-30')
    expect(await story.outcome('F-1')).toBe('settled')
    expect(await story.messages()).toEqual([])
  })

  it('settles it when only the debtor is known', async () => {
    const story = await tell('2026-06-01')
    await story.hear(story.looseMoney('P-1', 250_000_00, { debtor: 'Ana' }))
    await story.invoice('F-1', { due: '2026-06-15' })
    await story.until('2026-07-30')
    expect(await story.outcome('F-1')).toBe('settled')
    expect(await story.messages()).toEqual([])
  })
})

describe('one payment', () => {
  it('over several invoices settles each with its share', async () => {
    const story = await tell('2026-06-01')
    for (const id of ['F-1', 'F-2', 'F-3']) await story.invoice(id, { due: '2026-06-15', amount: 100_000_00 })
    await story.hear(story.payment('P-1', { 'F-1': 100_000_00, 'F-2': 100_000_00, 'F-3': 60_000_00 }))
    expect([await story.outcome('F-1'), await story.outcome('F-2'), await story.outcome('F-3')]).toEqual([
      'settled',
      'settled',
      'open',
    ])
    await story.until('2026-06-13')
    const [letter] = await story.letters()
    expect(await story.messages()).toEqual(['2026-06-12 email before-due F-3'])
    expect(letter?.touch.total).toBe(40_000_00)
  })

  it('of a debtor goes to the oldest due date first', async () => {
    const story = await tell('2026-06-01')
    await story.invoice('F-2', { due: '2026-07-15', amount: 100_000_00 })
    await story.invoice('F-1', { due: '2026-06-15', amount: 100_000_00 })
    await story.hear(story.looseMoney('P-1', 130_000_00, { debtor: 'Ana' }))
    expect([await story.balance('F-1'), await story.balance('F-2')]).toEqual([0, 70_000_00])
  })

  it('above what is owed is unapplied cash, and silences the other invoices until somebody applies it', async () => {
    const story = await tell('2026-06-01')
    await story.invoice('F-1', { due: '2026-06-15', amount: 100_000_00 })
    await story.invoice('F-2', { due: '2026-06-20', amount: 300_000_00 })
    await story.until('2026-06-10')
    await story.pays('F-1', 150_000_00)
    await story.until('2026-06-18')
    expect(await story.messages()).toEqual([])
    expect(await story.tasks()).toEqual(['applyCash unappliedCash Ana'])
    expect(await story.silences()).toContain('F-2 before-due unappliedCash')
    await story.hear(story.reversal('P-F-1', 'R-1', 50_000_00))
    await story.until('2026-06-23')
    expect(await story.messages()).toEqual(['2026-06-18 email before-due F-2', '2026-06-22 email reminder-1 F-2'])
  })
})

describe('money that does not say clearly what it is for', () => {
  it('waits for a person when two invoices carry its reference, and silences both', async () => {
    const story = await tell('2026-06-01')
    await story.invoice('F-1', { due: '2026-06-15', reference: 'REF-7' })
    await story.invoice('F-2', { due: '2026-06-15', reference: 'REF-7' })
    await story.hear(story.looseMoney('P-1', 250_000_00, { reference: 'REF-7' }))
    await story.until('2026-06-13')
    expect(await story.messages()).toEqual([])
    expect(await story.tasks()).toEqual(['applyCash unappliedCash Ana'])
  })

  it('from nobody we know makes a person look for its payer', async () => {
    const story = await tell('2026-06-01')
    await story.hear(story.looseMoney('P-1', 250_000_00, { reference: 'REF-7' }))
    expect(await story.tasks()).toEqual(['findPayer unknownPayer P-1'])
  })

  it('is applied once, though it is told three times', async () => {
    const story = await tell('2026-06-01')
    await story.invoice('F-1', { due: '2026-06-15' })
    const money = story.looseMoney('P-1', 100_000_00, { debtor: 'Ana' })
    await story.hear(money, money)
    await story.hear(money)
    expect(await story.balance('F-1')).toBe(150_000_00)
  })

  it('paid on account, is taken by the next invoice, and the rest by the one after', async () => {
    const story = await tell('2026-06-01')
    await story.hear(story.looseMoney('P-1', 300_000_00, { debtor: 'Ana' }))
    await story.invoice('F-1', { due: '2026-06-15' })
    await story.invoice('F-2', { due: '2026-06-15' })
    expect([await story.balance('F-1'), await story.balance('F-2')]).toEqual([0, 200_000_00])
    await story.until('2026-06-13')
    expect(await story.messages()).toEqual(['2026-06-12 email before-due F-2'])
  })
})

describe('unapplied cash', () => {
  it('that upstream has used up does not come back when its payment is told again', async () => {
    const story = await tell('2026-06-01')
    const money = story.looseMoney('P-1', 100_000_00, { debtor: 'Ana' })
    const told = { ...money, detail: { ...money.detail, occurredAt: '2026-06-01T12:00:00Z' } }
    await story.hear(told)
    await story.minutes(10)
    await story.hear(story.deposit('P-1', 'Ana', 0))
    await story.hear(told)
    expect(await cash(story)).toEqual([])
    expect(await story.tasks()).toEqual([])
  })

  it('paid above an invoice, then used up upstream, does not come back when the payment is told again', async () => {
    const story = await tell('2026-06-01')
    await story.invoice('F-1', { due: '2026-06-15', amount: 100_000_00 })
    const money = story.payment('P-1', { 'F-1': 150_000_00 })
    const told = { ...money, detail: { ...money.detail, occurredAt: '2026-06-01T12:00:30Z' } }
    await story.hear(told)
    expect(await cash(story)).toEqual(['Ana F-1 5000000'])
    await story.minutes(10)
    const { name, detail } = story.deposit('F-1', 'Ana', 0)
    await story.hear({ name, detail: { ...detail, deposit: 'erp:F-1' } })
    await story.hear(told)
    expect(await cash(story)).toEqual([])
  })

  it('used up before it is heard of never counts, and leaves no task', async () => {
    const story = await tell('2026-06-01')
    const money = story.deposit('C-1', 'Ana', 100_000_00)
    await story.hear(story.deposit('C-1', 'Ana', 0))
    await story.hear({ ...money, detail: { ...money.detail, occurredAt: '2026-06-01T10:00:00Z' } })
    expect(await cash(story)).toEqual([])
    expect(await story.tasks()).toEqual([])
  })

  it('confirmed at noon is not undone by a word of ten that comes late', async () => {
    const story = await tell('2026-06-01')
    const [at10, at11, at12] = ['10', '11', '12'].map((hour) => `2026-06-01T${hour}:00:00Z`)
    const deposit = (amount: number, occurredAt?: string) => {
      const { name, detail } = story.deposit('C-1', 'Ana', amount)
      return { name, detail: { ...detail, occurredAt } }
    }
    await story.hear(deposit(100_000_00, at10))
    await story.hear(deposit(100_000_00, at12))
    await story.hear(deposit(0, at11))
    expect(await cash(story)).toEqual(['Ana C-1 10000000'])
    expect(await story.tasks()).toEqual(['applyCash unappliedCash Ana'])
  })

  it('that comes to lie there again is a task again', async () => {
    const story = await tell('2026-06-01')
    for (const amount of [100_000_00, 0, 70_000_00]) await story.hear(story.deposit('C-1', 'Ana', amount))
    expect(await story.tasks()).toEqual(['applyCash unappliedCash Ana'])
    await story.hear(story.deposit('C-1', 'Ana', 0))
    expect(await story.tasks()).toEqual([])
  })

  it('that upstream announced before the payment told what it was for is none, in either order', async () => {
    const story = await tell('2026-06-01')
    await story.invoice('F-1', { due: '2026-06-15' })
    const payment = { ...story.payment('P-1', { 'F-1': 100_000_00 }) }
    const { name, detail } = story.deposit('P-1', 'Ana', 100_000_00)
    await story.hear(payment)
    await story.hear({ name, detail: { ...detail, occurredAt: '2026-06-01T10:00:00Z' } })
    expect(await cash(story)).toEqual([])
    expect(await story.tasks()).toEqual([])
  })
})

describe('a payment that waits for its reference', () => {
  it('silences its debtor and gives a person the task, rather than pay another invoice', async () => {
    const story = await tell('2026-06-01')
    await story.invoice('F-1', { due: '2026-06-15' })
    await story.until('2026-06-10')
    await story.hear(story.looseMoney('P-1', 250_000_00, { debtor: 'Ana', reference: 'REF-7' }))
    expect(await story.tasks()).toEqual(['applyCash unappliedCash Ana'])
    await story.until('2026-06-24')
    expect(await story.messages()).toEqual([])
    expect([await story.outcome('F-1'), await story.balance('F-1')]).toEqual(['open', 250_000_00])
    await story.invoice('F-2', { due: '2026-07-15', reference: 'REF-7' })
    expect([await story.outcome('F-2'), await cash(story), await story.tasks()]).toEqual(['settled', [], []])
  })

  it('settles an invoice that is given the reference later', async () => {
    const story = await tell('2026-06-01')
    await story.hear(story.looseMoney('P-1', 250_000_00, { reference: 'REF-7' }))
    await story.invoice('F-1', { due: '2026-06-15' })
    await story.hear(story.amendment('F-1', 'A-1', { reference: 'REF-7' }))
    expect([await story.outcome('F-1'), await story.tasks()]).toEqual(['settled', []])
  })

  it('is left to a person when the invoice with the reference is in another currency', async () => {
    const story = await tell('2026-06-01')
    await story.invoice('F-1', { due: '2026-06-15', currency: 'USD', reference: 'REF-7' })
    await story.hear(story.looseMoney('P-1', 250_000_00, { reference: 'REF-7' }))
    expect(await story.balance('F-1')).toBe(250_000_00)
    expect(await story.tasks()).toEqual(['findPayer unknownPayer P-1'])
  })
})

describe('an invoice that was paid too much', () => {
  it('takes the rest along to the debtor it is amended to', async () => {
    const story = await tell('2026-06-01')
    await story.debtor('Beto')
    await story.invoice('F-1', { due: '2026-06-15', amount: 100_000_00 })
    await story.hear(story.payment('P-1', { 'F-1': 150_000_00 }))
    await story.hear(story.amendment('F-1', 'A-1', { debtor: 'erp:Beto' }))
    expect(await cash(story)).toEqual(['Beto F-1 5000000'])
    expect(await story.tasks()).toEqual(['applyCash unappliedCash Beto'])
  })
})

describe('a payment after a person has taken over', () => {
  it('is recorded, and nobody is written to', async () => {
    const story = await tell('2026-06-01')
    await story.invoice('F-1', { due: '2026-06-15' })
    await story.until('2026-07-16')
    await story.pays('F-1')
    await story.until('2026-08-16')
    expect(await story.outcome('F-1')).toBe('handedOver')
    expect(await story.balance('F-1')).toBe(0)
    expect(await story.messages()).toHaveLength(4)
  })
})
