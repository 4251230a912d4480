import { type Html, html } from './html.ts'
import { badge } from './parts.ts'
import type { Visit } from './visit.ts'

/** One line of the control list: what a source has sent, and whether it can be relied on. */
export interface Control {
  readonly name: string
  readonly told: string
  readonly isSound: boolean
}

/** What each source has sent, as a card. */
export const controlList = (visit: Visit, lines: readonly Control[]): Html =>
  html`<section class="card"><h2>${visit.say('control')}</h2><ul class="plain">${lines.map(
    ({ name, told, isSound }) =>
      html`<li>${badge(isSound ? 'settled' : 'exhausted', isSound ? visit.say('sound') : visit.say('unsound'))} <strong>${name}</strong> ${told}</li>`,
  )}</ul></section>`
