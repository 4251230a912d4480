import { scopeOfKey, WIDE_SCOPES } from '../../domain/consent.ts'
import type { Debtor, RecentTouch } from '../../domain/debtor.ts'
import { type DebtorRecord, idsOf } from '../../domain/debtor-record.ts'
import { raisedFlags } from '../../domain/flag.ts'
import { instantOfStamp } from '../../domain/stamp.ts'
import { DAY } from '../../domain/time.ts'
import { united } from '../../domain/united.ts'
import type { EventRow } from '../dunning-events.ts'
import { instantText, localClock, type Mapping, withoutWamid } from './row.ts'

interface Change {
  readonly before?: DebtorRecord
  readonly after: DebtorRecord
  readonly at: string
}

/** A merged record tells of its parts again, newer than each told of itself before; no record lives to a million versions. */
const A_MERGE = 1_000_000
/** Contacts older than this are forgotten by the record; a younger one that is gone was taken back. */
const REMEMBERED = 60 * DAY

/** A debtor without name or address, with the contacts, consents and holds that the change brought. */
export function debtorRows({ before, after, at }: Change, mapping: Mapping): EventRow[] {
  const debtor = united(after)
  const was = before && united(before)
  return [
    ...debtorRowsOf(debtor, after, at, mapping),
    ...contactRows(debtor, before?.recent ?? [], { merges: after.merges.length, at }, mapping),
    ...consentRows(before, after, mapping),
    ...holdRows(was, debtor, mapping),
  ]
}

/** One row for each id of the debtor: what was said of an id that was merged into another is found under it. */
function debtorRowsOf(debtor: Debtor, record: DebtorRecord, at: string, { op }: Mapping): EventRow[] {
  const { id: own, profile, consents } = debtor
  const isRevoked = Object.values(consents).some(({ status }) => status === 'revoked')
  const flags = raisedFlags(debtor)
  return idsOf(record).map((id) => ({
    entity: 'debtor',
    id,
    version: record.merges.length * A_MERGE + record.version,
    op,
    event_ts: instantText(at),
    debtor: own,
    segment: profile?.segment,
    policy: profile?.policy,
    language: profile?.language,
    country: profile?.country,
    debtor_kind: profile?.kind,
    is_internal: profile?.internal ?? false,
    is_stopped: isRevoked || flags.length > 0,
    payload: JSON.stringify({ flags, aliases: debtor.aliases }),
  }))
}

/**
 * The contacts that count against the debtor's patience: those the change brought, and those it took back. A message counts
 * once, however many attempts it needed: a further attempt takes the place of the one before, as it does in the budget.
 */
function contactRows(
  debtor: Debtor,
  before: readonly RecentTouch[],
  told: { readonly merges: number; readonly at: string },
  mapping: Mapping,
): EventRow[] {
  const known = new Set(before.map((one) => JSON.stringify(one)))
  const brought = debtor.recent.filter((one) => !one.reserved && !known.has(JSON.stringify(one)))
  const kept = new Set(debtor.recent.map(({ touch }) => touch))
  const oldest = Date.parse(told.at) - REMEMBERED
  const gone = before.filter((one) => !one.reserved && !kept.has(one.touch) && Date.parse(one.at) >= oldest)
  return [
    ...brought.map((one) => contactRow(debtor, one, { ...told, status: 'made' }, mapping)),
    ...gone.map((one) => contactRow(debtor, one, { ...told, status: 'takenBack' }, mapping)),
  ]
}

/** One contact on the debtor's own clock (of the books while it is not known). */
const contactRow = (
  debtor: Debtor,
  contact: RecentTouch,
  { merges, status }: { readonly merges: number; readonly status: 'made' | 'takenBack' },
  { op, zone }: Mapping,
): EventRow => ({
  entity: 'contact',
  id: contact.touch,
  version: merges * A_MERGE + (contact.attempt ?? 1) * 2 + (status === 'made' ? 0 : 1),
  op,
  event_ts: instantText(contact.at),
  legal_entity: contact.entity,
  debtor: debtor.id,
  touch: contact.entity === undefined ? undefined : contact.touch,
  ...localClock(contact.at, debtor.profile?.zone ?? zone),
  status,
  class: contact.class,
  channel: contact.channel,
  attempt: contact.attempt ?? 1,
  is_own_contact: contact.entity === undefined,
})

/**
 * The newest word on each scope that the change brought, under the id it was said of: told again by a merge, it stays one.
 * A contact point's own name stays out, its channel is enough. Words of one instant on two wide scopes, such as e-mail and
 * texts, are two.
 */
function consentRows(before: DebtorRecord | undefined, after: DebtorRecord, { op }: Mapping): EventRow[] {
  return idsOf(after).flatMap((own) => {
    const { contactPoints = [], consents = {} } = after.words[own] ?? {}
    const channels = new Map<string, string>(contactPoints.map(({ id, channel }) => [id, channel]))
    return Object.entries(consents).flatMap(([key, word]) => {
      if (before?.words[own]?.consents[key]?.stamp === word.stamp) return []
      const { scope, purpose } = scopeOfKey(key)
      const wide = WIDE_SCOPES.find((one) => one === scope)
      const channel = wide ?? channels.get(scope) ?? 'other'
      const about = `${wide ? '' : 'point-'}${channel}${purpose === 'service' ? '' : `-${purpose}`}`
      const instant = instantOfStamp(word.stamp)
      return [
        {
          entity: 'consent',
          id: `${own}/${about}/${instant}/${word.status}`,
          version: after.merges.length + 1,
          op,
          event_ts: instantText(instant),
          debtor: after.id,
          channel,
          status: word.status,
        } satisfies EventRow,
      ]
    })
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
        id: `${after.id}/${withoutWamid(name)}`,
        version: isReleased ? 2 : 1,
        op,
        event_ts: instantText(at),
        debtor: after.id,
        status: isReleased ? 'released' : 'placed',
      } satisfies EventRow,
    ]
  })
}
