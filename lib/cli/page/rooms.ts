import type { StaffLedger } from '../../aws/staff-ledger.ts'
import type { Rehearsal } from '../../rehearsal/boot.ts'
import type { Live } from '../live.ts'
import { controlLines } from './control-lines.ts'
import { debtor } from './debtor.ts'
import { inbox } from './inbox.ts'
import { invoice } from './invoice.ts'
import { invoices } from './invoices.ts'
import { journeyLines } from './journey-lines.ts'
import { journeyPath } from './journey-path.ts'
import { machineOf } from './machine-shape.ts'
import { message } from './message.ts'
import { overview } from './overview.ts'
import { firstDraft, publishForm } from './publish.ts'
import { idsOfDebtor, readPortfolio } from './reading.ts'
import type { Room } from './reply.ts'
import type { Visit } from './visit.ts'
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
}

/** The content of one address, or undefined when there is nothing there. */
export async function roomAt(
  { rehearsal, staff, report, live, paymentSources = [] }: PageOptions,
  visit: Visit,
): Promise<Room | undefined> {
  const [name = '', id, ...rest] = visit.path.slice(1).split('/').map(readable)
  if (rest.length > 0) return undefined
  const portfolio = await readPortfolio(rehearsal)
  if (id === undefined)
    switch (name) {
      case '': {
        const waiting = { tasks: (await staff.openTasks()).length, refused: (await staff.refused()).length }
        return {
          title: visit.say('overview'),
          content: overview(visit, portfolio, waiting, {
            report,
            control: await controlLines(staff, paymentSources, visit.now, visit.words),
          }),
        }
      }
      case 'inbox':
        return { title: visit.say('inbox'), content: inbox(visit, portfolio) }
      case 'invoices':
        return { title: visit.say('invoices'), content: invoices(visit, portfolio) }
      case 'tasks':
        return { title: visit.say('tasks'), content: tasks(visit, portfolio, await staff.openTasks()) }
      case 'publish':
        return live && { title: visit.say('publish'), content: publishForm(visit, firstDraft(visit, portfolio)) }
      case 'refused':
        return { title: visit.say('refused'), content: refused(visit, await staff.refused()) }
      default:
        return undefined
    }
  switch (name) {
    case 'inbox': {
      const sent = portfolio.sent.find((one) => one.message.id === id)
      return sent && { title: sent.message.subject ?? visit.say('inbox'), content: message(visit, sent) }
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
    case 'debtors': {
      const ids = await idsOfDebtor(rehearsal, id)
      const person = portfolio.debtor(id)
      const isKnown = person.version > 0 || ids.invoices.length > 0
      return isKnown ? { title: person.profile?.name ?? id, content: debtor(visit, portfolio, person, ids) } : undefined
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
