import { defined } from '../../../contracts/defined.ts'
import { CONTACT_FIELDS, plainHeader, SYNONYMS } from '../columns.ts'
import { LineReader } from '../line-reader.ts'
import { pointOf } from '../read-line.ts'
import { CHANNEL_WORDS } from '../words.ts'
import { event, type FileKind } from './file-kind.ts'

export const DEBTOR = [...SYNONYMS.customer, 'debtor id', 'id deudor', 'id devedor']

/** What files call a person or a company. */
const WHO: ReadonlyMap<string, string> = new Map([
  ...['person', 'persona', 'persona natural', 'natural', 'física', 'persona física', 'pessoa física', 'pf'].map(
    (word) => [plainHeader(word), 'person'] as const,
  ),
  ...['company', 'empresa', 'jurídica', 'persona jurídica', 'moral', 'persona moral', 'pessoa jurídica', 'pj'].map(
    (word) => [plainHeader(word), 'company'] as const,
  ),
])

/** Who owes: names and places, with the addresses that the same line has. */
export const debtors: FileKind = {
  columns: {
    debtor: DEBTOR,
    name: SYNONYMS.customerName,
    givenName: ['given name', 'first name', 'nombre de pila', 'primer nombre', 'primeiro nome'],
    kind: ['kind', 'type', 'tipo', 'tipo de persona', 'tipo de pessoa'],
    language: ['language', 'idioma', 'lengua'],
    country: SYNONYMS.country,
    region: ['region', 'state', 'estado', 'departamento', 'provincia'],
    city: ['city', 'ciudad', 'municipio', 'cidade', 'município'],
    zone: ['zone', 'time zone', 'zona horaria', 'fuso horário'],
    segment: ['segment', 'segmento'],
    email: SYNONYMS.email,
    phone: SYNONYMS.phone,
    whatsapp: SYNONYMS.whatsapp,
  },
  required: ['debtor', 'name'],
  dates: [],
  amounts: [],
  startsJourneys: false,
  about: ['debtor'],
  read(row, { reading, household }, at) {
    const read = new LineReader(row, reading)
    const debtor = read.key('debtor')
    const place = reading.countries === undefined ? undefined : read.place()
    const points = CONTACT_FIELDS.flatMap((field) => pointOf(read, field)).map((point) =>
      event('ContactPointUpserted', at, { debtor, contactPoint: point.channel, point }),
    )
    if (!debtor || read.problems.length > 0) return read.problems
    const { home } = reading
    const kind = read.optional('kind')
    const country = place?.country ?? read.optional('country') ?? home.country
    const own = country === home.country ? home.zone : undefined
    const detail = defined({
      debtor,
      name: read.value('name'),
      givenName: read.optional('givenName'),
      kind: kind === undefined ? household.kind : (WHO.get(plainHeader(kind)) ?? kind),
      language: read.optional('language') ?? place?.language ?? home.language,
      country,
      region: read.optional('region'),
      city: read.optional('city'),
      // Nobody's hours are guessed: without a zone, every zone of another country has to agree.
      zone: read.optional('zone') ?? place?.zone ?? own,
      segment: read.optional('segment') ?? household.segment,
    })
    return { id: debtor, events: [event('DebtorUpserted', at, detail), ...points] }
  },
}

/** What files call whose address it is. */
const ROLES: ReadonlyMap<string, string> = new Map([
  ...['titular', 'holder'].map((word) => [plainHeader(word), 'holder'] as const),
  ...['codeudor', 'co debtor', 'codevedor'].map((word) => [plainHeader(word), 'coDebtor'] as const),
  ...['fiador', 'avalista', 'guarantor'].map((word) => [plainHeader(word), 'guarantor'] as const),
  ...['facturación', 'pagos', 'billing', 'faturamento'].map((word) => [plainHeader(word), 'billing'] as const),
])

/** Ways to reach debtors, one a line; a line without an id of its own is the one of its channel. */
export const contactPoints: FileKind = {
  columns: {
    debtor: DEBTOR,
    contactPoint: ['contact point', 'contact point id', 'punto de contacto', 'ponto de contato'],
    channel: ['channel', 'canal', 'medio', 'meio'],
    address: [
      'address',
      'value',
      'dirección',
      'contacto',
      'valor',
      'endereço',
      'contato',
      ...SYNONYMS.email,
      ...SYNONYMS.phone,
    ],
    country: SYNONYMS.country,
    role: ['role', 'rol', 'papel', 'relación'],
    active: ['active', 'activo', 'ativo', 'vigente'],
  },
  required: ['debtor', 'channel', 'address'],
  dates: [],
  amounts: [],
  startsJourneys: false,
  about: ['debtor', 'contactPoint', 'channel'],
  read(row, { reading }, at) {
    const read = new LineReader(row, reading)
    const debtor = read.key('debtor')
    const channel = CHANNEL_WORDS.get(plainHeader(read.value('channel'))) ?? read.value('channel')
    const role = read.optional('role')
    const active = read.flag('active')
    if (!debtor || read.problems.length > 0) return read.problems
    const detail = defined({
      debtor,
      contactPoint: read.optional('contactPoint') ?? channel,
      point: { channel, address: channel === 'email' ? read.value('address') : read.number('address') },
      role: role === undefined ? undefined : (ROLES.get(plainHeader(role)) ?? role),
      active,
    })
    return { id: debtor, events: [event('ContactPointUpserted', at, detail)] }
  },
}
