import { LANGS } from '../words.ts'
import { clockBar } from './clock.ts'
import { type Fragment, type Html, html } from './html.ts'
import type { Label } from './labels.ts'
import type { Visit } from './visit.ts'

/** Where the head of a page leads. */
export interface Door {
  readonly path: string
  readonly label: Label
}

const OWN_NAMES = { es: 'Español', en: 'English' } as const

/** The whole document around one page's content. */
export const shell = (
  visit: Visit,
  doors: readonly Door[],
  title: string,
  content: Fragment,
): Html => html`<!doctype html>
<html lang="${visit.words.lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · Puntual</title>
<link rel="stylesheet" href="/page.css">
<link rel="icon" href="/icon.svg" type="image/svg+xml">
${visit.clock && html`<script src="/page.js" defer></script>`}
</head>
<body>
<a class="skip" href="#content">${visit.say('skip')}</a>
<header class="top">
<div class="bar">
<a class="mark" href="${visit.href('/')}"><strong>Puntual</strong> <span>${visit.say('tagline')}</span></a>
<nav aria-label="Puntual">${doors.map(
  ({ path, label }) =>
    html`<a href="${visit.href(path)}"${isIn(visit.path, path) ? html` aria-current="page"` : ''}>${visit.say(label)}</a>`,
)}</nav>
<p class="langs" aria-label="${visit.say('language')}">${LANGS.map((lang) =>
  lang === visit.words.lang
    ? html`<span aria-current="true" lang="${lang}">${OWN_NAMES[lang]}</span>`
    : html`<a href="${sameIn(visit, lang)}" lang="${lang}" hreflang="${lang}">${OWN_NAMES[lang]}</a>`,
)}</p>
</div>
</header>
${visit.clock && clockBar(visit, visit.clock)}
<main id="content">${content}</main>
${
  !visit.clock &&
  html`<footer><p>${visit.say('clock')} <time datetime="${new Date(visit.now).toISOString()}">${visit.time(visit.now, undefined)}</time></p></footer>`
}
</body>
</html>
`

/** A page's heading with the sentence that says what it is for. */
export const heading = (title: Fragment, lead?: Fragment): Html =>
  html`<div class="heading"><h1>${title}</h1>${lead === undefined ? '' : html`<p class="lead">${lead}</p>`}</div>`

const isIn = (path: string, room: string): boolean =>
  room === '/' ? path === '/' : path === room || path.startsWith(`${room}/`)

const sameIn = (visit: Visit, lang: string): string =>
  visit.href(visit.path, { ...Object.fromEntries(visit.query), lang })
