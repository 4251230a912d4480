import type { EventIn } from '../contracts/events.ts'
import type { DebtorId } from '../domain/invoice.ts'
import type { Channel } from '../domain/policy.ts'
import { channelsOf, stoppedAt, stoppedSince } from '../domain/stopped-address.ts'
import { everybodyAt } from './everybody-at.ts'
import type { Recording } from './recording.ts'
import { tellDebtor } from './tell-debtor.ts'

/** Keeps that nobody writes to an address or calls it, whoever has it; who comes to have it later is stopped then. */
export async function stopAddress(outside: Recording, detail: EventIn<'AddressStopped'>): Promise<void> {
  const { address, occurredAt: at, reason, author } = detail
  for (const channel of channelsOf(address)) {
    // Noted first: a contact point that comes at this moment looks here after it is kept.
    await outside.debtors.noteAddress(channel, address, stoppedSince(at))
    for (const { id, contactPoints } of await everybodyAt(outside, channel, address, []))
      for (const point of contactPoints)
        if (point.channel === channel && point.address === address)
          await revoke(outside, id, point.id, { at, text: reason, author })
  }
}

/** Stops a contact point whose address stands on a list, as of when it was put there. */
export async function stopIfListed(
  outside: Recording,
  debtor: DebtorId,
  point: { readonly id: string; readonly channel: Channel; readonly address: string },
): Promise<void> {
  const at = stoppedAt(await outside.debtors.havingAddress(point.channel, point.address))
  if (at !== undefined) await revoke(outside, debtor, point.id, { at, text: 'AddressStopped' })
}

const revoke = (
  outside: Recording,
  debtor: DebtorId,
  scope: string,
  { at, text, author }: { readonly at: string; readonly text: string; readonly author?: string },
): Promise<void> =>
  tellDebtor(outside, debtor, {
    ...{ kind: 'consent', scope, status: 'revoked', purpose: 'service', occurredAt: at, evidence: { text } },
    ...(author !== undefined && { author }),
  })
