import { defined } from '../../../contracts/defined.ts'
import { LEDGER } from '../import-ledger.ts'
import { eventsOfLine } from '../line-events.ts'
import { LineReader } from '../line-reader.ts'
import { readLine } from '../read-line.ts'
import type { FileKind } from './file-kind.ts'

const FURTHER = ['paymentLink', 'description', 'segment'] as const

/** Open balances: each a journey, but for those that were settled already. */
export const invoices: FileKind = {
  ...LEDGER,
  columns: {
    ...LEDGER.columns,
    paymentLink: ['payment link', 'link', 'enlace de pago', 'link de pago', 'link de pagamento'],
    description: ['description', 'descripción', 'concepto', 'detalle', 'descrição'],
    segment: ['segment', 'segmento'],
  },
  startsJourneys: true,
  about: ['invoice'],
  read(row, { reading, household, linkHosts }) {
    const line = readLine(row, reading)
    if (!('invoice' in line)) return line
    const read = new LineReader(row, reading)
    const [paymentLink, description, segment] = FURTHER.map((field) => read.optional(field))
    if (paymentLink !== undefined && !linkHosts.includes(URL.parse(paymentLink)?.hostname ?? '')) {
      read.refuse(
        'paymentLink',
        `an https address at ${linkHosts.join(', ') || 'no host'}: paymentLinkHosts of the entity`,
      )
      return read.problems
    }
    const further = defined({ paymentLink, description, segment })
    const [issued, ...others] = eventsOfLine(line, household, 'asHistory')
    if (!issued) return read.problems
    const events = [{ ...issued, detail: { ...issued.detail, ...further } }, ...others]
    return { id: `${household.source}:${line.invoice}`, events }
  },
}

/** Closed history: invoices that were settled. They feed reports and scores, and start no journey. */
export const history: FileKind = {
  ...invoices,
  startsJourneys: false,
  required: [...LEDGER.required, 'settledDate'],
  read(row, how, at) {
    const read = new LineReader(row, how.reading)
    if (read.value('settledDate') !== '') return invoices.read(row, how, at)
    read.refuse('settledDate', 'the day on which it was settled: what is open belongs into invoices')
    return read.problems
  },
}
