import type { StaffLedger } from '../../aws/staff-ledger.ts'
import { approvalTask, questionFor } from '../../domain/approval.ts'
import type { Invoice } from '../../domain/invoice.ts'
import type { Rehearsal } from '../../rehearsal/boot.ts'
import type { Live } from '../live.ts'
import { type Html, html } from './html.ts'
import type { Reply } from './reply.ts'
import { invoicePath, type Visit } from './visit.ts'

interface Around {
  readonly rehearsal: Rehearsal
  readonly staff: StaffLedger
}

/** What would be sent, who decides, and the two buttons; nothing once the question is answered. */
export function approvalForm(visit: Visit, task: string, invoice: Invoice | undefined): Html | undefined {
  const question = invoice && questionFor('approve', invoice)
  if (!question || approvalTask(invoice.id, question.id) !== task) return undefined
  const step = `${invoice.journey.policy?.id}/${question.step}`
  return html`<p class="small"><a href="${visit.href('/preview', { debtor: invoice.terms.debtor, step })}">${visit.say('seeMessage')}</a></p>
<form method="post" action="${visit.href('/approve')}"><input type="hidden" name="task" value="${task}">
<div><label>${visit.say('approver')} <input name="author" required autocomplete="name"></label>
<button name="answer" value="approve">${visit.say('approve')}</button></div>
<div><label>${visit.say('whyDecline')} <input name="reason" maxlength="280"></label>
<button name="answer" value="decline">${visit.say('decline')}</button></div></form>`
}

/** How to take back a yes whose message has not left; nothing where there is none. */
export function takeBackForm(visit: Visit, invoice: Invoice): Html | undefined {
  const question = questionFor('decline', invoice)
  if (question?.approvedAt === undefined || !visit.clock) return undefined
  return html`<form class="card" method="post" action="${visit.href('/approve')}"><h2>${visit.say('approvedStep', question.step)}</h2>
<input type="hidden" name="task" value="${approvalTask(invoice.id, question.id)}">
<div><label>${visit.say('approver')} <input name="author" required autocomplete="name"></label>
<label>${visit.say('whyDecline')} <input name="reason" required maxlength="280"></label>
<button name="answer" value="decline">${visit.say('takeBack')}</button></div></form>`
}

/** Takes what a visitor says of a message that waits, as `puntual approve` and `puntual decline` do. */
export async function approveOrDecline(
  around: Around,
  live: Live,
  form: URLSearchParams,
  visit: () => Visit,
): Promise<Reply> {
  if (live.goal !== undefined) return { kind: 'refused', status: 409, reason: 'The clock is moving.' }
  const [author, reason] = ['author', 'reason'].map((name) => form.get(name)?.trim() ?? '')
  const isDeclined = form.get('answer') === 'decline'
  const event = await answerTo(around, isDeclined ? 'decline' : 'approve', form.get('task') ?? '')
  if (!event || !author || (isDeclined && !reason))
    return { kind: 'refused', status: 400, reason: 'An answer needs a message that waits, who decides, and why not.' }
  const detail = { ...event, author, ...(isDeclined && { reason }) }
  const detailType = isDeclined ? 'ApprovalDeclined' : 'ApprovalGiven'
  await around.rehearsal.publish([{ source: 'staff', detailType, detail }])
  await live.rest()
  return { kind: 'leads', to: visit().href(invoicePath(event.invoice)) }
}

/** The event that answers the question of a task; undefined when it cannot be answered so any more, or was never asked. */
async function answerTo({ rehearsal, staff }: Around, answer: 'approve' | 'decline', id: string) {
  const task = await staff.task(id)
  const invoice = task?.invoice === undefined ? undefined : (await staff.file(task.invoice))?.invoice
  const question = invoice && questionFor(answer, invoice)
  if (!question || approvalTask(invoice.id, question.id) !== id) return undefined
  const occurredAt = new Date(rehearsal.world.now()).toISOString()
  return { version: 1, occurredAt, invoice: invoice.id, approval: question.id }
}
