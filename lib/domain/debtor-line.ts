import type { Consent } from './consent.ts'
import { type ContactPoint, type Debtor, type DebtorProfile, type UnappliedCash, unknownDebtor } from './debtor.ts'
import type { DebtorRecord } from './debtor-record.ts'
import { FLAG_KINDS, type Flag, type FlagKind } from './flag.ts'
import type { DebtorId, Hold } from './invoice.ts'
import type { Preference } from './preference.ts'
import { rememberedWith } from './remembered.ts'
import { united } from './united.ts'

/** What a contact point is but for its address, which stays where it is. */
export type PointStanding = Omit<ContactPoint, 'address' | 'given'>

/**
 * One thing that came to count for a debtor: a line of the timeline, append-only. It holds ids, statuses and who said so;
 * names and addresses stay in the record.
 */
export type DebtorLine =
  | { readonly kind: 'profile'; readonly profile: Omit<DebtorProfile, 'name' | 'givenName'> }
  | { readonly kind: 'contactPoint'; readonly point: PointStanding }
  /** Without a consent: the word is about an address that the contact point does not have any more. */
  | { readonly kind: 'consent'; readonly scope: string; readonly consent?: Consent }
  | { readonly kind: 'flag'; readonly flag: FlagKind; readonly word: Flag }
  | { readonly kind: 'preference'; readonly preference: Preference }
  | { readonly kind: 'hold'; readonly hold: string; readonly word: Hold }
  | { readonly kind: 'unappliedCash'; readonly cash: UnappliedCash }
  | { readonly kind: 'merged'; readonly aliases: readonly DebtorId[] }
  | { readonly kind: 'mergedInto'; readonly survivor: DebtorId }

/** What one change added to a debtor's timeline: all lines of one version, at the ISO instant of their recording. */
export interface DebtorEntry {
  readonly version: number
  readonly at: string
  readonly lines: readonly DebtorLine[]
}

/** The lines that a change of a record adds to its timeline: everything that counts now and did not before. */
export function linesBetween(before: DebtorRecord, after: DebtorRecord): DebtorLine[] {
  if (after.mergedInto !== undefined) return [{ kind: 'mergedInto', survivor: after.mergedInto }]
  if (after.words === before.words && after.merges === before.merges) return []
  const [was, is] = [standing(before), standing(after)]
  // Most lines stay as they are, attribute by attribute; putting attributes in order is dear.
  const changed = [...is].filter(([text]) => !was.has(text)).map(([, line]) => line)
  const gone = changed.length > 0 ? [...was].filter(([text]) => !is.has(text)).map(([, line]) => written(line)) : []
  const { consents } = united(after)
  const over = Object.keys(united(before).consents).filter((scope) => !Object.hasOwn(consents, scope))
  return [
    ...changed.filter((line) => gone.length === 0 || !gone.includes(written(line))),
    ...over.map((scope) => ({ kind: 'consent', scope }) as const),
  ]
}

/** What counts for a debtor by its record, line by line, each by its text. */
const standing = rememberedWith(
  (record: DebtorRecord): ReadonlyMap<string, DebtorLine> =>
    new Map(linesOf(united(record)).map((line) => [JSON.stringify(line), line])),
)

/** The debtor as the timeline of an id has them at a version, without names and addresses. */
export function standingAt(id: DebtorId, timeline: readonly DebtorEntry[], version: number): Debtor {
  const nobody = unknownDebtor(id)
  return timeline
    .filter((entry) => entry.version <= version)
    .sort((a, b) => a.version - b.version)
    .flatMap(({ lines }) => lines)
    .reduce((debtor, line) => after(debtor, line, nobody), { ...nobody, version })
}

function after(debtor: Debtor, line: DebtorLine, nobody: Debtor): Debtor {
  switch (line.kind) {
    case 'profile':
      return { ...debtor, profile: { ...line.profile, name: '' } }
    case 'contactPoint': {
      const others = debtor.contactPoints.filter(({ id }) => id !== line.point.id)
      return { ...debtor, contactPoints: [...others, { ...line.point, address: '' }] }
    }
    case 'consent': {
      const { [line.scope]: _, ...others } = debtor.consents
      return { ...debtor, consents: line.consent ? { ...others, [line.scope]: line.consent } : others }
    }
    case 'flag':
      return { ...debtor, flags: { ...debtor.flags, [line.flag]: line.word } }
    case 'preference':
      return { ...debtor, preference: line.preference }
    case 'hold':
      return { ...debtor, holds: { ...debtor.holds, [line.hold]: line.word } }
    case 'unappliedCash': {
      const others = debtor.unapplied.filter(({ key }) => key !== line.cash.key)
      return { ...debtor, unapplied: [...others, line.cash] }
    }
    case 'merged':
      return { ...debtor, aliases: line.aliases }
    case 'mergedInto':
      return { ...nobody, version: debtor.version }
  }
}

/** Everything that counts for a debtor, line by line. */
function linesOf(debtor: Debtor): DebtorLine[] {
  const { aliases, profile, contactPoints, consents, flags, preference, holds, unapplied } = debtor
  return [
    ...(aliases.length > 0 ? [{ kind: 'merged', aliases } as const] : []),
    ...(profile ? [{ kind: 'profile', profile: nameless(profile) } as const] : []),
    ...contactPoints.map(({ address: _, given: __, ...point }) => ({ kind: 'contactPoint', point }) as const),
    ...Object.entries(consents).map(([scope, consent]) => ({ kind: 'consent', scope, consent }) as const),
    ...FLAG_KINDS.flatMap((flag) => {
      const word = flags[flag]
      return word ? [{ kind: 'flag', flag, word } as const] : []
    }),
    ...(Object.keys(preference).length > 0 ? [{ kind: 'preference', preference } as const] : []),
    ...Object.entries(holds).map(([hold, word]) => ({ kind: 'hold', hold, word }) as const),
    ...unapplied.map((cash) => ({ kind: 'unappliedCash', cash }) as const),
  ]
}

function nameless({ name: _, givenName: __, ...profile }: DebtorProfile): Omit<DebtorProfile, 'name' | 'givenName'> {
  return profile
}

/** A line as a text that does not depend on the order in which a table returns attributes. */
const written = (line: DebtorLine): string =>
  JSON.stringify(line, (_key, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  )
