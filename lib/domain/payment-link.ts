import type { Instant } from './time.ts'

/** What a payment page says of itself, where it says anything: amounts are minor units. */
export interface PageSays {
  readonly status?: 'due' | 'paid' | 'void'
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
export type DeadLink = 'unreachable' | 'gone' | 'failing' | 'elsewhere' | 'expired' | 'paid' | 'void' | 'otherAmount'

/**
 * Whether a debtor who follows the link can pay what the message asks for; undefined when it is alive. A page that says
 * nothing of amount, state or expiry is alive when it answers.
 */
export function deadBecause(looked: Looked, asked: AskedThere, now: Instant): DeadLink | undefined {
  if (looked.kind !== 'answered') return looked.kind
  const { status, says = {} } = looked
  if (status >= 500) return 'failing'
  if (status < 200 || status >= 300) return 'gone'
  if (says.expires !== undefined && Date.parse(says.expires) <= now) return 'expired'
  if (says.status === 'paid' || says.status === 'void') return says.status
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
