import { basename } from 'node:path'
import { readMapping } from '../catalog/read-mapping.ts'
import { homeZone } from '../contracts/company.ts'
import type { CompiledCatalog } from '../contracts/compiled-catalog.ts'
import { inOrder } from '../contracts/timed-event.ts'
import type { DebtorId } from '../domain/invoice.ts'
import type { Instant } from '../domain/time.ts'
import { eventsOfLines, readLedger } from '../usecases/import/import-ledger.ts'
import type { LedgerProblem } from '../usecases/import/ledger-refused.ts'
import { readConsents } from '../usecases/import/read-consents.ts'
import { readSample } from './conform/sample.ts'
import { readText } from './read-text.ts'
import type { FedEvent } from './recorded-feed.ts'

/** The files of a portfolio that is not live yet: a ledger or its events, how to read it, and the consents there are. */
export interface PlanFiles {
  readonly from: string
  readonly mapping?: string
  readonly consents?: string
}

/** One thing wrong with a line of one of the files. */
export type FileProblem = LedgerProblem & { readonly file: string }

/** Who tells what a file says, where the file does not. */
const SOURCE = 'ledger'

/** One event with the file and the line, or the place in a list, that it stands for. */
export type Line = FedEvent & { readonly line: number; readonly file: string }

/** What the files say in portions of whole debtors, so that never more than one of them is played at a time. */
export interface Portfolio {
  readonly portions: Iterable<readonly Line[]>
  /** Invoices in the file, where it tells. */
  readonly invoices: number
  readonly problems: readonly FileProblem[]
  /** Whom each line of the file of consents is about. */
  readonly consenting: readonly DebtorId[]
}

/** Debtors of a ledger that are played together. */
const PORTION = 500

/** What the files say, each portion in the order of time. */
export function portfolioOf({ from, mapping, consents }: PlanFiles, catalog: CompiledCatalog, now: Instant): Portfolio {
  const { details, problems } =
    consents === undefined ? NO_CONSENTS : readConsents(readText(consents), now, homeZone(catalog.company))
  const granted = details.map(
    (detail, index): Line => ({
      ...{ source: SOURCE, name: 'ConsentChanged', detail, line: index + 1, file: consents ?? '' },
    }),
  )
  const beside = {
    problems: problems.map((one) => ({ ...one, file: consents ?? '' })),
    consenting: details.map(({ debtor }) => debtor),
  }
  const text = readText(from)
  if (!isEvents(text)) return ledgerOf({ file: from, text }, mapping, catalog, granted, beside)
  const feed = sampleOf(from)
  const invoices = feed.filter(({ name }) => name === 'InvoiceIssued').length
  return { ...beside, portions: [[...feed, ...granted]], invoices }
}

const NO_CONSENTS = { details: [], problems: [] } as const

const isEvents = (text: string): boolean => /^\s*[{[]/.test(text)

const sampleOf = (file: string): readonly Line[] => readSample(file, SOURCE).map((one) => ({ ...one, file }))

function ledgerOf(
  { file, text }: { readonly file: string; readonly text: string },
  mapping: string | undefined,
  { company }: CompiledCatalog,
  granted: readonly Line[],
  { problems: others, consenting }: Pick<Portfolio, 'problems' | 'consenting'>,
): Portfolio {
  const how = mapping === undefined ? {} : { mapping: readMapping(basename(mapping), readText(mapping)) }
  const { lines, household, problems } = readLedger({ text, company, contacts: true, ...how })
  const words = Map.groupBy(granted, (_, index) => consenting[index] ?? '')
  const byCustomer = [...Map.groupBy(lines, ({ customer }) => customer)]
  function* portions(): Generator<readonly Line[]> {
    for (let first = 0; first < byCustomer.length; first += PORTION) {
      const debtors = byCustomer.slice(first, first + PORTION)
      const own = eventsOfLines(
        debtors.flatMap(([, ofOne]) => ofOne),
        household,
      )
      const told = inOrder(own).map(({ source, name, detail, line = 1 }) => ({ source, name, detail, line, file }))
      yield [...told, ...debtors.flatMap(([customer]) => words.get(`${household.source}:${customer}`) ?? [])]
    }
  }
  return {
    portions: portions(),
    invoices: lines.length,
    problems: [...problems.map((one) => ({ ...one, file })), ...others],
    consenting,
  }
}
