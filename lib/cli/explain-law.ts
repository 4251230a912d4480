import type { Asked, Contact } from '../domain/law/contact.ts'
import { windowOf } from '../domain/law/contact-window.ts'
import { judge, type LawVerdict, refusals } from '../domain/law/judge.ts'
import type { Citation, ContactRules, Layer } from '../domain/law/pack.ts'
import { type Instant, iso } from '../domain/time.ts'
import { isOpen } from '../domain/window.ts'
import type { Besides } from './forbidden-besides.ts'
import type { Pair, Words } from './words.ts'

type Refused = Extract<LawVerdict, { kind: 'refused' }>
type Refusal = ReturnType<typeof refusals>[number]
/** A label with its lines. */
type Part = readonly [label: Pair, lines: readonly string[]]

const REASONS: Readonly<Record<Refused['reason'], Pair>> = {
  hours: ['fuera de las horas permitidas', 'outside the hours that are allowed'],
  holiday: ['es festivo', 'it is a holiday'],
  cap: ['ya se hicieron los contactos que la regla permite', 'the contacts that the rule allows were made'],
}

const CONFIDENCE: Readonly<Record<Layer['confidence'], Pair>> = {
  high: ['confianza alta', 'high confidence'],
  medium: ['confianza media: que lo revise un abogado', 'medium confidence: have counsel look at it'],
  low: ['confianza baja: que lo revise un abogado', 'low confidence: have counsel look at it'],
}

const HOW: Readonly<Record<Citation['how'], Pair>> = {
  stored: ['leído en la fuente guardada', 'read in stored material'],
  recalled: ['de memoria, sin comprobar', 'recalled, not checked'],
}

/** What layers that are no law rest on. */
const OWN: readonly (readonly [layer: RegExp, Pair])[] = [
  [/^company$/, ['el horario de la empresa (company.yaml)', 'the company’s hours (company.yaml)']],
  [/^preference$/, ['lo pidió el deudor', 'the debtor asked for it']],
  [/ recommended$/, ['margen que recomienda el paquete; no es ley', 'a margin the pack recommends; it is no law']],
  [/./, ['el mínimo prudente (docs/law.md); no es ley', 'the conservative default (docs/law.md); it is no law']],
]

const TOO_CLOSE: Pair = [
  'Puntual no envía tan cerca del cierre: el mensaje podría llegar tarde',
  'Puntual does not send so close to closing: the message might arrive late',
]
const TABLE_ENDED: Pair = [
  'la tabla termina antes de esa fecha: rige el mínimo, lunes a viernes de 8 a 18, una vez por semana',
  'the table ends before that date: the strictest default holds, Monday to Friday 8 to 18, once a week',
]
const NO_ADVICE: Pair = ['Esto no es asesoría legal; vea docs/law.md.', 'This is no legal advice; see docs/law.md.']

/**
 * Explains to a person whether a contact may be made: the verdict, the rule, where it is written, and what comes next;
 * with `besides`, also what other than the law forbids it.
 */
export function explainLaw(
  rules: ContactRules,
  asked: Asked,
  history: readonly Contact[],
  words: Words,
  besides?: Besides,
): string {
  const { of } = words
  const verdict = judge(rules, asked, history)
  const consent = rules.layers.filter(({ consentFor }) => consentFor.includes(asked.medium)).map(({ name }) => name)
  const isLate = verdict.kind === 'allowed' && !isOpen(asked.at, rules.zones[0] ?? 'UTC', windowOf(rules, asked.medium))
  const parts: readonly Part[] = [
    [['Instante', 'Instant'], [shownIn(asked.at, rules.zones, words)]],
    [['Medio', 'Medium'], [words.channel(asked.medium)]],
    ...(verdict.kind === 'refused' ? whyNot(verdict, rules, words) : []),
    [['También lo impide', 'Also in the way'], alsoInTheWay(refusals(rules, asked, history), rules, words)],
    [['Se podrá', 'Next allowed'], verdict.kind === 'refused' ? [nextOf(verdict, rules, words)] : []],
    [['Margen', 'Margin'], isLate ? [of(TOO_CLOSE)] : []],
    [
      ['Consentimiento', 'Consent'],
      consent.length > 0 ? [`${of(['lo exige', 'asked for by'])} ${consent.join(', ')}`] : [],
    ],
    [['Pero', 'But'], besides?.forbids ?? []],
    [['Por dónde', 'Ways'], besides?.ways ?? []],
    [['Festivos', 'Holidays'], verdict.beyondTable ? [of(TABLE_ENDED)] : []],
    [['Reglas que valen', 'Rules that hold'], [rules.layers.map(({ name }) => name).join(' · ')]],
  ]
  const rows = parts.flatMap(([label, lines]) =>
    lines.map((line, index) => `  ${(index === 0 ? of(label) : '').padEnd(18)} ${line}`),
  )
  return [headline(verdict, words, besides), ...rows, of(NO_ADVICE)].join('\n')
}

function headline(verdict: LawVerdict, { of }: Words, besides: Besides | undefined): string {
  if (verdict.kind === 'allowed') {
    const lawful = of(['La ley lo permite', 'The law allows it'])
    return besides?.forbids.length ? `${lawful}, ${of(['pero', 'but'])}: ${besides.forbids.join('; ')}.` : `${lawful}.`
  }
  const holiday = verdict.holiday ? ` (${verdict.holiday})` : ''
  return `${of(['No permitido', 'Not allowed'])}: ${of(REASONS[verdict.reason])}${holiday}.`
}

const whyNot = (refused: Refused, { layers }: ContactRules, words: Words): readonly Part[] => [
  [['Capa', 'Layer'], [refused.layer]],
  [['Regla', 'Rule'], [refused.rule]],
  [['Fuente', 'Source'], sourceOf(refused, layers, words)],
]

/** What forbids the contact after the rule that was named; below each law that was not cited yet, where it is written. */
function alsoInTheWay(
  [named, ...others]: readonly Refusal[],
  { layers }: ContactRules,
  words: Words,
): readonly string[] {
  const cited = new Set([named?.layer])
  return others.flatMap((one) => {
    const { layer, rule, holiday, citations } = one
    const sources = cited.has(layer) || citations.length === 0 ? [] : sourceOf(one, layers, words)
    cited.add(layer)
    return [`${layer}: ${rule}${holiday ? ` (${holiday})` : ''}`, ...sources.map((source) => `  ${source}`)]
  })
}

function sourceOf({ layer, citations }: Refusal, layers: readonly Layer[], { of }: Words): readonly string[] {
  if (citations.length === 0)
    return OWN.filter(([name]) => name.test(layer))
      .map(([, source]) => of(source))
      .slice(0, 1)
  const confidence = layers.flatMap((one) => (one.name === layer ? [of(CONFIDENCE[one.confidence])] : []))
  const cited = citations.map(({ law, article, date, url, how }) =>
    [`${[law, article, date].filter(Boolean).join(', ')} (${of(HOW[how])})`, url].filter(Boolean).join(' '),
  )
  return [...cited, ...confidence]
}

const nextOf = ({ next }: Refused, { zones }: ContactRules, words: Words): string =>
  next === undefined
    ? words.of(['en todo el año siguiente, nunca', 'never in the next year'])
    : shownIn(next, zones, words)

/** An instant on the debtor's clock; where the zone is not known, on the clocks of all that must agree. */
export function shownIn(at: Instant, zones: readonly string[], { lang }: Words): string {
  const shown = new Map<string, string>()
  for (const timeZone of zones) {
    const text = new Intl.DateTimeFormat(lang, {
      timeZone,
      weekday: 'short',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    }).format(at)
    if (!shown.has(text)) shown.set(text, timeZone)
  }
  return [...[...shown].map(([text, zone]) => `${text} (${zone})`), iso(at)].join('; ')
}
