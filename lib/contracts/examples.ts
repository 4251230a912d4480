import { DEBTOR_EXAMPLES } from './debtor-examples.ts'
import type { EventName } from './events.ts'
import type { ExampleIn } from './example.ts'
import { PAYMENT_EXAMPLES } from './payment-examples.ts'
import { STAFF_EXAMPLES } from './staff-examples.ts'

/** One sound example of each event in; together they are the story of one debtor, told in any order. */
export const EXAMPLES_IN = {
  ...DEBTOR_EXAMPLES,
  ReplyReceived: {
    when: 'Send it when a debtor answers: from the mail gateway behind replyTo, the help desk, any other inbox. Texts to a two-way number come by themselves.',
    repeated:
      'A second event with the same `reply` changes nothing. A stop word stops the channel at once; anything else holds the debtor for two business days and opens a task.',
    source: 'mesa',
    detail: {
      version: 1,
      occurredAt: '2026-06-03T15:20:00-05:00',
      reply: 'correo-5521',
      channel: 'email',
      from: 'ana.ruiz@cliente.example',
      debtor: 'erp:D-2001',
      text: 'Buenas tardes, ya hice el pago ayer por PSE. ¿Me confirman?',
    },
  },
  InvoiceIssued: {
    when: 'Send it when an invoice is final and the customer owes it.',
    repeated:
      'A repeat changes nothing. Corrections and payments that arrive first wait for it; a correction of a later `occurredAt` is not undone.',
    source: 'erp',
    detail: {
      version: 1,
      occurredAt: '2026-06-03T14:00:00Z',
      invoice: 'erp:F-1001',
      debtor: 'erp:D-2001',
      entity: 'comercial-andina',
      total: { amount: 25_000_000, currency: 'COP' },
      issueDate: '2026-06-03',
      dueDate: '2026-06-30',
      reference: 'AR-884210',
      paymentLink: 'https://pagos.andina.example/f/1001',
      description: 'Nevera 250 litros',
    },
  },
  InvoiceAmended: {
    when: 'Send it when a term of an issued invoice changes: its due date, its total, who owes it. Send only what changed.',
    repeated:
      'Each field keeps the word with the newest `occurredAt`, ties by `amendment`. An amendment is recorded once.',
    source: 'erp',
    detail: {
      version: 1,
      occurredAt: '2026-06-05T16:30:00Z',
      invoice: 'erp:F-1001',
      amendment: 'F-1001/2',
      dueDate: '2026-07-15',
    },
  },
  InvoiceVoided: {
    when: 'Send it when an invoice should never have been issued.',
    repeated: 'Once is for good, and it may come before the invoice. Money already paid on it becomes unapplied cash.',
    source: 'erp',
    detail: {
      version: 1,
      occurredAt: '2026-06-06T10:00:00Z',
      invoice: 'erp:F-1002',
      reason: 'Facturada dos veces, ver F-1001',
    },
  },
  InvoiceWrittenOff: {
    when: 'Send it when the company gives an invoice up; nobody is reminded of it any more.',
    repeated: 'Once is for good, and it may come before the invoice. What is paid later still counts as recovered.',
    source: 'erp',
    detail: {
      version: 1,
      occurredAt: '2026-06-06T11:00:00Z',
      invoice: 'erp:F-0007',
      reason: 'Incobrable, acta 12 de 2026',
    },
  },
  ChargePosted: {
    when: 'Send it when you add interest, a collection cost or a fee to what is owed on an invoice.',
    repeated:
      'A charge is recorded once, and may come before the invoice. It stays collectible when the principal is paid, and reopens a settled invoice.',
    source: 'erp',
    detail: {
      version: 1,
      occurredAt: '2026-06-17T08:00:00-05:00',
      charge: 'erp:ND-12',
      invoice: 'erp:F-1001',
      kind: 'interest',
      total: { amount: 310_000, currency: 'COP' },
    },
  },
  ChargeReversed: {
    when: 'Send it when a charge should not have been made, or is waived.',
    repeated: 'Once is for good, and it may come before its charge. What was paid on it pays the rest of the invoice.',
    source: 'erp',
    detail: {
      version: 1,
      occurredAt: '2026-06-18T08:00:00-05:00',
      charge: 'erp:ND-12',
      invoice: 'erp:F-1001',
      reason: 'Condonados por pronto acuerdo',
    },
  },
  CreditNoteIssued: {
    when: 'Send it when a credit note takes something off an invoice.',
    repeated: 'A credit note is recorded once per invoice, and may come before the invoice.',
    source: 'erp',
    detail: {
      version: 1,
      occurredAt: '2026-06-10T09:15:00-05:00',
      invoice: 'erp:F-1001',
      creditNote: 'erp:NC-77',
      total: { amount: 1_500_000, currency: 'COP' },
    },
  },
  ...PAYMENT_EXAMPLES,
  UnappliedCashChanged: {
    when: 'Send it when a deposit of a debtor lies in your books without an invoice, and again when that is settled.',
    repeated:
      'It says what is left, so each deposit keeps its newest `occurredAt`. While anything is left, the debtor is not reminded.',
    source: 'erp',
    detail: {
      version: 1,
      occurredAt: '2026-06-16T17:00:00Z',
      debtor: 'erp:D-2001',
      deposit: 'bank:C-5510',
      total: { amount: 1_200_000, currency: 'COP' },
    },
  },
  ContactMade: {
    when: 'Send it when a person of yours has called, visited or written to a debtor outside Puntual, or tried to.',
    repeated:
      'A contact is recorded once. It counts towards the limits of contact law by its own `occurredAt`, whenever it arrives. One that ended `wrongPerson` says the same of its `contactPoint` as a WrongPersonReported of that instant; without a contact point nothing is taken off. `promise` and `disputed` place a hold on its invoices, named after the contact: until two days after the day promised, or until a HoldReleased. A call that a step asked for counts as said with it, and its task is closed unless somebody has to try again.',
    source: 'crm',
    detail: {
      version: 1,
      occurredAt: '2026-06-17T15:40:00-05:00',
      contact: 'crm:llamada-88240',
      debtor: 'erp:D-2001',
      channel: 'call',
      author: 'laura.mejia',
      result: 'promise',
      invoices: ['erp:F-1001'],
      note: 'Paga el viernes por transferencia',
      until: '2026-06-19',
    },
  },
  PaymentSourceCompleted: {
    when: 'Send it when a payment source has told every payment up to an instant: after each file of the bank, each settlement of the gateway, also when there was none.',
    repeated: 'The newest `completeUpTo` of a source counts; an older one changes nothing.',
    source: 'bank',
    detail: {
      version: 1,
      occurredAt: '2026-06-18T11:05:00Z',
      source: 'bank',
      completeUpTo: '2026-06-18T10:00:00Z',
    },
  },
  SourceWatermarkAdvanced: {
    when: 'Send it when you have told all invoices of a period, such as every night, some minutes after the last of them.',
    repeated:
      'Each period (`source`, `from`, `upTo`) keeps its newest `occurredAt`. It is compared whenever it is told, and again when a document of the period comes later.',
    source: 'erp',
    detail: {
      version: 1,
      occurredAt: '2026-06-18T05:30:00Z',
      source: 'erp',
      from: '2026-05-01',
      upTo: '2026-05-31',
      documents: 0,
      totals: [],
    },
  },
  HoldPlaced: {
    when: 'Send it when contact about an invoice, or with a debtor, must rest: a claim is looked into, a person has taken over.',
    repeated: 'A hold is placed once; one that was released before it arrives never takes effect.',
    source: 'crm',
    detail: {
      version: 1,
      occurredAt: '2026-06-17T14:10:00Z',
      hold: 'caso-3341',
      invoice: 'erp:F-1001',
      reason: 'El cliente dice que la nevera llegó golpeada',
      author: 'laura.mejia',
      until: '2026-07-01T05:00:00Z',
    },
  },
  HoldReleased: {
    when: 'Send it when the reason for a hold is gone.',
    repeated: 'A release counts once and for good, also when it comes before its hold.',
    source: 'crm',
    detail: {
      version: 1,
      occurredAt: '2026-06-19T14:10:00Z',
      hold: 'caso-3341',
      invoice: 'erp:F-1001',
      author: 'laura.mejia',
    },
  },
  ...STAFF_EXAMPLES,
} as const satisfies { readonly [Name in EventName]: ExampleIn<Name> }
