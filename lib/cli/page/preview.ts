import type { CompiledCatalog } from '../../contracts/compiled-catalog.ts'
import type { Debtor } from '../../domain/debtor.ts'
import { type ChosenStep, lettersFor, type PreviewedLetter, wouldNotGo } from '../preview-letters.ts'
import { chatDevice, emailDevices, textDevice } from './devices.ts'
import { type Html, html } from './html.ts'
import type { Portfolio } from './reading.ts'
import { heading } from './shell.ts'
import { debtorPath, nameOf, stepOf, type Visit } from './visit.ts'

/** Any step for any debtor, as it is written to them at this moment; nothing is claimed, and nothing leaves. */
export function preview(visit: Visit, portfolio: Portfolio, catalog: CompiledCatalog): Html {
  const steps = stepsOf(catalog)
  const people = peopleOf(portfolio)
  const asked = visit.query.get('debtor') ?? people[0]?.id ?? ''
  const named = visit.query.get('step') ?? ''
  const debtor = portfolio.debtor(asked)
  const own = portfolio.invoices.filter((line) => line.debtor.id === debtor.id).map(({ invoice }) => invoice)
  // Until somebody chooses, a step of the policy that the debtor's invoices follow.
  const followed = own.find(({ journey }) => journey.policy)?.journey.policy?.id
  const chosen =
    steps.find(({ name }) => name === named) ?? steps.find(({ policy }) => policy.id === followed) ?? steps[0]
  const letters = chosen && lettersFor(debtor, own, chosen, catalog, visit.now)
  return html`${heading(visit.say('preview'), visit.say('previewLead'))}
<form class="search card" method="get" action="/preview">
<label>${visit.say('debtor')}<input name="debtor" list="people" value="${asked}" required></label>
<datalist id="people">${people.map((one) => html`<option value="${one.id}">${nameOf(one)}</option>`)}</datalist>
<label>${visit.say('step')}<select name="step">${steps.map(
    ({ name, policy, step }) =>
      html`<option value="${name}"${name === chosen?.name && html` selected`}>${policy.name}: ${stepOf(visit, step.id)} · ${step.id}</option>`,
  )}</select></label>
${visit.words.lang !== 'es' && html`<input type="hidden" name="lang" value="${visit.words.lang}">`}
<button>${visit.say('show')}</button></form>
${letters === undefined ? html`<p class="empty">${visit.say('previewNothing', asked)}</p>` : shown(visit, debtor, letters)}`
}

/** Only who has something open would get anything. */
function peopleOf({ invoices }: Portfolio): Debtor[] {
  const open = invoices.filter(({ invoice }) => invoice.status === 'open' && invoice.balance > 0)
  return [...new Map(open.map(({ debtor }) => [debtor.id, debtor])).values()].sort((a, b) =>
    nameOf(a) < nameOf(b) ? -1 : 1,
  )
}

const stepsOf = ({ policies }: CompiledCatalog): (ChosenStep & { readonly name: string })[] =>
  Object.values(policies).flatMap(({ policy }) =>
    policy.steps.map((step) => ({ policy, step, name: `${policy.id}/${step.id}` })),
  )

function shown(visit: Visit, debtor: Debtor, letters: readonly PreviewedLetter[]): Html {
  return html`<p class="more"><a href="${visit.href(debtorPath(debtor.id))}">${nameOf(debtor)}</a></p>
${letters.map((one) => {
  const { letter, not } = one
  const words = visit.words.channel(letter.channel)
  return html`<section><h2>${letter.channel === 'email' ? `${words}: ${letter.message.subject}` : words}</h2>
${not !== undefined && html`<p class="small">${visit.words.of(wouldNotGo(not))}</p>`}
${device(visit, one)}</section>`
})}`
}

function device(visit: Visit, { letter, text }: PreviewedLetter): Html {
  switch (letter.channel) {
    case 'email':
      return emailDevices(visit, letter.message.html, letter.message.text)
    case 'sms':
      return textDevice(visit, text)
    case 'call':
      return html`<div class="card">${text.split('\n\n').map((line) => html`<p>${line}</p>`)}</div>`
    case 'whatsapp': {
      const { form } = letter.message
      return chatDevice(visit, text, form.kind === 'template' ? form.name : undefined)
    }
  }
}
