import type { AskedThere, DeadLink } from './payment-link.ts'
import { type Instant, iso, MINUTE } from './time.ts'

/** A payment link behind which nobody can pay what we ask for: of which invoice it is, and since when (ISO) that is known. */
export interface FoundDead {
  readonly link: string
  readonly invoice: string
  readonly because: DeadLink
  readonly asked: AskedThere
  readonly since: string
  readonly lookedAt: string
}

/**
 * What keeps back every message with payment links of one legal entity at one host: a dead one among them. `forgiven` are
 * links that a person lets be dead: each holds its own message alone, until it is alive.
 */
export interface LinkHold {
  readonly entity: string
  readonly host: string
  /** Rises with each word; 0 while nothing was ever dead. */
  readonly revision: number
  readonly dead?: FoundDead
  readonly forgiven: readonly string[]
  /** The last word of a person: who, why, and when (ISO). */
  readonly said?: { readonly by: string; readonly reason: string; readonly at: string }
}

/** A host of which nobody has found anything dead. */
export const nothingDead = (entity: string, host: string): LinkHold => ({ entity, host, revision: 0, forgiven: [] })

/** Of the many messages that are held, one looks again in so many milliseconds. */
const LOOK_AGAIN = 5 * MINUTE

/** The dead link that is worth another look now. */
export const toLookAt = ({ dead }: LinkHold, now: Instant): FoundDead | undefined =>
  dead && now - Date.parse(dead.lookedAt) >= LOOK_AGAIN ? dead : undefined

/** A dead link keeps everything back, unless a person let it be. */
export function withDead(hold: LinkHold, found: Omit<FoundDead, 'since' | 'lookedAt'>, now: Instant): LinkHold {
  if (hold.forgiven.includes(found.link)) return hold
  return { ...hold, revision: hold.revision + 1, dead: { ...found, since: iso(now), lookedAt: iso(now) } }
}

/** It was looked at again, and is still dead. */
export const stillDead = (hold: LinkHold, dead: FoundDead, because: DeadLink, now: Instant): LinkHold => ({
  ...hold,
  revision: hold.revision + 1,
  dead: { ...dead, because, lookedAt: iso(now) },
})

/** These links are alive, or asked for no more: nothing is kept back for them, and none is forgiven that needs it no more. */
export function withAlive(hold: LinkHold, links: readonly string[]): LinkHold {
  const { dead, ...rest } = hold
  const forgiven = hold.forgiven.filter((link) => !links.includes(link))
  const isHeld = dead !== undefined && !links.includes(dead.link)
  if (isHeld === (dead !== undefined) && forgiven.length === hold.forgiven.length) return hold
  return { ...rest, revision: hold.revision + 1, forgiven, ...(isHeld && { dead }) }
}

/** A person lets the messages leave although that link is dead: it holds its own message alone from now on. */
export function afterPerson(
  { dead, ...hold }: LinkHold,
  said: { readonly by: string; readonly reason: string; readonly at: Instant },
): LinkHold {
  const forgiven = dead ? [...hold.forgiven, dead.link] : hold.forgiven
  return { ...hold, revision: hold.revision + 1, forgiven, said: { ...said, at: iso(said.at) } }
}
