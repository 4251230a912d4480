import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { CatalogError } from '../catalog/catalog-error.ts'
import { compileCatalog } from '../catalog/compile-catalog.ts'
import { LedgerRefused } from '../usecases/import/ledger-refused.ts'
import { adopt, countOn } from './adopt.ts'
import { approvals, decideOn } from './approvals.ts'
import { showBacklog } from './backlog.ts'
import { call, contacts } from './call-commands.ts'
import { catalog } from './catalog-commands.ts'
import { importConsents, zoneNamed } from './consents/import-consents.ts'
import { aboutDebtor } from './debtor-commands.ts'
import { EndsWith } from './ends-with.ts'
import { helpFor } from './help-for.ts'
import { law } from './law-commands.ts'
import { oneOf, whole } from './option-values.ts'
import { OPTIONS } from './options.ts'
import { openStack } from './outside.ts'
import { plan } from './plan.ts'
import { preview, texts } from './preview.ts'
import { run } from './run.ts'
import { changeHold, refused, showInvoice, tasks, watermarks } from './staff-commands.ts'
import { UserError } from './user-error.ts'
import { verify } from './verify-command.ts'
import { type Lang, type Words, wordsFor } from './words.ts'

/** Runs one command; answers the exit code. Mistakes of the person at the keyboard are one sentence on stderr. */
export async function main(words: readonly string[], root: string, open = openStack): Promise<number> {
  try {
    await perform(words, root, open)
    return 0
  } catch (fault) {
    if (fault instanceof EndsWith) return fault.code
    process.stderr.write(`${told(fault, spoken(words))}\n`)
    return 1
  }
}

/** What a person reads of a fault: their own mistake in their language, anything else whole. */
function told(fault: unknown, lang: Lang): string {
  if (fault instanceof UserError) return fault.in(lang)
  if (!(fault instanceof Error)) return String(fault)
  const ofTheSystem = 'code' in fault && /^E[A-Z]+$/.test(String(fault.code))
  if (ofTheSystem && 'path' in fault)
    return wordsFor(lang).of([
      `${fault.path} no se puede abrir (${fault.code}): dé la ruta de un archivo`,
      `${fault.path} cannot be opened (${fault.code}): give the path of a file`,
    ])
  const isKnown = ofTheSystem || fault instanceof CatalogError || fault instanceof LedgerRefused
  return isKnown ? fault.message : (fault.stack ?? fault.message)
}

/** The language asked for, also where the rest of the command makes no sense. */
const spoken = (words: readonly string[]): Lang =>
  words.some((word, index) => word === '--lang=en' || (word === 'en' && words[index - 1] === '--lang')) ? 'en' : 'es'

type Values = ReturnType<typeof parse>['values']

async function perform(args: readonly string[], root: string, open: typeof openStack): Promise<void> {
  const { values, positionals } = parse(args)
  const [command = 'help', first, second] = positionals
  const say = (text: string) => process.stdout.write(`${text}\n`)
  if (values.help || command === 'help') return void say(helpFor(command, spoken(args)))
  const speech = wordsFor(oneOf('--lang', values.lang, ['es', 'en']))
  if (command === 'rehearse') return rehearse(values, first, second, root, speech)
  if (command === 'docs') return void say((await import('./write-docs.ts')).writeDocs(root).join('\n'))
  if (command === 'bench') return (await import('./bench/bench.ts')).bench(root, values)
  if (command === 'campaign') return campaign(values, root)
  if (command === 'dashboards')
    return (await import('./dashboards/dashboards.ts')).dashboards(values, root, speech, process.stdout)
  if (command === 'doctor') return examine(values, root, speech)
  if (command === 'conform') return conform(values, root, speech)
  const outside = () => open({ stack: values.stack, rehearsal: values.rehearsal })
  switch (command) {
    case 'law':
      return void say(
        await law(positionals.slice(1), values, () => compileCatalog(join(root, 'catalog')), outside, speech),
      )
    case 'catalog':
      if (first === 'adopt')
        return void say(await adopt(second, values, root, outside, speech, countOn(process.stderr)))
      return void say(await catalog(positionals.slice(1), values, root, outside, speech))
    case 'invoice':
      return showInvoice(first, outside, speech)
    case 'hold':
    case 'release':
      return changeHold(command, first, values, outside, speech)
    case 'debtor':
    case 'flag':
    case 'consent':
    case 'wrong-person':
    case 'merge':
      return aboutDebtor(command, positionals.slice(1), values, root, outside, speech)
    case 'consents':
      return importConsents(first, second, outside, () => zoneNamed(root, values.entity), speech)
    case 'tasks':
      if (values.backlog) return showBacklog(root, outside, speech)
      return tasks(first, second, values, outside, speech)
    case 'plan':
      return values.from === undefined ? plan(root, values, outside, speech) : planOfFile(values, root, speech)
    case 'contacts':
      return contacts(first, second, outside, speech)
    case 'call':
      return call(first, second, values, root, outside, speech)
    case 'texts':
      return void say(texts(root, speech))
    case 'preview':
      return void say(await preview(positionals.slice(1), values, root, outside, speech))
    case 'approvals':
      return void say(await approvals(first, root, outside, speech))
    case 'approve':
    case 'decline':
      return void say(await decideOn(command, first, values, () => approversIn(root), outside, speech))
    case 'sending':
      return void say(await (await import('./sending.ts')).sending(first, values, root, outside, speech))
    case 'correct':
      return void say(await (await import('./correct.ts')).correct(positionals.slice(1), values, root, outside, speech))
    case 'lake':
      return void say(await (await import('./lake/backfill.ts')).lake(first, values, outside, speech))
    case 'drop': {
      const { text, code } = await (await import('./drop.ts')).drop(positionals.slice(1), values, outside, speech)
      say(text)
      if (code !== 0) throw new EndsWith(code)
      return
    }
    case 'watermarks':
      return watermarks(root, outside, speech)
    case 'verify':
      return verify(values.debtor ? first : undefined, values, root, outside, speech)
    case 'refused':
      return refused(first, second, values, outside, speech)
    default:
      throw new UserError(
        `no hay un comando "${command}"; vea puntual --help`,
        `there is no command "${command}"; see puntual --help`,
      )
  }
}

const approversIn = (root: string) => compileCatalog(join(root, 'catalog')).company.approvers

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true, strict: true })
  } catch (cause) {
    const problem = cause instanceof Error ? cause.message : cause
    throw new UserError(`no se entiende la orden (${problem}); vea puntual --help`, `${problem}; see puntual --help`)
  }
}

function rehearse(
  values: Values,
  what: string | undefined,
  file: string | undefined,
  root: string,
  words: Words,
): Promise<void> {
  if (what !== undefined && what !== 'import')
    throw new UserError(
      `npm start recibe "import ARCHIVO.csv", no "${what}"`,
      `npm start takes "import FILE.csv", not "${what}"`,
    )
  if (what === 'import' && file === undefined)
    throw new UserError(
      'diga cuál archivo: npm start -- import ARCHIVO.csv',
      'say which file: npm start -- import FILE.csv',
    )
  if (what === 'import' && values.days !== undefined)
    throw new UserError('--days no es para un libro propio', '--days is not for a ledger of yours')
  const options = {
    root,
    lang: words.lang,
    headless: values.headless,
    keep: values.keep,
    seed: whole('--seed', values.seed, 0, 2 ** 31 - 1),
    invoices: whole('--invoices', values.invoices, 100, 10_000),
    ...(file === undefined ? {} : { file }),
    ...(values.mapping === undefined ? {} : { mapping: values.mapping }),
    ...(values.days === undefined ? {} : { days: whole('--days', values.days, 1, 210) }),
    ...(values.port === undefined ? {} : { port: whole('--port', values.port, 1, 65_535) }),
  }
  return run(options, process.stdout)
}

async function examine({ portfolio, countries, ...said }: Values, root: string, words: Words): Promise<void> {
  const { doctor } = await import('./doctor/doctor.ts')
  const size = portfolio === undefined ? {} : { portfolio: whole('--portfolio', portfolio, 1, 100_000_000) }
  const { namedCountries } = await import('./doctor/read-countries.ts')
  const places = countries === undefined ? {} : { countries: namedCountries(countries) }
  return doctor(root, { ...said, ...size, ...places }, words)
}

async function planOfFile(
  { from = '', mapping, consents, json, who, personal }: Values,
  root: string,
  words: Words,
): Promise<void> {
  const files = { from, ...(mapping === undefined ? {} : { mapping }), ...(consents === undefined ? {} : { consents }) }
  return (await import('./plan-from-file.ts')).printPlanFromFile(
    root,
    files,
    { json, who, personal },
    Date.now(),
    words,
  )
}

async function conform({ source, from, seed, json }: Values, root: string, words: Words): Promise<void> {
  if (source === undefined)
    throw new UserError(
      'diga el nombre de su sistema: puntual conform --source erp [--from muestra.ndjson]',
      'say the name of your system: puntual conform --source erp [--from sample.ndjson]',
    )
  const how = { source, json, seed: whole('--seed', seed, 0, 2 ** 31 - 1), ...(from === undefined ? {} : { from }) }
  return (await import('./conform/conform.ts')).conform(root, how, words)
}

async function campaign(values: Values, root: string): Promise<void> {
  const { journeys, seed, town } = values
  if (values.flood !== undefined) return flood(values.flood, values, root)
  if (values.rehearsal) return rehearsedCampaign(values, root)
  const { runCampaign, tellTown } = await import('./campaign/campaign.ts')
  if (town !== undefined) return tellTown(root, whole('--town', town, 0, Number.MAX_SAFE_INTEGER))
  const size = whole('--journeys', journeys, 1, 1_000_000_000)
  return runCampaign(root, { journeys: size, seed: whole('--seed', seed, 0, 2 ** 31 - 1) })
}

async function rehearsedCampaign({ seed, all, runs, pairs, only }: Values, root: string): Promise<void> {
  const { runRehearsed } = await import('./campaign/rehearsed/run.ts')
  await runRehearsed(root, {
    seed: whole('--seed', seed, 0, 1_000_000),
    pairs: whole('--pairs', pairs, 0, 1_000_000),
    ...(all ? {} : { runs: whole('--runs', runs, 0, 1_000_000) }),
    ...(only === undefined ? {} : { only }),
  })
}

async function flood(what: string, { seed, size }: Values, root: string): Promise<void> {
  const { runFlood } = await import('./campaign/floods/run.ts')
  await runFlood(root, {
    what: oneOf('--flood', what, ['events', 'journeys']),
    size: whole('--size', size, 100, 1_000_000),
    seed: whole('--seed', seed, 0, 1_000_000),
  })
}
