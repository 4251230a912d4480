import { afterPerson, type LinkHold } from '../domain/link-hold.ts'
import type { DeadLink } from '../domain/payment-link.ts'
import type { Instant } from '../domain/time.ts'
import type { LinkHolds } from '../usecases/check-links.ts'
import type { Row } from './terminal.ts'
import { UserError } from './user-error.ts'
import type { Pair, Words } from './words.ts'

const BECAUSE = {
  unreachable: ['la página no responde', 'the page does not answer'],
  gone: ['la página ya no existe', 'the page is gone'],
  failing: ['la página falla', 'the page fails'],
  elsewhere: ['lleva a otro sitio', 'it leads elsewhere'],
  expired: ['el enlace venció', 'the link has expired'],
  paid: ['dice que ya está pagada', 'it says it is paid'],
  otherAmount: ['pide otro monto', 'it asks for another amount'],
} as const satisfies Record<DeadLink, Pair>

/** What a dead link keeps back, in a sentence: where, which link of which invoice, why, and since when. */
export function heldBy({ entity, host, dead }: LinkHold, { of }: Words): string | undefined {
  if (!dead) return undefined
  const since = dead.since.slice(0, 16).replace('T', ' ')
  const because = of(BECAUSE[dead.because])
  return of([
    `${entity}, ${host}: detenidos desde ${since} por ${dead.link} (${dead.invoice}): ${because}`,
    `${entity}, ${host}: held since ${since} because of ${dead.link} (${dead.invoice}): ${because}`,
  ])
}

/** Rows for the list of what stands between messages and debtors; none where every link is alive. */
export const linkRows = (holds: readonly LinkHold[], words: Words): Row[] =>
  holds.flatMap((hold) => {
    const told = heldBy(hold, words)
    return told === undefined ? [] : [[words.of(['Enlaces de pago', 'Payment links']), told]]
  })

/** Lets messages leave although links are dead: each dead link holds its own message alone from then on. */
export async function letLinksBe(
  links: LinkHolds,
  said: { readonly by: string; readonly reason: string; readonly at: Instant },
): Promise<void> {
  const held = (await links.all()).filter(({ dead }) => dead !== undefined)
  if (held.length === 0)
    throw new UserError('ningún enlace de pago detiene mensajes', 'no payment link keeps messages back')
  for (const hold of held)
    if ((await links.say(hold, afterPerson(hold, said))) !== 'written')
      throw new UserError(
        'los enlaces se acaban de mirar otra vez: mire con puntual sending',
        'the links have just been looked at again: look with puntual sending',
      )
}
