import type { Channel } from '../../domain/policy.ts'
import { type Fragment, type Html, html } from './html.ts'
import type { Visit } from './visit.ts'

/** One bar of a picture: `share` from 0 to 1 of the longest, and what it stands for in words. */
export interface Bar {
  readonly label: Fragment
  readonly value: string
  readonly share: number
  /** What still asks for something, and what nobody waits for any more, are not drawn like the rest. */
  readonly tone?: 'done' | 'pending' | 'gone'
}

/** Bars under a title; the picture itself is hidden from screen readers, which hear each label with its value. */
export const bars = (title: string, rows: readonly Bar[], more: Fragment = ''): Html =>
  html`<section class="card"><h2>${title}</h2><ul class="bars">${rows.map(
    ({ label, value, share, tone = 'done' }) =>
      html`<li><span class="label">${label}</span><span class="value">${value}</span>
<svg class="bar-picture" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true" focusable="false"><rect class="rail" width="100" height="6"/><rect class="fill ${tone}" width="${widthOf(share)}" height="6"/></svg></li>`,
  )}</ul>${more}</section>`

/** Counts as bars, in the order they are given in. */
export const counted = (counts: ReadonlyMap<string, number>, label: (key: string) => Fragment): Bar[] => {
  const longest = Math.max(1, ...counts.values())
  return [...counts].map(([key, count]) => ({ label: label(key), value: String(count), share: count / longest }))
}

const widthOf = (share: number): number => Math.round(Math.min(1, Math.max(0, share)) * 1000) / 10

/** A table whose rows become cards on a phone; each cell knows its column's title. */
export const table = (titles: readonly string[], rows: readonly (readonly Fragment[])[]): Html =>
  html`<table><thead><tr>${titles.map((title) => html`<th scope="col">${title}</th>`)}</tr></thead><tbody>${rows.map(
    (cells) =>
      html`<tr>${cells.map((cell, index) => html`<td data-title="${titles[index]}"><div>${cell}</div></td>`)}</tr>`,
  )}</tbody></table>`

/** A card with a list; nothing when the list is empty. */
export const panel = (title: string, lines: readonly Html[]): Html | undefined =>
  lines.length === 0
    ? undefined
    : html`<section class="card"><h2>${title}</h2><ul class="plain">${lines}</ul></section>`

/** Facts as a list of terms; those without a value are left out. */
export const facts = (rows: readonly (readonly [term: string, value: Fragment])[]): Html =>
  html`<dl class="facts">${rows
    .filter(([, value]) => value !== undefined && value !== '' && value !== false)
    .map(([term, value]) => html`<div><dt>${term}</dt><dd>${value}</dd></div>`)}</dl>`

/** How many lines a page of a list has. */
const PAGE = 50

export interface Paged<T> {
  readonly rows: readonly T[]
  readonly links: Html
}

/** The part of a list that `?page=` asks for, with links to the pages around it. */
export function paged<T>(visit: Visit, all: readonly T[]): Paged<T> {
  const last = Math.max(1, Math.ceil(all.length / PAGE))
  const asked = Number(visit.query.get('page') ?? 1)
  const page = Number.isInteger(asked) ? Math.min(last, Math.max(1, asked)) : 1
  const to = (number: number) => visit.href(visit.path, { ...Object.fromEntries(visit.query), page: String(number) })
  const links = html`<nav class="pages" aria-label="${visit.say('page', page, last)}">
${page > 1 && html`<a href="${to(page - 1)}" rel="prev">${visit.say('previous')}</a>`}
<span>${visit.say('page', page, last)}</span>
${page < last && html`<a href="${to(page + 1)}" rel="next">${visit.say('next')}</a>`}
</nav>`
  return { rows: all.slice((page - 1) * PAGE, page * PAGE), links: last > 1 ? links : html`` }
}

/** A search box, with further fields beside it. */
export const search = (visit: Visit, label: string, more: Fragment = ''): Html =>
  html`<form class="search" action="${visit.path}" role="search">
<label><span>${label}</span><input type="search" name="q" value="${visit.query.get('q') ?? ''}" autocomplete="off"></label>${more}
${[...visit.query].map(([name, value]) => !FIELDS.includes(name) && html`<input type="hidden" name="${name}" value="${value}">`)}
<button>${visit.say('search')}</button></form>`

/** What a search box or the fields beside it say anew; the other filters of the address stay. */
const FIELDS: readonly string[] = ['q', 'outcome', 'with', 'page']

/** Whether any of the texts contains what was searched for, letters and accents made equal. */
export function matches(wanted: string, texts: readonly (string | undefined)[]): boolean {
  const plain = plainly(wanted.trim())
  return plain === '' || texts.some((text) => text !== undefined && plainly(text).includes(plain))
}

const plainly = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

/** How an invoice or a journey stands, as a small label. */
export const badge = (kind: string, text: string): Html => html`<span class="badge badge-${kind}">${text}</span>`

const ENVELOPE = html`<path d="M2.5 4.5h15v11h-15zM3 5l7 6 7-6"/>`
const BUBBLE = html`<path d="M3 4h14v9.5H9.5L6 17v-3.5H3z"/>`

const HANDSET = html`<path d="M10 3a7 7 0 0 0-6 10.5L3 17l3.6-1A7 7 0 1 0 10 3z"/><path d="M7.5 7.5c0 3 2 5 5 5"/>`
const RECEIVER = html`<path d="M5 3h3l1.5 4-2 1.5a9 9 0 0 0 4 4l1.5-2 4 1.5v3c0 1-1 2-2 2A13 13 0 0 1 3 5c0-1 1-2 2-2z"/>`
const ICONS = { email: ENVELOPE, sms: BUBBLE, whatsapp: HANDSET, call: RECEIVER } as const satisfies Record<
  Channel,
  Html
>

/** The picture of a channel, with its name for those who do not see it. */
export const channelIcon = (channel: Channel, name: string): Html =>
  html`<svg class="icon" viewBox="0 0 20 20" role="img" aria-label="${name}"><title>${name}</title>${ICONS[channel]}</svg>`
