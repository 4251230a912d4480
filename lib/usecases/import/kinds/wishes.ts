import { type Instant, instantOf } from '../../../domain/time.ts'
import { plainHeader, SYNONYMS } from '../columns.ts'
import { LineReader } from '../line-reader.ts'
import { CONSENT_COLUMNS, consentOf } from '../read-consents.ts'
import { CHANNEL_WORDS, DEBTOR } from './debtors.ts'
import { event, type FileKind, type LineEvent } from './file-kind.ts'

/** Consents that are on record, with what proves them. */
export const consents: FileKind = {
  columns: { ...CONSENT_COLUMNS, debtor: DEBTOR },
  required: ['debtor', 'scope', 'status', 'date'],
  dates: ['date'],
  amounts: [],
  startsJourneys: false,
  read(row, { reading }, at) {
    const read = new LineReader(row, reading)
    const debtor = read.key('debtor')
    const date = read.day('date', at)
    if (!debtor || !date || read.problems.length > 0) return read.problems
    const cell = (field: string) => (field === 'debtor' ? debtor : field === 'date' ? date : read.value(field))
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

/** Whom nobody contacts, on no channel or on those that the line names; or which address nobody uses, whoever has it. */
export const doNotContact: FileKind = {
  columns: {
    debtor: DEBTOR,
    address: ['address', 'dirección', 'contacto', 'endereço', ...SYNONYMS.email, ...SYNONYMS.phone],
    channel: ['channel', 'scope', 'contact point', 'canal', 'medio', 'punto de contacto'],
    flag: ['flag', 'cause', 'alerta', 'causa', 'marca'],
    reason: ['reason', 'motivo', 'note', 'nota', 'observaciones'],
    author: ['author', 'autor', 'source', 'origen'],
    date: ['date', 'since', 'fecha', 'desde', 'data'],
  },
  required: [],
  oneOf: ['debtor', 'address'],
  dates: ['date'],
  amounts: [],
  startsJourneys: false,
  read(row, { reading }, at) {
    const read = new LineReader(row, reading)
    const address = read.optional('address')
    const debtor = address === undefined ? read.key('debtor') : read.optionalKey('debtor')
    const date = read.optionalDay('date', at)
    if (read.problems.length > 0) return read.problems
    const since = date === undefined ? at : instantOf(date, 0, reading.home.zone)
    // Whose address it is may not be known yet. The report has ids alone.
    return {
      id: debtor ?? '',
      events: [
        ...(debtor === undefined ? [] : [wishOf(read, debtor, since)]),
        ...(address === undefined ? [] : [stopOf(read, address, since)]),
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

function wishOf(read: LineReader, debtor: string, at: Instant): LineEvent {
  const { author, reason } = saidBy(read)
  const [channel, flag] = [read.optional('channel'), read.optional('flag')]
  if (channel !== undefined && flag === undefined) {
    const scope = CHANNEL_WORDS.get(plainHeader(channel)) ?? channel
    return event('ConsentChanged', at, { debtor, scope, status: 'revoked', evidence: reason, author })
  }
  const kind = flag === undefined ? 'doNotContact' : (FLAGS.get(plainHeader(flag)) ?? flag)
  return event('DebtorFlagChanged', at, { debtor, flag: kind, status: 'raised', reason, author })
}
