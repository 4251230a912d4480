import type { Jurisdiction, LawBook } from './book.ts'

/** Where a debtor lives, as far as anybody knows. */
export interface Place {
  /** ISO 3166-1 code. */
  readonly country?: string
  /** ISO 3166-2 code with or without its country ("BR-SP", "SP"), or a name a pack knows ("São Paulo"). */
  readonly region?: string
  /** A name or code that a pack knows, alone or before a comma ("Brooklyn, NY"). */
  readonly city?: string
  /** IANA zone. */
  readonly zone?: string
}

/** What is a place of all that is said of a debtor. */
export const placeOf = ({ country, region, city, zone }: Place): Place => ({
  ...(country && { country }),
  ...(region && { region }),
  ...(city && { city }),
  ...(zone && { zone }),
})

/** What holds at a place: its jurisdictions, the widest first, and the clocks that must agree. */
export interface Found {
  readonly jurisdictions: readonly {
    readonly jurisdiction: Jurisdiction
    /** Whether the debtor is known to be there; else they only may be. */
    readonly isSure: boolean
  }[]
  readonly zones: readonly string[]
}

/**
 * The jurisdictions a debtor is under or may be under. A region or a city that nobody told may be any; a city that no pack
 * knows may be a part of one that a pack is about, as Brooklyn is of New York.
 */
export function find(place: Place, book: LawBook): Found {
  const country = countryOf(place, book)
  if (country === undefined) return { jurisdictions: [], zones: zonesOf(place, undefined, undefined, book) }
  const inCountry = book.jurisdictions.filter((one) => one.country === country && one.zones.length > 0)
  const nation = nationOf(country, book)
  // A frame such as the European Union has no zones, and nobody lives in a frame alone.
  const frames = book.jurisdictions.filter(({ id }) => nation.some(({ parent }) => parent === id))
  const city = place.city === undefined ? undefined : spelt(place.city.replace(/,.*/, ''))
  const isNamed = ({ names }: Jurisdiction) => city !== undefined && names.includes(city)
  const named = inCountry.find((one) => one.city !== undefined && isNamed(one))
  const region = place.region === undefined ? named?.region : regionOf(place.region, country, inCountry)
  const parts = inCountry
    .filter((one) => one.region !== undefined && (region === undefined || region === one.region))
    .map((jurisdiction) => {
      const isSure = region !== undefined && (jurisdiction.city === undefined || isNamed(jurisdiction))
      return { jurisdiction, isSure }
    })
    .sort((a, b) => depth(a.jurisdiction) - depth(b.jurisdiction))
  const jurisdictions = [...[...frames, ...nation].map((jurisdiction) => ({ jurisdiction, isSure: true })), ...parts]
  const narrowest = jurisdictions.findLast(({ isSure }) => isSure)?.jurisdiction
  return { jurisdictions, zones: zonesOf(place, country, narrowest, book) }
}

const depth = ({ city }: Jurisdiction): number => (city === undefined ? 0 : 1)

/** A territory told as a state of its country ("US-PR") is that territory. */
function countryOf({ country: written, region }: Place, book: LawBook): string | undefined {
  const country = written?.toUpperCase()
  if (country === undefined || region === undefined) return country
  const bare = withoutCountry(spelt(region), country)
  return nationOf(country, book).some(({ territories = [] }) => territories.includes(bare)) ? bare : country
}

/** The packs of a whole country, its own or that of the country it is a territory of. */
const nationOf = (country: string, { jurisdictions }: LawBook): readonly Jurisdiction[] =>
  jurisdictions.filter(
    (one) =>
      one.region === undefined &&
      one.zones.length > 0 &&
      (one.country === country || one.territories?.includes(country)),
  )

/** The debtor's own clock; else those of the narrowest pack, else of the country, else wherever the company is. */
function zonesOf(
  { zone }: Place,
  country: string | undefined,
  narrowest: Jurisdiction | undefined,
  { zones, unknown }: LawBook,
): readonly string[] {
  if (zone !== undefined) return [zone]
  if (narrowest && narrowest.country === country) return narrowest.zones
  return zones[country ?? ''] ?? narrowest?.zones ?? unknown.zones
}

/** The second part of an ISO 3166-2 code. */
const CODE = /^[A-Z0-9]{1,3}$/

/**
 * The code of a region that is written as a code or as a name some pack knows. Anything else may be one of them in other
 * words ("Estado de São Paulo", "Fla."), so it is as if nobody had told it.
 */
function regionOf(written: string, country: string, inCountry: readonly Jurisdiction[]): string | undefined {
  const bare = withoutCountry(spelt(written), country)
  const known = inCountry.find(({ region, regionNames }) => region === bare || regionNames.includes(bare))
  return known?.region ?? (CODE.test(bare) ? bare : undefined)
}

const withoutCountry = (region: string, country: string): string =>
  region.startsWith(`${country}-`) ? region.slice(country.length + 1) : region

/** A name without accents, in capitals and with single spaces: "são  paulo" is "SAO PAULO". */
export const spelt = (name: string): string =>
  name.normalize('NFD').replace(/\p{M}/gu, '').replace(/\s+/g, ' ').trim().toUpperCase()
