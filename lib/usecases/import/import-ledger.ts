import type { Company } from '../../contracts/company.ts'
import { EVENTS_IN } from '../../contracts/events.ts'
import { inOrder, type TimedEvent } from '../../contracts/timed-event.ts'
import type { Instant } from '../../domain/time.ts'
import { CONTACT_FIELDS, REQUIRED, SYNONYMS } from './columns.ts'
import { type LedgerProblem, LedgerRefused } from './ledger-refused.ts'
import { eventsOfDebtor, eventsOfLine, type Household } from './line-events.ts'
import { Mapping } from './mapping.ts'
import { profileOf } from './profiles.ts'
import { type LedgerLine, readLine } from './read-line.ts'
import { type Rows, readRows } from './read-rows.ts'
import { type FileShape, Understanding, type Understood } from './understand.ts'

/** A ledger as events in order of time; `rows` counts the lines of the file, `problems` says which were left out. */
export interface ImportedLedger {
  readonly events: readonly TimedEvent[]
  readonly rows: number
  readonly problems: readonly LedgerProblem[]
  readonly from: Instant
  readonly to: Instant
}

/** A ledger file's text, how to read it where it does not say itself, and the company whose ledger it is. */
export interface ImportOptions {
  readonly text: string
  readonly mapping?: Mapping
  readonly company: Company
  /** Whether the file's own addresses are read; they are made up, with a consent, unless told. */
  readonly contacts?: boolean
}

const { email, phone, whatsapp, ...columns } = SYNONYMS
/** What a ledger of invoices looks like. */
export const LEDGER: FileShape = {
  columns,
  required: REQUIRED,
  dates: ['issueDate', 'dueDate', 'settledDate'],
  amounts: ['amount'],
}
/** The same with a way to reach each debtor. */
const WITH_CONTACTS: FileShape = { ...LEDGER, columns: SYNONYMS, oneOf: CONTACT_FIELDS }

/**
 * Turns a ledger into the events that its upstream systems would have published. The same file makes the same events.
 *
 * A line that cannot be read is a problem, and the others go on. Throws a LedgerRefused when the file as a whole cannot
 * be read without guessing: a column is missing, or its dates or decimals have two readings.
 */
export function importLedger(options: ImportOptions): ImportedLedger {
  const { lines, household, rows, problems } = readLedger(options, unsound)
  const events = inOrder(eventsOfLines(lines, household))
  return { events, rows, problems, from: events[0]?.at ?? 0, to: events.at(-1)?.at ?? 0 }
}

/** The sound lines of a ledger, and whose they are. */
export interface ReadLedger extends Pick<ImportedLedger, 'rows' | 'problems'> {
  readonly lines: readonly LedgerLine[]
  readonly household: Household
}

/** Reads a ledger without making its events, so that those of a large one may be made a part at a time; refuses as importLedger does. */
export function readLedger(
  { text, mapping = Mapping.parse({}), company, contacts = false }: ImportOptions,
  wrongWith: (line: LedgerLine, household: Household) => readonly LedgerProblem[] = () => [],
): ReadLedger {
  const file = readRows(text, mapping.delimiter)
  if (file.rows.length === 0) throw new LedgerRefused([...file.problems, NO_INVOICE])
  const { reading, household } = understand(file, { ...profileOf(file.headers), ...mapping }, company, contacts)
  const problems: LedgerProblem[] = [...file.problems]
  const sound = new Map<string, LedgerLine>()
  for (const row of file.rows) {
    const line = readLine(row, reading)
    if (!('invoice' in line)) {
      problems.push(...line)
      continue
    }
    const earlier = sound.get(line.invoice)
    const refused = earlier ? repeated(line, earlier) : wrongWith(line, household)
    if (refused.length > 0) problems.push(...refused)
    else sound.set(line.invoice, line)
  }
  problems.sort((a, b) => a.line - b.line)
  if (sound.size === 0) throw new LedgerRefused(problems)
  return { lines: [...sound.values()], household, rows: file.rows.length + file.problems.length, problems }
}

/** The events of lines that hold everything that is known of their debtors, which come first. */
export const eventsOfLines = (lines: readonly LedgerLine[], household: Household): TimedEvent[] => [
  ...debtorsOf(lines, household),
  ...lines.flatMap((line) => eventsOfLine(line, household)),
]

const NO_INVOICE: LedgerProblem = { line: 1, column: '(the file)', value: '', allowed: 'at least one invoice' }

/** Settles how the whole file is to be read; whatever has two readings is refused, all of it at once. */
function understand({ headers, rows }: Rows, mapping: Mapping, company: Company, contacts: boolean): Understood {
  const understanding = new Understanding(headers, mapping, contacts ? WITH_CONTACTS : LEDGER, company)
  understanding.see(rows)
  return understanding.settle()
}

const repeated = (line: LedgerLine, earlier: LedgerLine): LedgerProblem[] => [
  {
    line: line.line,
    column: 'invoice',
    value: line.invoice,
    allowed: `each invoice once; it is on line ${earlier.line} already`,
  },
]

/** What the contract has against the events of a line. */
const unsound = (line: LedgerLine, household: Household): LedgerProblem[] =>
  [...eventsOfLine(line, household), ...eventsOfDebtor(line, line.issueDate, household)].flatMap(({ name, detail }) => {
    const { error } = EVENTS_IN[name].safeParse(detail)
    return (error?.issues ?? []).map(({ path, message }) => ({
      line: line.line,
      column: `${name} ${path.join('.')}`,
      value: line.invoice,
      allowed: message,
    }))
  })

/** Each debtor once, from the first of their lines with the addresses of all, known since their earliest invoice. */
function debtorsOf(lines: readonly LedgerLine[], household: Household): TimedEvent[] {
  return [...Map.groupBy(lines, ({ customer }) => customer).values()].flatMap((own) => {
    const [line] = own
    if (!line) return []
    const first = own.reduce((least, { issueDate }) => (issueDate < least ? issueDate : least), line.issueDate)
    const points = own.flatMap((one) => one.points ?? [])
    const once = [...new Map(points.map((point) => [`${point.channel} ${point.address}`, point])).values()]
    return eventsOfDebtor(line.points ? { ...line, points: once } : line, first, household)
  })
}
