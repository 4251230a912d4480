import { beforeEach, describe, expect, it } from 'vitest'
import { executionName } from '../../lib/aws/step-functions.ts'
import { type Debtor, NO_WORDS } from '../../lib/domain/debtor.ts'
import type { DebtorEntry } from '../../lib/domain/debtor-line.ts'
import { type DebtorRecord, unknownRecord, withWords } from '../../lib/domain/debtor-record.ts'
import { type Invoice, isIssued, unheardOf } from '../../lib/domain/invoice.ts'
import type { InvoiceFact } from '../../lib/domain/invoice-fact.ts'
import { record } from '../../lib/domain/ledger.ts'
import { united } from '../../lib/domain/united.ts'
import type {
  Claim,
  Debtors,
  Holidays,
  InvoiceChange,
  Journeys,
  Ledger,
  PolicyShelf,
  RefusedEvent,
  SuppressedTouch,
  Task,
  TouchRecord,
} from '../../lib/ports.ts'
import type { PaymentMarks } from '../../lib/usecases/complete-source.ts'
import { anasWords, issued, paid, policy } from '../domain/given.ts'

/** The ports under test, with what only the state machine or staff do and see. */
export interface PortsUnderTest {
  readonly ledger: Ledger
  readonly debtors: Debtors
  readonly shelf: PolicyShelf
  readonly marks: PaymentMarks
  readonly holidays: Holidays
  readonly journeys: Journeys
  park(id: string, token: string): Promise<void>
  /** How many journeys are running. */
  running(): Promise<number>
  suppressed(invoice: string): Promise<readonly SuppressedTouch[]>
  openTasks(): Promise<readonly Task[]>
  refused(): Promise<readonly RefusedEvent[]>
  /** A refused event's body, whole. */
  refusedBody(id: string): Promise<string | undefined>
  /** A debtor's timeline, oldest first. */
  timeline(debtor: string): Promise<readonly DebtorEntry[]>
}

const AT = '2026-06-01T12:00:00.000Z'
const LATER = '2026-06-02T12:00:00.000Z'

/** The change that one fact makes of an invoice. */
function changed(before: Invoice, fact: InvoiceFact, at = AT): InvoiceChange {
  const recording = record(before, fact, at)
  if (recording.kind === 'refused') throw new Error(recording.problem)
  return { before, after: recording.invoice, entries: recording.entries, at }
}

/** What every implementation of the ports must do; `make` answers empty ones. */
export function portsSuite(make: () => Promise<PortsUnderTest>): void {
  let ports: PortsUnderTest

  beforeEach(async () => {
    ports = await make()
  })

  /** Issues an invoice of Ana's, and answers it as it is now. */
  async function issue(id = 'erp:F-1', terms: Parameters<typeof issued>[0] = {}): Promise<Invoice> {
    await ports.ledger.record(changed(unheardOf(id), issued(terms)))
    return ports.ledger.invoice(id)
  }

  describe('an invoice', () => {
    it('nobody has heard of is nothing yet', async () => {
      expect(await ports.ledger.invoice('erp:F-0')).toEqual(unheardOf('erp:F-0'))
      expect(await ports.ledger.invoices([])).toEqual([])
    })

    it('is read as it was written, with its fellows in the order asked for', async () => {
      const change = changed(unheardOf('erp:F-1'), issued({ reference: 'AR-1' }))
      expect(await ports.ledger.record(change)).toBe('written')
      expect(await ports.ledger.invoice('erp:F-1')).toEqual(change.after)
      await issue('erp:F-2')
      const found = await ports.ledger.invoices(['erp:F-2', 'erp:F-0', 'erp:F-1'])
      expect(found.map(({ id, version }) => [id, version])).toEqual([
        ['erp:F-2', 1],
        ['erp:F-0', 0],
        ['erp:F-1', 1],
      ])
    })

    it('is read with a debtor in one, whoseever it is', async () => {
      const invoice = await issue()
      const nobody = unknownRecord('erp:D-2')
      const record = withWords(nobody, 'erp:D-2', NO_WORDS)
      await ports.debtors.save([{ before: nobody, after: record }], AT)
      expect(await ports.ledger.invoiceWith('erp:F-1', 'erp:D-2')).toEqual({ invoice, record })
      expect(await ports.ledger.invoiceWith('erp:F-0', 'erp:D-0')).toEqual({
        invoice: unheardOf('erp:F-0'),
        record: unknownRecord('erp:D-0'),
      })
    })

    it('takes a fact once, whatever became of it since', async () => {
      const first = changed(unheardOf('erp:F-1'), issued())
      await ports.ledger.record(first)
      expect(await ports.ledger.record(first)).toBe('duplicate')
      const open = await ports.ledger.invoice('erp:F-1')
      await ports.ledger.record(changed(open, paid(10_000)))
      expect(await ports.ledger.record(changed(open, paid(10_000)))).toBe('duplicate')
      const now = await ports.ledger.invoice('erp:F-1')
      expect(await ports.ledger.record(changed(now, paid(10_000)))).toBe('duplicate')
      expect((await ports.ledger.invoice('erp:F-1')).balance).toBe(40_000)
    })

    it('is not changed by who read it before somebody else wrote', async () => {
      const open = await issue()
      await ports.ledger.record(changed(open, paid(10_000, 'bank:P-1')))
      expect(await ports.ledger.record(changed(open, paid(5_000, 'bank:P-2')))).toBe('conflict')
      expect(await ports.ledger.record(changed(unheardOf('erp:F-1'), paid(5_000, 'bank:P-3')))).toBe('conflict')
      expect((await ports.ledger.invoice('erp:F-1')).balance).toBe(40_000)
    })

    it('is listed with its debtor while it is open, the oldest due first', async () => {
      const later = await issue('erp:F-1', { dueDate: '2026-07-30' })
      await issue('erp:F-2', { dueDate: '2026-06-15' })
      await issue('erp:F-3', { debtor: 'erp:D-2' })
      expect(await ports.ledger.openInvoices('erp:D-1')).toEqual(['erp:F-2', 'erp:F-1'])
      const closed: Invoice = {
        ...later,
        version: 2,
        status: 'closed',
        outcome: 'handedOver',
        outcomeReason: 'disputed',
      }
      const entry = { key: 'given-up', kind: 'revived', amount: 0 } as const
      expect(await ports.ledger.record({ before: later, after: closed, entries: [entry], at: AT })).toBe('written')
      expect(await ports.ledger.openInvoices('erp:D-1')).toEqual(['erp:F-2'])
      expect(await ports.ledger.invoice('erp:F-1')).toEqual(closed)
    })
  })

  describe('what is parked', () => {
    it('at an invoice nobody has heard of is nothing', async () => {
      expect(await ports.ledger.parked('erp:F-0')).toEqual({ generation: 0, open: false })
    })

    it('stays through facts, and goes with its generation', async () => {
      const open = await issue()
      await ports.park('erp:F-1', 'token')
      expect(await ports.ledger.parked('erp:F-1')).toEqual({ token: 'token', generation: 1, open: true })
      await ports.ledger.record(changed(open, paid(1)))
      expect((await ports.ledger.parked('erp:F-1')).token).toBe('token')
      const before = await ports.ledger.invoice('erp:F-1')
      const after = { ...before, version: before.version + 1, generation: 2 }
      const entry = { key: 'continued#2', kind: 'continued', amount: 0 } as const
      await ports.ledger.record({ before, after, entries: [entry], at: LATER })
      expect(await ports.ledger.parked('erp:F-1')).toEqual({ generation: 2, open: true })
    })

    it('does not hold any more once the version is raised', async () => {
      const open = await issue()
      await ports.park('erp:F-1', 'token')
      expect(await ports.ledger.raise('erp:F-1')).toEqual({ token: 'token', generation: 1, open: true })
      expect((await ports.ledger.invoice('erp:F-1')).version).toBe(2)
      expect(await ports.ledger.record(changed(open, paid(1)))).toBe('conflict')
    })

    it('is not made by raising what does not exist', async () => {
      expect(await ports.ledger.raise('erp:F-0')).toEqual({ generation: 0, open: false })
      expect(await ports.ledger.invoice('erp:F-0')).toEqual(unheardOf('erp:F-0'))
    })
  })

  it('an execution is found by its name, once its generation is open', async () => {
    const name = executionName('erp:F-1', 1)
    expect(await ports.ledger.execution(name)).toBeUndefined()
    await issue()
    expect(await ports.ledger.execution(name)).toMatchObject({ invoice: 'erp:F-1', generation: 1 })
    expect(await ports.ledger.execution(executionName('erp:F-1', 2))).toBeUndefined()
  })

  describe('a payment', () => {
    const payment = {
      id: 'bank:P-1',
      version: 1,
      received: { amount: 500, currency: 'COP', at: AT, debtor: 'erp:D-1' },
      shares: [{ invoice: 'erp:F-1', amount: 300 }],
      reversals: { R: { at: LATER, amount: 100, taken: { shares: [], free: 100 } } },
    }

    it('is read as it was written, by whoever wrote first', async () => {
      const nothing = await ports.ledger.payment('bank:P-1')
      expect(nothing).toEqual({ id: 'bank:P-1', version: 0, shares: [], reversals: {} })
      expect(await ports.ledger.savePayment(nothing, payment)).toBe('written')
      expect(await ports.ledger.savePayment(nothing, payment)).toBe('conflict')
      expect(await ports.ledger.payment('bank:P-1')).toEqual(payment)
    })

    it('is changed only by who has read it last', async () => {
      await ports.ledger.savePayment({ ...payment, version: 0 }, payment)
      const second = { ...payment, version: 2, shares: [] }
      expect(await ports.ledger.savePayment(payment, second)).toBe('written')
      expect(await ports.ledger.savePayment(payment, { ...second, reversals: {} })).toBe('conflict')
      expect(await ports.ledger.payment('bank:P-1')).toEqual(second)
    })
  })

  describe('a payment reference', () => {
    it('finds invoices that carry it and payments that wait for it, each once', async () => {
      await issue('erp:F-1', { reference: 'AR-1' })
      await issue('erp:F-2', { reference: 'AR-1' })
      await issue('erp:F-3', { reference: 'AR-2' })
      await ports.ledger.expectInvoice('AR-1', 'bank:P-1')
      await ports.ledger.expectInvoice('AR-1', 'bank:P-1')
      expect(await ports.ledger.referenced('AR-1')).toEqual({
        invoices: ['erp:F-1', 'erp:F-2'],
        payments: ['bank:P-1'],
      })
      expect(await ports.ledger.referenced('AR-9')).toEqual({ invoices: [], payments: [] })
    })

    it('may be changed, and changed back', async () => {
      await issue('erp:F-1', { reference: 'AR-1' })
      const outcomes: string[] = []
      for (const [stamp, reference] of [
        ['2026-06-02#2#a', 'AR-2'],
        ['2026-06-03#2#b', 'AR-1'],
      ] as const) {
        const fact: InvoiceFact = { kind: 'amended', stamp, terms: { reference } }
        outcomes.push(await ports.ledger.record(changed(await ports.ledger.invoice('erp:F-1'), fact)))
      }
      expect(outcomes).toEqual(['written', 'written'])
      expect((await ports.ledger.referenced('AR-1')).invoices).toEqual(['erp:F-1'])
    })
  })

  describe('a decreed holiday', () => {
    const entry = { place: 'CO', date: '2026-12-07', name: 'Decreto', author: 'carla', at: AT }

    it('is kept with whoever decreed it, and so is what takes it back', async () => {
      expect(await ports.holidays.decreed()).toEqual([])
      const back = { ...entry, withdrawn: true as const, reason: 'era una propuesta', at: LATER }
      expect(await ports.holidays.decree(back)).toBe('written')
      expect(await ports.holidays.decree(entry)).toBe('written')
      expect(await ports.holidays.decree({ ...entry, name: 'otra vez' })).toBe('duplicate')
      expect(await ports.holidays.decreed()).toEqual([entry, back])
    })
  })

  describe('a debtor', () => {
    const save = (before: DebtorRecord, after: DebtorRecord, at = AT) => ports.debtors.save([{ before, after }], at)

    it('is saved by who has read it last', async () => {
      const nobody = await ports.debtors.record('erp:D-1')
      expect(nobody).toEqual(unknownRecord('erp:D-1'))
      const known = withWords(nobody, 'erp:D-1', anasWords)
      expect(await save(nobody, known)).toBe('written')
      expect(await save(nobody, known)).toBe('conflict')
      expect(await ports.debtors.record('erp:D-1')).toEqual(known)
      const held = withWords(known, 'erp:D-1', { ...anasWords, holds: { h: { placedAt: AT } } })
      expect(await save(known, held)).toBe('written')
      expect(await save(known, { ...known, version: 2 })).toBe('conflict')
      expect(await ports.debtors.record('erp:D-1')).toEqual(held)
      expect(await ports.debtors.debtor('erp:D-1')).toEqual(united(held))
    })

    it('has a timeline of all that came to count, with the version of each change', async () => {
      const nobody = await ports.debtors.record('erp:D-1')
      const known = withWords(nobody, 'erp:D-1', anasWords)
      await save(nobody, known)
      const stopped = { ...anasWords, consents: { sms: { status: 'revoked' as const, stamp: '1' } } }
      const after = withWords(known, 'erp:D-1', stopped)
      await save(known, after, LATER)
      // A touch taken out of the recent ones is no fact about the debtor.
      await save(after, { ...after, version: 3 }, LATER)
      const timeline = await ports.timeline('erp:D-1')
      expect(timeline.map(({ version, at }) => [version, at])).toEqual([
        [1, AT],
        [2, LATER],
      ])
      expect(timeline[1]?.lines).toEqual([{ kind: 'consent', scope: 'sms', consent: stopped.consents.sms }])
    })

    it('is saved with another or not at all, and answers to the ids that lead to it', async () => {
      const [one, other] = [await ports.debtors.record('erp:D-1'), await ports.debtors.record('erp:D-2')]
      const root = { ...withWords(one, 'erp:D-1', anasWords), words: { 'erp:D-1': anasWords, 'erp:D-2': NO_WORDS } }
      const left = { ...other, version: 1, mergedInto: 'erp:D-1' }
      const both = [
        { before: one, after: root },
        { before: other, after: left },
      ]
      const elsewhere = withWords(other, 'erp:D-2', NO_WORDS)
      await save(other, elsewhere)
      expect(await ports.debtors.save(both, AT)).toBe('conflict')
      expect(await ports.debtors.record('erp:D-1')).toEqual(one)
      const second = { before: elsewhere, after: { ...left, version: 2 } }
      expect(await ports.debtors.save([{ before: one, after: root }, second], AT)).toBe('written')
      expect(await ports.debtors.debtor('erp:D-2')).toEqual(united(root))
      const { mergedInto: _, ...back } = { ...left, version: 3 }
      expect(await save({ ...left, version: 2 }, back)).toBe('written')
      expect(await ports.debtors.record('erp:D-2')).toEqual(back)
    })

    it('without a name is nobody', async () => {
      expect((await ports.debtors.debtor('')).version).toBe(0)
    })
  })

  describe('a claim', () => {
    const touch = (members: readonly Invoice[], id = 'T-1'): TouchRecord => ({
      id,
      debtor: 'erp:D-1',
      debtorVersion: 1,
      entity: 'andina',
      class: 'overdue',
      level: 1,
      template: 'first',
      language: 'es-CO',
      currency: 'COP',
      total: members.reduce((sum, { balance }) => sum + balance, 0),
      claimedAt: LATER,
      status: 'claimed',
      attempts: [{ channel: 'email', contactPoint: 'mail', at: LATER }],
      members: members.map(({ id: invoice, generation, version, balance }) => ({
        invoice,
        generation,
        version,
        step: 'first',
        level: 1,
        balance,
        asked: balance,
        dueDate: '2026-06-15',
      })),
    })
    const claimOf = (debtor: Debtor, members: readonly Invoice[], id?: string): Claim => ({
      touch: touch(members, id),
      debtor,
      members: members
        .filter(isIssued)
        .map((before) => ({ before, after: { ...before, version: before.version + 1 } })),
      stopCode: `secret-of-${id ?? 'T-1'}`,
    })
    const known = async () => {
      const before = await ports.debtors.record('erp:D-1')
      await ports.debtors.save([{ before, after: withWords(before, 'erp:D-1', anasWords) }], AT)
      return ports.debtors.debtor('erp:D-1')
    }
    const many = async (count: number) => {
      const ids = Array.from({ length: count }, (_, index) => `erp:F-${String(index).padStart(3, '0')}`)
      for (const id of ids) await issue(id)
      return ports.ledger.invoices(ids)
    }

    it('raises the versions of the debtor and the invoices, and counts against the debtor', async () => {
      const claim = claimOf(await known(), await many(2))
      expect(await ports.ledger.claim(claim)).toEqual(claim.touch)
      expect(await ports.ledger.touch('T-1')).toEqual(claim.touch)
      expect(await ports.debtors.debtor('erp:D-1')).toMatchObject({
        version: 2,
        recent: [{ touch: 'T-1', at: LATER, class: 'overdue', channel: 'email' }],
      })
      expect((await many(0)).length + (await ports.ledger.invoice('erp:F-001')).version).toBe(2)
    })

    it('is lost by whoever is second, and leaves no trace then', async () => {
      const debtor = await known()
      const members = await many(2)
      await ports.ledger.claim(claimOf(debtor, members.slice(0, 1)))
      expect(await ports.ledger.claim(claimOf(debtor, members.slice(1), 'T-2'))).toBeUndefined()
      expect(await ports.ledger.touch('T-2')).toBeUndefined()
      expect((await ports.ledger.invoice('erp:F-001')).version).toBe(1)
    })

    it('is lost when one of its invoices has changed meanwhile', async () => {
      const debtor = await known()
      const members = await many(2)
      await ports.ledger.record(changed(members[1] ?? unheardOf(''), paid(50_000)))
      expect(await ports.ledger.claim(claimOf(debtor, members))).toBeUndefined()
      expect(await ports.ledger.touch('T-1')).toBeUndefined()
      expect((await ports.debtors.debtor('erp:D-1')).version).toBe(1)
      expect((await ports.ledger.invoice('erp:F-000')).version).toBe(1)
    })

    it('is lost for an invoice that is closed, though its version is the same', async () => {
      const debtor = await known()
      const [one = unheardOf('')] = await many(1)
      const closed: Invoice = { ...one, version: 2, status: 'closed', outcome: 'exhausted', outcomeReason: 'end' }
      const entry = { key: 'end', kind: 'revived', amount: 0 } as const
      await ports.ledger.record({ before: one, after: closed, entries: [entry], at: AT })
      expect(await ports.ledger.claim(claimOf(debtor, [{ ...one, version: 2 }]))).toBeUndefined()
    })

    it('takes 120 invoices of one debtor under one touch', async () => {
      const claim = claimOf(await known(), await many(120))
      const claimed = await ports.ledger.claim(claim)
      expect(claimed).toEqual(claim.touch)
      expect(await ports.ledger.touch('T-1')).toEqual(claim.touch)
      const versions = (await ports.ledger.invoices(claim.touch.members.map(({ invoice }) => invoice))).map(
        ({ version }) => version,
      )
      expect(new Set(versions)).toEqual(new Set([2]))
    })

    it('leaves out later members that changed meanwhile, and says so', async () => {
      const debtor = await known()
      const members = await many(60)
      for (const late of [50, 59]) await ports.ledger.record(changed(members[late] ?? unheardOf(''), paid(50_000)))
      const claimed = await ports.ledger.claim(claimOf(debtor, members))
      const ids = claimed?.members.map(({ invoice }) => invoice) ?? []
      expect(ids).toHaveLength(58)
      expect(ids).not.toContain('erp:F-050')
      expect(ids).not.toContain('erp:F-059')
      expect(claimed?.total).toBe(58 * 50_000)
      expect(await ports.ledger.touch('T-1')).toEqual(claimed)
    })

    it('is found by the secret of its stop link, and by no other', async () => {
      const claim = claimOf(await known(), await many(1))
      await ports.ledger.claim(claim)
      expect(await ports.ledger.touchToStop(claim.stopCode)).toEqual(claim.touch)
      expect(await ports.ledger.touchToStop(claim.touch.id)).toBeUndefined()
      expect(await ports.ledger.touchToStop('')).toBeUndefined()
    })

    it('is followed up only by whoever knows how it stands', async () => {
      const { touch: claimed, ...claim } = claimOf(await known(), await many(1))
      await ports.ledger.claim({ touch: claimed, ...claim })
      const [attempt] = claimed.attempts
      if (!attempt) throw new Error('a claim has an attempt')
      const second = { ...claimed, attempts: [attempt, { ...attempt, channel: 'sms' as const }] }
      expect(await ports.ledger.saveTouch(claimed, second)).toBe('written')
      expect(await ports.ledger.saveTouch(claimed, { ...claimed, status: 'sent' })).toBe('conflict')
      const sent = { ...second, status: 'sent' as const }
      expect(await ports.ledger.saveTouch(second, sent)).toBe('written')
      expect(await ports.ledger.saveTouch(second, { ...second, status: 'unknown' })).toBe('conflict')
      expect(await ports.ledger.touch('T-1')).toEqual(sent)
    })

    it('keeps what was reported on it apart from what its sender writes, and loses no report', async () => {
      const { touch: claimed, ...claim } = claimOf(await known(), await many(1))
      await ports.ledger.claim({ touch: claimed, ...claim })
      const delivered = { ...claimed, receipt: { status: 'delivered', at: AT, deliveredAt: AT }, heard: 1 } as const
      expect(await ports.ledger.saveTouch(claimed, delivered)).toBe('written')
      expect(await ports.ledger.saveTouch(claimed, { ...claimed, status: 'sent' })).toBe('written')
      const bounced = { ...claimed, status: 'sent', receipt: { status: 'bounced', at: LATER }, heard: 1 } as const
      expect(await ports.ledger.saveTouch({ ...claimed, status: 'sent' }, bounced)).toBe('conflict')
      expect(await ports.ledger.touch('T-1')).toEqual({ ...delivered, status: 'sent' })
      const heard = { ...delivered, status: 'sent' as const }
      expect(await ports.ledger.saveTouch(heard, { ...heard, corrected: ['T-2'] })).toBe('written')
      expect(await ports.ledger.touch('T-1')).toEqual({ ...heard, corrected: ['T-2'] })
    })
  })

  it('a report on a message is kept once, and in the order of the provider', async () => {
    const bounced = { touch: 'T-1', channel: 'email', providerId: 'm-1', status: 'bounced', at: LATER } as const
    const sent = { touch: 'T-1', channel: 'email', providerId: 'm-1', status: 'sent', at: AT } as const
    await ports.ledger.noteDelivery({ ...bounced, reason: 'Permanent/General' })
    await ports.ledger.noteDelivery(sent)
    await ports.ledger.noteDelivery(bounced)
    await ports.ledger.noteDelivery({ ...sent, touch: 'T-10' })
    expect(await ports.ledger.deliveries('T-1')).toEqual([sent, { ...bounced, reason: 'Permanent/General' }])
    expect(await ports.ledger.deliveries('T-2')).toEqual([])
  })

  it('a message that was not sent is noted once for each reason', async () => {
    await issue()
    const one = { invoice: 'erp:F-1', generation: 1, step: 'first', reason: 'paid', at: AT } as const
    await ports.ledger.suppress([one, { ...one, reason: 'hold' }])
    await ports.ledger.suppress([{ ...one, at: LATER }])
    const noted = await ports.suppressed('erp:F-1')
    expect(noted.map(({ reason, at }) => [reason, at]).sort()).toEqual([
      ['hold', AT],
      ['paid', AT],
    ])
  })

  describe('a task', () => {
    const task = (id: string, due: string): Task => ({
      id,
      kind: 'collect',
      status: 'open',
      reason: 'aboveLimit',
      openedAt: AT,
      due,
      invoice: 'erp:F-1',
    })

    it('is opened once, and listed by what is due first', async () => {
      await ports.ledger.openTask(task('b', LATER))
      await ports.ledger.openTask(task('a', AT))
      await ports.ledger.openTask({ ...task('b', LATER), reason: 'another' })
      expect((await ports.openTasks()).map(({ id, reason }) => [id, reason])).toEqual([
        ['a', 'aboveLimit'],
        ['b', 'aboveLimit'],
      ])
    })

    it('is closed once, and stays closed', async () => {
      await ports.ledger.openTask(task('a', AT))
      expect(await ports.ledger.closeTask('a', 'laura', 'hecho', LATER)).toBe(true)
      expect(await ports.ledger.closeTask('a', 'laura', 'otra vez', LATER)).toBe(false)
      expect(await ports.ledger.closeTask('none', 'laura', 'x', LATER)).toBe(false)
      await ports.ledger.openTask(task('a', AT))
      expect(await ports.openTasks()).toEqual([])
    })
  })

  it('an answer is kept as it was first told, and found by its id alone', async () => {
    const { ledger } = ports
    const reply = { id: 'R-1', channel: 'sms', at: AT, text: 'Ya pagué', debtors: ['erp:D-1'], invoices: [] } as const
    await ledger.keepReply(reply)
    await ledger.keepReply({ ...reply, text: 'Otra cosa' })
    expect(await ledger.reply('R-1')).toEqual(reply)
    expect(await ledger.reply('R-2')).toBeUndefined()
  })

  it('an address leads to everybody who ever had it, on its own channel, each once', async () => {
    const { debtors } = ports
    const number = '+573001234567'
    for (const id of ['erp:D-1', 'erp:D-2', 'erp:D-1']) await debtors.noteAddress('sms', number, id)
    await debtors.noteAddress('whatsapp', number, 'erp:D-3')
    expect((await debtors.havingAddress('sms', number)).sort()).toEqual(['erp:D-1', 'erp:D-2'])
    expect(await debtors.havingAddress('whatsapp', number)).toEqual(['erp:D-3'])
    expect(await debtors.havingAddress('email', number)).toEqual([])
  })

  it('a refused event of 300 KB is kept whole, and listed', async () => {
    const body = `{"x":"${'ñ😀'.repeat(50_000)}"}`
    expect(Buffer.byteLength(body)).toBeGreaterThanOrEqual(300_000)
    const problems = [{ path: 'x', allowed: 'must be short', value: 'ñ😀…' }]
    const event = { id: 'e-1', source: 'erp', name: 'X', problems, body, at: AT }
    await ports.ledger.refuse(event)
    await ports.ledger.refuse(event)
    expect((await ports.refused()).map(({ id, problems: told }) => [id, told])).toEqual([['e-1', problems]])
    expect(await ports.refusedBody('e-1')).toBe(body)
    expect(await ports.refusedBody('e-2')).toBeUndefined()
  })

  it('a policy stays on the shelf as it was first put there', async () => {
    await ports.shelf.keep({ hash: 'h-1', policy })
    await ports.shelf.keep({ hash: 'h-1', policy: { ...policy, graceDays: 60 } })
    expect(await ports.shelf.read('h-1')).toEqual(policy)
    expect(await ports.shelf.read('h-2')).toBeUndefined()
  })

  it('a payment source keeps the newest instant it said, whatever comes first', async () => {
    await ports.marks.advance('bank', LATER)
    await ports.marks.advance('bank', AT)
    await ports.marks.advance('gateway', AT)
    expect(await ports.marks.read(['gateway', 'wallet', 'bank'])).toEqual([
      { source: 'gateway', completeUpTo: AT },
      { source: 'wallet' },
      { source: 'bank', completeUpTo: LATER },
    ])
  })

  describe('a journey', () => {
    it('that is started twice is started once', async () => {
      await ports.journeys.start('erp:F-1', 1)
      await ports.journeys.start('erp:F-1', 1)
      await ports.journeys.start('erp:F-1', 2)
      expect(await ports.running()).toBe(2)
    })

    it('is not disturbed by a token that is used up', async () => {
      await expect(ports.journeys.wake('no-such-token', {})).resolves.toBeUndefined()
    })
  })
}
