import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { compileCatalog } from '../catalog/compile-catalog.ts'
import { readMapping } from '../catalog/read-mapping.ts'
import { pricesOf } from '../catalog/routed-prices.ts'
import { homeZone } from '../contracts/company.ts'
import type { CompiledCatalog } from '../contracts/compiled-catalog.ts'
import type { Debtor } from '../domain/debtor.ts'
import { type DebtorId, type Invoice, isIssued } from '../domain/invoice.ts'
import { dateAt, type Instant } from '../domain/time.ts'
import { importLedger } from '../usecases/import/import-ledger.ts'
import { type LedgerProblem, renderProblems } from '../usecases/import/ledger-refused.ts'
import { readConsents } from '../usecases/import/read-consents.ts'
import { readSample } from './conform/sample.ts'
import { type Plan, planOf, renderPlan } from './plan.ts'
import { type FedEvent, recordedFeed } from './recorded-feed.ts'
import { UserError } from './user-error.ts'
import type { Words } from './words.ts'

/** The files of a portfolio that is not live yet: a ledger or its events, how to read it, and the consents there are. */
export interface PlanFiles {
  readonly from: string
  readonly mapping?: string
  readonly consents?: string
}

/** What the files would come to, and everything in them that was left out. */
export interface PlanFromFile {
  readonly plan: Plan
  readonly problems: readonly (LedgerProblem & { readonly file: string })[]
  /** Lines of the file of consents about debtors whom the portfolio does not have. */
  readonly strangers: number
}

/** Who tells what a file says, where the file does not. */
const SOURCE = 'ledger'

/** One event with the file and the line, or the place in a list, that it stands for. */
type Line = FedEvent & { readonly line: number; readonly file: string }

interface Told {
  readonly feed: readonly Line[]
  readonly problems: PlanFromFile['problems']
}

/** Both files, and whom each line of the file of consents is about. */
interface BothTold extends Told {
  readonly consenting: readonly string[]
}

/**
 * The plan of a portfolio before anything of it is live: the file goes through the intake that is deployed, into a ledger in
 * memory. Addresses are the file's own, and nobody has consented to anything that no file says.
 */
export async function planFromFile(root: string, files: PlanFiles, now: Instant): Promise<PlanFromFile> {
  const catalog = compileCatalog(join(root, 'catalog'))
  const told = eventsOf(files, catalog, now)
  const { feed, problems: ahead } = asOf(told.feed, now)
  const { ledger, debtors, house, refused } = await recordedFeed(feed, catalog, now)
  const accounts = new Map<DebtorId, { readonly debtor: Debtor; readonly invoices: Invoice[] }>()
  for (const invoice of ledger.accounts.values()) {
    if (!isIssued(invoice)) continue
    const debtor = await debtors.debtor(invoice.terms.debtor)
    const own = accounts.get(debtor.id) ?? { debtor, invoices: [] }
    accounts.set(debtor.id, { ...own, invoices: [...own.invoices, invoice] })
  }
  const owing = new Set([...accounts.values()].flatMap(({ debtor }) => [debtor.id, ...debtor.aliases]))
  const prices = pricesOf(join(root, 'catalog'), catalog.company)
  const problems = [...refused].flatMap(([index, found]) =>
    found.map(({ path, value, allowed }) => problemOf(feed[index], path, value, allowed)),
  )
  return {
    plan: await planOf([...accounts.values()], house, catalog, prices, now),
    problems: [...told.problems, ...ahead, ...problems],
    strangers: told.consenting.filter((id) => !owing.has(id)).length,
  }
}

/** Prints it, with what was left out and what was not told. */
export async function printPlanFromFile(
  root: string,
  files: PlanFiles,
  json: boolean,
  now: Instant,
  words: Words,
): Promise<void> {
  const made = await planFromFile(root, files, now)
  process.stdout.write(`${json ? JSON.stringify(made, null, 2) : renderPlanFromFile(made, files, words)}\n`)
}

/** The plan as a person reads it: what the files lack comes first, because everything after depends on it. */
export function renderPlanFromFile(
  { plan, problems, strangers }: PlanFromFile,
  { consents }: PlanFiles,
  words: Words,
): string {
  const { of } = words
  const left = [...Map.groupBy(problems, ({ file }) => file)].flatMap(([file, own]) => [
    of([
      `${file}: ${own.length} problemas, y eso no se cuenta:`,
      `${file}: ${own.length} problems, not counted below:`,
    ]),
    renderProblems(own),
    '',
  ])
  const nobody = of([
    'Sin --consents, y si los eventos no dicen otra cosa, nadie ha autorizado ningún canal.',
    'Without --consents, unless the events say so, nobody has consented to any channel.',
  ])
  const others = of([
    `${strangers} líneas de ${consents} son de deudores que no están en el otro archivo.`,
    `${strangers} lines of ${consents} are about debtors whom the other file does not have.`,
  ])
  const notes = [...(consents === undefined ? [nobody, ''] : []), ...(strangers > 0 ? [others, ''] : [])]
  return [...left, ...notes, renderPlan(plan, words)].join('\n')
}

/** What the files say, in the order of time of each. */
function eventsOf({ from, mapping, consents }: PlanFiles, catalog: CompiledCatalog, now: Instant): BothTold {
  const { company } = catalog
  const portfolio = isEvents(read(from)) ? { feed: sampleOf(from), problems: [] } : ledgerOf(from, mapping, catalog)
  if (consents === undefined) return { ...portfolio, consenting: [] }
  const { details, problems } = readConsents(read(consents), now, homeZone(company))
  const granted = details.map(
    (detail, index): Line => ({ source: SOURCE, name: 'ConsentChanged', detail, line: index + 1, file: consents }),
  )
  return {
    feed: [...portfolio.feed, ...granted],
    problems: [...portfolio.problems, ...problems.map((one) => ({ ...one, file: consents }))],
    consenting: details.map(({ debtor }) => debtor),
  }
}

const isEvents = (text: string): boolean => /^\s*[{[]/.test(text)

const sampleOf = (file: string): readonly Line[] => readSample(file, SOURCE).map((one) => ({ ...one, file }))

function ledgerOf(file: string, mapping: string | undefined, { company }: CompiledCatalog): Told {
  const how = mapping === undefined ? {} : { mapping: readMapping(basename(mapping), read(mapping)) }
  const { events, problems } = importLedger({ text: read(file), company, contacts: true, ...how })
  return {
    feed: events.map(({ source, name, detail, line = 1 }) => ({ source, name, detail, line, file })),
    problems: problems.map((one) => ({ ...one, file })),
  }
}

/** A file may tell of what has not happened: it is left out and said, so that nobody counts a payment before it is there. */
function asOf(feed: readonly Line[], now: Instant): Told {
  const happened = ({ detail }: Line): number =>
    typeof detail === 'object' && detail !== null && 'occurredAt' in detail
      ? Date.parse(String(detail.occurredAt))
      : now
  const isAhead = (one: Line): boolean => happened(one) > now
  const ahead = new Map(feed.filter(isAhead).map((one) => [`${one.file} ${one.line}`, one]))
  return {
    feed: feed.filter((one) => !isAhead(one)),
    problems: [...ahead.values()].map((one) =>
      problemOf(one, 'occurredAt', dateAt(happened(one), 'UTC'), `what has happened by ${dateAt(now, 'UTC')}`),
    ),
  }
}

function problemOf(told: Line | undefined, path: string, value: string | undefined, allowed: string) {
  const { file = '', line = 1, name = '' } = told ?? {}
  return { file, line, column: `${name} ${path}`, value: value ?? '', allowed }
}

function read(file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file))
  } catch (cause) {
    if (cause instanceof TypeError)
      throw new UserError(`${file} no está en UTF-8: guárdelo así`, `${file} is not in UTF-8: save it so`)
    throw new UserError(
      `${file} no se puede leer: dé la ruta de un archivo`,
      `${file} cannot be read: give the path of a file`,
    )
  }
}
