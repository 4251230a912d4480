import { invoiceOn } from '../domain/page-invoice.ts'
import { isAllowedLink, type Looked, type PageSays } from '../domain/payment-link.ts'

/** Milliseconds for a page and whatever it leads to: a debtor would not wait longer either. */
const PATIENCE = 5_000
/** A page that leads on more often than this goes round in circles. */
const MOST_REDIRECTS = 3
/** What a page says of itself stands in its head. */
const MOST_BYTES = 64 * 1024

/**
 * Looks at a payment page, as https and at the given hosts alone: a link, and whatever it leads to, comes from outside and
 * must not make us ask an address of our own. Nothing is sent along, and no more than 64 KB are read.
 */
export async function lookAtPage(link: string, hosts: readonly string[]): Promise<Looked> {
  const patience = new AbortController()
  const timer = setTimeout(() => patience.abort(), PATIENCE)
  try {
    let at = link
    for (let step = 0; step <= MOST_REDIRECTS; step++) {
      if (!isAllowedLink(at, hosts)) return { kind: 'elsewhere' }
      const answer = await fetch(at, {
        redirect: 'manual',
        signal: patience.signal,
        headers: { accept: 'text/html, application/json', 'user-agent': 'Puntual payment link check' },
      })
      const next = answer.status >= 300 && answer.status < 400 ? answer.headers.get('location') : null
      if (next === null) return { kind: 'answered', status: answer.status, says: await saidBy(answer) }
      await answer.body?.cancel()
      if (!URL.canParse(next, at)) return { kind: 'elsewhere' }
      at = new URL(next, at).href
    }
    return { kind: 'elsewhere' }
  } catch {
    return { kind: 'unreachable' }
  } finally {
    clearTimeout(timer)
  }
}

/** What a page says: `Sunset` (RFC 8594) for its end, and an Invoice of schema.org. */
async function saidBy(answer: Response): Promise<PageSays> {
  const sunset = Date.parse(answer.headers.get('sunset') ?? '')
  const expires = Number.isNaN(sunset) ? {} : { expires: new Date(sunset).toISOString() }
  const isJson = /json/.test(answer.headers.get('content-type') ?? '')
  return { ...invoiceOn(await beginningOf(answer), isJson), ...expires }
}

async function beginningOf({ body }: Response): Promise<string> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  if (body !== null)
    for await (const chunk of body) {
      chunks.push(chunk)
      bytes += chunk.length
      if (bytes >= MOST_BYTES) break
    }
  return Buffer.concat(chunks).toString('utf8')
}
