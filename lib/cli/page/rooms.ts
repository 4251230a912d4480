import type { StaffLedger } from '../../aws/staff-ledger.ts'
import type { CompiledCatalog } from '../../contracts/compiled-catalog.ts'
import { dateAt } from '../../domain/time.ts'
import type { Rehearsal } from '../../rehearsal/boot.ts'
import type { LinkHolds } from '../../usecases/check-links.ts'
import type { Sending } from '../../usecases/pass-gate.ts'
import type { Backlog } from '../../usecases/release-backlog.ts'
import { renderBacklog } from '../backlog.ts'
import type { Reports } from '../dropped-reports.ts'
import type { Live } from '../live.ts'
import { openCall, type PageCalls } from './call.ts'
import { controlLines, linkLines, sendingLine } from './control-lines.ts'
import { debtor } from './debtor.ts'
import { fileReport, files } from './files.ts'
import { type Html, html } from './html.ts'
import { inbox } from './inbox.ts'
import { invoice } from './invoice.ts'
import { invoices } from './invoices.ts'
import { journeyLines } from './journey-lines.ts'
import { journeyPath } from './journey-path.ts'
import type { Label } from './labels.ts'
import { machineOf } from './machine-shape.ts'
import { message } from './message.ts'
import { overview } from './overview.ts'
import { preview } from './preview.ts'
import { firstDraft, publishForm } from './publish.ts'
import { idsOfDebtor, type Portfolio, readPortfolio } from './reading.ts'
import type { Room } from './reply.ts'
import type { Door } from './shell.ts'
import { unsent } from './unsent.ts'
import type { Visit } from './visit.ts'
import { differs, watermarks } from './watermarks.ts'
import { refused, tasks } from './work-lists.ts'

/** What the page shows; `report` is the run's own summary, shown as it is. */
export interface PageOptions {
  readonly rehearsal: Rehearsal
  readonly staff: StaffLedger
  readonly report?: unknown
  /** Port on 127.0.0.1; any free one unless told. */
  readonly port?: number
  /** Lets visitors move the clock and publish events; without it the page is for reading. */
  readonly live?: Live
  /** Where the page's own clock is read; UTC unless told. */
  readonly zone?: string
  /** The sources whose payments must be known up to date. */
  readonly paymentSources?: readonly string[]
  /** The switch that stops everything; without it the page is silent on it. */
  readonly sending?: Pick<Sending, 'read'>
  /** What dead payment links keep back; without it the page is silent on it. */
  readonly linkHolds?: Pick<LinkHolds, 'all'>
  /** Debtors who wait for their turn, and to how many the team speaks in a day; without it the page is silent on them. */
  readonly backlog?: Pick<Backlog, 'waiting'> & { readonly dailyCapacity: number }
  /** The drop folder; without it there is no such page. */
  readonly drop?: Reports
  /** The texts that are shown before they leave; without it there is no such page. */
  readonly catalog?: CompiledCatalog
  /** What letting a visitor call needs, with the catalog that says what is said; without it there is no button. */
  readonly calls?: PageCalls
}

/** What waits for its turn with the team, as `puntual tasks --backlog` prints it. */
async function turns({ backlog, zone = 'UTC' }: PageOptions, { now, words }: Visit): Promise<string | undefined> {
  return backlog && renderBacklog(await backlog.waiting(), dateAt(now, zone), backlog.dailyCapacity, words)
}

/** A list of its own address, reachable from the head of every page. */
interface List {
  readonly path: string
  /** What the head of the page calls it, where its title is too long. */
  readonly short?: Label
  readonly title: Label
  /** Whether it is there at all: always, unless told. */
  readonly needs?: (options: PageOptions) => boolean
  content(options: PageOptions, visit: Visit, portfolio: Portfolio): Html | Promise<Html>
}

/** The lists of the page, in the order of its head. A new one is an entry here. */
const LISTS: readonly List[] = [
  {
    path: '',
    title: 'overview',
    content: async ({ staff, report, sending, linkHolds, paymentSources = [] }, visit, portfolio) => {
      const [tasks, refused, declared] = [await staff.openTasks(), await staff.refused(), await staff.watermarks()]
      const differences = declared.filter(differs).length
      const control = [
        ...(await controlLines(staff, paymentSources, visit.now, visit.words)),
        ...(sending ? sendingLine(await sending.read(visit.now), visit.words) : []),
        ...(linkHolds ? linkLines(await linkHolds.all(), visit.words) : []),
      ]
      const waiting = { tasks: tasks.length, refused: refused.length, differences }
      return overview(visit, portfolio, waiting, { control, report })
    },
  },
  { path: 'inbox', title: 'inbox', content: (_, visit, portfolio) => inbox(visit, portfolio) },
  { path: 'invoices', title: 'invoices', content: (_, visit, portfolio) => invoices(visit, portfolio) },
  {
    path: 'tasks',
    title: 'tasks',
    content: async (options, visit, portfolio) => {
      const open = await options.staff.openTasks()
      return tasks(visit, portfolio, open, {
        mayCall: options.calls !== undefined,
        turns: await turns(options, visit),
        answers: await options.staff.answers(open),
      })
    },
  },
  {
    path: 'refused',
    short: 'refusedShort',
    title: 'refused',
    content: async ({ staff }, visit) => refused(visit, await staff.refused()),
  },
  {
    path: 'files',
    title: 'files',
    needs: ({ drop }) => drop !== undefined,
    content: ({ drop }, visit) => (drop ? files(visit, drop) : html``),
  },
  {
    path: 'totals',
    short: 'totalsShort',
    title: 'totals',
    content: async ({ staff }, visit) => watermarks(visit, await staff.watermarks()),
  },
  {
    path: 'preview',
    short: 'previewShort',
    title: 'preview',
    needs: ({ catalog }) => catalog !== undefined,
    content: ({ catalog }, visit, portfolio) => (catalog ? preview(visit, portfolio, catalog) : html``),
  },
  {
    path: 'publish',
    short: 'publishShort',
    title: 'publish',
    needs: ({ live }) => live !== undefined,
    content: (_, visit, portfolio) => publishForm(visit, firstDraft(visit, portfolio)),
  },
]

const listsOf = (options: PageOptions): readonly List[] => LISTS.filter(({ needs }) => needs?.(options) ?? true)

/** Where the head of every page leads. */
export const doorsOf = (options: PageOptions): readonly Door[] =>
  listsOf(options).map(({ path, short, title }) => ({ path: `/${path}`, label: short ?? title }))

/** The content of one address, or undefined when there is nothing there. */
export async function roomAt(options: PageOptions, visit: Visit): Promise<Room | undefined> {
  const { rehearsal, staff } = options
  const [name = '', id, ...rest] = visit.path.slice(1).split('/').map(readable)
  if (rest.length > 0) return undefined
  const portfolio = await readPortfolio(rehearsal)
  if (id === undefined) {
    const list = listsOf(options).find(({ path }) => path === name)
    return list && { title: visit.say(list.title), content: await list.content(options, visit, portfolio) }
  }
  switch (name) {
    case 'inbox': {
      if (id === 'unsent') return { title: visit.say('unsent'), content: unsent(visit, portfolio) }
      const sent = portfolio.sent.find((one) => one.message.id === id)
      return (
        sent && {
          title: sent.message.subject ?? visit.say('inbox'),
          content: message(visit, sent, rehearsal.deployed.outputs.StopUrl),
        }
      )
    }
    case 'invoices': {
      const file = await staff.file(id)
      if (!file) return undefined
      const journey = {
        lines: await journeyLines(rehearsal, file.invoice),
        path: await journeyPath(rehearsal, file.invoice),
        machine: await machineOf(rehearsal),
      }
      return { title: id, content: invoice(visit, portfolio, file, journey) }
    }
    case 'calls': {
      const content = await openCall(options, visit, id)
      return content && { title: visit.say('call'), content }
    }
    case 'files': {
      const content = options.drop && (await fileReport(visit, options.drop, id))
      return content && { title: id, content }
    }
    case 'debtors': {
      const had = { ...(await idsOfDebtor(rehearsal, id)), tasks: await staff.openTasks() }
      const person = portfolio.debtor(id)
      const isKnown = person.version > 0 || had.invoices.length > 0
      return isKnown ? { title: person.profile?.name ?? id, content: debtor(visit, portfolio, person, had) } : undefined
    }
    default:
      return undefined
  }
}

/** A part of an address as it was meant; one that is no text stays as it came and leads nowhere. */
function readable(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
