import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { NAMES_IN } from '../../lib/cli/events-page.ts'
import type { EventName } from '../../lib/contracts/events.ts'
import { EXAMPLES_IN } from '../../lib/contracts/examples.ts'
import { EVENTS_OUT } from '../../lib/contracts/published.ts'
import type { BusEvent } from '../../lib/rehearsal/events/bus-event.ts'
import { type Deployed, deployed } from '../memory/deployed.ts'
import { BROKEN, type Breakage } from './broken-examples.ts'

/** After the last example became true, before any reminder is due. */
const START = Date.parse('2026-06-20T12:00:00Z')
const MINUTE = 60_000

let stack: Deployed
let published: BusEvent[]

beforeAll(async () => {
  stack = await deployed(START)
})

beforeEach(async () => {
  await stack.rehearsal.reset()
  published = []
  stack.rehearsal.buses.onEvent = (_bus, event) => published.push(event)
})

afterAll(() => stack.stop())

const told = async (name: EventName, change: object = {}) => {
  const { source, detail } = EXAMPLES_IN[name]
  const [id = ''] = await stack.rehearsal.publish([{ source, detailType: name, detail: { ...detail, ...change } }])
  await stack.rehearsal.run(stack.rehearsal.world.now() + MINUTE)
  return id
}

const invoice = (id: string) => stack.ledger.invoice(id)
/** The kinds of ledger lines of an invoice. */
const linesOf = async (id: string): Promise<string[]> =>
  ((await stack.staff.file(id))?.lines ?? []).flatMap((line) => (line.kind === 'entry' ? [line.entry.kind] : []))
const debtor = () => stack.debtors.debtor('erp:D-2001')

/** Where the ledger must show each example, and nothing else could have put it there. */
const MARKS: Record<EventName, () => Promise<unknown>> = {
  DebtorUpserted: async () => (await debtor()).profile?.name === 'Ana Ruiz Gómez',
  ContactPointUpserted: async () => (await debtor()).contactPoints[0]?.address === 'ana.ruiz@cliente.example',
  ConsentChanged: async () => (await debtor()).consents.sms?.status === 'revoked',
  DebtorFlagChanged: async () => (await debtor()).flags.hardship?.status === 'raised',
  PreferenceChanged: async () => (await debtor()).preference.hours?.value.from === 14 * 60,
  WrongPersonReported: async () =>
    (await stack.debtors.record('erp:D-2001')).words['erp:D-2001']?.wrongPersons['+573001234567'] !== undefined,
  ReplyReceived: async () => (await debtor()).holds['reply/correo-5521']?.placedAt !== undefined,
  AddressStopped: async () => (await stack.debtors.havingAddress('sms', '+573009876543')).length > 0,
  DebtorMerged: async () => (await stack.debtors.debtor('erp:D-1460')).id === 'erp:D-2001',
  InvoiceIssued: async () => (await invoice('erp:F-1001')).charge === 25_000_000,
  InvoiceAmended: async () => (await invoice('erp:F-1001')).terms.dueDate === '2026-07-15',
  InvoiceVoided: async () => (await invoice('erp:F-1002')).voided === '2026-06-06T10:00:00.000Z',
  InvoiceWrittenOff: async () => (await invoice('erp:F-0007')).writtenOff === '2026-06-06T11:00:00.000Z',
  ChargePosted: async () => (await invoice('erp:F-1001')).charges['erp:ND-12']?.amount === 310_000,
  ChargeReversed: async () => (await invoice('erp:F-1001')).charges['erp:ND-12']?.reversed === true,
  CreditNoteIssued: async () => (await invoice('erp:F-1001')).credited === 1_500_000,
  PaymentReceived: async () => (await stack.ledger.payment('bank:T-90311')).received?.amount === 20_000_000,
  PaymentScheduled: async () => (await invoice('erp:F-1001')).announced['bank:T-90313']?.on === '2026-06-30',
  PaymentFailed: async () => (await stack.ledger.payment('bank:T-90312')).failure !== undefined,
  PaymentReversed: async () => (await stack.ledger.payment('bank:T-90311')).reversals['CB-15'] !== undefined,
  UnappliedCashChanged: async () =>
    (await debtor()).unapplied.some(({ key, amount }) => key === 'bank:C-5510' && amount === 1_200_000),
  ContactMade: async () => (await debtor()).recent.some(({ touch }) => touch === 'contact/crm:llamada-88240'),
  PaymentSourceCompleted: async () =>
    (await stack.marks.read(['bank']))[0]?.completeUpTo === '2026-06-18T10:00:00.000Z',
  SourceWatermarkAdvanced: async () => (await stack.staff.watermarks()).some(({ state }) => state === 'agrees'),
  HoldPlaced: async () => (await invoice('erp:F-1001')).holds['caso-3341']?.placedAt !== undefined,
  HoldReleased: async () => (await invoice('erp:F-1001')).holds['caso-3341']?.releasedAt !== undefined,
  ApprovalGiven: async () => (await linesOf('erp:F-1001')).includes('approved'),
  ApprovalDeclined: async () => (await linesOf('erp:F-1001')).includes('declined'),
  PolicyAdopted: async () => (await invoice('erp:F-1001')).journey.policy?.id === 'consumer-flexible',
}

const waiting = () =>
  stack.rehearsal.deployed
    .ofType('AWS::SQS::Queue')
    .map(({ arn, logicalId }) => [logicalId, stack.rehearsal.queues.byArn(arn ?? '').messages().length] as const)
    .filter(([, count]) => count > 0)

describe('each documented event, published on the real stack', () => {
  it.each(NAMES_IN)('%s is recorded, and nothing is refused or left in a queue', async (name) => {
    expect(await MARKS[name]()).toBe(false)
    await told(name)
    expect(await MARKS[name]()).toBe(true)
    expect(await stack.staff.refused()).toEqual([])
    expect(waiting()).toEqual([])
  })

  it.each(NAMES_IN)(
    '%s with a mistake is kept in quarantine with its reason, and the bus hears of it',
    async (name) => {
      const broken: Breakage = BROKEN[name]
      const id = await told(name, broken.with)
      expect(await MARKS[name]()).toBe(false)
      const [refused, ...more] = await stack.staff.refused()
      expect(more).toEqual([])
      expect(refused).toMatchObject({ id, name, source: EXAMPLES_IN[name].source })
      const problem = { path: broken.path, allowed: expect.stringMatching(broken.allowed) }
      expect(refused?.problems).toEqual([{ ...problem, value: expect.stringContaining(broken.value) }])
      expect(JSON.parse((await stack.staff.refusedBody(id))?.body ?? '').detail).toEqual(
        JSON.parse(JSON.stringify({ ...EXAMPLES_IN[name].detail, ...broken.with })),
      )
      const out = published.filter((event) => event['detail-type'] === 'EventRefused')
      expect(out.map((event) => EVENTS_OUT.EventRefused.parse(event.detail))).toMatchObject([
        { id: `refused/${id}`, refused: id, name, problems: [problem] },
      ])
    },
  )

  it('is recorded alike in the order of the page, backwards, and everything twice', async () => {
    const ledgers: unknown[] = []
    for (const order of [NAMES_IN, NAMES_IN.toReversed(), [...NAMES_IN, ...NAMES_IN]]) {
      await stack.rehearsal.reset()
      for (const name of order) await told(name)
      expect(await stack.staff.refused()).toEqual([])
      const { balance, excess, terms, currency, status } = await invoice('erp:F-1001')
      const { profile, consents, contactPoints, unapplied } = await debtor()
      const lying = unapplied.filter(({ amount }) => amount > 0)
      const cash = lying.map(({ key, amount }) => [key, amount]).sort()
      ledgers.push({ balance, excess, terms, currency, status, profile, consents, contactPoints, cash })
    }
    expect(ledgers[0]).toMatchObject({ balance: 8_500_000, status: 'open', cash: [['bank:C-5510', 1_200_000]] })
    expect(ledgers[1]).toEqual(ledgers[0])
    expect(ledgers[2]).toEqual(ledgers[0])
  })
})
