import type { IncomingMessage } from 'node:http'
import type { Live } from '../live.ts'
import { answerMessage } from './answer.ts'
import { approveOrDecline } from './approve.ts'
import { callAbout, endCallOnPage } from './call.ts'
import { moveClock, moveOf } from './clock.ts'
import { publishEvent } from './publish-event.ts'
import type { Reply } from './reply.ts'
import type { PageOptions } from './rooms.ts'
import type { Visit } from './visit.ts'

/** A form of the page is a few fields; an event is at most what its bus takes. */
const LARGEST_FORM = 256 * 1024

/** Takes a form that a visitor of the page sent; one that another site sends in their name is refused. */
export async function receive(
  options: PageOptions,
  live: Live,
  request: IncomingMessage,
  visit: () => Visit,
): Promise<Reply> {
  if (!isOurs(request)) return refuse(403, 'Forms are taken from this page only.')
  const form = await readForm(request)
  if (!form) return refuse(413, `A form has at most ${LARGEST_FORM} bytes, as application/x-www-form-urlencoded.`)
  switch (visit().path) {
    case '/clock': {
      const move = moveOf(form.get('go'))
      if (!move) return refuse(400, 'The clock knows: next, hour, day, month, stop.')
      const back: Reply = { kind: 'leads', to: pathOf(form.get('back')) }
      // A second click on the same button: the page shows where the clock is going.
      if (live.goal !== undefined && move !== 'stop' && form.get('wait') !== 'yes') return back
      const moved = moveClock(live, move, visit().now)
      // What breaks on the way is told by the page, and by whoever serves it.
      moved?.catch(() => {})
      if (form.get('wait') === 'yes') await moved?.catch(() => {})
      return back
    }
    case '/answer':
      return answerMessage(options.rehearsal, live, form, visit)
    case '/call':
      return callAbout(options, form, visit)
    case '/call-result':
      return endCallOnPage(options, live, form, visit)
    case '/approve':
      return approveOrDecline(options, live, form, visit)
    case '/publish':
      return publishEvent(options, live, form, visit)
    default:
      return refuse(405, 'Nothing here takes a form.')
  }
}

const refuse = (status: number, reason: string): Reply => ({ kind: 'refused', status, reason })

/** Browsers say from where a form comes; whoever says nothing is no browser with this page in it. */
function isOurs({ headers }: IncomingMessage): boolean {
  const site = headers['sec-fetch-site']
  return headers.origin === `http://${headers.host}` && (site === undefined || site === 'same-origin')
}

/** A place on this page, whatever was asked for. */
const pathOf = (wanted: string | null): string => (wanted && /^\/(?![/\\])/.test(wanted) ? wanted : '/')

async function readForm(request: IncomingMessage): Promise<URLSearchParams | undefined> {
  if (!/^application\/x-www-form-urlencoded\b/.test(request.headers['content-type'] ?? '')) return undefined
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    if (!Buffer.isBuffer(chunk)) throw new Error('the body of a request came as text')
    size += chunk.length
    if (size > LARGEST_FORM) return undefined
    chunks.push(chunk)
  }
  return new URLSearchParams(Buffer.concat(chunks).toString('utf8'))
}
