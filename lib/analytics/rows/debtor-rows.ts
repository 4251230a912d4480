import { scopeOfKey, WIDE_SCOPES } from '../../domain/consent.ts'
import type { Debtor, RecentTouch } from '../../domain/debtor.ts'
import { raisedFlags } from '../../domain/flag.ts'
import { instantOfStamp } from '../../domain/stamp.ts'
import type { EventRow } from '../dunning-events.ts'
import { instantText, localClock, type Mapping } from './row.ts'

interface Change {
  readonly before?: Debtor
  readonly after: Debtor
  readonly at: string
}

/** A debtor without name or address, with the contacts, consents and holds that the change brought. */
export function debtorRows({ before, after, at }: Change, mapping: Mapping): EventRow[] {
  const known = new Set([...(before?.recent ?? [])].map((one) => JSON.stringify(one)))
  const contacts = after.recent.filter((one) => !one.reserved && !known.has(JSON.stringify(one)))
  return [
    debtorRow(after, at, mapping),
    ...contacts.map((one) => contactRow(after, one, mapping)),
    ...consentRows(before, after, mapping),
    ...holdRows(before, after, mapping),
  ]
}

function debtorRow(debtor: Debtor, at: string, { op }: Mapping): EventRow {
  const { id, version, profile, consents, aliases } = debtor
  const isRevoked = Object.values(consents).some(({ status }) => status === 'revoked')
  const flags = raisedFlags(debtor)
  return {
    entity: 'debtor',
    id,
    version,
    op,
    event_ts: instantText(at),
    debtor: id,
    segment: profile?.segment,
    policy: profile?.policy,
    language: profile?.language,
    country: profile?.country,
    debtor_kind: profile?.kind,
    is_internal: profile?.internal ?? false,
    is_stopped: isRevoked || flags.length > 0,
    payload: JSON.stringify({ flags, aliases }),
  }
}

/** One contact that counts against the debtor's patience, on the debtor's own clock (of the books while it is not known). */
const contactRow = (debtor: Debtor, contact: RecentTouch, { op, zone }: Mapping): EventRow => ({
  entity: 'contact',
  id: contact.attempt === undefined ? contact.touch : `${contact.touch}/${contact.attempt}`,
  version: 1,
  op,
  event_ts: instantText(contact.at),
  legal_entity: contact.entity,
  debtor: debtor.id,
  touch: contact.entity === undefined ? undefined : contact.touch,
  ...localClock(contact.at, debtor.profile?.zone ?? zone),
  class: contact.class,
  channel: contact.channel,
  attempt: contact.attempt ?? 1,
  is_own_contact: contact.entity === undefined,
})

/**
 * The newest word on each scope that the change brought; a contact point's own name stays out, its channel is enough. Words
 * of one instant on two wide scopes, such as e-mail and texts, are two.
 */
function consentRows(before: Debtor | undefined, after: Debtor, { op }: Mapping): EventRow[] {
  const channels = new Map<string, string>(after.contactPoints.map(({ id, channel }) => [id, channel]))
  return Object.entries(after.consents).flatMap(([key, word]) => {
    if (before?.consents[key]?.stamp === word.stamp) return []
    const { scope, purpose } = scopeOfKey(key)
    const wide = WIDE_SCOPES.find((one) => one === scope)
    const channel = wide ?? channels.get(scope) ?? 'other'
    const about = `${wide ? '' : 'point-'}${channel}${purpose === 'service' ? '' : `-${purpose}`}`
    const instant = instantOfStamp(word.stamp)
    return [
      {
        entity: 'consent',
        id: `${after.id}/${about}/${instant}/${word.status}`,
        version: 1,
        op,
        event_ts: instantText(instant),
        debtor: after.id,
        channel,
        status: word.status,
      } satisfies EventRow,
    ]
  })
}

/** Suspensions of the debtor that the change placed or released. */
function holdRows(before: Debtor | undefined, after: Debtor, { op }: Mapping): EventRow[] {
  return Object.entries(after.holds).flatMap(([name, hold]) => {
    const isReleased = hold.releasedAt !== undefined
    const at = hold.releasedAt ?? hold.placedAt
    const was = before?.holds[name]
    if (at === undefined || (was && was.releasedAt === hold.releasedAt && was.placedAt === hold.placedAt)) return []
    return [
      {
        entity: 'hold',
        id: `${after.id}/${name}`,
        version: isReleased ? 2 : 1,
        op,
        event_ts: instantText(at),
        debtor: after.id,
        status: isReleased ? 'released' : 'placed',
      } satisfies EventRow,
    ]
  })
}
