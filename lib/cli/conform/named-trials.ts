import type { Told } from './sample.ts'
import { few, type Trial } from './trial.ts'

/** What the events of a sample say of each other: what is named and never told, and days that cannot be. */
export const namedTrials = (feed: readonly Told[]): readonly (Trial | undefined)[] => [
  earlyDue(feed),
  untoldInvoices(feed),
  untoldPayments(feed),
]

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

/** The values of a field in the events of one name. */
const toldIn = (feed: readonly Told[], event: string, field: string): ReadonlySet<string> =>
  new Set(feed.flatMap(({ name, detail }) => (name === event ? (text(detail[field]) ?? []) : [])))

function earlyDue(feed: readonly Told[]): Trial | undefined {
  const issued = new Map(
    feed.flatMap(({ name, detail: { invoice, issueDate } }) =>
      name === 'InvoiceIssued' ? [[text(invoice), text(issueDate)] as const] : [],
    ),
  )
  const cases = feed.flatMap(({ line, name, detail: { invoice, dueDate } }) => {
    const [due, from] = [text(dueDate), issued.get(text(invoice))]
    return due && from && due < from ? [`${line} ${name} ${String(invoice)}: ${due} < ${from}`] : []
  })
  if (cases.length === 0) return undefined
  return {
    verdict: 'wrong',
    about: ['Vencimientos', 'Due dates'],
    came: [
      'La factura vencería antes de emitirse: se le cobraría desde el primer día con un atraso que no tiene.',
      'The invoice would fall due before it is issued: from the first day on it would be reminded as late, which it is not.',
    ],
    cases: few(cases),
  }
}

function untoldInvoices(feed: readonly Told[]): Trial | undefined {
  const issued = toldIn(feed, 'InvoiceIssued', 'invoice')
  const cases = feed.flatMap(({ line, name, detail }) =>
    invoicesOf(detail).flatMap((id) => (issued.has(id) ? [] : [`${line} ${name}: ${id}`])),
  )
  if (cases.length === 0) return undefined
  return {
    verdict: 'look',
    about: ['Facturas que la muestra no emite', 'Invoices that the sample does not issue'],
    came: [
      'Está bien si son anteriores a la muestra: cada hecho espera a su InvoiceIssued. Si no lo son, el id no es el mismo en los dos eventos. Las pruebas de saldos las dejan fuera.',
      'That is right if they are older than the sample: each fact waits for its InvoiceIssued. If they are not, the id differs between the two events. The trials of balances leave them out.',
    ],
    cases: few(cases),
  }
}

/** The invoices that an event names: its own, and those that a payment is for. */
function invoicesOf({ invoice, allocations }: Told['detail']): string[] {
  const shares: readonly unknown[] = Array.isArray(allocations) ? allocations : []
  const paid = shares.map((share) => (typeof share === 'object' && share && 'invoice' in share ? share.invoice : ''))
  return [...new Set([invoice, ...paid].flatMap((id) => text(id) || []))]
}

function untoldPayments(feed: readonly Told[]): Trial | undefined {
  const received = toldIn(feed, 'PaymentReceived', 'payment')
  const cases = feed.flatMap(({ line, name, detail: { payment } }) =>
    name === 'PaymentReversed' && !received.has(String(payment)) ? [`${line} ${name}: ${String(payment)}`] : [],
  )
  if (cases.length === 0) return undefined
  return {
    verdict: 'look',
    about: ['Devoluciones de pagos que la muestra no trae', 'Reversals of payments that the sample lacks'],
    came: [
      'Está bien si el pago es anterior a la muestra. Si no lo es, PaymentReversed debe nombrar el mismo payment que PaymentReceived: con otro nombre el pago seguiría contando y a esa persona no se le cobraría.',
      'That is right if the payment is older than the sample. If it is not, PaymentReversed has to name the payment that PaymentReceived named: under another name it would go on counting, and nobody would be reminded.',
    ],
    cases: few(cases),
  }
}
