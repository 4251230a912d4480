import { EVENTS_IN } from '../../contracts/events.ts'
import { WIDE_SCOPES } from '../../domain/consent.ts'
import { dateAt, type Instant, instantOf, iso } from '../../domain/time.ts'
import { plainHeader } from './columns.ts'
import { readDate } from './dates.ts'
import { type LedgerProblem, LedgerRefused } from './ledger-refused.ts'
import { type Row, readRows } from './read-rows.ts'
import { CHANNEL_WORDS } from './words.ts'

/** The headers by which each column is known, in English and Spanish; case, accents and signs do not count. */
export const CONSENT_COLUMNS = {
  debtor: ['debtor', 'debtor id', 'customer', 'deudor', 'cliente', 'id deudor'],
  scope: ['scope', 'channel', 'canal', 'alcance'],
  contactPoint: ['contact point', 'contact point id', 'punto de contacto', 'ponto de contato'],
  status: ['status', 'consent', 'estado', 'autorización', 'autorizacion', 'consentimiento'],
  clause: ['clause', 'form', 'cláusula', 'formato'],
  version: ['version', 'clause version', 'versión', 'versión de la cláusula'],
  date: ['date', 'consent date', 'fecha', 'fecha de autorización'],
  evidence: ['evidence', 'proof', 'evidencia', 'soporte', 'constancia'],
  purpose: ['purpose', 'finalidad', 'propósito'],
} as const
type Field = keyof typeof CONSENT_COLUMNS

/** What files call a status or a purpose, beside our own words. */
const SPELLINGS = new Map<string, string>([
  ...['si', 'yes', 'true', '1', 'autorizado', 'otorgado', 'otorgada'].map((word) => [word, 'granted'] as const),
  ...['no', 'false', '0', 'revocado', 'revocada'].map((word) => [word, 'revoked'] as const),
  ...['desconocido', 'sinconstancia'].map((word) => [word, 'unknown'] as const),
  ...['servicio', 'cobranza'].map((word) => [word, 'service'] as const),
  ...['oferta', 'ofertas', 'mercadeo', 'marketing'].map((word) => [word, 'offer'] as const),
])

/** How the date of a consent is written where no mapping says otherwise. */
const ISO_DAY = 'YYYY-MM-DD'

/** What a file of consents says: an event for each sound line, and what was wrong with the others. */
export interface Consents {
  readonly details: readonly { readonly debtor: string }[]
  readonly rows: number
  readonly problems: readonly LedgerProblem[]
}

/**
 * Reads a delimited file of existing consents. A word counts from its own date, in the zone of the company, so the same file
 * imported twice says the same, and never undoes what was said since. Throws a LedgerRefused when a column is missing.
 */
export function readConsents(text: string, now: Instant, zone: string): Consents {
  const { headers, rows, problems: broken } = readRows(text)
  const columns = columnsOf(headers)
  const problems = [...broken]
  const details = rows.flatMap((row) => {
    const cell = (field: Field) => row.values[columns.get(field) ?? -1] ?? ''
    const detail = consentOf(cell, zone)
    const wrong = problemsOf(row, detail, columns, headers)
    for (const { field, allowed } of mistakesOf(cell)) wrong.push(problemAt(row, field, allowed, columns, headers))
    const today = dateAt(now, zone)
    if (wrong.length === 0 && cell('date') > today)
      wrong.push(problemAt(row, 'date', `a day that has come: today is ${today}`, columns, headers))
    problems.push(...wrong)
    return wrong.length === 0 ? [detail] : []
  })
  return { details, rows: rows.length + broken.length, problems: problems.sort((a, b) => a.line - b.line) }
}

function columnsOf(headers: readonly string[]): ReadonlyMap<Field, number> {
  const plain = headers.map(plainHeader)
  const columns = new Map<Field, number>()
  for (const field of fields) {
    const names: ReadonlySet<string> = new Set(CONSENT_COLUMNS[field].map(plainHeader))
    const index = plain.findIndex((header) => names.has(header))
    if (index !== -1) columns.set(field, index)
  }
  const hasScope = columns.has('scope') || columns.has('contactPoint')
  const needed = ['debtor', ...(hasScope ? [] : (['scope'] as const)), 'status', 'date'] as const
  const missing = needed.filter((field) => !columns.has(field))
  if (missing.length === 0) return columns
  throw new LedgerRefused(
    missing.map((field) => ({
      line: 1,
      column: field,
      value: headers.join(', '),
      allowed: `a column named ${CONSENT_COLUMNS[field].join(', ')}`,
    })),
  )
}

const fields = Object.keys(CONSENT_COLUMNS).filter((name): name is Field => Object.hasOwn(CONSENT_COLUMNS, name))

/** What a consent may be about. */
export const SCOPES_ALLOWED = `one of ${WIDE_SCOPES.join(', ')}; the id of a contact point belongs into a column named contact point`
const PROOF =
  'where the consent is on record: a grant that nobody can prove is none. A clause with its version, or a sentence'

/** A contact point by its id, or a channel by what files call it; a channel that nobody knows is none. */
const scopeOf = (cell: (field: Field) => string): string | undefined =>
  cell('contactPoint') || CHANNEL_WORDS.get(plainHeader(cell('scope')))

/**
 * What the contract of the event lets through and a file may not say. A grant needs its evidence everywhere: which law asks
 * for a consent depends on where the debtor lives, which may be told later.
 */
export function mistakesOf(cell: (field: Field) => string): readonly { field: Field; allowed: string }[] {
  const isGrant = statusOf(cell) === 'granted'
  return [
    ...(scopeOf(cell) === undefined ? [{ field: 'scope', allowed: SCOPES_ALLOWED } as const] : []),
    ...(isGrant && !cell('evidence') && !cell('clause') ? [{ field: 'evidence', allowed: PROOF } as const] : []),
  ]
}

const statusOf = (cell: (field: Field) => string): string =>
  SPELLINGS.get(plainHeader(cell('status'))) ?? cell('status')

/**
 * The event a line stands for, sound or not; `cell` gives what it says of each column. It counts from the first minute of
 * its day in `zone`, so that nothing that was said on that day is undone by it.
 */
export function consentOf(cell: (field: Field) => string, zone: string) {
  const purpose = cell('purpose')
  const [clause, version, date, text] = [cell('clause'), cell('version'), cell('date'), cell('evidence')]
  const evidence = clause ? { clause, version, date, ...(text && { text }) } : text
  return {
    version: 1,
    occurredAt: readDate(date, ISO_DAY) ? iso(instantOf(date, 0, zone)) : `${date}T00:00:00Z`,
    debtor: cell('debtor'),
    scope: scopeOf(cell) ?? cell('scope'),
    status: statusOf(cell),
    ...(purpose && { purpose: SPELLINGS.get(plainHeader(purpose)) ?? purpose }),
    ...(evidence && { evidence }),
  }
}

function problemsOf(
  row: Row,
  detail: ReturnType<typeof consentOf>,
  columns: ReadonlyMap<Field, number>,
  headers: readonly string[],
): LedgerProblem[] {
  const { error } = EVENTS_IN.ConsentChanged.safeParse(detail)
  return (error?.issues ?? []).map(({ path, message }) => {
    const name = path[0] === 'occurredAt' ? 'date' : String(path.at(-1) ?? 'debtor')
    const field = fields.find((one) => one === name) ?? 'evidence'
    const allowed = field === 'date' ? 'a calendar date, such as "2026-06-05"' : message
    return problemAt(row, field, allowed, columns, headers)
  })
}

function problemAt(
  { line, values }: Row,
  field: Field,
  allowed: string,
  columns: ReadonlyMap<Field, number>,
  headers: readonly string[],
): LedgerProblem {
  const index = columns.get(field) ?? -1
  return { line, column: headers[index] ?? field, value: values[index] ?? '', allowed }
}
