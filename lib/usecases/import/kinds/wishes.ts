import { type Instant, instantOf } from '../../../domain/time.ts'
import { CONTACT_FIELDS, plainHeader, SYNONYMS } from '../columns.ts'
import { LineReader } from '../line-reader.ts'
import { CONSENT_COLUMNS, consentOf, mistakesOf, SCOPES_ALLOWED } from '../read-consents.ts'
import { pointOf } from '../read-line.ts'
import { CHANNEL_WORDS } from '../words.ts'
import { DEBTOR } from './debtors.ts'
import { event, type FileKind, type LineEvent } from './file-kind.ts'

/** Consents that are on record, with what proves them. */
export const consents: FileKind = {
  columns: { ...CONSENT_COLUMNS, debtor: DEBTOR },
  required: ['debtor', 'status', 'date'],
  oneOf: ['scope', 'contactPoint'],
  dates: ['date'],
  amounts: [],
  startsJourneys: false,
  read(row, { reading }, at) {
    const read = new LineReader(row, reading)
    const debtor = read.key('debtor')
    const date = read.day('date', at)
    if (!debtor || !date || read.problems.length > 0) return read.problems
    const cell = (field: string) => (field === 'debtor' ? debtor : field === 'date' ? date : read.value(field))
    for (const { field, allowed } of mistakesOf(cell)) read.refuse(field, allowed)
    if (read.problems.length > 0) return read.problems
    const detail = consentOf(cell, reading.home.zone)
    return { id: debtor, events: [{ name: 'ConsentChanged', detail }] }
  },
}

/** What files call the reasons for which nobody is written to. */
const FLAGS: ReadonlyMap<string, string> = new Map([
  ...['no contactar', 'do not contact', 'não contatar', 'lista de exclusión'].map(
    (word) => [plainHeader(word), 'doNotContact'] as const,
  ),
  ...['fallecido', 'fallecida', 'falecido', 'deceased'].map((word) => [plainHeader(word), 'deceased'] as const),
  ...['insolvencia', 'insolvência', 'insolvency', 'quiebra', 'concurso'].map(
    (word) => [plainHeader(word), 'insolvency'] as const,
  ),
  ...['representado', 'abogado', 'represented', 'advogado'].map((word) => [plainHeader(word), 'represented'] as const),
  ...['vulnerable', 'calamidad', 'hardship', 'dificultad'].map((word) => [plainHeader(word), 'hardship'] as const),
])

/** The columns that hold an address; a line may stop one of each. */
const ADDRESSES = ['address', ...CONTACT_FIELDS] as const

/** Whom nobody contacts, on no channel or on those that the line names; or which addresses nobody uses, whoever has them. */
export const doNotContact: FileKind = {
  columns: {
    debtor: DEBTOR,
    address: ['address', 'dirección', 'contacto', 'endereço'],
    email: SYNONYMS.email,
    phone: SYNONYMS.phone,
    whatsapp: SYNONYMS.whatsapp,
    country: SYNONYMS.country,
    channel: ['channel', 'scope', 'canal', 'medio'],
    contactPoint: CONSENT_COLUMNS.contactPoint,
    flag: ['flag', 'cause', 'alerta', 'causa', 'marca'],
    reason: ['reason', 'motivo', 'note', 'nota', 'observaciones'],
    author: ['author', 'autor', 'source', 'origen'],
    date: ['date', 'since', 'fecha', 'desde', 'data'],
  },
  required: [],
  oneOf: ['debtor', ...ADDRESSES],
  dates: ['date'],
  amounts: [],
  startsJourneys: false,
  read(row, { reading }, at) {
    const read = new LineReader(row, reading)
    const any = read.value('address') === '' ? [] : [read.number('address')]
    const points = CONTACT_FIELDS.flatMap((field) => pointOf(read, field))
    const addresses = new Set([...any, ...points.map(({ address }) => address)])
    const isNobody = ADDRESSES.every((field) => read.value(field) === '')
    const debtor = isNobody ? read.key('debtor') : read.optionalKey('debtor')
    const channel = read.optional('channel')
    const scope = channel && CHANNEL_WORDS.get(plainHeader(channel))
    if (channel !== undefined && scope === undefined) read.refuse('channel', SCOPES_ALLOWED)
    const date = read.optionalDay('date', at)
    if (read.problems.length > 0) return read.problems
    const since = date === undefined ? at : instantOf(date, 0, reading.home.zone)
    // Whose address it is may not be known yet. The report has ids alone.
    return {
      id: debtor ?? '',
      events: [
        ...(debtor === undefined ? [] : [wishOf(read, debtor, since, read.optional('contactPoint') ?? scope)]),
        ...[...addresses].map((address) => stopOf(read, address, since)),
      ],
    }
  },
}

/** Who put the line on the list, and why. */
const saidBy = (read: LineReader) => ({
  author: read.optional('author') ?? read.reading.source,
  reason: read.optional('reason') ?? 'Lista de no contactar',
})

const stopOf = (read: LineReader, address: string, at: Instant): LineEvent =>
  event('AddressStopped', at, { address, ...saidBy(read) })

function wishOf(read: LineReader, debtor: string, at: Instant, scope: string | undefined): LineEvent {
  const { author, reason } = saidBy(read)
  const flag = read.optional('flag')
  if (scope !== undefined && flag === undefined)
    return event('ConsentChanged', at, { debtor, scope, status: 'revoked', evidence: reason, author })
  const kind = flag === undefined ? 'doNotContact' : (FLAGS.get(plainHeader(flag)) ?? flag)
  return event('DebtorFlagChanged', at, { debtor, flag: kind, status: 'raised', reason, author })
}
