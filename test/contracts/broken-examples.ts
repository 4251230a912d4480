import type { EventName } from '../../lib/contracts/events.ts'

/** How an example is broken on purpose: what replaces its fields, and the one problem that is to be reported. */
export interface Breakage {
  readonly with: Readonly<Record<string, unknown>>
  readonly path: string
  readonly value: string
  readonly allowed: RegExp
}

/** For each event in, a mistake that sources really make. */
export const BROKEN = {
  DebtorUpserted: { with: { zone: 'Bogota' }, path: 'zone', value: 'Bogota', allowed: /IANA time zone/ },
  ContactPointUpserted: {
    with: { point: { channel: 'sms', address: '+576015550100' } },
    path: 'point.address',
    value: '+576015550100',
    allowed: /mobile number in E\.164/,
  },
  ConsentChanged: { with: { status: 'no' }, path: 'status', value: 'no', allowed: /"granted"\|"revoked"\|"unknown"/ },
  DebtorFlagChanged: { with: { flag: 'dead' }, path: 'flag', value: 'dead', allowed: /"deceased"/ },
  PreferenceChanged: {
    with: { hours: { days: ['mon'], from: '14:00', to: '09:00' } },
    path: 'hours.to',
    value: '09:00',
    allowed: /after "from"/,
  },
  AddressStopped: {
    with: { address: 'ana' },
    path: 'address',
    value: 'ana',
    allowed: /an e-mail address, or a telephone/,
  },
  WrongPersonReported: {
    with: { contactPoint: 'celular' },
    path: '',
    value: '{"version":1',
    allowed: /a contact point or an address, and not both/,
  },
  ReplyReceived: {
    with: { from: 'ana.ruiz@' },
    path: 'from',
    value: 'ana.ruiz@',
    allowed: /e-mail address, or a mobile number in E\.164/,
  },
  DebtorMerged: {
    with: { merged: 'erp:D-2001' },
    path: 'merged',
    value: 'erp:D-2001',
    allowed: /another id than the debtor/,
  },
  InvoiceIssued: {
    with: { total: { amount: '250.000,00', currency: 'COP' } },
    path: 'total.amount',
    value: '250.000,00',
    allowed: /whole number of minor units/,
  },
  InvoiceAmended: {
    with: { duedate: '2026-07-15' },
    path: '',
    value: '{"version":1',
    allowed: /nobody knows: duedate/,
  },
  InvoiceVoided: { with: { reason: undefined }, path: 'reason', value: 'nothing', allowed: /1 to 280 characters/ },
  InvoiceWrittenOff: { with: { invoice: 'F-0007' }, path: 'invoice', value: 'F-0007', allowed: /source:external-id/ },
  ChargePosted: {
    with: { kind: 'penalty' },
    path: 'kind',
    value: 'penalty',
    allowed: /"interest"\|"collectionCost"\|"fee"/,
  },
  ChargeReversed: { with: { reason: '' }, path: 'reason', value: '', allowed: /1 to 280 characters/ },
  CreditNoteIssued: {
    with: { total: { amount: 15000.5, currency: 'COP' } },
    path: 'total.amount',
    value: '15000.5',
    allowed: /whole number of minor units/,
  },
  PaymentReceived: {
    with: { allocations: [{ invoice: 'erp:F-1001', amount: 20_000_001 }] },
    path: 'allocations',
    value: '[{"invoice":"erp:F-1001","amount":20000001}]',
    allowed: /20000001 is above 20000000/,
  },
  PaymentScheduled: { with: { invoices: [] }, path: '', value: '{"version":1', allowed: /invoices or a debtor/ },
  PaymentFailed: { with: { version: 2 }, path: 'version', value: '2', allowed: /only version/ },
  PaymentReversed: { with: { amount: 0 }, path: 'amount', value: '0', allowed: /above zero/ },
  UnappliedCashChanged: {
    with: { total: { amount: -1, currency: 'COP' } },
    path: 'total.amount',
    value: '-1',
    allowed: /zero or more/,
  },
  ContactMade: { with: { channel: 'phone' }, path: 'channel', value: 'phone', allowed: /"call"\|"visit"/ },
  PaymentSourceCompleted: {
    with: { completeUpTo: '2026-06-19T00:00:00Z' },
    path: 'completeUpTo',
    value: '2026-06-19T00:00:00',
    allowed: /not be after occurredAt/,
  },
  SourceWatermarkAdvanced: {
    with: { upTo: '2026-04-30' },
    path: 'upTo',
    value: '2026-04-30',
    allowed: /not come before 2026-05-01/,
  },
  HoldPlaced: { with: { debtor: 'erp:D-2001' }, path: '', value: '{"version":1', allowed: /and not both/ },
  HoldReleased: {
    with: { occurredAt: '2026-06-19 14:10' },
    path: 'occurredAt',
    value: '2026-06-19 14:10',
    allowed: /instant with its offset/,
  },
  PolicyAdopted: {
    with: { policy: 'the soft one' },
    path: 'policy',
    value: 'the soft one',
    allowed: /1 to 96 letters, digits/,
  },
  ApprovalGiven: { with: { approval: 'sí' }, path: 'approval', value: 'sí', allowed: /1 to 96 letters, digits/ },
  ApprovalDeclined: { with: { reason: '' }, path: 'reason', value: '', allowed: /must be/ },
} as const satisfies Record<EventName, Breakage>
