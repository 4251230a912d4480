import http from 'node:http'
import { LANGS, wordsFor } from '../words.ts'
import { clockOf, SCRIPT } from './clock.ts'
import { type Html, html } from './html.ts'
import { receive } from './posts.ts'
import type { Reply } from './reply.ts'
import { doorsOf, type PageOptions, roomAt } from './rooms.ts'
import { heading, shell } from './shell.ts'
import { ICON, STYLE } from './style.ts'
import { visitOf } from './visit.ts'

/** Serves the page on 127.0.0.1 alone; each reading shows the rehearsal as it is at that moment, and changes nothing. */
export async function servePage(options: PageOptions): Promise<{ url: string; close(): Promise<void> }> {
  const server = http.createServer((request, response) => {
    respond(options, request, response).catch((fault: unknown) => {
      response.destroy(fault instanceof Error ? fault : new Error(String(fault)))
    })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port ?? 0, '127.0.0.1', resolve)
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the page has no port')
  return {
    url: `http://127.0.0.1:${address.port}/`,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((fault) => (fault ? reject(fault) : resolve()))
        server.closeAllConnections()
      }),
  }
}

interface Answer {
  readonly status: number
  readonly type: string
  readonly body: string
  /** Inline styles are let in where an e-mail is shown: its frame inherits the policy of the page around it. */
  readonly showsEmail?: boolean
  /** Where the browser goes next. */
  readonly location?: string
}

async function respond(
  options: PageOptions,
  request: http.IncomingMessage,
  response: http.ServerResponse,
): Promise<void> {
  const { status, type, body, showsEmail = false, location } = await answer(options, request)
  response.writeHead(status, {
    'content-type': `${type}; charset=utf-8`,
    'content-length': Buffer.byteLength(body),
    'content-security-policy': [
      "default-src 'none'",
      `style-src 'self'${showsEmail ? " 'unsafe-inline'" : ''}`,
      "img-src 'self'",
      ...(options.live ? ["script-src 'self'", "connect-src 'self'"] : []),
      "form-action 'self'",
      "base-uri 'none'",
      "frame-ancestors 'none'",
    ].join('; '),
    'x-content-type-options': 'nosniff',
    // Without a referrer browsers also hide the origin of a form, which the page has to see.
    'referrer-policy': 'same-origin',
    'cache-control': 'no-store',
    ...(status === 405 ? { allow: 'GET, HEAD' } : {}),
    ...(location === undefined ? {} : { location }),
  })
  response.end(request.method === 'HEAD' ? undefined : body)
}

async function answer(options: PageOptions, request: http.IncomingMessage): Promise<Answer> {
  // A name that somebody else points at this machine must not read the portfolio through a browser.
  if (!/^(127\.0\.0\.1|localhost)(:\d+)?$/.test(request.headers.host ?? ''))
    return { status: 421, type: 'text/plain', body: 'This page answers to 127.0.0.1 and localhost only.\n' }
  const isReading = request.method === 'GET' || request.method === 'HEAD'
  const { live, rehearsal, zone = 'UTC' } = options
  if (!isReading && !(live && request.method === 'POST'))
    return { status: 405, type: 'text/plain', body: 'This page is for reading: GET and HEAD only.\n' }
  const url = new URL(request.url ?? '/', 'http://127.0.0.1')
  if (url.pathname === '/page.css') return { status: 200, type: 'text/css', body: STYLE }
  if (url.pathname === '/icon.svg') return { status: 200, type: 'image/svg+xml', body: ICON }
  if (url.pathname === '/page.js' && live) return { status: 200, type: 'text/javascript', body: SCRIPT }
  const lang = LANGS.find((known) => known === url.searchParams.get('lang')) ?? 'es'
  const visit = () => visitOf(url, wordsFor(lang), rehearsal.world.now(), live && clockOf(live, zone))
  const page = (status: number, title: string, content: Html): Answer => ({
    status,
    type: 'text/html',
    body: shell(visit(), doorsOf(options), title, content).text,
    showsEmail: /^\/(inbox\/|preview$)/.test(url.pathname),
  })
  const { say } = visit()
  try {
    const reply: Reply =
      isReading || !live
        ? { kind: 'page', status: 200, room: await roomAt(options, visit()) }
        : await receive(options, live, request, visit)
    switch (reply.kind) {
      case 'refused':
        return { status: reply.status, type: 'text/plain', body: `${reply.reason}\n` }
      case 'leads':
        return { status: 303, type: 'text/plain', body: '', location: reply.to }
      case 'page':
        return reply.room
          ? page(reply.status, reply.room.title, reply.room.content)
          : page(404, say('notFound'), heading(say('notFound'), say('notFoundMore')))
    }
  } catch (fault) {
    const told = fault instanceof Error ? (fault.stack ?? fault.message) : String(fault)
    return page(500, say('failed'), html`${heading(say('failed'))}<pre class="card">${told}</pre>`)
  }
}
