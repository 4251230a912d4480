import type { Asked, Contact } from '../domain/law/contact.ts'
import { windowOf } from '../domain/law/contact-window.ts'
import { judge, type LawVerdict, refusals } from '../domain/law/judge.ts'
import type { Citation, ContactRules, Layer } from '../domain/law/pack.ts'
import { type Instant, iso } from '../domain/time.ts'
import { isOpen } from '../domain/window.ts'
import type { Pair, Words } from './words.ts'

type Refused = Extract<LawVerdict, { kind: 'refused' }>

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

/** Explains to a person whether a contact may be made: the verdict, the rule, where it is written, and what comes next. */
export function explainLaw(
  rules: ContactRules,
  asked: Asked,
  history: readonly Contact[],
  { of, lang, channel }: Words,
): string {
  const verdict = judge(rules, asked, history)
  const others = refusals(rules, asked, history).slice(1)
  const clock = (at: Instant) => shownIn(at, rules.zones, lang)
  const row = (label: Pair, text: string) => `  ${of(label).padEnd(18)} ${text}`
  const asking = [row(['Instante', 'Instant'], clock(asked.at)), row(['Medio', 'Medium'], channel(asked.medium))]
  const layers = row(['Reglas que valen', 'Rules that hold'], rules.layers.map(({ name }) => name).join(' · '))
  const consent = rules.layers.filter(({ consentFor }) => consentFor.includes(asked.medium)).map(({ name }) => name)
  return [
    verdict.kind === 'allowed'
      ? of(['Permitido.', 'Allowed.'])
      : `${of(['No permitido', 'Not allowed'])}: ${of(REASONS[verdict.reason])}${verdict.holiday ? ` (${verdict.holiday})` : ''}.`,
    ...asking,
    ...(verdict.kind === 'allowed' ? marginRow() : refusedRows(verdict)),
    ...(consent.length === 0
      ? []
      : [row(['Consentimiento', 'Consent'], `${of(['lo exige', 'asked for by'])} ${consent.join(', ')}`)]),
    ...(verdict.beyondTable
      ? [
          row(
            ['Festivos', 'Holidays'],
            of([
              'la tabla termina antes de esa fecha: rige el mínimo, lunes a viernes de 8 a 18, una vez por semana',
              'the table ends before that date: the strictest default holds, Monday to Friday 8 to 18, once a week',
            ]),
          ),
        ]
      : []),
    layers,
    of(['Esto no es asesoría legal; vea docs/law.md.', 'This is no legal advice; see docs/law.md.']),
  ].join('\n')

  function marginRow(): string[] {
    if (isOpen(asked.at, rules.zones[0] ?? 'UTC', windowOf(rules, asked.medium))) return []
    return [
      row(
        ['Margen', 'Margin'],
        of([
          'Puntual no envía tan cerca del cierre: el mensaje podría llegar tarde',
          'Puntual does not send so close to closing: the message might arrive late',
        ]),
      ),
    ]
  }

  function refusedRows(refused: Refused): string[] {
    const layer = rules.layers.find(({ name }) => name === refused.layer)
    return [
      row(['Capa', 'Layer'], refused.layer),
      row(['Regla', 'Rule'], refused.rule),
      ...sourceOf(refused, layer).map((text, index) => row(index === 0 ? ['Fuente', 'Source'] : ['', ''], text)),
      ...others.map((one, index) =>
        row(
          index === 0 ? ['También lo impide', 'Also in the way'] : ['', ''],
          `${one.layer}: ${one.rule}${one.holiday ? ` (${one.holiday})` : ''}`,
        ),
      ),
      row(
        ['Se podrá', 'Next allowed'],
        refused.next === undefined
          ? of(['en todo el año siguiente, nunca', 'never in the next year'])
          : clock(refused.next),
      ),
    ]
  }

  function sourceOf({ layer: name, citations }: Refused, layer: Layer | undefined): string[] {
    if (citations.length > 0)
      return [...citations.map(cited), ...(layer === undefined ? [] : [of(CONFIDENCE[layer.confidence])])]
    if (name === 'company')
      return [of(['el horario de la empresa (company.yaml)', 'the company’s hours (company.yaml)'])]
    if (name === 'preference') return [of(['lo pidió el deudor', 'the debtor asked for it'])]
    if (name.endsWith(' recommended'))
      return [of(['margen que recomienda el paquete; no es ley', 'a margin the pack recommends; it is no law'])]
    return [of(['el mínimo prudente (docs/law.md); no es ley', 'the conservative default (docs/law.md); it is no law'])]
  }

  function cited({ law, article, date, url, how }: Citation): string {
    return `${[law, article, date].filter(Boolean).join(', ')} (${of(HOW[how])})${url === undefined ? '' : ` ${url}`}`
  }
}

/** An instant on the debtor's clock; where the zone is not known, on the clocks of all that must agree. */
function shownIn(at: Instant, zones: readonly string[], lang: string): string {
  const shown = new Map<string, string>()
  for (const zone of zones) {
    const text = new Intl.DateTimeFormat(lang, {
      timeZone: zone,
      weekday: 'short',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    }).format(at)
    if (!shown.has(text)) shown.set(text, zone)
  }
  const clocks = [...shown].map(([text, zone]) => `${text} (${zone})`)
  return [...clocks, iso(at)].join('; ')
}
