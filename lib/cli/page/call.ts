import { placeCall } from '../../usecases/place-call.ts'
import { renderCall } from '../call-commands.ts'
import { scriptedCall } from '../scripted-call.ts'
import { html } from './html.ts'
import type { Reply } from './reply.ts'
import type { PageOptions } from './rooms.ts'
import { heading } from './shell.ts'
import type { Visit } from './visit.ts'

/** Lets a visitor call about a task, with everything checked at this moment, as `puntual call` does. */
export async function callAbout(
  { staff, calls }: Pick<PageOptions, 'staff' | 'calls'>,
  form: URLSearchParams,
  visit: () => Visit,
): Promise<Reply> {
  const [id, author] = [form.get('task') ?? '', form.get('author')?.trim() ?? '']
  const task = await staff.task(id)
  if (!calls || task?.status !== 'open' || task.invoice === undefined || author === '')
    return { kind: 'refused', status: 400, reason: 'A call needs an open task about an invoice, and who makes it.' }
  const placed = await placeCall(calls.calling, task, author)
  if (placed.kind === 'placed') await staff.noteCall(id, placed.call)
  const present = visit()
  const { catalog } = calls
  const isPlaced = placed.kind === 'placed'
  const company = isPlaced ? (catalog.company.entities[placed.invoice.terms.entity ?? '']?.name ?? '') : ''
  const script = isPlaced ? scriptedCall(task, placed, catalog, present.now) : undefined
  const title = present.say('call')
  const told = renderCall(placed, id, company, present.words, script)
  return {
    kind: 'page',
    status: 200,
    room: {
      title,
      content: html`${heading(title, task.invoice)}<pre class="card">${told}</pre><p class="more"><a href="${present.href('/tasks')}">${present.say('tasks')}</a></p>`,
    },
  }
}
