import * as z from 'zod'
import type { Company } from '../contracts/company.ts'
import { DROP_FOLDERS, type Progress, type TakeFileAnswer, type TakeFileAsked } from '../contracts/dropped-file.ts'
import { iso } from '../domain/time.ts'
import type { Clock, Meter, Publisher } from '../ports.ts'
import { type DropFolder, partOf, reportOf, summaryOf } from './drop-folder.ts'
import { blocksOf } from './import/blocks.ts'
import { checkFile } from './import/check-file.ts'
import { type DroppedName, nameOf } from './import/dropped-name.ts'
import { FILE_KINDS, readFileLine } from './import/file-kinds.ts'
import type { Summary } from './import/kept-summary.ts'
import type { FileKind } from './import/kinds/file-kind.ts'
import { type LedgerProblem, LedgerRefused } from './import/ledger-refused.ts'
import { isWithin, rangesOf } from './import/line-ranges.ts'
import { Mapping } from './import/mapping.ts'
import { declaredBy, type FileFormat, headersOf, recordsOf } from './import/records.ts'
import { repeatOf } from './import/repeats.ts'
import { type ReportRow, refusedRow, reportRows } from './import/report.ts'
import { type Ticket, ticketOf } from './import/ticket.ts'
import { Understanding, type Understood } from './import/understand.ts'

/** What taking a file needs of the outside world. */
export interface Taking {
  readonly folder: DropFolder
  readonly bus: Publisher
  readonly clock: Clock
  readonly meter: Meter
  readonly company: Company
  readonly readMapping: (name: string, text: string) => Mapping
  /** A content hash that is fed piece by piece, in hexadecimal. */
  readonly hash: () => { update(piece: Uint8Array | string): void; digest(): string }
  readonly csvOf: (
    columns: readonly string[],
    rows: readonly Readonly<Record<keyof ReportRow, string | number | null>>[],
  ) => string
  /** Lines of files that start no journeys, taken together. */
  readonly part: number
}

const REPORT_COLUMNS = ['line', 'id', 'result', 'column', 'value', 'allowed'] as const
/** A minute, after which the next part of a file that starts journeys is taken. */
const PAUSE = 60
/** Bytes of a file that one run of the function checks in well below its quarter of an hour (docs/import.md: measured). */
const MOST_BYTES = 2_000_000_000

/**
 * Takes the next part of a dropped file: first the whole of it is checked, then its lines become events of the bus, so many at
 * a time, and a report of each line is laid beside it. A part that is taken again after a fault publishes the same events.
 */
export async function takeFile(outside: Taking, { file, progress }: TakeFileAsked): Promise<TakeFileAnswer> {
  const name = nameOf(file.key)
  if (name.kind === 'mapping') return DONE
  if (name.kind === 'unknown') return refuse(outside, file, name.problems)
  try {
    if (progress === null) return await begin(outside, file, name)
    return await goOn(outside, file, name, progress)
  } catch (fault) {
    if (!(fault instanceof LedgerRefused) || progress !== null) throw fault
    return refuse(outside, file, fault.problems)
  }
}

type FileAsked = TakeFileAsked['file']
type Known = Extract<DroppedName, { kind: 'file' }>

const DONE: TakeFileAnswer = { progress: null, pause: 0, isDone: true }

/**
 * Checks the file. A content of which every line was taken before changes nothing; of another the lines that were refused are
 * read again, because what was wrong may lie outside the file (a day that had not come, a setting); one that was interrupted
 * is taken as it began.
 */
async function begin(outside: Taking, file: FileAsked, { of, form, mappings }: Known): Promise<TakeFileAnswer> {
  const { folder, company } = outside
  const hash = outside.hash()
  hash.update(of)
  const mapping = await mappingFor(outside, mappings, hash)
  const { at, bytes, size } = await folder.open(file.key, file.version, 0)
  if (size > MOST_BYTES) throw new LedgerRefused([tooLarge(size)])
  const checked = await checkFile({ bytes: hashed(bytes, hash), form, kind: FILE_KINDS[of], mapping, company })
  const ticket = `${DROP_FOLDERS.taken}/${of}/${hash.digest()}.json`
  const before = ticketOf(await folder.read(ticket))
  if (before?.takenAt !== undefined && before.refused.length === 0) {
    const told = { file: before.key, at: before.takenAt }
    const report = await reportThen(folder, before, told.at)
    await summarise(outside, file, { result: 'alreadyTaken', records: checked.records, before: told, report })
    return DONE
  }
  const isAgain = before?.takenAt !== undefined
  const only = isAgain ? before.refused : before?.only
  const own = { ...file, at: (isAgain ? undefined : before?.at) ?? iso(at), ...checked, ...(only && { only }) }
  await folder.write(ticket, JSON.stringify(own))
  await summarise(outside, file, { result: 'taking', records: checked.records, ...NOTHING_YET })
  return { progress: { ticket, offset: 0, line: 1, part: 1, ...NOTHING_YET }, pause: 0, isDone: false }
}

/** What a summary says of whose report lies beside it: of a version of the file, or of a content that was taken before. */
const Last = z.object({
  version: z.string(),
  report: z.string().default(''),
  before: z.object({ at: z.string() }).optional(),
})

/** Where the report of a content lies that was taken before; empty where another content has been dropped under its name since. */
async function reportThen(folder: DropFolder, { key, version }: Ticket, takenAt: string): Promise<string> {
  const text = await folder.read(summaryOf(key))
  const last = text === undefined ? undefined : Last.parse(JSON.parse(text))
  return last && (last.before?.at === takenAt || last.version === version) ? last.report : ''
}

const NOTHING_YET = { sent: 0, sentBefore: 0, repeated: 0, refused: 0, events: 0 } as const

/** Publishes the next lines and lays their report; after the last the content counts as taken. */
async function goOn(outside: Taking, file: FileAsked, { of }: Known, progress: Progress): Promise<TakeFileAnswer> {
  const { folder, company, bus } = outside
  const kind: FileKind = FILE_KINDS[of]
  const ticket = ticketOf(await folder.read(progress.ticket))
  if (!ticket) throw new Error(`${progress.ticket} is gone: the file can be dropped again`)
  const how = understoodAgain(ticket, kind, company)
  const at = Date.parse(ticket.at)
  const most = kind.startsJourneys ? company.dropFolder.startsPerMinute : outside.part
  const { bytes } = await folder.open(file.key, file.version, progress.offset)
  const repeats = new Map(ticket.repeats.map((repeat) => [repeat[0], repeat]))
  const report: ReportRow[] = []
  let { offset, line, sent, sentBefore, repeated, refused, events } = progress
  const left = ticket.refused.filter(([from]) => from < progress.line)
  let isLast = true
  for await (const block of blocksOf(bytes, { offset, line })) {
    const records = recordLines(block, ticket.format)
    const { rows, problems } = recordsOf(records.texts, records.first, ticket.format)
    const read = rows.map((row) => {
      const repeat = repeats.get(row.line)
      if (repeat) return { row, said: repeatOf(repeat, kind.about ?? [], row, how.reading) }
      if (ticket.only && !isWithin(ticket.only, row.line)) return { row, said: SENT_BEFORE }
      return { row, said: readFileLine(kind, row, how, at) }
    })
    const sound = read.flatMap(({ said }) => ('events' in said ? said.events : []))
    if (sound.length > 0) await bus.publish(sound)
    const lines = reportRows(read, problems)
    report.push(...lines.rows)
    sent += lines.sent
    sentBefore += lines.sentBefore
    repeated += lines.repeated
    refused += lines.refused
    events += sound.length
    ;({ offset, line } = block.next)
    if (offset < ticket.bytes && line - progress.line >= most) {
      isLast = false
      break
    }
  }
  const { part } = progress
  const text = outside.csvOf(REPORT_COLUMNS, report)
  // The parts are joined: only the first has the header.
  await folder.write(partOf(file.key, part), part === 1 ? text : text.slice(text.indexOf('\n') + 1))
  const told = { sent, sentBefore, repeated, refused, events }
  const unsent = report.flatMap((row) => (row.result === 'refused' ? row.line : []))
  const kept = { ...ticket, refused: [...left, ...rangesOf(unsent)] }
  if (!isLast) {
    if (unsent.length > 0) await folder.write(progress.ticket, JSON.stringify(kept))
    await summarise(outside, file, { result: 'taking', records: ticket.records, ...told })
    return {
      progress: { ...progress, offset, line, part: part + 1, ...told },
      pause: kind.startsJourneys ? PAUSE : 0,
      isDone: false,
    }
  }
  const parts = Array.from({ length: part }, (_, index) => partOf(file.key, index + 1))
  const whole = reportOf(file.key)
  await folder.join(parts, whole)
  const takenAt = iso(outside.clock.now())
  await folder.write(progress.ticket, JSON.stringify({ ...kept, takenAt }))
  const { records, unread } = ticket
  await summarise(outside, file, { result: 'taken', records, ...told, unread, report: whole })
  return DONE
}

const SENT_BEFORE = { sentBefore: true } as const

/** Problems that are named of a file that is refused whole. */
const NAMED = 100

const tooLarge = (size: number): LedgerProblem => ({
  line: 1,
  column: '(the file)',
  value: `${size} bytes`,
  allowed: `at most ${MOST_BYTES} bytes: divide it into several files`,
})

/** The whole file is left alone, and its report says why. */
async function refuse(outside: Taking, file: FileAsked, problems: readonly LedgerProblem[]): Promise<TakeFileAnswer> {
  outside.meter.count('FilesRefused')
  const report = reportOf(file.key)
  const named = problems.slice(0, NAMED)
  await outside.folder.write(report, outside.csvOf(REPORT_COLUMNS, named.map(refusedRow)))
  await summarise(outside, file, { result: 'refused', problems: named, report })
  return DONE
}

async function summarise({ folder, clock }: Taking, { key, version }: FileAsked, summary: Summary): Promise<void> {
  const at = iso(clock.now())
  await folder.write(summaryOf(key), `${JSON.stringify({ file: key, version, at, ...summary }, null, 2)}\n`)
}

/** The mapping beside a file, or that of its folder; its text is part of what the file says. */
async function mappingFor(
  { folder, readMapping }: Taking,
  keys: readonly string[],
  hash: { update(piece: string): void },
): Promise<Mapping> {
  for (const key of keys) {
    const text = await folder.read(key)
    if (text === undefined) continue
    hash.update(text)
    return readMapping(key.slice(key.lastIndexOf('/') + 1), text)
  }
  return Mapping.parse({})
}

async function* hashed(
  bytes: AsyncIterable<Uint8Array>,
  hash: { update(piece: Uint8Array): void },
): AsyncGenerator<Uint8Array> {
  for await (const piece of bytes) {
    hash.update(piece)
    yield piece
  }
}

/** The lines of a block that are records: neither the header nor the line that counts the others. */
function recordLines(
  { line, lines }: { readonly line: number; readonly lines: readonly string[] },
  format: FileFormat,
): { readonly first: number; readonly texts: readonly string[] } {
  const skipped = format.kind === 'csv' && line === 1 ? 1 : 0
  const end = lines.findIndex((one) => declaredBy(one) !== undefined)
  return { first: line + skipped, texts: lines.slice(skipped, end < 0 ? undefined : end) }
}

function understoodAgain({ format, mapping }: Ticket, kind: FileKind, company: Company): Understood {
  return new Understanding(headersOf(format), mapping, kind, company).settle()
}
