import type { ExampleIn } from './example.ts'

/** One sound example of each event about a payment, of the same debtor's story. */
export const PAYMENT_EXAMPLES = {
  PaymentReceived: {
    when: 'Send it when money has arrived, not when it is announced.',
    repeated:
      'A payment is divided once and applied once, however often it is told, and may come before its invoice: it waits there, or as unapplied cash.',
    source: 'bank',
    detail: {
      version: 1,
      occurredAt: '2026-06-12T18:42:10.250Z',
      payment: 'bank:T-90311',
      total: { amount: 20_000_000, currency: 'COP' },
      allocations: [{ invoice: 'erp:F-1001', amount: 20_000_000 }],
      reference: 'AR-884210',
    },
  },
  PaymentScheduled: {
    when: 'Send it when a payment has a date: a direct debit, a standing order, a card charged on a certain day.',
    repeated:
      'The newest `occurredAt` says when and for which invoices. None of what these ask for is reminded until then, however little the payment is. `PaymentReceived` and a later `PaymentFailed` of the same payment end it, in any order.',
    source: 'bank',
    detail: {
      version: 1,
      occurredAt: '2026-06-12T09:00:00Z',
      payment: 'bank:T-90313',
      total: { amount: 3_000_000, currency: 'COP' },
      dueOn: '2026-06-30',
      invoices: [{ invoice: 'erp:F-1001' }],
    },
  },
  PaymentFailed: {
    when: 'Send it when an attempt to pay did not go through.',
    repeated:
      'Only the first failure of a payment counts, and none once it was received: only a reversal takes money back.',
    source: 'bank',
    detail: {
      version: 1,
      occurredAt: '2026-06-13T12:00:00Z',
      payment: 'bank:T-90312',
      invoices: ['erp:F-1001'],
      reason: 'Tarjeta rechazada por el banco',
    },
  },
  PaymentReversed: {
    when: 'Send it when received money is taken back: a chargeback, a returned cheque, a transfer in error.',
    repeated:
      'A reversal is recorded once per payment, and may come before it. More than the payment is never taken back.',
    source: 'bank',
    detail: {
      version: 1,
      occurredAt: '2026-06-15T08:00:00Z',
      payment: 'bank:T-90311',
      reversal: 'CB-15',
      amount: 5_000_000,
      reason: 'Contracargo parcial',
    },
  },
} as const satisfies {
  readonly [Name in 'PaymentReceived' | 'PaymentScheduled' | 'PaymentFailed' | 'PaymentReversed']: ExampleIn<Name>
}
