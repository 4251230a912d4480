import type * as z from 'zod'
import type { EVENTS_OUT, EventOutName } from './published.ts'

/** A documented event out: when it is published, and one as it looks. */
export interface ExampleOut<Name extends EventOutName> {
  readonly when: string
  readonly detail: z.output<(typeof EVENTS_OUT)[Name]>
}

const touch = {
  version: 1,
  occurredAt: '2026-07-16T14:05:31.000Z',
  touch: '5f0d2b7c9e4a41b8a6c3d0e1',
  debtor: 'erp:D-2001',
  entity: 'comercial-andina',
  class: 'overdue',
  level: 1,
  currency: 'COP',
  total: 8_500_000,
  members: [
    {
      invoice: 'erp:F-1001',
      generation: 1,
      step: 'reminder-1',
      level: 1,
      balance: 8_500_000,
      asked: 8_500_000,
      dueDate: '2026-07-15',
    },
  ],
  channel: 'email',
} as const

/** One example of each event out, as it is published on the bus under the source "puntual". */
export const EXAMPLES_OUT = {
  JourneyStarted: {
    when: 'An invoice was issued, or owes again after it was settled: its reminders are being looked after.',
    detail: {
      version: 1,
      id: 'started/erp:F-1001/1',
      occurredAt: '2026-06-03T14:00:02.000Z',
      invoice: 'erp:F-1001',
      generation: 1,
    },
  },
  JourneyEnded: {
    when: 'Nothing more is sent about an invoice, with the outcome.',
    detail: {
      version: 1,
      id: 'ended/erp:F-1001/1',
      occurredAt: '2026-07-20T15:00:04.000Z',
      invoice: 'erp:F-1001',
      generation: 1,
      outcome: 'settled',
      reason: 'paid',
      balance: 0,
      currency: 'COP',
    },
  },
  TouchSent: {
    when: 'A provider accepted a message.',
    detail: { ...touch, id: 'sent/5f0d2b7c9e4a41b8a6c3d0e1', members: [...touch.members] },
  },
  TouchDelivered: {
    when: 'Its provider says that a message is with the debtor; late, and for some messages never.',
    detail: { ...touch, id: 'delivered/5f0d2b7c9e4a41b8a6c3d0e1', members: [...touch.members] },
  },
  TouchFailed: {
    when: 'A message did not leave, or did not arrive, or nobody can say whether it left.',
    detail: {
      ...touch,
      id: 'failed/5f0d2b7c9e4a41b8a6c3d0e1',
      members: [...touch.members],
      certain: false,
      problem: 'TimeoutError',
    },
  },
  TouchSuppressed: {
    when: 'A reminder fell due and was deliberately not sent.',
    detail: {
      version: 1,
      id: 'suppressed/erp:F-1001/1/reminder-1/hold',
      occurredAt: '2026-06-18T14:00:00.000Z',
      invoice: 'erp:F-1001',
      generation: 1,
      step: 'reminder-1',
      reason: 'hold',
    },
  },
  EscalatedToPerson: {
    when: 'There is a new task on the work list.',
    detail: {
      version: 1,
      id: 'task/applyCash/erp:D-2001/bank:C-5510',
      occurredAt: '2026-06-16T17:00:03.000Z',
      task: 'applyCash/erp:D-2001/bank:C-5510',
      kind: 'applyCash',
      reason: 'unappliedCash',
      due: '2026-06-19T17:00:03.000Z',
      debtor: 'erp:D-2001',
    },
  },
  ControlTotalsDiffered: {
    when: 'What a source declared complete is not what our ledger holds; it stays visible until the two agree.',
    detail: {
      version: 1,
      id: 'totals/erp/2026-06-01/2026-06-30/2',
      occurredAt: '2026-07-01T05:30:02.000Z',
      source: 'erp',
      from: '2026-06-01',
      upTo: '2026-06-30',
      declared: { documents: 2, totals: [{ amount: 31_000_000, currency: 'COP' }] },
      ours: { documents: 1, totals: [{ amount: 25_000_000, currency: 'COP' }] },
      difference: { documents: 1, totals: [{ amount: 6_000_000, currency: 'COP' }] },
    },
  },
  EventRefused: {
    when: 'An event was not accepted; it is kept in quarantine until a person has dealt with it.',
    detail: {
      version: 1,
      id: 'refused/8f6c2a1e-0b7d-4c53-9a41-2f1d3f3c9b10',
      occurredAt: '2026-06-12T18:42:12.000Z',
      refused: '8f6c2a1e-0b7d-4c53-9a41-2f1d3f3c9b10',
      source: 'bank',
      name: 'PaymentReceived',
      problems: [{ path: 'total.amount', allowed: 'must be a whole number of minor units (cents): 1250.50 is 125050' }],
    },
  },
} as const satisfies { readonly [Name in EventOutName]: ExampleOut<Name> }
