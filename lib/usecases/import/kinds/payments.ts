import { defined } from '../../../contracts/defined.ts'
import { instantOf } from '../../../domain/time.ts'
import { SYNONYMS } from '../columns.ts'
import { PAID } from '../line-events.ts'
import { LineReader } from '../line-reader.ts'
import { event, type FileKind } from './file-kind.ts'

/** Money that was received: for an invoice, by what the payer quoted, or on account of a debtor. */
export const payments: FileKind = {
  columns: {
    payment: [
      ...['payment', 'payment id', 'payment number', 'receipt', 'transaction'],
      ...['recibo', 'id pago', 'número de pago', 'número de recibo', 'transacción', 'comprobante', 'pagamento'],
    ],
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
  read(row, { reading }) {
    const read = new LineReader(row, reading)
    const payment = read.key('payment')
    const total = read.money('amount')
    const date = read.date('date')
    const invoice = read.optionalKey('invoice')
    const debtor = read.optionalKey('customer')
    if (!payment || !total || !date || read.problems.length > 0) return read.problems
    const at = instantOf(date, PAID, reading.home.zone)
    const allocations = invoice && [{ invoice, amount: total.amount }]
    const detail = defined({ payment, total, allocations, reference: read.optional('reference'), debtor })
    return { id: payment, events: [event('PaymentReceived', at, detail)] }
  },
}
