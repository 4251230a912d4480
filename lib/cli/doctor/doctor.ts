import { resolveTxt } from 'node:dns/promises'
import { join } from 'node:path'
import { CatalogError, type Mistake } from '../../catalog/catalog-error.ts'
import { compileCatalog, soundPartOf } from '../../catalog/compile-catalog.ts'
import { readSenders } from '../../catalog/read-senders.ts'
import { pricesOf } from '../../catalog/routed-prices.ts'
import type { CompiledCatalog } from '../../contracts/compiled-catalog.ts'
import type { Prices } from '../../domain/cost.ts'
import { examine } from '../../domain/doctor/examine.ts'
import type { Facts } from '../../domain/doctor/facts.ts'
import { type Finding, worstOf } from '../../domain/doctor/finding.ts'
import { catalog } from '../../domain/doctor/house.ts'
import type { Instant } from '../../domain/time.ts'
import { EndsWith } from '../ends-with.ts'
import { reachOf, simulatedNow } from '../outside.ts'
import { readRunning } from '../running.ts'
import type { Words } from '../words.ts'
import { doctorPolicy } from './policy.ts'
import { type Knock, knock, readAggregators } from './read-aggregators.ts'
import { readCountries } from './read-countries.ts'
import { type ResolveTxt, readEmail } from './read-email.ts'
import { countJourneys, readQuotas } from './read-quotas.ts'
import { readDashboards, readStack, readSubscribers } from './read-stack.ts'
import { readTexts } from './read-texts.ts'
import { readWhatsApp } from './read-whatsapp.ts'
import { notAsked, type Reach, reading } from './reading.ts'
import { renderFindings } from './render.ts'
import { wantedOf } from './wanted.ts'

/** How the doctor is asked. */
export interface DoctorOptions {
  readonly stack: string
  readonly rehearsal: boolean
  readonly json: boolean
  readonly policy: boolean
  /** Open invoices the account is to carry; those whose journeys run when not said. */
  readonly portfolio?: number
  /** Countries of the debtors, as somebody names them; those of the table when not said. */
  readonly countries?: Readonly<Record<string, number>>
}

/** Exit codes by severity; 1 stays the one of a command that could not run. */
const EXIT = { fine: 0, note: 0, warning: 2, fault: 3 } as const

/** Looks at the account, or at the rehearsal that runs in this folder, and tells what it lacks; ends by severity. */
export async function doctor(root: string, options: DoctorOptions, words: Words): Promise<void> {
  const say = (text: string) => process.stdout.write(`${text}\n`)
  if (options.policy) {
    const { company } = compileCatalog(join(root, 'catalog'))
    return void say(JSON.stringify(doctorPolicy(options.stack, company.emailDomain), null, 2))
  }
  const findings = await findingsOf(root, options)
  const worst = worstOf(findings)
  say(options.json ? JSON.stringify({ worst, findings }, null, 2) : renderFindings(findings, words))
  if (EXIT[worst] !== 0) throw new EndsWith(EXIT[worst])
}

async function findingsOf(root: string, options: DoctorOptions): Promise<readonly Finding[]> {
  if (!options.rehearsal) return lookAtFolder({}, { ...options, root, now: Date.now(), resolve: resolveTxt, knock })
  const { endpoint } = readRunning()
  return lookAtFolder(reachOf(endpoint), { ...options, root, now: await simulatedNow(endpoint) })
}

/** What the catalog of a folder says, as far as it is sound, decides what is looked at; its mistakes are found beside the rest. */
export async function lookAtFolder(reach: Reach, looking: Looking): Promise<readonly Finding[]> {
  const { compiled, mistakes } = soundPartOf(join(looking.root, 'catalog'))
  // Without a company nobody knows what the account is for.
  return compiled ? lookAt(reach, compiled, { ...looking, mistakes }) : catalog(mistakes.map(inShort))
}

const inShort = ({ file, line, path, given }: Mistake): string => `${file}:${line} ${path}: ${given}`

/** What a file of the catalog says, or what it says of nothing where it has mistakes, which are kept. */
function soundOr<Value>(nothing: Value, mistakes: Mistake[], read: () => Value): Value {
  try {
    return read()
  } catch (fault) {
    if (!(fault instanceof CatalogError)) throw fault
    mistakes.push(...fault.mistakes)
    return nothing
  }
}

/** What an account is looked at with. Without `resolve` neither the DNS nor the clock is asked: a rehearsal has its own. */
export interface Looking {
  readonly root: string
  readonly stack: string
  readonly now: Instant
  readonly portfolio?: number
  readonly countries?: Readonly<Record<string, number>>
  readonly resolve?: ResolveTxt
  /** Asks aggregators whether they are there; a rehearsal plays them all. */
  readonly knock?: Knock
  /** What is wrong with the catalog beside what is sound of it. */
  readonly mistakes?: readonly Mistake[]
}

/** Reads everything, changes nothing, and says what is to be said. */
export async function lookAt(reach: Reach, compiled: CompiledCatalog, looking: Looking): Promise<readonly Finding[]> {
  const { root, now, resolve } = looking
  const { company, law } = compiled
  const seen = await readStack(reach, looking.stack)
  const [email, texts, whatsapp, aggregators, quotas, subscribers, dashboards, portfolio, debtorCountries] =
    await Promise.all([
      readEmail(reach, company.emailDomain, resolve),
      readTexts(reach, company.sms),
      readWhatsApp(reach, compiled),
      readAggregators(company, seen.outputs, looking.knock),
      readQuotas(reach),
      readSubscribers(reach, seen.outputs.get('AlarmTopicArn')),
      readDashboards(reach, seen),
      portfolioOf(reach, seen.outputs.get('JourneyMachineArn'), looking.portfolio),
      countriesOf(reach, seen.outputs.get('DebtorsTable'), looking.countries),
    ])
  const mistakes = [...(looking.mistakes ?? [])]
  const senders = soundOr({}, mistakes, () => readSenders(join(root, 'catalog', 'senders', 'aws.yaml')))
  const { smsParts } = soundOr<Pick<Prices, 'smsParts'>>({ smsParts: {} }, mistakes, () =>
    pricesOf(join(root, 'catalog'), company),
  )
  const facts: Facts = {
    account: seen.account,
    catalogMistakes: mistakes.map(inShort),
    holidayTables: Object.fromEntries(Object.entries(law.tables).map(([place, { through }]) => [place, through])),
    clock: clockOf(seen.answeredAt, resolve === undefined),
    subscribers,
    ...email,
    ...texts,
    whatsapp,
    aggregators,
    ...quotas,
    portfolio,
    debtorCountries,
    dashboards,
  }
  const carried = {
    openInvoices: portfolio.kind === 'seen' ? portfolio.value : 0,
    debtorCountries: debtorCountries.kind === 'seen' ? Object.keys(debtorCountries.value) : [],
  }
  return examine(facts, wantedOf(compiled, senders, { smsParts }, carried, now))
}

const countriesOf = async (
  reach: Reach,
  table: string | undefined,
  said: Readonly<Record<string, number>> | undefined,
): Promise<Facts['debtorCountries']> =>
  said === undefined ? readCountries(reach, table) : { kind: 'seen', value: said }

function portfolioOf(reach: Reach, machine: string | undefined, said: number | undefined): Promise<Facts['portfolio']> {
  const count = () => (machine === undefined ? Promise.resolve(0) : countJourneys(reach, machine))
  return reading('states:ListExecutions', said === undefined ? count : () => Promise.resolve(said))
}

function clockOf(answeredAt: Instant | undefined, isRehearsed: boolean): Facts['clock'] {
  if (isRehearsed) return notAsked('El reloj de un ensayo es simulado.', 'The clock of a rehearsal is simulated.')
  if (answeredAt === undefined) return notAsked('AWS no dijo la hora.', 'AWS did not tell the time.')
  return { kind: 'seen', value: Math.round((Date.now() - answeredAt) / 1000) }
}
