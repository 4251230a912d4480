import { S3Client } from '@aws-sdk/client-s3'
import { saidBy } from '../analytics/csv.ts'
import { StaffDrop } from '../aws/staff-drop.ts'
import { DROP_FOLDERS } from '../contracts/dropped-file.ts'
import { fileOfSummary, summaryOf } from '../usecases/drop-folder.ts'
import { KeptSummary } from '../usecases/import/kept-summary.ts'
import type { LedgerProblem } from '../usecases/import/ledger-refused.ts'
import { readRows } from '../usecases/import/read-rows.ts'
import type { ReportRow } from '../usecases/import/report.ts'
import { reachOf } from './outside.ts'

/** The reports of the drop folder, for reading. */
export type Reports = Pick<StaffDrop, 'list' | 'read'>

/** The drop folder of a rehearsal, by the name of its bucket. */
export const dropOf = (endpoint: string, bucket = ''): StaffDrop =>
  new StaffDrop(new S3Client(reachOf(endpoint)), () => bucket)

/** The files that have a report, as a person names them (`invoices/f.csv`), the newest first. */
export async function filesWithReport(folder: Reports): Promise<readonly string[]> {
  const objects = await folder.list(DROP_FOLDERS.reports)
  return [...objects].sort((a, b) => b.at - a.at).flatMap(({ key }) => fileOfSummary(key) ?? [])
}

/** What became of a file, whole, by its name; undefined while nothing did. */
export async function summaryAt(folder: Reports, name: string): Promise<KeptSummary | undefined> {
  const text = await folder.read(summaryOf(`${DROP_FOLDERS.incoming}/${name}`))
  return text === undefined ? undefined : KeptSummary.parse(JSON.parse(text))
}

/** What became of each line, in the order of the file; empty where there is no such report. */
export async function linesOf(folder: Reports, summary: KeptSummary): Promise<readonly ReportRow[]> {
  if (!('report' in summary) || summary.report === '') return []
  const text = await folder.read(summary.report)
  return text === undefined ? [] : readRows(text, ',').rows.map(({ values }) => lineOf(values))
}

const RESULTS = ['sent', 'sentBefore', 'repeated', 'refused'] as const

function lineOf([line, id, result, column, value, allowed]: readonly string[]): ReportRow {
  const known = RESULTS.find((one) => one === result)
  if (!known) throw new Error(`the report says that line ${line} was "${result}"`)
  const [own, ...rest] = [id, column, value, allowed].map((text = '') => saidBy(text) || null)
  const [inColumn = null, given = null, may = null] = rest
  return { line: Number(line), id: own ?? null, result: known, column: inColumn, value: given, allowed: may }
}

/** What is wrong with the lines that did not become events. */
export const problemsIn = (lines: readonly ReportRow[]): readonly LedgerProblem[] =>
  lines.flatMap(({ line, result, column, value, allowed }) =>
    result === 'refused' ? [{ line, column: column ?? '', value: value ?? '', allowed: allowed ?? '' }] : [],
  )
