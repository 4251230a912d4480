import type { Jurisdiction, LawBook } from '../domain/law/book.ts'
import type { Cap, Citation, Confidence, HolidayTable, Layer, Medium, WeekHours } from '../domain/law/pack.ts'
import type { CalendarDate } from '../domain/time.ts'

/** The rules of one author, as JSON; `holidays` are the media that are silent on the days of the place's tables. */
export interface CompiledLayer {
  readonly hours?: { readonly media: readonly Medium[]; readonly week: WeekHours }
  readonly holidays?: readonly Medium[]
  readonly caps: readonly Cap[]
  readonly consentFor: readonly Medium[]
  readonly receiptsCount: boolean
}

/** What a running system needs of a pack: the numbers and where they are written, without the prose for counsel. */
export interface CompiledPack {
  readonly id: string
  readonly parent?: string
  readonly names: readonly string[]
  readonly regionNames: readonly string[]
  readonly zones: readonly string[]
  readonly territories: readonly string[]
  readonly from?: CalendarDate
  readonly until?: CalendarDate
  readonly statute: CompiledLayer
  readonly recommended?: CompiledLayer
  readonly citations: readonly Citation[]
  readonly confidence: Confidence
}

/** The holidays of a country or state up to the last date that was looked up. */
export interface CompiledTable {
  readonly through: CalendarDate
  readonly days: Readonly<Record<CalendarDate, string>>
}

/** Every law pack in one piece of JSON. */
export interface CompiledLaw {
  readonly unknown: Omit<CompiledLayer, 'holidays'>
  readonly packs: readonly CompiledPack[]
  /** By jurisdiction; a state's own days are added to its country's. */
  readonly tables: Readonly<Record<string, CompiledTable>>
  /** The clocks of each country, with a pack or without. */
  readonly zones: Readonly<Record<string, readonly string[]>>
}

/** The book of rules that a compiled law stands for. `zones`: where a debtor may be of whom nothing is known. */
export const lawBook = (
  { unknown, packs, tables, zones: ofCountries }: CompiledLaw,
  zones: readonly string[],
): LawBook => ({
  jurisdictions: packs.map((pack) => jurisdictionOf(pack, tables)),
  zones: ofCountries,
  unknown: { zones, layers: [{ name: 'default', ...unknown, citations: [], confidence: 'low' }] },
})

function jurisdictionOf(pack: CompiledPack, tables: CompiledLaw['tables']): Jurisdiction {
  const {
    id,
    parent,
    names,
    regionNames,
    zones,
    territories,
    from,
    until,
    statute,
    recommended,
    citations,
    confidence,
  } = pack
  const [place = '', city] = id.split('/')
  const [country = '', region] = place.split('-')
  const validity = { ...(from !== undefined && { from }), ...(until !== undefined && { until }) }
  const layer = (name: string, { holidays, ...rules }: CompiledLayer, written: readonly Citation[]): Layer => ({
    name,
    ...rules,
    ...(holidays && { holidays: tableOf(id, holidays, tables) }),
    citations: written,
    confidence,
    ...validity,
  })
  return {
    id,
    country,
    ...(region !== undefined && { region }),
    ...(city !== undefined && { city }),
    ...(parent !== undefined && { parent }),
    names,
    regionNames,
    zones,
    territories,
    statute: layer(id, statute, citations),
    ...(recommended && { recommended: layer(`${id} recommended`, recommended, []) }),
  }
}

/** The tables that a jurisdiction's days are in: its own and those of what it lies in. */
export const tablesOf = (id: string, tables: readonly string[]): readonly string[] =>
  tables.filter((table) => id === table || id.startsWith(`${table}-`) || id.startsWith(`${table}/`))

function tableOf(id: string, media: readonly Medium[], tables: CompiledLaw['tables']): HolidayTable {
  const own = tablesOf(id, Object.keys(tables)).flatMap((one) => tables[one] ?? [])
  return {
    media,
    dates: new Map(own.flatMap(({ days }) => Object.entries(days))),
    through: own.reduce((first, { through }) => (first === '' || through < first ? through : first), ''),
  }
}
