import { join } from 'node:path'
import { compileCatalog } from '../catalog/compile-catalog.ts'
import { pricesOf } from '../catalog/routed-prices.ts'
import type { Debtor } from '../domain/debtor.ts'
import { type DebtorId, type Invoice, isIssued } from '../domain/invoice.ts'
import { dateAt, type Instant } from '../domain/time.ts'
import { renderProblems } from '../usecases/import/ledger-refused.ts'
import { type Account, playedAhead, renderPlan } from './plan.ts'
import { type FileProblem, type Line, type PlanFiles, portfolioOf } from './plan-portfolio.ts'
import { type Plan, PlanTally, type PlayedAhead } from './plan-tally.ts'
import { PlanWho } from './plan-who.ts'
import { type RecordedFeed, recordedFeed } from './recorded-feed.ts'
import { progressLine } from './terminal.ts'
import type { Words } from './words.ts'

/** What the files would come to, and everything in them that was left out. */
export interface PlanFromFile {
  readonly plan: Plan
  readonly problems: readonly FileProblem[]
  /** Lines of the file of consents about debtors whom the portfolio does not have. */
  readonly strangers: number
}

interface Told {
  readonly feed: readonly Line[]
  readonly problems: readonly FileProblem[]
}

/** Who hears of the plan while it is made: of each debtor, and of how many invoices are done. */
export interface PlanHearers {
  readonly who?: Pick<PlanWho, 'add'> | undefined
  readonly progress?: (done: number, all: number) => void
}

/**
 * The plan of a portfolio before anything of it is live: the file goes through the intake that is deployed, into ledgers in
 * memory, some debtors at a time. Addresses are the file's own, and nobody has consented to anything that no file says.
 */
export async function planFromFile(
  root: string,
  files: PlanFiles,
  now: Instant,
  { who, progress }: PlanHearers = {},
): Promise<PlanFromFile> {
  const catalog = compileCatalog(join(root, 'catalog'))
  const told = portfolioOf(files, catalog, now)
  const tally = new PlanTally(catalog.company, pricesOf(join(root, 'catalog'), catalog.company), now)
  const problems = [...told.problems]
  const owing = new Set<DebtorId>()
  let done = 0
  for (const portion of told.portions) {
    const { feed, problems: ahead } = asOf(portion, now)
    const { ledger, debtors, house, refused } = await recordedFeed(feed, catalog, now)
    for (const one of ahead) problems.push(one)
    for (const [index, found] of refused)
      problems.push(...found.map(({ path, value, allowed }) => problemOf(feed[index], path, value, allowed)))
    const played: PlayedAhead[] = []
    for (const account of await accountsIn(ledger, debtors)) {
      for (const id of [account.debtor.id, ...account.debtor.aliases]) owing.add(id)
      const one = await playedAhead(account, house, catalog.company, now)
      if (one) played.push(one)
    }
    for (const one of played) tally.add(one)
    who?.add(played)
    done += feed.filter(({ name }) => name === 'InvoiceIssued').length
    progress?.(done, told.invoices)
  }
  return {
    plan: tally.plan(),
    problems,
    strangers: told.consenting.filter((id) => !owing.has(id)).length,
  }
}

async function accountsIn(
  ledger: RecordedFeed['ledger'],
  debtors: RecordedFeed['debtors'],
): Promise<readonly Account[]> {
  const accounts = new Map<DebtorId, { readonly debtor: Debtor; readonly invoices: Invoice[] }>()
  for (const invoice of ledger.accounts.values()) {
    if (!isIssued(invoice)) continue
    const debtor = await debtors.debtor(invoice.terms.debtor)
    const own = accounts.get(debtor.id)
    if (own) own.invoices.push(invoice)
    else accounts.set(debtor.id, { debtor, invoices: [invoice] })
  }
  return [...accounts.values()]
}

/** How it is printed, and where it lies who would be contacted. */
export interface PlanSaid {
  readonly json: boolean
  readonly who?: string | undefined
  /** Names and addresses beside the ids. */
  readonly personal?: boolean | undefined
}

/** Fewer invoices are planned before anybody asks how far it is. */
const MANY = 20_000

/** Prints it, with what was left out and what was not told. */
export async function printPlanFromFile(
  root: string,
  files: PlanFiles,
  { json, who: path, personal = false }: PlanSaid,
  now: Instant,
  words: Words,
): Promise<void> {
  const line = progressLine(process.stderr)
  const progress = (done: number, all: number) => {
    if (all >= MANY) line(done, all, words.of([`${done} de ${all} facturas`, `${done} of ${all} invoices`]))
  }
  const company = compileCatalog(join(root, 'catalog')).company
  using who = path === undefined ? undefined : new PlanWho(path, pricesOf(join(root, 'catalog'), company), personal)
  const made = await planFromFile(root, files, now, { who, progress })
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
