import { defined } from '../../../contracts/defined.ts'
import { instantOf } from '../../../domain/time.ts'
import { SYNONYMS } from '../columns.ts'
import { PAID } from '../line-events.ts'
import { LineReader } from '../line-reader.ts'
import { event, type FileKind } from './file-kind.ts'

/** The headers by which the id of a payment is known. */
export const PAYMENT = [
  ...['payment', 'payment id', 'payment number', 'receipt', 'transaction'],
  ...[
    'pago',
    'id de pago',
    'folio de pago',
    'recibo',
    'id pago',
    'número de pago',
    'número de recibo',
    'transacción',
    'comprobante',
    'pagamento',
  ],
]

/** Money that was received: for an invoice, by what the payer quoted, or on account of a debtor. */
export const payments: FileKind = {
  columns: {
    payment: PAYMENT,
    invoice: SYNONYMS.invoice,
    customer: SYNONYMS.customer,
    reference: ['reference', 'payment reference', 'referencia', 'referencia de pago', 'referência'],
    amount: [...SYNONYMS.amount, 'amount paid', 'valor pagado', 'importe pagado', 'valor pago'],
    currency: SYNONYMS.currency,
    date: ['date', 'fecha', 'data', ...SYNONYMS.settledDate.filter((name) => name !== 'pago')],
  },
  required: ['payment', 'amount', 'date'],
  dates: ['date'],
  amounts: ['amount'],
  startsJourneys: false,
  about: ['payment'],
  read(row, { reading }, at) {
    const read = new LineReader(row, reading)
    const payment = read.key('payment')
    const total = read.money('amount')
    const date = read.day('date', at)
    const invoice = read.optionalKey('invoice')
    const debtor = read.optionalKey('customer')
    if (!payment || !total || !date || read.problems.length > 0) return read.problems
    // A payment of this morning is told before three in the afternoon.
    const received = Math.min(at, instantOf(date, PAID, reading.home.zone))
    const allocations = invoice && [{ invoice, amount: total.amount }]
    const detail = defined({ payment, total, allocations, reference: read.optional('reference'), debtor })
    return { id: payment, events: [event('PaymentReceived', received, detail)] }
  },
}
