import type { ContactPoint, RecentTouch } from '../../../lib/domain/debtor.ts'
import { type DebtorWords, NO_WORDS } from '../../../lib/domain/debtor.ts'
import { type DebtorRecord, mergedRecord, mergeSaid } from '../../../lib/domain/debtor-record.ts'
import type { Seeded } from '../../../lib/simulation/seeded.ts'
import type { LakeFact } from '../../../lib/usecases/map-to-lake.ts'

/** A country, and a clock in it; of the last nobody knows more, and of the one before there is no law pack. */
const PLACES = [
  ['CO', 'America/Bogota'],
  ['MX', 'America/Mexico_City'],
  ['CL', 'America/Santiago'],
  ['PE', 'America/Lima'],
  ['BR', 'America/Sao_Paulo'],
  ['CO', undefined],
  ['BO', 'America/La_Paz'],
  ['PR', 'America/Puerto_Rico'],
] as const

export const PEOPLE = 24
/** Of the last two, one is known by nothing but invoices and messages, and one was merged into the first. */
export const idOf = (number: number): string => `erp:D-${number}`
const NAMELESS = PEOPLE - 1
const MERGED = PEOPLE - 2
/** Whose invoices another id of the same debtor has. */
export const ownerOf = (number: number): number => (number === MERGED ? 0 : number)
export const placeOf = (number: number) => PLACES[ownerOf(number) % PLACES.length] ?? PLACES[0]

const stamp = (day: string, hour: string, name: string): string => `${day}T${hour}:00:00.000Z#0#${name}`

function wordsOf(number: number, random: Seeded): DebtorWords {
  const [country, zone] = placeOf(number)
  const points: ContactPoint[] = (['email', 'sms'] as const).map((channel) => ({
    id: `${channel}-point`,
    channel,
    address: `${channel}-${number}`,
    role: 'holder',
    active: true,
    stamp: stamp('2026-01-01', '10', 'p'),
  }))
  // Some in the evening of the day before, where the company is.
  const hour = number % 2 === 0 ? '02' : '23'
  const said = (day: string, status: 'revoked' | 'granted' | 'unknown') => {
    return { status, stamp: stamp(day, hour, 'crm') }
  }
  return {
    ...NO_WORDS,
    profile: {
      name: 'Somebody',
      kind: number % 2 === 0 ? 'person' : 'company',
      language: 'es',
      country,
      ...(zone && { zone }),
      ...(number % 5 === 0 || number === MERGED ? {} : { segment: number % 2 === 0 ? 'consumer' : 'business' }),
      internal: false,
      doNotContact: number === 13,
    },
    profileStamp: stamp('2026-01-01', '10', 'p'),
    contactPoints: points,
    consents: {
      ...(number % 3 === 0 && { email: said('2026-09-14', 'revoked'), sms: said('2026-09-14', 'revoked') }),
      ...(number % 3 === 1 && { 'sms-point': said(`2026-10-0${random.int(1, 9)}`, 'revoked') }),
      ...(number % 6 === 2 && { all: said('2026-10-20', 'granted'), 'offer#email': said('2026-10-21', 'revoked') }),
      ...(number % 7 === 3 && { whatsapp: said('2026-10-22', 'unknown'), 'gone-point': said('2026-11-02', 'revoked') }),
    },
    // Of the whole debtor: one still holds, one was lifted.
    ...(number % 8 === 4 && {
      holds: {
        wait: {
          placedAt: '2026-10-12T02:00:00.000Z',
          ...(number === 4 && { releasedAt: '2026-10-19T15:00:00.000Z' }),
          reason: 'asked for time',
          author: 'ana',
        },
      },
    }),
    ...(number === 17 && {
      flags: { hardship: { status: 'raised', stamp: stamp('2026-10-01', '10', 'f'), reason: 'asked', author: 'ana' } },
    }),
  }
}

/** The debtors with their contacts: as they stand, and how each stood before it was merged or a message was taken back. */
export function inventedPeople(
  contacts: ReadonlyMap<number, readonly RecentTouch[]>,
  takenBack: ReadonlyMap<number, readonly RecentTouch[]>,
  random: Seeded,
): { readonly facts: LakeFact[]; readonly history: LakeFact[] } {
  const at = '2026-11-26T12:00:00.000Z'
  const record = (number: number, recent: readonly RecentTouch[], version: number): DebtorRecord => ({
    id: idOf(number),
    version,
    words: { [idOf(number)]: words[number] ?? NO_WORDS },
    merges: [],
    recent,
  })
  const words = Array.from({ length: PEOPLE }, (_, number) => wordsOf(number, random))
  const facts: LakeFact[] = []
  const history: LakeFact[] = []
  for (let number = 0; number < PEOPLE; number++) {
    const [own, gone] = [contacts.get(number) ?? [], takenBack.get(number) ?? []]
    const before = record(number, [...own, ...gone], 8)
    const after = record(number, own, 9)
    if (number === NAMELESS) continue
    history.push({ kind: 'debtor', after: before, at }, { kind: 'debtor', before, after, at })
    if (number !== 0 && number !== MERGED) facts.push({ kind: 'debtor', after, at })
  }
  const [one, other] = [record(0, contacts.get(0) ?? [], 9), record(MERGED, contacts.get(MERGED) ?? [], 9)]
  const both = mergedRecord(one, other, mergeSaid(idOf(0), idOf(MERGED), '2026-11-20T10:00:00.000Z'))
  if (!both) throw new Error('the two were one already')
  const merged = { ...both, version: 10 }
  history.push({ kind: 'debtor', before: one, after: merged, at })
  facts.push({ kind: 'debtor', after: merged, at })
  return { facts, history }
}
