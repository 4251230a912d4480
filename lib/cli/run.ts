import { basename, join } from 'node:path'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { calling } from '../aws/calling.ts'
import { DynamoBacklog } from '../aws/dynamo-backlog.ts'
import { DynamoLinkHolds } from '../aws/dynamo-link-holds.ts'
import { DynamoSending } from '../aws/dynamo-sending.ts'
import { StaffLedger } from '../aws/staff-ledger.ts'
import { compileCatalog } from '../catalog/compile-catalog.ts'
import { readMapping } from '../catalog/read-mapping.ts'
import { pricesOf } from '../catalog/routed-prices.ts'
import { paymentSourcesOf } from '../contracts/payment-sources.ts'
import { costOf } from '../domain/cost.ts'
import { DAY, dateAt } from '../domain/time.ts'
import type { Rehearsal } from '../rehearsal/boot.ts'
import { importLedger } from '../usecases/import/import-ledger.ts'
import { renderProblems } from '../usecases/import/ledger-refused.ts'
import { violationsIn } from '../usecases/verify-records.ts'
import { dropOf } from './dropped-reports.ts'
import { figuresOf } from './figures.ts'
import { checkTemplate, goOn, KEPT, type Kept, keep, readKept } from './kept.ts'
import { busOf, Live, lieAhead } from './live.ts'
import { reachOf } from './outside.ts'
import { portfolio } from './portfolio.ts'
import { readText } from './read-text.ts'
import { type Progress, rehearse, restAfter, type Script } from './rehearse.ts'
import { renderReport } from './report.ts'
import { announce, refuseSecond, withdraw } from './running.ts'
import { synthesise } from './synthesise.ts'
import { progressLine } from './terminal.ts'
import { usageOf } from './usage.ts'
import { UserError } from './user-error.ts'
import { closing } from './verify.ts'
import { verifyRehearsal } from './verify-rehearsal.ts'
import { renderViolation } from './verify-words.ts'
import { type Words, wordsFor } from './words.ts'

/** What a rehearsal on the command line is asked for. */
export interface RunOptions {
  readonly root: string
  readonly lang: 'es' | 'en'
  /** Print the figures and exit, without serving the page. */
  readonly headless: boolean
  readonly seed: number
  readonly invoices: number
  /** A ledger to play instead of the synthetic portfolio. */
  readonly file?: string
  readonly mapping?: string
  readonly port?: number
  /** How many days of the synthetic portfolio are played before the clock stands; see PLAYED_DAYS. */
  readonly days?: number
  /** Go on where the last kept run stopped, and keep this one at its end. */
  readonly keep: boolean
}

/** Where a run takes place: the synthesised assembly, and the port that was asked for. */
interface Where {
  readonly assembly: string
  readonly port?: number
}

/** The first simulated day of the synthetic portfolio: a Monday in Bogotá. */
const FIRST_DAY = Date.parse('2026-06-01T05:00:00Z')
/** How many days of it are played before the page; a month more lies ahead, so that something is always under way. */
const PLAYED_DAYS = 90
const PORTFOLIO_DAYS = PLAYED_DAYS + 30

/** Rehearses a portfolio or a ledger on the synthesised template, prints what came of it, and serves the page. */
export async function run(options: RunOptions, out: NodeJS.WriteStream): Promise<void> {
  const words = wordsFor(options.lang)
  if (!options.headless) await refuseSecond(options.root)
  const began = process.hrtime.bigint()
  const seconds = () => (Number(process.hrtime.bigint() - began) / 1e9).toFixed(1)
  const file = join(options.root, KEPT)
  const kept = options.keep ? readKept(file) : undefined
  if (kept && options.file !== undefined)
    throw new UserError(
      `${file} sigue otra corrida: bórrelo para importar ${options.file}`,
      `${file} goes on with another run: delete it to import ${options.file}`,
    )
  // A mistake in the catalog is told here, in plain words; the synthesis would wrap it in its own failure.
  const folder = join(options.root, 'catalog')
  const { company } = compileCatalog(folder, new Date().toISOString().slice(0, 10))
  const begin = kept ? (where: Where) => goOn(kept, where) : beginningOf(options, out, words)
  out.write(words.of(['Sintetizando la infraestructura…\n', 'Synthesising the stack…\n']))
  const assembly = await synthesise(options.root, join(options.root, '.puntual', 'assembly'))
  if (kept) tellKept(kept, assembly, file, out, words)
  const rehearsal = await begin({ assembly, ...(options.port === undefined ? {} : { port: options.port }) })
  const live = new Live(rehearsal, (fault) => out.write(`${fault instanceof Error ? fault.stack : fault}\n`))
  const figures = await figuresOf(rehearsal)
  const cost = costOf(usageOf(rehearsal), pricesOf(folder, company))
  out.write(`\n${renderReport(figures, cost, words)}\n\n`)
  await verified(rehearsal, options.root, words, out)
  out.write(words.of([`Listo en ${seconds()} s.\n`, `Done in ${seconds()} s.\n`]))
  if (!options.headless) await serve(rehearsal, live, options, out, words)
  try {
    if (!options.keep) return
    out.write(words.of(await keep(file, { rehearsal, live, assembly })))
  } finally {
    await rehearsal.stop()
  }
}

/** One line says that every message follows from the records; whatever does not is told, and ends the run. */
async function verified(rehearsal: Rehearsal, root: string, words: Words, out: NodeJS.WriteStream): Promise<void> {
  const found = await verifyRehearsal(rehearsal, compileCatalog(join(root, 'catalog')), (violation) =>
    out.write(`${renderViolation(violation, words)}\n`),
  )
  out.write(`${closing(found, words)}\n`)
  if (violationsIn(found) > 0) throw new Error(closing(found, words))
}

function tellKept(kept: Kept, assembly: string, file: string, out: NodeJS.WriteStream, words: Words): void {
  checkTemplate(kept, assembly, file)
  const date = dateAt(kept.snapshot.now, 'UTC')
  out.write(
    words.of([
      `Sigue la corrida guardada en ${file}, hasta el ${date}…\n`,
      `Going on with the run kept in ${file}, to ${date}…\n`,
    ]),
  )
}

/** Reads what is to be played, and gives what plays it. */
function beginningOf(options: RunOptions, out: NodeJS.WriteStream, words: Words): (where: Where) => Promise<Rehearsal> {
  const script = options.file === undefined ? synthetic(options) : ledger(options, out, words)
  return async (where) => {
    const rehearsal = await rehearse(script, { ...where, onProgress: progressOf(script, out, words) })
    if (options.file !== undefined) await again(rehearsal, script, out, words)
    lieAhead(rehearsal, script)
    return rehearsal
  }
}

function progressOf({ start }: Script, out: NodeJS.WriteStream, words: Words): (progress: Progress) => void {
  const progress = progressLine(out)
  return ({ day, days, messages }) => {
    const date = dateAt(start + (day - 1) * DAY, 'UTC')
    progress(
      day,
      days,
      words.of([
        `${date}  día ${day} de ${days}, ${messages} mensajes`,
        `${date}  day ${day} of ${days}, ${messages} messages`,
      ]),
    )
  }
}

/** Without the page, until every journey is over; with it, 90 days or to the day asked for: the rest lies ahead. */
function synthetic({ seed, invoices, headless, days }: RunOptions): Script {
  const events = portfolio({ seed, invoices, start: FIRST_DAY, days: PORTFOLIO_DAYS })
  const played = days ?? (headless ? undefined : PLAYED_DAYS)
  const until = FIRST_DAY + (played ?? PORTFOLIO_DAYS) * DAY
  return { events, start: FIRST_DAY, until: played === undefined ? restAfter(until) : until }
}

function ledger({ root, file = '', mapping }: RunOptions, out: NodeJS.WriteStream, words: Words): Script {
  const { company } = compileCatalog(join(root, 'catalog'))
  const imported = importLedger({
    text: readText(file),
    company,
    ...(mapping ? { mapping: readMapping(basename(mapping), readText(mapping)) } : {}),
  })
  const { events, rows, problems, from, to } = imported
  const sound = new Set(events.filter(({ name }) => name === 'InvoiceIssued').map(({ detail }) => detail)).size
  out.write(
    words.of([
      `${file}: ${rows} líneas, ${sound} facturas, ${problems.length} problemas\n`,
      `${file}: ${rows} lines, ${sound} invoices, ${problems.length} problems\n`,
    ]),
  )
  if (problems.length > 0) out.write(`${renderProblems(problems)}\n`)
  return { events, start: from, until: restAfter(to) }
}

/** Feeds the same ledger once more: nothing may change, and nothing may be sent. */
async function again(rehearsal: Rehearsal, script: Script, out: NodeJS.WriteStream, words: Words): Promise<void> {
  const before = JSON.stringify(await figuresOf(rehearsal))
  for (const { source, name, detail } of script.events) await rehearsal.publish([{ source, detailType: name, detail }])
  await rehearsal.run(rehearsal.world.now() + DAY)
  if (JSON.stringify(await figuresOf(rehearsal)) !== before) throw new Error('the second import changed something')
  out.write(words.of(['La segunda importación no cambió nada.\n', 'The second import changed nothing.\n']))
}

async function serve(
  rehearsal: Rehearsal,
  live: Live,
  options: RunOptions,
  out: NodeJS.WriteStream,
  words: Words,
): Promise<void> {
  const { servePage } = await import('./page/serve-page.ts')
  const { endpoint } = rehearsal
  const client = new DynamoDBClient(reachOf(endpoint))
  const staff = new StaffLedger(client, rehearsal.deployed.outputs.LedgerTable ?? '')
  const compiled = compileCatalog(join(options.root, 'catalog'))
  const { company } = compiled
  const paymentSources = [...new Set(Object.values(paymentSourcesOf(company)).flat())]
  const zone = company.entities[company.defaultEntity]?.zone ?? 'UTC'
  const {
    LedgerTable: ledger = '',
    DebtorsTable: debtors = '',
    CatalogTable: catalog = '',
  } = rehearsal.deployed.outputs
  const waiting = new DynamoBacklog(client, { ledger, debtors })
  const calls = {
    calling: calling(client, { ledger, debtors, catalog }, compiled, { now: () => rehearsal.world.now() }),
    catalog: compiled,
    bus: busOf(rehearsal),
  }
  const sending = new DynamoSending(client, ledger, { stage: 'everything' })
  const page = await servePage({
    sending,
    linkHolds: new DynamoLinkHolds(client, ledger),
    rehearsal,
    staff,
    live,
    zone,
    paymentSources,
    backlog: { waiting: () => waiting.waiting(), dailyCapacity: company.teamDailyCapacity },
    calls,
    drop: dropOf(endpoint, rehearsal.deployed.outputs.DropBucketName),
    catalog: compiled,
  })
  const running = { endpoint, page: page.url }
  announce(options.root, running)
  out.write(
    words.of([
      `\nPágina:  ${page.url}\nAWS:     ${endpoint}  (AWS_DEFAULT_REGION=us-east-1, con cualquier clave: aws --endpoint-url ${endpoint} events put-events …)\nCtrl+C termina. En otra terminal: npx puntual tasks --rehearsal\n`,
      `\nPage:  ${page.url}\nAWS:   ${endpoint}  (AWS_DEFAULT_REGION=us-east-1, any keys: aws --endpoint-url ${endpoint} events put-events …)\nCtrl+C ends it. In another terminal: npx puntual tasks --rehearsal\n`,
    ]),
  )
  await new Promise<void>((resolve) => process.once('SIGINT', () => resolve()).once('SIGTERM', () => resolve()))
  withdraw(options.root, running)
  live.stop()
  await page.close()
}
