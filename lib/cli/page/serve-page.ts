import http from 'node:http'
import type { StaffLedger } from '../../aws/staff-ledger.ts'
import type { Rehearsal } from '../../rehearsal/boot.ts'
import { LANGS, wordsFor } from '../words.ts'
import { debtor } from './debtor.ts'
import { type Html, html } from './html.ts'
import { inbox } from './inbox.ts'
import { invoice } from './invoice.ts'
import { invoices } from './invoices.ts'
import { journeyLines } from './journey-lines.ts'
import { message } from './message.ts'
import { overview } from './overview.ts'
import { idsOfDebtor, readPortfolio } from './reading.ts'
import { heading, shell } from './shell.ts'
import { ICON, STYLE } from './style.ts'
import { type Visit, visitOf } from './visit.ts'
import { refused, tasks } from './work-lists.ts'

/** What the page shows; `report` is the run's own summary, shown as it is. */
export interface PageOptions {
  readonly rehearsal: Rehearsal
  readonly staff: StaffLedger
  readonly report?: unknown
  /** Port on 127.0.0.1; any free one unless told. */
  readonly port?: number
}

/** Serves the page on 127.0.0.1 alone; every request reads the rehearsal as it is at that moment, and changes nothing. */
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
}

async function respond(
  options: PageOptions,
  request: http.IncomingMessage,
  response: http.ServerResponse,
): Promise<void> {
  const { status, type, body, showsEmail = false } = await answer(options, request)
  response.writeHead(status, {
    'content-type': `${type}; charset=utf-8`,
    'content-length': Buffer.byteLength(body),
    'content-security-policy': [
      "default-src 'none'",
      `style-src 'self'${showsEmail ? " 'unsafe-inline'" : ''}`,
      "img-src 'self'",
      "form-action 'self'",
      "base-uri 'none'",
      "frame-ancestors 'none'",
    ].join('; '),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
    ...(status === 405 ? { allow: 'GET, HEAD' } : {}),
  })
  response.end(request.method === 'HEAD' ? undefined : body)
}

async function answer(options: PageOptions, request: http.IncomingMessage): Promise<Answer> {
  // A name that somebody else points at this machine must not read the portfolio through a browser.
  if (!/^(127\.0\.0\.1|localhost)(:\d+)?$/.test(request.headers.host ?? ''))
    return { status: 421, type: 'text/plain', body: 'This page answers to 127.0.0.1 and localhost only.\n' }
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return { status: 405, type: 'text/plain', body: 'This page is for reading: GET and HEAD only.\n' }
  const url = new URL(request.url ?? '/', 'http://127.0.0.1')
  if (url.pathname === '/page.css') return { status: 200, type: 'text/css', body: STYLE }
  if (url.pathname === '/icon.svg') return { status: 200, type: 'image/svg+xml', body: ICON }
  const lang = LANGS.find((known) => known === url.searchParams.get('lang')) ?? 'es'
  const visit = visitOf(url, wordsFor(lang), options.rehearsal.world.now())
  const page = (status: number, title: string, content: Html): Answer => ({
    status,
    type: 'text/html',
    body: shell(visit, title, content).text,
    showsEmail: url.pathname.startsWith('/inbox/'),
  })
  try {
    const found = await room(options, visit)
    return found
      ? page(200, found.title, found.content)
      : page(404, visit.say('notFound'), heading(visit.say('notFound'), visit.say('notFoundMore')))
  } catch (fault) {
    const told = fault instanceof Error ? (fault.stack ?? fault.message) : String(fault)
    return page(500, visit.say('failed'), html`${heading(visit.say('failed'))}<pre class="card">${told}</pre>`)
  }
}

/** The content of one address, or undefined when there is nothing there. */
async function room(
  { rehearsal, staff, report }: PageOptions,
  visit: Visit,
): Promise<{ title: string; content: Html } | undefined> {
  const [name = '', id, ...rest] = visit.path.slice(1).split('/').map(readable)
  if (rest.length > 0) return undefined
  const portfolio = await readPortfolio(rehearsal)
  if (id === undefined)
    switch (name) {
      case '': {
        const waiting = { tasks: (await staff.openTasks()).length, refused: (await staff.refused()).length }
        return { title: visit.say('overview'), content: overview(visit, portfolio, waiting, report) }
      }
      case 'inbox':
        return { title: visit.say('inbox'), content: inbox(visit, portfolio) }
      case 'invoices':
        return { title: visit.say('invoices'), content: invoices(visit, portfolio) }
      case 'tasks':
        return { title: visit.say('tasks'), content: tasks(visit, portfolio, await staff.openTasks()) }
      case 'refused':
        return { title: visit.say('refused'), content: refused(visit, await staff.refused()) }
      default:
        return undefined
    }
  switch (name) {
    case 'inbox': {
      const sent = portfolio.sent.find((one) => one.message.id === id)
      return sent && { title: sent.message.subject ?? visit.say('inbox'), content: message(visit, sent) }
    }
    case 'invoices': {
      const file = await staff.file(id)
      return (
        file && { title: id, content: invoice(visit, portfolio, file, await journeyLines(rehearsal, file.invoice)) }
      )
    }
    case 'debtors': {
      const ids = await idsOfDebtor(rehearsal, id)
      const person = portfolio.debtor(id)
      const isKnown = person.version > 0 || ids.invoices.length > 0
      return isKnown ? { title: person.profile?.name ?? id, content: debtor(visit, portfolio, person, ids) } : undefined
    }
    default:
      return undefined
  }
}

/** A part of an address as it was meant; one that is no text stays as it came and leads nowhere. */
function readable(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
