import * as z from 'zod'
import { Country, Language } from '../../contracts/event-fields.ts'
import { MINOR_DIGITS } from '../../domain/money.ts'
import { isZoneOfPlace } from '../../domain/zone.ts'
import { DATE_FORMATS } from './dates.ts'

const Header = z.string().min(1, 'a header of the file, as it is written there')
const Zone = z.string().refine(isZoneOfPlace, 'an IANA time zone such as "America/Bogota"')

/** How to read a file, where its headers and values do not say it themselves (`--mapping FILE`, or a file beside it). */
export const Mapping = z
  .strictObject({
    /** The header of each column whose name is not known; which columns there are depends on what the file holds. */
    columns: z.record(z.string(), Header).default({}),
    delimiter: z.enum([',', ';', '\t', '|']).exactOptional(),
    dates: z.enum(DATE_FORMATS).exactOptional(),
    decimals: z.enum(['.', ',']).exactOptional(),
    /** Allowed in amounts only when it is named here. */
    thousands: z.enum(['.', ',', ' ', "'"]).exactOptional(),
    currency: z
      .string()
      .refine((code) => Object.hasOwn(MINOR_DIGITS, code), `one of ${Object.keys(MINOR_DIGITS).join(', ')}`)
      .exactOptional(),
    /** The legal entity of the catalog that issued the invoices. */
    entity: z.string().exactOptional(),
    country: Country.exactOptional(),
    zone: Zone.exactOptional(),
    language: Language.exactOptional(),
    /** What the values of the country column mean; without it, the column is not read. */
    countries: z
      .record(z.string(), z.strictObject({ country: Country, zone: Zone, language: Language }))
      .exactOptional(),
    kind: z.enum(['person', 'company']).exactOptional(),
    segment: z.string().exactOptional(),
    /** The name of the upstream system in the ids of what is imported. */
    source: z
      .string()
      .regex(/^[a-z0-9][a-z0-9-]{0,31}$/, 'a short name in lower case, such as "erp"')
      .exactOptional(),
  })
  .refine(({ decimals, thousands }) => decimals === undefined || decimals !== thousands, {
    path: ['thousands'],
    error: 'another sign than that of the decimals',
  })
export type Mapping = z.infer<typeof Mapping>

/** The system whose ids a file has, where it does not say. */
export const sourceOf = ({ source = 'ledger' }: Mapping): string => source
