import type { Company } from '../../contracts/company.ts'
import { EVENTS_IN } from '../../contracts/events.ts'
import type { Instant } from '../../domain/time.ts'
import { inOrder, type TimedEvent } from '../timed-event.ts'
import { detectDecimals } from './amounts.ts'
import { type Field, matchColumns } from './columns.ts'
import { type Detected, detectDates } from './dates.ts'
import { type LedgerProblem, LedgerRefused } from './ledger-refused.ts'
import { eventsOfDebtor, eventsOfLine, type Household } from './line-events.ts'
import { Mapping } from './mapping.ts'
import { profileOf } from './profiles.ts'
import { type LedgerLine, type Reading, readLine } from './read-line.ts'
import { type Rows, readRows } from './read-rows.ts'

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

/**
 * Turns a ledger into the events that its upstream systems would have published. The same file makes the same events.
 *
 * A line that cannot be read is a problem, and the others go on. Throws a LedgerRefused when the file as a whole cannot
 * be read without guessing: a column is missing, or its dates or decimals have two readings.
 */
export function importLedger({
  text,
  mapping = Mapping.parse({}),
  company,
  contacts = false,
}: ImportOptions): ImportedLedger {
  const file = readRows(text, mapping.delimiter)
  if (file.rows.length === 0) throw new LedgerRefused([...file.problems, NO_INVOICE])
  const { reading, household } = understand(file, { ...profileOf(file.headers), ...mapping }, company, contacts)
  const problems: LedgerProblem[] = [...file.problems]
  const sound = new Map<string, { line: LedgerLine; events: readonly TimedEvent[] }>()
  for (const row of file.rows) {
    const line = readLine(row, reading)
    if (!('invoice' in line)) {
      problems.push(...line)
      continue
    }
    const earlier = sound.get(line.invoice)
    const events = eventsOfLine(line, household)
    const refused = earlier
      ? repeated(line, earlier.line)
      : unsound(line, [...events, ...eventsOfDebtor(line, line.issueDate, household)])
    if (refused.length > 0) problems.push(...refused)
    else sound.set(line.invoice, { line, events })
  }
  const lines = [...sound.values()]
  problems.sort((a, b) => a.line - b.line)
  if (lines.length === 0) throw new LedgerRefused(problems)
  const events = inOrder([
    ...debtorsOf(
      lines.map(({ line }) => line),
      household,
    ),
    ...lines.flatMap((one) => one.events),
  ])
  return {
    events,
    rows: file.rows.length + file.problems.length,
    problems,
    from: events[0]?.at ?? 0,
    to: events.at(-1)?.at ?? 0,
  }
}

const NO_INVOICE: LedgerProblem = { line: 1, column: '(the file)', value: '', allowed: 'at least one invoice' }

/** Settles how the whole file is to be read; whatever has two readings is refused, all of it at once. */
function understand(
  file: Rows,
  mapping: Mapping,
  company: Company,
  contacts: boolean,
): { reading: Reading; household: Household } {
  const { headers, rows } = file
  const { columns, problems: missing } = matchColumns(headers, mapping.columns, contacts)
  const problems = [...missing]
  const { entity: entityId = company.defaultEntity, source = 'ledger', kind = 'company', segment } = mapping
  const entity = company.entities[entityId]
  if (!entity) {
    const allowed = `one of ${Object.keys(company.entities).join(', ')}, as in catalog/company.yaml`
    problems.push({ line: 1, column: 'entity (of the mapping)', value: entityId, allowed })
  }
  if (!columns.has('currency') && mapping.currency === undefined) {
    const allowed = 'a currency: a column of that name, or "currency" in the mapping'
    problems.push({ line: 1, column: 'currency', value: '', allowed })
  }
  const detect = <Value>(
    of: readonly Field[],
    how: (texts: readonly string[]) => Detected<Value>,
  ): Value | undefined => {
    const cells = rows.flatMap(({ line, values }) =>
      of.flatMap((field) => {
        const value = values[columns.get(field) ?? -1] ?? ''
        return value === '' ? [] : [{ line, field, value }]
      }),
    )
    const detected = how(cells.map(({ value }) => value))
    if (detected.kind === 'found') return detected.value
    const { line, field, value } = cells[detected.example] ?? { line: 1, field: of[0], value: '' }
    const column = (field && headers[columns.get(field) ?? -1]) ?? of.join(', ')
    problems.push({ line, column, value, allowed: detected.allowed })
    return undefined
  }
  const dates = mapping.dates ?? detect(['issueDate', 'dueDate', 'settledDate'], detectDates)
  const decimals = mapping.decimals ?? detect(['amount'], detectDecimals)
  if (problems.length > 0 || !entity || !dates || !decimals) throw new LedgerRefused(problems)
  const { currency, thousands, countries, country = entity.country, zone = entity.zone } = mapping
  const home = { country, zone, language: mapping.language ?? entity.languageDefault }
  return {
    reading: {
      columns,
      headers,
      dates,
      amounts: { decimals, ...(thousands === undefined ? {} : { thousands }) },
      ...(currency === undefined ? {} : { currency }),
      source,
      home,
      contacts,
      ...(countries === undefined ? {} : { countries }),
    },
    household: { source, entity: entityId, kind, ...(segment === undefined ? {} : { segment }) },
  }
}

const repeated = (line: LedgerLine, earlier: LedgerLine): LedgerProblem[] => [
  {
    line: line.line,
    column: 'invoice',
    value: line.invoice,
    allowed: `each invoice once; it is on line ${earlier.line} already`,
  },
]

/** What the contract of the events has against them. */
const unsound = ({ line, invoice }: LedgerLine, events: readonly TimedEvent[]): LedgerProblem[] =>
  events.flatMap(({ name, detail }) => {
    const { error } = EVENTS_IN[name].safeParse(detail)
    return (error?.issues ?? []).map(({ path, message }) => ({
      line,
      column: `${name} ${path.join('.')}`,
      value: invoice,
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
