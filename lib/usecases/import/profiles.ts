import { plainHeader } from './columns.ts'
import { Mapping } from './mapping.ts'

/** A file whose shape is known: the headers that give it away, and what its values mean. */
interface Profile {
  readonly headers: readonly string[]
  readonly mapping: Mapping
}

/** The files we know by their headers. */
const PROFILES: readonly Profile[] = [
  {
    // IBM's sample "Accounts Receivable": American dates; no currency is stated, and dollars are what its dates suggest.
    headers: [
      ...['countryCode', 'customerID', 'PaperlessDate', 'invoiceNumber', 'InvoiceDate', 'DueDate', 'InvoiceAmount'],
      ...['Disputed', 'SettledDate', 'PaperlessBill', 'DaysToSettle', 'DaysLate'],
    ],
    mapping: Mapping.parse({ dates: 'MM/DD/YYYY', decimals: '.', currency: 'USD', source: 'ibm', kind: 'company' }),
  },
]

/** What is known of a file with exactly these headers; undefined when it is not one of those we know. */
export function profileOf(headers: readonly string[]): Mapping | undefined {
  const plain = headers.map(plainHeader).toSorted().join()
  return PROFILES.find((profile) => profile.headers.map(plainHeader).toSorted().join() === plain)?.mapping
}
