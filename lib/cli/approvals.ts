import { join } from 'node:path'
import { compileCatalog } from '../catalog/compile-catalog.ts'
import { EVENTS_IN } from '../contracts/events.ts'
import { problemsOf } from '../contracts/intake.ts'
import { approvalTask, questionFor } from '../domain/approval.ts'
import type { Approval, Invoice } from '../domain/invoice.ts'
import { iso } from '../domain/time.ts'
import type { Task } from '../ports.ts'
import { mayApprove } from './approvers.ts'
import { editionNow } from './edition-now.ts'
import type { Outside } from './outside.ts'
import { rendered, shownOf } from './preview.ts'
import { lettersFor } from './preview-letters.ts'
import { key, needed } from './staff-commands.ts'
import { UserError } from './user-error.ts'
import type { Words } from './words.ts'

type Approving = Pick<Outside, 'bus' | 'calling' | 'debtors' | 'deployedEdition' | 'editions' | 'now' | 'staff'>

interface Said {
  readonly by?: string | undefined
  readonly reason?: string | undefined
  readonly step?: string | undefined
}

/** Lists the messages that wait for a person, the most urgent first; of one invoice, what would be sent now. */
export async function approvals(
  id: string | undefined,
  root: string,
  stack: () => Promise<Approving>,
  words: Words,
): Promise<string> {
  if (id !== undefined) return preview(key(id), root, await stack(), words)
  const { staff } = await stack()
  const tasks = (await staff.openTasks()).filter(({ kind }) => kind === 'approve')
  const waiting = await Promise.all(tasks.map((task) => waitingFor(task, staff)))
  const lines = waiting.flatMap((one) => (one ? [lineOf(one, words)] : []))
  if (lines.length === 0) return words.of(['Ningún mensaje espera aprobación.', 'No message waits for approval.'])
  return [
    ...lines,
    '',
    words.of([
      'Qué saldría: puntual approvals FACTURA. Luego puntual approve o puntual decline FACTURA --by NOMBRE.',
      'What would be sent: puntual approvals INVOICE. Then puntual approve or puntual decline INVOICE --by NAME.',
    ]),
  ].join('\n')
}

interface Waiting {
  readonly task: Task
  readonly invoice: Invoice
  readonly approval: Approval
}

/** The question of a task, while nobody has answered it and nothing has made it idle. */
async function waitingFor(task: Task, staff: Approving['staff']): Promise<Waiting | undefined> {
  const invoice = (await staff.file(task.invoice ?? ''))?.invoice
  const approval = invoice && questionFor('approve', invoice)
  return approval && approvalTask(invoice.id, approval.id) === task.id ? { task, invoice, approval } : undefined
}

const lineOf = ({ task, invoice, approval }: Waiting, { of }: Words): string =>
  [
    task.due.slice(0, 16).replace('T', ' '),
    of(['a más tardar', 'at the latest']),
    invoice.id,
    approval.step,
    invoice.terms.debtor ?? '',
  ].join('  ')

async function preview(id: string, root: string, outside: Approving, words: Words): Promise<string> {
  const { invoice, approval } = await questionAbout('decline', id, outside)
  const shipped = compileCatalog(join(root, 'catalog'))
  const catalog = { ...shipped, ...(await editionNow(shipped, outside)) }
  const now = await outside.now()
  const debtor = await outside.debtors.debtor(invoice.terms.debtor ?? '')
  const policy = await outside.calling(catalog, { now: () => now }).policies.of(invoice, debtor)
  const step = policy.steps.find((one) => one.id === approval.step)
  const letters = step && lettersFor(debtor, [invoice], { policy, step }, catalog, now)
  const texts = letters?.filter(({ letter }) => step?.channels.includes(letter.channel)) ?? []
  return rendered(texts.map(shownOf), words)
}

async function questionAbout(answer: 'approve' | 'decline', id: string, { staff }: Pick<Approving, 'staff'>) {
  const invoice = (await staff.file(id))?.invoice
  if (!invoice) throw new UserError(`no hay ninguna factura ${id}`, `there is no invoice ${id}`)
  const approval = questionFor(answer, invoice)
  if (!approval)
    throw new UserError(
      `ningún mensaje de ${id} espera aprobación; vea puntual approvals`,
      `no message of ${id} waits for approval; see puntual approvals`,
    )
  return { invoice, approval }
}

/** Says that the message about an invoice which waits may leave, or that it may not; a no also takes back a yes. */
export async function decideOn(
  command: 'approve' | 'decline',
  id: string | undefined,
  said: Said,
  approvers: () => readonly string[] | undefined,
  stack: () => Promise<Pick<Outside, 'bus' | 'now' | 'staff'>>,
  { of }: Words,
): Promise<string> {
  const invoice = key(id)
  const author = needed('--by', said.by)
  if (command === 'approve') mayApprove('--by', author, approvers())
  const reason = command === 'decline' ? { reason: needed('--reason', said.reason) } : {}
  const outside = await stack()
  const { approval } = await questionAbout(command, invoice, outside)
  if (said.step !== undefined && said.step !== approval.step)
    throw new UserError(
      `--step es "${said.step}"; de ${invoice} espera ${approval.step}`,
      `--step is "${said.step}"; of ${invoice}, ${approval.step} waits`,
    )
  const name = command === 'approve' ? 'ApprovalGiven' : 'ApprovalDeclined'
  const occurredAt = iso(await outside.now())
  const detail = { version: 1, occurredAt, invoice, approval: approval.id, author, ...reason }
  const checked = EVENTS_IN[name].safeParse(detail)
  if (!checked.success)
    throw new UserError(
      problemsOf(checked.error, detail)
        .map((one) => `${one.path === 'author' ? '--by' : `--${one.path}`} ${one.value}: ${one.allowed}`)
        .join('\n'),
    )
  await outside.bus.publish([{ name, detail }])
  if (command === 'approve')
    return of([
      `Aprobado ${approval.step}: sale en cuanto la ley y los topes lo permitan, si todavía se debe.`,
      `Approved ${approval.step}: it leaves as soon as law and caps allow it, if anything is still owed.`,
    ])
  return approval.approvedAt === undefined
    ? of([`Rechazado ${approval.step}: no sale.`, `Declined ${approval.step}: it does not leave.`])
    : of([
        `Retirado el sí a ${approval.step}: no sale, salvo que esté saliendo en este momento.`,
        `The yes to ${approval.step} is taken back: it does not leave, unless it is leaving at this moment.`,
      ])
}
