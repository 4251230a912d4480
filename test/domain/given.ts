import { type Debtor, type DebtorWords, NO_WORDS } from '../../lib/domain/debtor.ts'
import { unknownRecord } from '../../lib/domain/debtor-record.ts'
import { SHAPE } from '../../lib/domain/decision.ts'
import type { Invoice, InvoiceTerms, IssuedInvoice } from '../../lib/domain/invoice.ts'
import { isIssued, unheardOf } from '../../lib/domain/invoice.ts'
import type { InvoiceFact } from '../../lib/domain/invoice-fact.ts'
import { weekOf } from '../../lib/domain/law/hours.ts'
import { type Cap, type Layer, MEDIA } from '../../lib/domain/law/pack.ts'
import { record } from '../../lib/domain/ledger.ts'
import type { Policy } from '../../lib/domain/policy.ts'
import type { Calendar } from '../../lib/domain/schedule.ts'
import { united } from '../../lib/domain/united.ts'
import type { Asking, Situation } from '../../lib/domain/verdict.ts'
import { plainWindow } from '../../lib/domain/window.ts'

/** 2026-06-01 is a Monday; 13:00 UTC is 08:00 in Bogotá. */
export const MONDAY_8 = Date.parse('2026-06-01T13:00:00Z')
/** Monday to Friday, 08:00 to 18:00, as in the shipped catalog. */
export const CONSERVATIVE_WINDOW = plainWindow([1, 2, 3, 4, 5], 8 * 60, 18 * 60)
/** The same hours as the only law, and as often as one likes. */
export const OFFICE_HOURS: Layer = {
  name: 'office',
  hours: { media: MEDIA, week: weekOf([1, 2, 3, 4, 5], 8 * 60, 18 * 60) },
  caps: [],
  consentFor: [],
  receiptsCount: false,
  citations: [],
  confidence: 'high',
}
/** A layer with one cap: one contact a day with the debtor on any medium, but for what is told. */
export const cap = (more: Partial<Cap>): Layer => ({
  ...OFFICE_HOURS,
  name: 'caps',
  caps: [
    {
      id: 'once-a-day',
      kind: 'count',
      max: 1,
      window: { unit: 'day', n: 1 },
      per: 'debtor',
      media: MEDIA,
      eachMedium: false,
      ...more,
    },
  ],
})
/** A debtor's calendar in a zone under office hours and, beside them, what other layers say. */
export const calendarIn = (zone: string, ...layers: readonly Layer[]): Calendar => ({
  zone,
  rules: { zones: [zone], layers: [OFFICE_HOURS, ...layers] },
  window: CONSERVATIVE_WINDOW,
  spread: 0,
})
export const bogota: Calendar = calendarIn('America/Bogota')

/** Four steps: three days before, then 2, 9 and 16 days after the due date. */
export const policy: Policy = {
  id: 'test',
  languages: ['es-CO'],
  graceDays: 1,
  minimumAmount: { COP: 1000 },
  personAbove: { COP: 1_000_000 },
  minimumDaysBetween: 4,
  coldStart: { afterDays: 30, level: 2 },
  steps: [step('heads-up', 0, -3), step('first', 1, 2), step('second', 2, 9), step('third', 3, 16)],
  afterLast: { days: 14, then: 'handOver' },
  unappliedCashDays: 10,
}

function step(id: string, level: number, days: number): Policy['steps'][number] {
  return {
    id,
    level,
    class: level === 0 ? 'beforeDue' : 'overdue',
    offset: { from: 'dueDate', days, count: 'calendar' },
    channels: ['email', 'sms'],
    template: id,
  }
}

export const terms: InvoiceTerms = {
  debtor: 'erp:D-1',
  entity: 'andina',
  amount: 50_000,
  issueDate: '2026-06-01',
  dueDate: '2026-06-30',
}

export const issued = (more: Partial<InvoiceTerms> = {}, currency = 'COP'): InvoiceFact => ({
  kind: 'issued',
  stamp: '2026-06-01T12:00:00.000Z#1#issued',
  currency,
  terms: { ...terms, ...more },
})

export const paid = (amount: number, payment = 'bank:P-1'): InvoiceFact => ({
  kind: 'paid',
  payment,
  amount,
  currency: 'COP',
})

/** The invoice of an id, or as it was, after these facts in this order, each recorded at the given instant. */
export function invoiceAfter(
  facts: readonly InvoiceFact[],
  at = '2026-06-01T12:00:00.000Z',
  from: string | Invoice = 'erp:F-1',
): Invoice {
  return facts.reduce<Invoice>(
    (invoice, fact) => {
      const recording = record(invoice, fact, at)
      if (recording.kind === 'refused') throw new Error(recording.problem)
      return recording.invoice
    },
    typeof from === 'string' ? unheardOf(from) : from,
  )
}

/** An open invoice after these facts. */
export function open(facts: readonly InvoiceFact[] = [issued()], at?: string, id?: string): IssuedInvoice {
  const invoice = invoiceAfter(facts, at, id)
  if (!isIssued(invoice)) throw new Error('these facts do not issue the invoice')
  return invoice
}

/** What is said of a person in Bogotá with an e-mail address. */
export const anasWords: DebtorWords = {
  ...NO_WORDS,
  profile: {
    name: 'Ana Ruiz',
    kind: 'person',
    language: 'es-CO',
    country: 'CO',
    zone: 'America/Bogota',
    internal: false,
    doNotContact: false,
  },
  profileStamp: '1',
  contactPoints: [
    { id: 'mail', channel: 'email', address: 'ana@cliente.example', role: 'holder', active: true, stamp: '1' },
  ],
}

/** That person, as decisions see them. */
export const debtor: Debtor = united({ ...unknownRecord('erp:D-1'), version: 3, words: { 'erp:D-1': anasWords } })

export const situation = (invoice: Invoice, more: Partial<Situation> = {}): Situation => ({
  invoice,
  debtor,
  policy,
  calendar: bogota,
  delivered: invoice.journey.level,
  ...more,
})

export const asking: Asking = { generation: 1, shape: SHAPE, startedAt: Date.parse('2026-06-01T12:00:00Z') }

/** 08:00 in Bogotá on a date. */
export const at8 = (date: string): number => Date.parse(`${date}T13:00:00Z`)
