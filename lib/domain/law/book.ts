import type { CalendarDate } from '../time.ts'
import type { Layer } from './pack.ts'

/** One pack: the law of a country, a state or a city, and the margin its authors recommend. */
export interface Jurisdiction {
  /** "CO", "BR-SP", "US-NY/NYC". */
  readonly id: string
  readonly country: string
  readonly region?: string
  readonly city?: string
  /** A pack outside the country that holds too: the frame of the European Union. */
  readonly parent?: string
  /** How the place may be written, spelt plainly; of a city, its own names. */
  readonly names: readonly string[]
  /** How its region may be written, spelt plainly. */
  readonly regionNames: readonly string[]
  /** IANA zones; a frame has none. */
  readonly zones: readonly string[]
  /** ISO codes of other countries that live under this law: Puerto Rico under that of the United States. */
  readonly territories?: readonly string[]
  readonly statute: Layer
  readonly recommended?: Layer
}

/** Every pack of a deployment, and what holds where there is none. */
export interface LawBook {
  readonly jurisdictions: readonly Jurisdiction[]
  /** The zones of each country by its ISO code, with a pack or without. */
  readonly zones: Readonly<Record<string, readonly string[]>>
  readonly unknown: { readonly layers: readonly Layer[]; readonly zones: readonly string[] }
}

/** A holiday that staff added, or took back, while the system runs. Entries are only ever added. */
export interface Decreed {
  /** The jurisdiction: "CO", "BR-SP". */
  readonly place: string
  readonly date: CalendarDate
  readonly name: string
  /** The entry takes an earlier one back. */
  readonly withdrawn?: true
  readonly author: string
  readonly reason?: string
  /** ISO instant. */
  readonly at: string
}

/** The decreed holidays that hold: the latest word on each place and date, unless it takes the day back. */
export function standing(entries: readonly Decreed[]): readonly Decreed[] {
  const latest = new Map<string, Decreed>()
  for (const entry of entries) {
    const key = `${entry.place} ${entry.date}`
    if (entry.at >= (latest.get(key)?.at ?? '')) latest.set(key, entry)
  }
  return [...latest.values()].filter(({ withdrawn }) => !withdrawn)
}

/** The same packs with the decreed holidays in every table they belong to: a nation's day holds in its states. */
export function withDecreed(book: LawBook, entries: readonly Decreed[]): LawBook {
  const decreed = standing(entries)
  if (decreed.length === 0) return book
  return {
    ...book,
    jurisdictions: book.jurisdictions.map((jurisdiction) => {
      const days = decreed.filter(({ place }) => isWithin(jurisdiction.id, place))
      if (days.length === 0) return jurisdiction
      const { statute, recommended } = jurisdiction
      return {
        ...jurisdiction,
        statute: closedOn(statute, days),
        ...(recommended === undefined ? {} : { recommended: closedOn(recommended, days) }),
      }
    }),
  }
}

const isWithin = (id: string, place: string): boolean =>
  id === place || id.startsWith(`${place}-`) || id.startsWith(`${place}/`)

function closedOn(layer: Layer, days: readonly Decreed[]): Layer {
  const { holidays } = layer
  if (!holidays) return layer
  const more = days.map(({ date, name }): [CalendarDate, string] => [date, name])
  return { ...layer, holidays: { ...holidays, dates: new Map([...holidays.dates, ...more]) } }
}
