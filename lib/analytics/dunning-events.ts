import { COLUMN_TYPES, type Column, type Written } from './column-type.ts'

/** The one table of the lake, and the column it is divided into folders by. */
export const DATABASE = 'puntual'
export const TABLE = 'dunning_events'
/** The day (UTC) on which Firehose took a row: never before the day of the fact, later after a backfill. */
export const PARTITION = 'dt'

/**
 * The columns of `dunning_events`: the one source from which Glue, DuckDB, QuickSight and the type of a row follow.
 *
 * Columns are only ever added. What a kind of fact does not fill is null; `lib/analytics/kinds.ts` says which it fills.
 */
export const COLUMNS = {
  entity: { type: 'text', means: 'kind of fact, as kinds.ts lists them' },
  id: { type: 'text', means: 'what the fact is about; unique within its kind' },
  version: { type: 'whole', means: 'of two rows of one id the higher one is newer' },
  op: { type: 'text', means: 'S: streamed as it happened, B: backfilled from an export' },
  event_ts: { type: 'instant', means: 'when it happened, or when we heard of it where nothing says' },
  company_ts: { type: 'instant', means: 'the same on the clock of the company, whose days the figures have' },
  legal_entity: { type: 'text', means: 'the company of ours that is owed' },
  source: { type: 'text', means: 'the system upstream that an invoice comes from' },
  invoice: { type: 'text', means: 'id of the invoice' },
  debtor: { type: 'text', means: 'id of the debtor' },
  touch: { type: 'text', means: 'id of the message' },
  payment: { type: 'text', means: 'id of the payment that pays' },
  invoice_version: { type: 'whole', means: 'version of the invoice that an entry made' },
  generation: { type: 'whole', means: 'which journey of the invoice, from 1' },
  segment: { type: 'text', means: 'segment of the invoice, else of the debtor' },
  currency: { type: 'text', means: 'ISO 4217 code of every amount of the row' },
  amount_minor: { type: 'whole', means: 'minor units: the invoice, the entry (signed), the total of a message' },
  balance_minor: { type: 'whole', means: 'minor units: what is open, at the time of the fact' },
  declared_minor: { type: 'whole', means: 'minor units: what a source says it has issued' },
  documents: { type: 'whole', means: 'documents we hold of a source and period' },
  documents_declared: { type: 'whole', means: 'documents that the source says it has issued' },
  issue_date: { type: 'date', means: 'date on the invoice' },
  due_date: { type: 'date', means: 'date it is due, as last amended' },
  next_due_date: { type: 'date', means: 'of an invoice in instalments: date of the oldest that is not paid' },
  booked_on: { type: 'date', means: 'effective date of an entry, in the zone of the company' },
  from_date: { type: 'date', means: 'first day of a period' },
  upto_date: { type: 'date', means: 'last day of a period' },
  local_date: { type: 'date', means: 'calendar date in the zone of the debtor' },
  local_hour: { type: 'whole', means: 'hour of the day in the zone of the debtor, 0 to 23' },
  local_minute: { type: 'whole', means: 'minutes past midnight in the zone of the debtor, 0 to 1439' },
  local_weekday: { type: 'whole', means: '1 is Monday, 7 is Sunday, in the zone of the debtor' },
  status: { type: 'text', means: 'where it stands: open, sent, delivered, placed …' },
  outcome: { type: 'text', means: 'how it ended: settled, accepted …' },
  reason: { type: 'text', means: 'code of the reason' },
  waiting_for: { type: 'text', means: 'what a journey waits for' },
  entry_kind: { type: 'text', means: 'issued, paid, credited, writeOff …' },
  policy: { type: 'text', means: 'dunning policy of the journey' },
  step: { type: 'text', means: 'step of the policy' },
  level: { type: 'whole', means: 'firmness: 0 before the due date, then 1, 2, …' },
  class: { type: 'text', means: 'beforeDue, overdue, arrangement or formalNotice' },
  channel: { type: 'text', means: 'email, sms, call …' },
  template: { type: 'text', means: 'which text was sent' },
  language: { type: 'text', means: 'language of the text, or of the debtor' },
  attempt: { type: 'whole', means: 'which attempt of a message, from 1' },
  parts: { type: 'whole', means: 'parts of a text message, each of which is paid for; one where nothing says' },
  members: { type: 'whole', means: 'how many invoices a message is about' },
  is_neutral: { type: 'flag', means: 'the text leaves open whether a payment has come' },
  is_own_contact: { type: 'flag', means: 'a person of ours made the contact, outside Puntual' },
  country: { type: 'text', means: 'ISO 3166 country of the debtor' },
  debtor_kind: { type: 'text', means: 'person or company' },
  is_internal: { type: 'flag', means: 'the debtor is a company of ours' },
  is_stopped: { type: 'flag', means: 'a consent is revoked, or a flag stops contact' },
  payload: { type: 'text', means: 'JSON of what has no column of its own; never names, addresses or numbers' },
} as const satisfies Record<string, Column>

export type ColumnName = keyof typeof COLUMNS
type TypeOf<Name extends ColumnName> = Written[(typeof COLUMNS)[Name]['type']]
type Key = 'entity' | 'id' | 'version' | 'op' | 'event_ts'

/** One row of the lake; a column that a kind does not fill is left out. */
export type EventRow = { readonly [Name in Key]: TypeOf<Name> } & {
  readonly [Name in Exclude<ColumnName, Key>]?: TypeOf<Name> | undefined
}

const names = Object.keys(COLUMNS).filter((name): name is ColumnName => Object.hasOwn(COLUMNS, name))
/** The names of the columns, in their order. */
export const COLUMN_NAMES: readonly ColumnName[] = names

/** The columns as Glue takes them, and with them Firehose and Athena. */
export const glueColumns = () =>
  COLUMN_NAMES.map((name) => ({ name, type: COLUMN_TYPES[COLUMNS[name].type].glue, comment: COLUMNS[name].means }))

/** The table as DuckDB makes it, under any name, with the folder of each row. */
export const duckdbTable = (name: string): string =>
  `CREATE TABLE ${name} (${COLUMN_NAMES.map((column) => `"${column}" ${duckdbTypeOf(column)}`).join(', ')}, "${PARTITION}" VARCHAR)`

/** DuckDB's type of each column. */
export const duckdbTypeOf = (name: ColumnName): string => COLUMN_TYPES[COLUMNS[name].type].duckdb
