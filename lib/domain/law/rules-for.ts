import type { Jurisdiction, LawBook } from './book.ts'
import { type Cap, type ContactRules, type Layer, MEDIA, type Medium, type WeekHours } from './pack.ts'

/** Where a debtor lives, as far as anybody knows. */
export interface Place {
  /** ISO 3166-1 code. */
  readonly country?: string
  /** ISO 3166-2 code with or without its country ("BR-SP", "SP"), or a name a pack knows ("São Paulo"). */
  readonly region?: string
  /** A name or code that a pack knows. */
  readonly city?: string
  /** IANA zone. */
  readonly zone?: string
}

/** Limits that somebody sets beyond the law: the company for everybody, or a debtor for themselves. */
export interface Wish {
  readonly week?: WeekHours
  /** The media that `week` limits; absent: all of them. */
  readonly media?: readonly Medium[]
  readonly caps?: readonly Cap[]
}

/** Places are few, and so are the wishes of their debtors. */
const REMEMBERED = 5_000
const remembered = new WeakMap<LawBook, WeakMap<Wish, Map<string, ContactRules>>>()

/**
 * What holds for a debtor of a place: the layers of country, state and city, each followed by its recommended margin,
 * then the company's and the debtor's own. Nothing widens: the judge asks every layer.
 *
 * What is not known is settled in the debtor's favour. Without a zone every zone of the place must agree; without a
 * region every state and city of the country that has a law of its own counts; without a country, or with one that has
 * no pack, the conservative default holds.
 */
export function rulesFor(place: Place, book: LawBook, company: Wish, preference?: Wish): ContactRules {
  const ofBook = remembered.get(book) ?? new WeakMap<Wish, Map<string, ContactRules>>()
  remembered.set(book, ofBook)
  const known = ofBook.get(company) ?? new Map<string, ContactRules>()
  ofBook.set(company, known)
  const key = JSON.stringify([place, preference])
  const rules = known.get(key) ?? gathered(place, book, company, preference)
  if (known.size >= REMEMBERED) known.clear()
  known.set(key, rules)
  return rules
}

function gathered(place: Place, book: LawBook, company: Wish, preference: Wish | undefined): ContactRules {
  const found = find(place, book)
  const sure = found.filter(({ isSure }) => isSure)
  const narrowest = sure.at(-1)?.jurisdiction
  return {
    zones: place.zone === undefined ? (narrowest?.zones ?? book.unknown.zones) : [place.zone],
    layers: [
      ...(sure.length === 0 ? book.unknown.layers : []),
      ...found.flatMap(({ jurisdiction, isSure }) => [
        jurisdiction.statute,
        ...(isSure && jurisdiction.recommended ? [jurisdiction.recommended] : []),
      ]),
      layerOf('company', company),
      ...(preference === undefined ? [] : [layerOf('preference', preference)]),
    ],
  }
}

interface Found {
  readonly jurisdiction: Jurisdiction
  /** Whether the debtor is known to be there; else they only may be. */
  readonly isSure: boolean
}

/** The jurisdictions a debtor is under or may be under, the widest first. */
function find(place: Place, { jurisdictions }: LawBook): readonly Found[] {
  const country = place.country?.toUpperCase()
  if (country === undefined) return []
  // A frame such as the European Union has no zones, and nobody lives in a frame alone.
  const inCountry = jurisdictions.filter((one) => one.country === country && one.zones.length > 0)
  const nation = inCountry.filter((one) => one.region === undefined)
  const frames = jurisdictions.filter((one) => nation.some(({ parent }) => parent === one.id))
  const city = place.city === undefined ? undefined : spelt(place.city)
  const named = inCountry.find((one) => one.city !== undefined && city !== undefined && one.names.includes(city))
  const region = place.region === undefined ? named?.region : regionOf(place.region, country, inCountry)
  const parts = inCountry.flatMap((jurisdiction): Found[] => {
    if (jurisdiction.region === undefined || (region !== undefined && region !== jurisdiction.region)) return []
    if (jurisdiction.city === undefined) return [{ jurisdiction, isSure: region !== undefined }]
    if (city !== undefined && !jurisdiction.names.includes(city)) return []
    return [{ jurisdiction, isSure: city !== undefined && region !== undefined }]
  })
  const depth = ({ jurisdiction }: Found) => (jurisdiction.city === undefined ? 0 : 1)
  return [
    ...[...frames, ...nation].map((jurisdiction) => ({ jurisdiction, isSure: true })),
    ...parts.sort((a, b) => depth(a) - depth(b)),
  ]
}

/** The code of a region that is written as a code or as a name some pack knows. */
function regionOf(written: string, country: string, inCountry: readonly Jurisdiction[]): string {
  const plain = spelt(written)
  const bare = plain.startsWith(`${country}-`) ? plain.slice(country.length + 1) : plain
  const known = inCountry.find(({ region, regionNames }) => region === bare || regionNames.includes(bare))
  return known?.region ?? bare
}

/** A name without accents, in capitals and with single spaces: "são  paulo" is "SAO PAULO". */
export const spelt = (name: string): string =>
  name.normalize('NFD').replace(/\p{M}/gu, '').replace(/\s+/g, ' ').trim().toUpperCase()

function layerOf(name: string, { week, media = MEDIA, caps = [] }: Wish): Layer {
  return {
    name,
    ...(week === undefined ? {} : { hours: { media, week } }),
    caps,
    consentFor: [],
    receiptsCount: false,
    citations: [],
    confidence: 'high',
  }
}
