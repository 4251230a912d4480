import { raisedFlags } from '../../domain/flag.ts'
import type { Reply } from '../../domain/reply.ts'
import type { RefusedEvent, Task } from '../../ports.ts'
import { answerSaid } from '../staff.ts'
import { approvalForm } from './approve.ts'
import { type Html, html } from './html.ts'
import { facts, paged, table } from './parts.ts'
import { eventTitle } from './publish.ts'
import type { Portfolio } from './reading.ts'
import { ruleIn } from './rule-words.ts'
import { heading } from './shell.ts'
import { debtorPath, invoicePath, nameOf, type Visit, whyOf } from './visit.ts'

/** What waits for a person, with a button that asks first where visitors may call; then who waits for a turn, a line each. */
export function tasks(
  visit: Visit,
  portfolio: Portfolio,
  open: readonly Task[],
  {
    mayCall,
    turns,
    answers,
  }: { readonly mayCall: boolean; readonly turns: string | undefined; readonly answers: ReadonlyMap<string, Reply> },
): Html {
  const bills = new Map(portfolio.invoices.map((line) => [line.invoice.id, line]))
  const { rows, links } = paged(visit, open)
  return html`${heading(visit.say('tasks'), visit.say('tasksLead'))}
${mayCall && open.some(({ kind }) => isCall(kind)) && callForm(visit)}
${
  open.length === 0
    ? html`<p class="empty">${visit.say('none')}</p>`
    : table(
        [visit.say('what'), visit.say('about'), visit.say('debtor'), visit.say('reason'), visit.say('dueBy'), ''],
        rows.map(({ id: task, kind, reason, due, invoice, debtor: ownId, payment, call }) => {
          const id = bills.get(invoice ?? '')?.debtor.id ?? ownId
          const debtor = id === undefined ? undefined : portfolio.debtor(id)
          const reply = answers.get(task)
          return [
            visit.words.task(kind),
            invoice === undefined
              ? payment
              : html`<a class="id" href="${visit.href(invoicePath(invoice))}">${invoice}</a>`,
            debtor && html`<a href="${visit.href(debtorPath(debtor.id))}">${nameOf(debtor)}</a>`,
            html`${whyOf(visit, reason)}${reply && html`<p class="small breakable">${answerSaid(reply, visit.words)}</p>`}`,
            html`<span class="nowrap">${visit.time(due, debtor?.profile?.zone)}</span>`,
            html`${isCall(kind) && invoice !== undefined && mayCall && debtor && raisedFlags(debtor).length === 0 && callButton(visit, task)}${mayCall && call && html` <a class="nowrap" href="${visit.href(`/calls/${encodeURIComponent(task)}`)}">${visit.say('noteResult')}</a>`}${kind === 'approve' && visit.clock && approvalForm(visit, task, bills.get(invoice ?? '')?.invoice)}`,
          ]
        }),
      )
}
${links}
${turns !== undefined && backlog(turns)}`
}

/** How many wait for their turn; who, when it is opened. */
function backlog(turns: string): Html {
  const [head, ...rest] = turns.split('\n')
  return rest.length === 0
    ? html`<p class="empty">${head}</p>`
    : html`<details class="card"><summary>${head}</summary><pre>${rest.join('\n')}</pre></details>`
}

const isCall = (kind: Task['kind']): boolean => kind === 'collect' || kind === 'call'

/** Who calls, once for all tasks of the page. */
const callForm = (visit: Visit): Html =>
  html`<form id="calls" class="search" method="post" action="${visit.href('/call')}"><label><span>${visit.say('caller')}</span><input name="author" required autocomplete="name"></label></form>`

/** Asks whether the call about a task may be made now. */
const callButton = (visit: Visit, task: string): Html =>
  html`<button class="quiet" form="calls" name="task" value="${task}">${visit.say('call')}</button>`

/** What arrived and was not accepted, oldest first. */
export function refused(visit: Visit, events: readonly RefusedEvent[]): Html {
  const { rows, links } = paged(visit, events)
  return html`${heading(visit.say('refused'), visit.say('refusedLead'))}
${events.length === 0 && html`<p class="empty">${visit.say('none')}</p>`}
${rows.map(
  ({ name, source, at, problems, body }) => html`<section class="card"><h2>${eventTitle(visit, name)}</h2>
${facts([
  [visit.say('source'), source],
  [visit.say('arrived'), visit.time(at, undefined)],
])}
<ul class="problems">${problems.map(
    ({ path, allowed, value }) =>
      html`<li><code>${path}</code> ${ruleIn(visit.words.lang, allowed)} <span class="small">(${visit.say('given')} <code>${value}</code>)</span></li>`,
  )}</ul>
<details><summary>${visit.say('whole')}</summary><pre>${pretty(body)}</pre></details></section>`,
)}
${links}`
}

/** The event with line breaks where it is JSON, and as it came where it is not. */
function pretty(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2)
  } catch {
    return body
  }
}
