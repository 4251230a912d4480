import { defined } from '../contracts/defined.ts'
import type { EventIn } from '../contracts/events.ts'
import type { Debtor, DebtorProfile } from '../domain/debtor.ts'
import type { Hold } from '../domain/invoice.ts'
import { stampOf, stampOfContent } from '../domain/stamp.ts'
import type { Recording } from './recording.ts'
import { tellDebtor } from './tell-debtor.ts'
import { tellInvoice } from './tell-invoice.ts'

/** Takes the newest word on who a debtor is. */
export async function describeDebtor(outside: Recording, detail: EventIn<'DebtorUpserted'>): Promise<void> {
  const { debtor, version: _, occurredAt, ...profile } = detail
  const stamp = stampOfContent(occurredAt, profile)
  await tellDebtor(
    outside,
    debtor,
    (known) => (stamp > known.profileStamp ? { ...known, profile: defined(profile), profileStamp: stamp } : undefined),
    (after, before) => {
      if (attitudeTo(after.profile) === 'silent') return false
      return after === before ? after.profileStamp === stamp : courseOf(after.profile) !== courseOf(before.profile)
    },
  )
}

/** What a profile alone makes of a debtor's journeys: they wait, they end, or they go on. Zone and language do not. */
function attitudeTo(profile: DebtorProfile | undefined): 'unknown' | 'none of ours' | 'silent' | 'contact' {
  if (!profile) return 'unknown'
  if (profile.internal) return 'none of ours'
  return profile.doNotContact ? 'silent' : 'contact'
}

/** What a journey does by the profile alone; the policy matters to one that opened before its debtor was known. */
const courseOf = (profile: DebtorProfile | undefined): string =>
  [attitudeTo(profile), profile?.policy, profile?.segment].join(' ')

/** Takes the newest word on one way to reach a debtor. */
export async function keepContactPoint(outside: Recording, detail: EventIn<'ContactPointUpserted'>): Promise<void> {
  const { debtor, contactPoint: id, point, active, occurredAt } = detail
  const stamp = stampOfContent(occurredAt, { point, active })
  await tellDebtor(
    outside,
    debtor,
    (known) => {
      const before = pointOf(known, id)
      if (before && before.stamp >= stamp) return undefined
      const others = known.contactPoints.filter((one) => one.id !== id)
      return { ...known, contactPoints: [...others, { id, ...point, active, stamp }] }
    },
    (after, before) => {
      if (!active) return false
      const known = pointOf(before, id)
      if (after === before) return known?.stamp === stamp
      return !known?.active || known.channel !== point.channel || known.address !== point.address
    },
  )
}

const pointOf = (debtor: Debtor, id: string) => debtor.contactPoints.find((one) => one.id === id)

/** Takes the newest word on whether a debtor wants to hear from us: on a contact point, a channel, or at all. */
export async function keepConsent(outside: Recording, detail: EventIn<'ConsentChanged'>): Promise<void> {
  const { debtor, scope, status, occurredAt } = detail
  // Of two words of one instant the stop wins, whichever arrives first: "revoked" sorts after "granted".
  const stamp = stampOf(occurredAt, 0, status)
  await tellDebtor(
    outside,
    debtor,
    (known) => {
      const before = known.consents[scope]
      if (before && before.stamp >= stamp) return undefined
      return { ...known, consents: { ...known.consents, [scope]: { status, stamp } } }
    },
    (after, before) => {
      if (status !== 'granted') return false
      const known = before.consents[scope]
      return after === before ? known?.stamp === stamp : known?.status === 'revoked'
    },
  )
}

/** Suspends contact about an invoice, or with a debtor altogether. */
export async function placeHold(outside: Recording, detail: EventIn<'HoldPlaced'>): Promise<void> {
  const { hold, invoice, debtor, occurredAt: placedAt, reason, author, until } = detail
  const placed = defined({ placedAt, reason, author, until })
  if (invoice) await tellInvoice(outside, invoice, { kind: 'holdPlaced', hold, ...placed })
  if (debtor) await changeHold(outside, debtor, hold, placed, 'placedAt')
}

/** Ends a suspension; one that comes before its hold cancels it in advance. */
export async function releaseHold(outside: Recording, detail: EventIn<'HoldReleased'>): Promise<void> {
  const { hold, invoice, debtor, occurredAt: releasedAt, author } = detail
  if (invoice) await tellInvoice(outside, invoice, { kind: 'holdReleased', hold, releasedAt, author })
  if (debtor) await changeHold(outside, debtor, hold, { releasedAt }, 'releasedAt')
}

async function changeHold(
  outside: Recording,
  debtor: string,
  hold: string,
  part: Hold,
  once: 'placedAt' | 'releasedAt',
): Promise<void> {
  await tellDebtor(
    outside,
    debtor,
    (known) =>
      known.holds[hold]?.[once]
        ? undefined
        : { ...known, holds: { ...known.holds, [hold]: { ...known.holds[hold], ...part } } },
    (after, before) => {
      const known = before.holds[hold]
      if (once !== 'releasedAt' || known?.placedAt === undefined) return false
      return after === before ? known.releasedAt === part.releasedAt : known.releasedAt === undefined
    },
  )
}
