import type { DebtorFile } from '../aws/staff-debtors.ts'
import type { Evidence } from '../domain/consent.ts'
import type { DebtorLine } from '../domain/debtor-line.ts'
import { formatMoney } from '../domain/money.ts'
import type { Preference } from '../domain/preference.ts'
import { type Demand, whyUnusable } from '../domain/reach.ts'
import { instantOfStamp } from '../domain/stamp.ts'
import { CONSENTS, FLAG_NAMES, ROLES, UNUSABLE } from './debtor-words.ts'
import { columns, type Row, section } from './terminal.ts'
import type { Words } from './words.ts'

/** A debtor's file in a terminal: who it is, how to reach them and why not, what they said, what they owe; then the timeline. */
export function renderDebtor({ debtor, openInvoices, timeline }: DebtorFile, demand: Demand, words: Words): string {
  const { of } = words
  const { profile, aliases, contactPoints, consents, flags, preference, holds, recent } = debtor
  const place = [profile?.city, profile?.region ?? profile?.country, profile?.zone].filter(Boolean).join(' · ')
  return [
    `${debtor.id}  ${profile?.name ?? of(['todavía no se sabe quién es', 'not known yet'])}`,
    ...columns([
      ...(profile
        ? [[of(['Lugar', 'Place']), place] satisfies Row, [of(['Idioma', 'Language']), profile.language] satisfies Row]
        : []),
      ...(aliases.length > 0 ? [[of(['También es', 'Also known as']), aliases.join(' ')] satisfies Row] : []),
    ]),
    ...section(
      of(['Puntos de contacto', 'Contact points']),
      contactPoints.map((point): Row => {
        const why = whyUnusable(debtor, point, demand)
        const state = why ? of(UNUSABLE[why]) : of(['se puede usar', 'may be used'])
        return [`${point.id} ${words.channel(point.channel)} ${point.address}`, `${of(ROLES[point.role])}: ${state}`]
      }),
    ),
    ...section(
      of(['Autorizaciones', 'Consents']),
      Object.entries(consents).map(([scope, { status, stamp, evidence }]): Row => {
        return [scope, [of(CONSENTS[status]), day(instantOfStamp(stamp)), proof(evidence)].filter(Boolean).join(', ')]
      }),
    ),
    ...section(of(['Alertas', 'Flags']), [
      ...Object.entries(flags).map(
        ([kind, word]): Row => [
          flagName(kind, words),
          `${word.status === 'raised' ? of(['SÍ', 'YES']) : of(['no', 'no'])}, ${day(instantOfStamp(word.stamp))}, ${word.author}: ${word.reason}`,
        ],
      ),
      ...(profile?.doNotContact
        ? [[of(FLAG_NAMES.doNotContact), of(['SÍ, según su registro', 'YES, says the profile'])] satisfies Row]
        : []),
    ]),
    ...section(of(['Preferencias', 'Preferences']), wishes(preference, words)),
    ...section(
      of(['Suspensiones', 'Holds']),
      Object.entries(holds).map(([id, hold]): Row => {
        return [
          id,
          [hold.author, hold.reason, hold.releasedAt && of(['terminada', 'released'])].filter(Boolean).join(', '),
        ]
      }),
    ),
    ...section(
      of(['Contactos recientes', 'Recent contacts']),
      recent.map(
        (touch): Row => [`${minute(touch.at)} ${words.channel(touch.channel)}`, words.touchClass(touch.class)],
      ),
    ),
    ...section(
      of(['Facturas abiertas', 'Open invoices']),
      openInvoices.map(({ id, terms, balance: amount, currency }): Row => {
        const owed = currency ? formatMoney({ amount, currency }, of(['es-CO', 'en'])) : String(amount)
        return [`${id} ${of(['vence', 'due'])} ${terms.dueDate ?? '—'}`, owed]
      }),
    ),
    '',
    of(['Historia', 'Timeline']),
    ...timeline.flatMap(({ at, id, lines }) =>
      lines.map((line) => `  ${minute(at)}  ${id === debtor.id ? '' : `${id}  `}${describe(line, words)}`),
    ),
  ].join('\n')
}

const day = (instant: string): string => instant.slice(0, 10)
const minute = (instant: string): string => instant.slice(0, 16).replace('T', ' ')

const flagName = (kind: string, { of }: Words): string => {
  const known = Object.entries(FLAG_NAMES).find(([name]) => name === kind)
  return known ? of(known[1]) : kind
}

const proof = (evidence: Evidence | undefined): string =>
  evidence ? [evidence.clause, evidence.version, evidence.date, evidence.text].filter(Boolean).join(' ') : ''

function wishes({ channel, hours, language }: Preference, { of, channel: nameOf }: Words): Row[] {
  const time = (minutes: number) =>
    `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
  return [
    ...(channel ? [[of(['Canal', 'Channel']), nameOf(channel.value)] satisfies Row] : []),
    ...(hours
      ? [
          [
            of(['Horario', 'Hours']),
            `${hours.value.days.map((one) => of(DAYS[one - 1] ?? ['', ''])).join(' ')} ${time(hours.value.from)}–${time(hours.value.to)}`,
          ] satisfies Row,
        ]
      : []),
    ...(language ? [[of(['Idioma', 'Language']), language.value] satisfies Row] : []),
  ]
}

const DAYS = [
  ['lun', 'Mon'],
  ['mar', 'Tue'],
  ['mié', 'Wed'],
  ['jue', 'Thu'],
  ['vie', 'Fri'],
  ['sáb', 'Sat'],
  ['dom', 'Sun'],
] as const

function describe(line: DebtorLine, words: Words): string {
  const { of } = words
  switch (line.kind) {
    case 'profile':
      return `${of(['Registro', 'Profile'])}: ${line.profile.kind}, ${line.profile.country}, ${line.profile.language}`
    case 'contactPoint': {
      const { id, channel, role, active, barred } = line.point
      const state = barred ? of(UNUSABLE[barred]) : active ? of(['en uso', 'in use']) : of(UNUSABLE.inactive)
      return `${of(['Punto de contacto', 'Contact point'])} ${id}: ${words.channel(channel)}, ${of(ROLES[role])}, ${state}`
    }
    case 'consent': {
      const said = line.consent
        ? `${of(CONSENTS[line.consent.status])} ${proof(line.consent.evidence)}`
        : of(['ya no aplica', 'applies no more'])
      return `${of(['Autorización', 'Consent'])} ${line.scope}: ${said.trim()}`
    }
    case 'flag': {
      const { status, author, reason } = line.word
      const state = status === 'raised' ? of(['se pone', 'raised']) : of(['se quita', 'cleared'])
      return `${of(['Alerta', 'Flag'])} ${flagName(line.flag, words)}: ${state} (${author}): ${reason}`
    }
    case 'preference':
      return `${of(['Preferencias', 'Preferences'])}: ${wishes(line.preference, words)
        .map((row) => row.join(' '))
        .join(', ')}`
    case 'hold':
      return `${of(['Suspensión', 'Hold'])} ${line.hold}: ${line.word.releasedAt ? of(['terminada', 'released']) : (line.word.reason ?? '')}`
    case 'unappliedCash':
      return `${of(['Dinero sin aplicar', 'Unapplied cash'])} ${line.cash.key}: ${formatMoney(line.cash, of(['es-CO', 'en']))}`
    case 'merged':
      return `${of(['También es', 'Also known as'])} ${line.aliases.join(' ')}`
    case 'mergedInto':
      return `${of(['Unido a', 'Merged into'])} ${line.survivor}`
  }
}
