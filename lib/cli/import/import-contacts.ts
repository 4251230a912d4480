import { EVENTS_IN } from '../../contracts/events.ts'
import { problemsOf } from '../../contracts/intake.ts'
import { parseAmount } from '../../domain/money.ts'
import { plainHeader } from '../../usecases/import/columns.ts'
import { type LedgerProblem, LedgerRefused } from '../../usecases/import/ledger-refused.ts'
import { readRows } from '../../usecases/import/read-rows.ts'

/** The columns of a file of contacts, by the names their headers may have; `invoices` holds ids parted by spaces. */
const COLUMNS = {
  contact: ['contact', 'contacto', 'id'],
  debtor: ['debtor', 'deudor', 'cliente'],
  occurredAt: ['at', 'when', 'date', 'fecha', 'cuando', 'fecha y hora'],
  channel: ['channel', 'canal', 'medio'],
  author: ['author', 'autor', 'gestor', 'agent'],
  result: ['result', 'resultado'],
  contactPoint: ['contact point', 'point', 'punto de contacto', 'punto'],
  invoices: ['invoices', 'invoice', 'facturas', 'factura'],
  note: ['note', 'nota', 'observaciones'],
  until: ['until', 'promised', 'hasta', 'fecha de promesa', 'fecha prometida'],
  amount: ['amount', 'promised amount', 'monto', 'monto prometido', 'valor prometido'],
  currency: ['currency', 'moneda'],
} as const
type Column = keyof typeof COLUMNS
const REQUIRED: readonly Column[] = ['contact', 'debtor', 'occurredAt', 'channel', 'author', 'result']
const names = Object.keys(COLUMNS).filter((name): name is Column => Object.hasOwn(COLUMNS, name))

/**
 * The contacts of a delimited file as the details of `ContactMade`; throws a LedgerRefused with every problem at its line,
 * because half a file of contacts would leave debtors with more patience than they have.
 */
export function importContacts(text: string): object[] {
  const { headers, rows, problems: broken } = readRows(text)
  const plain = headers.map(plainHeader)
  const at = new Map(
    names.map((name) => [name, plain.findIndex((one) => COLUMNS[name].map(plainHeader).includes(one))]),
  )
  const problems: LedgerProblem[] = [...broken]
  for (const name of REQUIRED)
    if ((at.get(name) ?? -1) < 0)
      problems.push({
        line: 1,
        column: name,
        value: '',
        allowed: `a column named ${COLUMNS[name].join(', ')}; the file has ${headers.join(', ')}`,
      })
  if (problems.length > 0) throw new LedgerRefused(problems)
  const details = rows.map(({ line, values }) => {
    const said = (name: Column): string => values[at.get(name) ?? -1] ?? ''
    const invoices = said('invoices').split(/\s+/).filter(Boolean)
    const promised = said('amount') === '' ? undefined : parseAmount(said('amount'), said('currency'))
    if (promised?.kind === 'refused')
      problems.push({ line, column: 'amount', value: said('amount'), allowed: promised.reason })
    const detail = {
      version: 1,
      ...Object.fromEntries(REQUIRED.map((name) => [name, said(name)])),
      ...(invoices.length > 0 && { invoices }),
      ...(said('until') && { until: said('until') }),
      ...(said('contactPoint') && { contactPoint: said('contactPoint') }),
      ...(promised?.kind === 'money' && { promised: promised.money }),
      ...(said('note') && { note: said('note') }),
    }
    const { error } = EVENTS_IN.ContactMade.safeParse(detail)
    if (error)
      for (const { path, value, allowed } of problemsOf(error, detail))
        problems.push({ line, column: path, value, allowed })
    return detail
  })
  if (problems.length > 0) throw new LedgerRefused(problems)
  return details
}
