import type { CompiledLaw, CompiledLayer, CompiledPack, CompiledTable } from '../contracts/compiled-law.ts'
import type { DefaultLaw, HolidayFile, LawPack, ZonesFile } from '../contracts/law.ts'
import { spelt } from '../domain/law/jurisdictions.ts'
import { type Cap, MEDIA } from '../domain/law/pack.ts'
import { HOUR } from '../domain/time.ts'

/** The packs, tables, zones and default of a catalog as a running system reads them. */
export const compileLaw = (
  unknown: DefaultLaw,
  packs: readonly LawPack[],
  tables: readonly HolidayFile[],
  { zones }: ZonesFile,
): CompiledLaw => ({
  unknown: { ...marginOf({ ...unknown, caps: [] }), consentFor: unknown.consentFor },
  zones,
  packs: packs.map(packOf),
  tables: Object.fromEntries(tables.map((table) => [table.jurisdiction, tableOf(table)])),
})

function packOf(pack: LawPack): CompiledPack {
  const { jurisdiction, parent, name, alsoWritten, regionWritten, zones, territories, valid, statute, recommended } =
    pack
  return {
    id: jurisdiction,
    ...(parent !== undefined && { parent }),
    names: [...new Set([jurisdiction, jurisdiction.split(/[-/]/).at(-1) ?? '', name, ...alsoWritten].map(spelt))],
    regionNames: regionNamesOf(pack, [name, ...alsoWritten], regionWritten),
    zones,
    territories,
    ...valid,
    statute: {
      ...(statute.hours && { hours: { media: statute.hours.media, week: statute.hours.week } }),
      ...(statute.holidays && { holidays: statute.holidays }),
      caps: statute.caps.map(capOf),
      consentFor: statute.consentFor ?? [],
      receiptsCount: statute.receiptsCount,
    },
    ...(recommended && {
      recommended: {
        ...marginOf({ ...recommended, receiptsCount: false }),
        ...(!recommended.holidays && { holidays: MEDIA }),
      },
    }),
    citations: pack.citations.map(({ law, article, date, url, how }) => ({
      law,
      ...(article !== undefined && { article }),
      ...(date !== undefined && { date }),
      ...(url !== undefined && { url }),
      how,
    })),
    confidence: pack.confidence.overall,
  }
}

/** A state may be written by its own names; a city's pack says how its state is written. */
const regionNamesOf = ({ jurisdiction }: LawPack, own: readonly string[], region: readonly string[]): string[] =>
  (jurisdiction.includes('/') ? region : own).map(spelt)

/** Hours of every medium, and at most so many contacts a day and a calendar week. */
const marginOf = ({
  week,
  maxPerDebtorPerDay,
  maxPerDebtorPerWeek,
  receiptsCount,
  caps,
}: Omit<DefaultLaw, 'consentFor'> & { caps: NonNullable<LawPack['recommended']>['caps'] }): Omit<
  CompiledLayer,
  'holidays'
> => ({
  hours: { media: MEDIA, week },
  caps: [
    everybody('per-day', maxPerDebtorPerDay, 'day'),
    everybody('per-week', maxPerDebtorPerWeek, 'calendarWeek'),
    ...caps.map(capOf),
  ],
  consentFor: [],
  receiptsCount,
})

const everybody = (id: string, max: number, unit: 'day' | 'calendarWeek'): Cap => ({
  id,
  kind: 'count',
  max,
  window: { unit, n: 1 },
  per: 'debtor',
  media: MEDIA,
  eachMedium: false,
})

const capOf = ({ minimumGapHours, note: _, ...cap }: LawPack['statute']['caps'][number]): Cap => ({
  ...cap,
  ...(minimumGapHours !== undefined && { minimumGap: minimumGapHours * HOUR }),
})

const tableOf = ({ through, years }: HolidayFile): CompiledTable => ({
  through,
  days: Object.fromEntries(
    Object.values(years)
      .flat()
      .map(({ date, name }) => [date, name]),
  ),
})
