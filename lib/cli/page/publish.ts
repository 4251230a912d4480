import type { EventName } from '../../contracts/events.ts'
import { EXAMPLES_IN } from '../../contracts/examples.ts'
import type { Problem } from '../../contracts/intake.ts'
import { NAMES_IN } from '../events-page.ts'
import { FIELD_HELP } from './field-help.ts'
import { CHOICE_WORDS, EVENT_WORDS, FIELD_LABELS } from './field-labels.ts'
import { type Fragment, type Html, html } from './html.ts'
import { subjectOf } from './publish-about.ts'
import { exampleValues, type Field, fieldsOf } from './publish-fields.ts'
import type { Portfolio } from './reading.ts'
import { ruleIn } from './rule-words.ts'
import { heading } from './shell.ts'
import type { Visit } from './visit.ts'

/** An event as somebody is writing it: texts by path, and what its contract says about them. */
export interface Draft {
  readonly name: EventName
  readonly source: string
  readonly values: ReadonlyMap<string, string>
  readonly problems: readonly Problem[]
  /** Why it was not published, when that is not the contract's word. */
  readonly notice?: string
}

export const eventNamed = (word: string | null): EventName | undefined => NAMES_IN.find((name) => name === word)

/**
 * The draft that `?event=` asks for: the documented example, about what `?invoice=` or `?debtor=` names, or else about an
 * invoice that is open.
 */
export function firstDraft(visit: Visit, portfolio: Portfolio): Draft {
  const name = eventNamed(visit.query.get('event')) ?? 'PaymentReceived'
  const { about, without } = subjectOf(name, visit, portfolio)
  const values = exampleValues(name, visit.now, about)
  for (const path of without) values.delete(path)
  return { name, source: EXAMPLES_IN[name].source, values, problems: [] }
}

/** What an event is called, with its technical name beside it; one that nobody knows keeps its own. */
export function eventTitle(visit: Visit, given: string): Fragment {
  const name = eventNamed(given)
  return name && isSpanish(visit) ? html`${EVENT_WORDS[name][0]} <code>${name}</code>` : given
}

/** The form for one event: which one, its fields with the problems beside them, and the way to the bus. */
export function publishForm(visit: Visit, draft: Draft): Html {
  const { name, source, values, problems, notice } = draft
  const fields = fieldsOf(name)
  const of = (field: Field): Problem[] => problems.filter(({ path }) => belongs(path, field, fields))
  const rest = problems.filter(({ path }) => !fields.some((field) => belongs(path, field, fields)))
  const isRefused = problems.length > 0
  const lang = visit.words.lang !== 'es' && html`<input type="hidden" name="lang" value="${visit.words.lang}">`
  return html`${heading(visit.say('publish'), visit.say('publishLead'))}
${(isRefused || notice !== undefined) && html`<div class="card warning" role="alert"><p>${notice ?? visit.say('refusedByContract', problems.length)}</p>${problemList(visit, rest)}</div>`}
<form class="search" action="/publish"><label><span>${visit.say('event')}</span><select name="event">${NAMES_IN.map(
    (one) =>
      html`<option value="${one}"${one === name && html` selected`}>${isSpanish(visit) ? `${EVENT_WORDS[one][0]} · ${one}` : one}</option>`,
  )}</select></label>${['invoice', 'debtor'].map((key) => visit.query.has(key) && html`<input type="hidden" name="${key}" value="${visit.query.get(key) ?? ''}">`)}${lang}
<button class="quiet">${visit.say('choose')}</button></form>
<form class="publish card" method="post" action="${visit.href('/publish', Object.fromEntries(['invoice', 'debtor'].map((key) => [key, visit.query.get(key) ?? undefined])))}">
<h2>${eventTitle(visit, name)}</h2>
<p class="small">${isSpanish(visit) ? EVENT_WORDS[name][1] : EXAMPLES_IN[name].when}</p>
<input type="hidden" name="event" value="${name}">
<div class="fields">
${entry({ path: 'source', label: visit.say('source'), id: 'source', isRequired: true, meaning: visit.say('sourceMeaning'), problems: [] }, visit, html`<input id="source" name="source" value="${source}">`)}
${fields.map((field) => fieldEntry(visit, name, field, values.get(field.path) ?? '', of(field)))}
</div>
${isRefused && notice === undefined && html`<p><label class="check"><input type="checkbox" name="anyway" value="yes"> <span>${visit.say('anyway')}</span></label></p>`}
<p><button>${visit.say('publishIt')}</button></p>
</form>`
}

/** A problem of a part belongs to the field that holds the part; one of a whole object to its first field. */
const belongs = (path: string, field: Field, fields: readonly Field[]): boolean =>
  path === field.path ||
  path.startsWith(`${field.path}.`) ||
  (path !== '' && fields.find((one) => one.path.startsWith(`${path}.`)) === field)

interface Entry {
  readonly path: string
  /** What a person calls it; its path alone where they read the contract's own language. */
  readonly label: string | undefined
  readonly id: string
  readonly isRequired: boolean
  readonly meaning: string
  readonly problems: readonly Problem[]
}

const isSpanish = ({ words }: Visit): boolean => words.lang === 'es'

/** What a field of an event means, as a sentence in the language of the page. */
export function meaningOf({ words }: Pick<Visit, 'words'>, name: EventName, { path, meaning, allowed }: Field): string {
  const told = words.lang === 'es' ? (FIELD_HELP[`${name}.${path}`] ?? FIELD_HELP[path] ?? meaning) : meaning
  return [told, ruleIn(words.lang, allowed)].filter((text) => text !== '').join('; ')
}

function fieldEntry(visit: Visit, name: EventName, field: Field, value: string, problems: readonly Problem[]): Html {
  const id = `f.${field.path}`
  const bad = problems.length > 0 && html` aria-invalid="true"`
  const told = html` aria-describedby="about-${id}"`
  const label = isSpanish(visit) ? FIELD_LABELS[field.path] : undefined
  const meaning = meaningOf(visit, name, field)
  return entry({ path: field.path, label, id, isRequired: field.isRequired, meaning, problems }, visit, control())

  function control(): Html {
    switch (field.kind) {
      case 'json':
        return html`<textarea id="${id}" name="${id}" rows="${Math.min(12, Math.max(2, value.split('\n').length))}" spellcheck="false"${told}${bad}>${value}</textarea>`
      case 'choice':
        return html`<select id="${id}" name="${id}"${told}${bad}>${!field.isRequired && html`<option value=""></option>`}${field.choices.map(
          (choice) =>
            html`<option value="${String(choice)}"${String(choice) === value && html` selected`}>${isSpanish(visit) ? (CHOICE_WORDS[String(choice)] ?? String(choice)) : String(choice)}</option>`,
        )}</select>`
      case 'number':
        return html`<input id="${id}" name="${id}" value="${value}" inputmode="decimal" autocomplete="off"${told}${bad}>`
      case 'text':
        return html`<input id="${id}" name="${id}" value="${value}" autocomplete="off" spellcheck="false"${told}${bad}>`
    }
  }
}

const entry = ({ path, label, id, isRequired, meaning, problems }: Entry, visit: Visit, control: Html): Html =>
  html`<div class="field"><label for="${id}">${label} <code${label !== undefined && html` class="id-beside"`}>${path}</code> ${!isRequired && html`<span class="small">${visit.say('optional')}</span>`}</label>
${control}
<p class="small" id="about-${id}">${meaning}</p>${problemList(visit, problems)}</div>`

const problemList = (visit: Visit, problems: readonly Problem[]): Fragment =>
  problems.length > 0 &&
  html`<ul class="problems">${problems.map(
    ({ path, allowed, value }) =>
      html`<li>${path !== '' && html`<code>${path}</code> `}${ruleIn(visit.words.lang, allowed)} <span class="small">(${visit.say('given')} <code>${value}</code>)</span></li>`,
  )}</ul>`
