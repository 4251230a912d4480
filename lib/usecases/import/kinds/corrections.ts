import { defined } from '../../../contracts/defined.ts'
import { type Instant, instantOf, iso } from '../../../domain/time.ts'
import { plainHeader, SYNONYMS } from '../columns.ts'
import { PAID } from '../line-events.ts'
import { LineReader } from '../line-reader.ts'
import { event, type FileKind } from './file-kind.ts'
import { PAYMENT } from './payments.ts'

const DATE = ['date', 'fecha', 'data']
const REASON = ['reason', 'note', 'motivo', 'nota', 'concepto', 'observaciones', 'observações']
const NINE = 9 * 60

/** When a line counts from: the morning of its date, or when the file was dropped. */
const since = (read: LineReader, at: Instant): Instant => {
  const date = read.optionalDay('date', at)
  return date === undefined ? at : instantOf(date, NINE, read.reading.home.zone)
}

/** Invoices that are known already, with another due date, another total, or both. */
export const amendments: FileKind = {
  columns: {
    invoice: SYNONYMS.invoice,
    dueDate: [
      ...SYNONYMS.dueDate,
      'new due date',
      'nuevo vencimiento',
      'nueva fecha de vencimiento',
      'novo vencimento',
    ],
    amount: [...SYNONYMS.amount, 'new amount', 'nuevo valor', 'nuevo importe', 'novo valor'],
    currency: SYNONYMS.currency,
    date: DATE,
  },
  required: ['invoice'],
  oneOf: ['dueDate', 'amount'],
  dates: ['dueDate', 'date'],
  amounts: ['amount'],
  startsJourneys: false,
  about: ['invoice'],
  read(row, { reading }, at) {
    const read = new LineReader(row, reading)
    const invoice = read.key('invoice')
    const dueDate = read.optionalDate('dueDate')
    const total = read.value('amount') === '' ? undefined : read.money('amount')
    const when = since(read, at)
    if (read.problems.length === 0 && dueDate === undefined && total === undefined)
      read.refuse('dueDate', 'a new due date, or a new total')
    if (!invoice || read.problems.length > 0) return read.problems
    // Of one content there is one amendment of each invoice, under whatever name it is dropped.
    const amendment = `file-${iso(at).replaceAll(/[^\dT]/g, '')}`
    return { id: invoice, events: [event('InvoiceAmended', when, defined({ invoice, amendment, dueDate, total }))] }
  },
}

/** Credit notes: what each takes off an invoice. */
export const creditNotes: FileKind = {
  columns: {
    creditNote: [
      ...['credit note', 'credit note number', 'nota de crédito', 'nota crédito', 'número de nota'],
      ...['número de nota de crédito', 'nota de credito', 'número da nota de crédito'],
    ],
    invoice: [...SYNONYMS.invoice, 'affected invoice', 'factura afectada'],
    amount: SYNONYMS.amount,
    currency: SYNONYMS.currency,
    date: DATE,
  },
  required: ['creditNote', 'invoice', 'amount'],
  dates: ['date'],
  amounts: ['amount'],
  startsJourneys: false,
  about: ['creditNote'],
  read(row, { reading }, at) {
    const read = new LineReader(row, reading)
    const creditNote = read.key('creditNote')
    const invoice = read.key('invoice')
    const total = read.money('amount')
    const when = since(read, at)
    if (!creditNote || !invoice || !total || read.problems.length > 0) return read.problems
    return { id: creditNote, events: [event('CreditNoteIssued', when, { invoice, creditNote, total })] }
  },
}

/** What files call the end of an invoice that nobody paid; *cancelada* is none, because in Colombia it is one that was paid. */
const ENDS: ReadonlyMap<string, 'InvoiceVoided' | 'InvoiceWrittenOff'> = new Map([
  ...['', 'void', 'voided', 'cancelled', 'anulada', 'anulado'].map(
    (word) => [plainHeader(word), 'InvoiceVoided'] as const,
  ),
  ...['written off', 'write-off', 'castigada', 'castigado', 'incobrable', 'baixada', 'baixa'].map(
    (word) => [plainHeader(word), 'InvoiceWrittenOff'] as const,
  ),
])

/** Invoices that are collected no more: void, or written off. */
export const voids: FileKind = {
  columns: {
    invoice: SYNONYMS.invoice,
    status: ['status', 'estado', 'situación', 'situação'],
    reason: REASON,
    date: DATE,
  },
  required: ['invoice'],
  dates: ['date'],
  amounts: [],
  startsJourneys: false,
  about: ['invoice'],
  read(row, { reading }, at) {
    const read = new LineReader(row, reading)
    const invoice = read.key('invoice')
    const name =
      ENDS.get(plainHeader(read.value('status'))) ??
      read.refuse('status', 'void (anulada) or written off (castigada); cancelada may mean that it was paid')
    const when = since(read, at)
    if (!invoice || !name || read.problems.length > 0) return read.problems
    return { id: invoice, events: [event(name, when, { invoice, reason: read.optional('reason') ?? 'Archivo' })] }
  },
}

/** Payments that were taken back: a cheque that bounced, a charge that the bank returned. */
export const reversals: FileKind = {
  columns: {
    payment: PAYMENT,
    reversal: ['reversal', 'reversal id', 'devolución', 'reverso', 'id reverso', 'estorno'],
    amount: [...SYNONYMS.amount, 'valor devuelto', 'importe devuelto'],
    currency: SYNONYMS.currency,
    reason: REASON,
    date: DATE,
  },
  required: ['payment'],
  dates: ['date'],
  amounts: ['amount'],
  startsJourneys: false,
  about: ['payment', 'reversal'],
  read(row, { reading }, at) {
    const read = new LineReader(row, reading)
    const payment = read.key('payment')
    const total = read.value('amount') === '' ? undefined : read.money('amount')
    const date = read.optionalDay('date', at)
    // Without an id it is known by what it says, so that tomorrow's file may bring it again.
    const told = `file-${date ?? iso(at).slice(0, 10)}-${total?.amount ?? 'all'}`
    const reversal = read.value('reversal') === '' ? told : read.id('reversal')
    if (!payment || !reversal || read.problems.length > 0) return read.problems
    const when = date === undefined ? at : instantOf(date, PAID, reading.home.zone)
    const reason = read.optional('reason') ?? 'Pago devuelto'
    const detail = defined({ payment, reversal, amount: total?.amount, reason })
    return { id: payment, events: [event('PaymentReversed', when, detail)] }
  },
}
