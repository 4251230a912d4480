import { beforeEach, describe, expect, it } from 'vitest'
import { executionName } from '../../lib/aws/step-functions.ts'
import { Guard } from '../../lib/contracts/pace.ts'
import type { DebtorRecord } from '../../lib/domain/debtor-record.ts'
import { MemoryDebtors } from '../../lib/simulation/memory-debtors.ts'
import { MemoryLedger } from '../../lib/simulation/memory-ledger.ts'
import { MemorySending } from '../../lib/simulation/memory-sending.ts'
import { MemoryShelf } from '../../lib/simulation/memory-shelf.ts'
import { Policies } from '../../lib/usecases/policies.ts'
import { applyEarlierPayments, receivePayment, reversePayment } from '../../lib/usecases/record-payment.ts'
import type { Recording } from '../../lib/usecases/recording.ts'
import { tellInvoice } from '../../lib/usecases/tell-invoice.ts'
import { MemoryJourneys } from './memory-journeys.ts'

const [DEBTOR, INVOICE] = ['erp:D-1', 'erp:F-1']
const occurredAt = '2026-06-01T12:00:00.000Z'
const total = { amount: 100, currency: 'COP' }

/** Debtors where something else happens before the next one is read. */
class Interrupted extends MemoryDebtors {
  meanwhile: (() => Promise<void>) | undefined

  override async record(id: string): Promise<DebtorRecord> {
    const { meanwhile } = this
    this.meanwhile = undefined
    await meanwhile?.()
    return super.record(id)
  }
}

let debtors: Interrupted
let outside: Recording

beforeEach(() => {
  debtors = new Interrupted()
  outside = {
    debtors,
    ledger: new MemoryLedger(debtors, executionName),
    journeys: new MemoryJourneys(),
    policies: new Policies({ policies: {}, segments: {}, defaultPolicy: 'none' }, new MemoryShelf()),
    clock: { now: () => Date.parse(occurredAt) },
    sending: new MemorySending(),
    bands: Guard.parse({}),
    meter: { count: () => {} },
  }
})

const issue = async (): Promise<void> => {
  const dates = { issueDate: '2026-06-01', dueDate: '2026-06-15' }
  const terms = { debtor: DEBTOR, entity: 'acme', amount: 100, ...dates }
  const fact = { kind: 'issued', stamp: `${occurredAt}#1#issued`, currency: 'COP', terms } as const
  await applyEarlierPayments(outside, await tellInvoice(outside, INVOICE, fact))
}
const cash = async () => (await debtors.debtor(DEBTOR)).unapplied.filter(({ amount }) => amount > 0)
const pay = (payment: string) =>
  receivePayment(outside, {
    ...{ version: 1, occurredAt, payment, total },
    allocations: [{ invoice: INVOICE, amount: 100 }],
  })

describe('two recorders at once', () => {
  it('leave no cash, when one payment is taken back while the excess of the next is on its way', async () => {
    await issue()
    await pay('bank:P-1')
    debtors.meanwhile = () =>
      reversePayment(outside, { version: 1, occurredAt, payment: 'bank:P-1', reversal: 'R-1', reason: 'devuelto' })
    await pay('bank:P-2')
    expect((await outside.ledger.invoice(INVOICE)).excess).toBe(0)
    expect(await cash()).toEqual([])
  })

  it('bring a payment of the debtor and its invoice together, whichever looks first', async () => {
    debtors.meanwhile = issue
    await receivePayment(outside, { version: 1, occurredAt, payment: 'bank:P-1', total, debtor: DEBTOR })
    expect((await outside.ledger.invoice(INVOICE)).balance).toBe(0)
    expect(await cash()).toEqual([])
  })
})
