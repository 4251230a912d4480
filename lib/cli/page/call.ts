import type { StaffLedger } from '../../aws/staff-ledger.ts'
import type { CompiledCatalog } from '../../contracts/compiled-catalog.ts'
import { united } from '../../domain/united.ts'
import type { Publisher, Task } from '../../ports.ts'
import { type Calling, placeCall } from '../../usecases/place-call.ts'
import { recordOf } from '../../usecases/tell-debtor.ts'
import { renderCall } from '../call-commands.ts'
import { endCall, type ToldEnd, type WrittenEnd } from '../call-end.ts'
import type { Live } from '../live.ts'
import { scriptedCall } from '../scripted-call.ts'
import { type CallDraft, resultForm } from './call-result.ts'
import { type Html, html } from './html.ts'
import type { Reply } from './reply.ts'
import { heading } from './shell.ts'
import { invoicePath, type Visit } from './visit.ts'

/** What letting a visitor call needs: who may be called, what is said, and the bus that hears how it ended. */
export interface PageCalls {
  readonly calling: Calling
  readonly catalog: CompiledCatalog
  readonly bus: Publisher
}

interface Around {
  readonly staff: StaffLedger
  readonly calls?: PageCalls
}

/** Lets a visitor call about a task, with everything checked at this moment, as `puntual call` does. */
export async function callAbout({ staff, calls }: Around, form: URLSearchParams, visit: () => Visit): Promise<Reply> {
  const [id, author] = [form.get('task') ?? '', form.get('author')?.trim() ?? '']
  const task = await staff.task(id)
  if (!calls || task?.status !== 'open' || task.invoice === undefined || author === '')
    return said(visit(), 400, task, html`<p class="card warning" role="alert">${visit().say('callNeeds')}</p>`)
  const placed = await placeCall(calls.calling, task, author)
  const isPlaced = placed.kind === 'placed'
  if (isPlaced) await staff.noteCall(id, placed.call)
  const present = visit()
  const { catalog } = calls
  const script = isPlaced ? scriptedCall(task, placed, catalog, present.now) : undefined
  const told = renderCall(placed, present.words, script)
  const ending = isPlaced
    ? await formOf(calls, present, { ...task, call: placed.call }, { wrong: [], written: {} })
    : ''
  return said(present, 200, task, html`<pre class="card">${told}</pre>${ending}`)
}

/** How a call ended, as a visitor says it with one button; noted as `puntual call done` does, or asked again with what is wrong. */
export async function endCallOnPage(
  { staff, calls }: Around,
  live: Pick<Live, 'goal' | 'rest'>,
  form: URLSearchParams,
  visit: () => Visit,
): Promise<Reply> {
  const written = (name: string): string | undefined => form.get(name)?.trim() || undefined
  const task = await staff.task(form.get('task') ?? '')
  if (!calls || !task)
    return said(visit(), 404, task, html`<p class="card warning" role="alert">${visit().say('noSuchTask')}</p>`)
  const end: WrittenEnd = {
    author: written('author') ?? '',
    result: written('result'),
    point: written('point'),
    until: written('until'),
    amount: written('amount'),
    note: written('note'),
  }
  const again = async (status: number, wrong: CallDraft['wrong']): Promise<Reply> =>
    said(visit(), status, task, await formOf(calls, visit(), task, { wrong, written: end }))
  if (live.goal !== undefined) return again(409, [{ field: 'result', told: visit().say('clockIsBusy') }])
  const ended: ToldEnd = await endCall({ ...calls, staff }, task, end, visit().words)
  if (ended.kind === 'wrong') return again(422, ended.wrong)
  await live.rest()
  return { kind: 'leads', to: visit().href(task.invoice === undefined ? '/tasks' : invoicePath(task.invoice)) }
}

/** The page on which the end of a call that was begun is noted later; undefined when nobody began one. */
export async function openCall({ staff, calls }: Around, visit: Visit, id: string): Promise<Html | undefined> {
  const task = await staff.task(id)
  if (!calls || task?.status !== 'open' || !task.call) return undefined
  return html`${heading(visit.say('call'), task.invoice)}${await formOf(calls, visit, task, { wrong: [], written: {} })}`
}

/** The form with the numbers that were shown; what is wrong alone where no call waits for its end. */
async function formOf({ calling }: PageCalls, visit: Visit, task: Task, draft: CallDraft): Promise<Html> {
  const { call } = task
  const points = call ? united(await recordOf(calling.debtors, call.debtor)).contactPoints : []
  return resultForm(visit, task, points, draft)
}

function said(visit: Visit, status: number, task: Task | undefined, content: Html): Reply {
  const title = visit.say('call')
  const back = html`<p class="more"><a href="${visit.href('/tasks')}">${visit.say('tasks')}</a></p>`
  return { kind: 'page', status, room: { title, content: html`${heading(title, task?.invoice)}${content}${back}` } }
}
