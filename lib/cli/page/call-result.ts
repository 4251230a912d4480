import type { Debtor } from '../../domain/debtor.ts'
import { CONTACT_RESULTS } from '../../domain/personal-contact.ts'
import { dateAt } from '../../domain/time.ts'
import type { Task } from '../../ports.ts'
import type { ToldEnd, WrittenEnd } from '../call-end.ts'
import { type Fragment, type Html, html } from './html.ts'
import type { Label } from './labels.ts'
import type { Visit } from './visit.ts'

/** The end of a call as somebody is writing it, and what stands in its way. */
export interface CallDraft {
  readonly wrong: Extract<ToldEnd, { kind: 'wrong' }>['wrong']
  readonly written: Partial<WrittenEnd>
}

type Points = Debtor['contactPoints']

/**
 * How a call ended, a button for each result; a promise with its day and sum. Where no call waits for its end only what is
 * wrong is said. `points` are those of the debtor, whose addresses are shown. The button of the promise comes first, because it is what the Enter key presses, and it asks for a day.
 */
export function resultForm(visit: Visit, task: Task, points: Points, { wrong, written }: CallDraft): Html {
  const { call } = task
  const alert =
    wrong.length > 0 &&
    html`<div class="card warning" role="alert"><ul class="plain">${wrong.map(
      ({ field, told }) => html`<li><strong>${visit.say(FIELD_LABELS[field])}</strong>: ${told}</li>`,
    )}</ul></div>`
  if (task.status !== 'open' || !call) return html`${alert}`
  const bad = (field: keyof WrittenEnd): Fragment =>
    wrong.some((one) => one.field === field) && html` aria-invalid="true"`
  const field = (name: Exclude<keyof WrittenEnd, 'point' | 'result'>, more: Fragment, isOptional = false): Html =>
    html`<div class="field"><label for="call-${name}">${visit.say(FIELD_LABELS[name])} ${isOptional && html`<span class="small">${visit.say('optional')}</span>`}</label><input id="call-${name}" name="${name}" value="${written[name] ?? (name === 'author' ? call.author : '')}"${more}${bad(name)}></div>`
  const several = call.contactPoints.length > 1
  const today = dateAt(visit.now, visit.clock?.zone ?? 'UTC')
  return html`${alert}<form class="publish card" method="post" action="${visit.href('/call-result')}"><h2>${visit.say('callEnded')}</h2>
<input type="hidden" name="task" value="${task.id}">
<div class="fields">${field('author', html` required autocomplete="name" maxlength="140"`)}${several && pointField(visit, call.contactPoints, points, written.point, bad('point'))}${field('note', html` maxlength="280" autocomplete="off"`, true)}</div>
<fieldset><legend>${visit.say('ifPromised')}</legend><div class="fields">${field('until', html` type="date" min="${today}"`)}${field('amount', html` inputmode="decimal" autocomplete="off"`, true)}</div>
<p><button name="result" value="promise">${visit.words.contactResult('promise')}</button></p></fieldset>
<p class="buttons">${CONTACT_RESULTS.filter((result) => result !== 'promise').map(
    (result) =>
      html`<button class="quiet" name="result" value="${result}">${visit.words.contactResult(result)}</button> `,
  )}</p></form>`
}

function pointField(
  visit: Visit,
  called: readonly string[],
  points: Points,
  chosen: string | undefined,
  bad: Fragment,
): Html {
  const addressOf = (id: string): string => points.find((point) => point.id === id)?.address ?? id
  return html`<div class="field"><label for="call-point">${visit.say('calledNumber')}</label><select id="call-point" name="point"${bad}><option value="">${visit.say('whichNumber')}</option>${called.map(
    (id) => html`<option value="${id}"${id === chosen && html` selected`}>${addressOf(id)}</option>`,
  )}</select></div>`
}

const FIELD_LABELS = {
  author: 'caller',
  result: 'callEnded',
  point: 'calledNumber',
  until: 'promisedDay',
  amount: 'promisedSum',
  note: 'callNote',
} as const satisfies Record<keyof WrittenEnd, Label>
