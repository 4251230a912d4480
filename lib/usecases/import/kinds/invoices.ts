import { LEDGER } from '../import-ledger.ts'
import { eventsOfLine } from '../line-events.ts'
import { LineReader } from '../line-reader.ts'
import { readLine } from '../read-line.ts'
import type { FileKind } from './file-kind.ts'

/** Open balances: each a journey, but for those that were settled already. */
export const invoices: FileKind = {
  ...LEDGER,
  startsJourneys: true,
  about: ['invoice'],
  read(row, { reading, household }) {
    const line = readLine(row, reading)
    if (!('invoice' in line)) return line
    return { id: `${household.source}:${line.invoice}`, events: eventsOfLine(line, household, 'asHistory') }
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
