import type { Instant } from './time.ts'

/** What a payment page says of itself, where it says anything: amounts are minor units. */
export interface PageSays {
  readonly status?: 'due' | 'paid'
  readonly amount?: number
  readonly currency?: string
  /** ISO instant after which it takes no money. */
  readonly expires?: string
}

/** What became of looking at a payment page; `elsewhere`: it leads to a host that is not allowed. */
export type Looked =
  | { readonly kind: 'answered'; readonly status: number; readonly says?: PageSays }
  | { readonly kind: 'elsewhere' }
  | { readonly kind: 'unreachable' }

/** What the message would ask for behind one link. */
export interface AskedThere {
  readonly currency: string
  /** Any of these is right: what is due now, or the whole balance. */
  readonly amounts: readonly number[]
}

/** Why nobody can pay what we ask for behind a link. */
export type DeadLink = 'unreachable' | 'gone' | 'failing' | 'elsewhere' | 'expired' | 'paid' | 'otherAmount'

/** Answers of a host that lets nobody just look, or not now; of the page they say nothing, but the host is there. */
const TURNED_AWAY: ReadonlySet<number> = new Set([403, 405, 408, 429])

/**
 * Whether a debtor who follows the link can pay what the message asks for; undefined when it is alive. A page that says
 * nothing of amount, state or expiry is alive when it answers. Where we are turned away it is what was known of the page, if
 * anything.
 */
export function deadBecause(looked: Looked, asked: AskedThere, now: Instant, known?: DeadLink): DeadLink | undefined {
  if (looked.kind !== 'answered') return looked.kind
  const { status, says = {} } = looked
  if (TURNED_AWAY.has(status)) return known === 'unreachable' || known === 'failing' ? undefined : known
  if (status >= 500) return 'failing'
  if (status < 200 || status >= 300) return 'gone'
  if (says.expires !== undefined && Date.parse(says.expires) <= now) return 'expired'
  if (says.status === 'paid') return 'paid'
  if (says.amount === undefined) return undefined
  const isOurs = says.currency === undefined || says.currency === asked.currency
  return isOurs && asked.amounts.includes(says.amount) ? undefined : 'otherAmount'
}

/** Whether a payment link may stand in a message: https, no port, no credentials, and a host of the legal entity. */
export function isAllowedLink(link: string, hosts: readonly string[]): boolean {
  if (!URL.canParse(link)) return false
  const { protocol, hostname, port, username, password } = new URL(link)
  return protocol === 'https:' && port === '' && username === '' && password === '' && hosts.includes(hostname)
}
