import type { CompiledCatalog } from '../../contracts/compiled-catalog.ts'
import { type Problem, readArrival } from '../../contracts/intake.ts'
import { encodedTwice } from '../../usecases/import/encoded-twice.ts'
import { identityTrials } from './identity-trials.ts'
import { namedTrials } from './named-trials.ts'
import type { Told } from './sample.ts'
import { few, type Trial } from './trial.ts'

/** What is wrong with a sample before anything is played: contracts, names, instants, ids, units, and what is missing. */
export function readingTrials(feed: readonly Told[], source: string, catalog: CompiledCatalog): readonly Trial[] {
  const trials = [
    contracts(feed),
    sources(feed, source),
    days(feed),
    ...identityTrials(feed),
    ...namedTrials(feed),
    units(feed, catalog),
    garbled(feed),
    nameless(feed),
    silent(feed),
    missing(feed),
  ]
  return trials.flatMap((trial) => trial ?? [])
}

/** What an event's contract has against it. */
export function problemsOf({ line, source, name, detail }: Told): readonly Problem[] {
  const arrival = readArrival(JSON.stringify({ id: `${line}`, source, 'detail-type': name, detail }))
  return arrival.kind === 'refused' ? arrival.problems : []
}

function contracts(feed: readonly Told[]): Trial {
  const about = ['Contrato de cada evento', 'Contract of each event'] as const
  const cases = feed.flatMap((told) =>
    problemsOf(told).map(
      ({ path, value, allowed }) => `${told.line} ${told.name}${path ? ` ${path}` : ''}: ${value} — ${allowed}`,
    ),
  )
  if (cases.length === 0)
    return {
      verdict: 'fine',
      about,
      came: [`${feed.length} eventos cumplen.`, `${feed.length} events keep it.`],
      cases,
    }
  return {
    verdict: 'wrong',
    about,
    came: [
      'Estos eventos irían a cuarentena: lo que dicen no se tendría en cuenta.',
      'These events would go to quarantine: what they say would not be acted on.',
    ],
    cases: few(cases),
  }
}

function sources(feed: readonly Told[], source: string): Trial | undefined {
  const others = [...new Set(feed.map((one) => one.source))].filter((one) => one !== source)
  if (others.length === 0) return undefined
  return {
    verdict: 'look',
    about: ['Nombre del sistema', 'Name of the system'],
    came: [
      `Hay eventos cuyo source no es ${source}. Un sistema publica siempre con el mismo nombre: por él se sabe hasta cuándo está completo.`,
      `There are events whose source is not ${source}. A system publishes under one name: by it we know up to when it is complete.`,
    ],
    cases: few(others),
  }
}

function days(feed: readonly Told[]): Trial | undefined {
  const instants = feed.map(({ detail }) => String(detail.occurredAt ?? ''))
  if (feed.length < 3 || !instants.every((at) => /T00:00(:00(\.0+)?)?(Z|[+-])/.test(at))) return undefined
  return {
    verdict: 'wrong',
    about: ['Hora de los hechos', 'Time of the facts'],
    came: [
      'Todos los occurredAt son a medianoche: se envía el día, no el instante. Dos hechos del mismo día no se podrían ordenar, y ganaría cualquiera.',
      'Every occurredAt is at midnight: the day is sent, not the instant. Two facts of one day could not be put in order, and either would win.',
    ],
    cases: few(instants),
  }
}

function units(feed: readonly Told[], { company, policies }: CompiledCatalog): Trial | undefined {
  const least: Readonly<Record<string, number>> = policies[company.defaultPolicy]?.policy.minimumAmount ?? {}
  const totals = feed.flatMap(({ name, detail }) => {
    const total = detail.total
    if (name !== 'InvoiceIssued' || typeof total !== 'object' || total === null) return []
    if (!('amount' in total) || !('currency' in total) || typeof total.amount !== 'number') return []
    return [{ amount: total.amount, currency: String(total.currency) }]
  })
  const cases = [...new Set(totals.map(({ currency }) => currency))].flatMap((currency) => {
    const own = totals.filter((total) => total.currency === currency)
    const floor = least[currency]
    if (floor === undefined || own.length < 3 || own.some(({ amount }) => amount >= floor)) return []
    return [`${currency}: ≤ ${Math.max(...own.map(({ amount }) => amount))} < ${floor}`]
  })
  if (cases.length === 0) return undefined
  return {
    verdict: 'wrong',
    about: ['Unidades del dinero', 'Units of money'],
    came: [
      'Todas las facturas quedan por debajo del monto mínimo de la política: parece que los montos van en pesos y no en centavos. Multiplique por 100.',
      'Every invoice is below the least amount of the policy: it seems that amounts are in whole units and not in minor ones. Multiply by 100.',
    ],
    cases: few(cases),
  }
}

function garbled(feed: readonly Told[]): Trial | undefined {
  const cases = feed.flatMap(({ line, name, detail }) => {
    const text = JSON.stringify(detail)
    const at = encodedTwice(text)
    return at === undefined ? [] : [`${line} ${name}: …${text.slice(Math.max(0, at - 10), at + 10)}…`]
  })
  if (cases.length === 0) return undefined
  return {
    verdict: 'wrong',
    about: ['Tildes y eñes', 'Accented letters'],
    came: [
      'Estos textos se codificaron dos veces en UTF-8: al deudor se le saludaría así. Publíquelos sin volver a convertirlos.',
      'These texts were made UTF-8 twice: the debtor would be greeted so. Publish them without converting them once more.',
    ],
    cases: few(cases),
  }
}

function nameless(feed: readonly Told[]): Trial | undefined {
  const cases = feed
    .filter(
      ({ name, detail }) =>
        name === 'PaymentReceived' && !detail.debtor && !detail.reference && !Array.isArray(detail.allocations),
    )
    .map(({ line, detail }) => `${line} ${String(detail.payment)}`)
  if (cases.length === 0) return undefined
  return {
    verdict: 'wrong',
    about: ['De quién es el pago', 'Whose payment it is'],
    came: [
      'Estos pagos no nombran factura, referencia ni deudor: cada uno sería una tarea para una persona, y al deudor se le seguiría cobrando.',
      'These payments name no invoice, reference or debtor: each would be a task for a person, and the debtor would still be reminded.',
    ],
    cases: few(cases),
  }
}

function silent(feed: readonly Told[]): Trial | undefined {
  const named = (event: string) =>
    new Set(feed.filter(({ name }) => name === event).map(({ detail }) => String(detail.debtor)))
  const [reachable, consenting] = [named('ContactPointUpserted'), named('ConsentChanged')]
  const owing = [...named('InvoiceIssued')]
  const cases = owing.filter((debtor) => !reachable.has(debtor) || !consenting.has(debtor))
  if (cases.length === 0) return undefined
  return {
    verdict: 'look',
    about: ['A quién se le puede escribir', 'Who can be written to'],
    came: [
      `${cases.length} de ${owing.length} deudores vienen sin punto de contacto o sin autorización en esta muestra: si nadie más los envía, serán tareas para el equipo.`,
      `${cases.length} of ${owing.length} debtors come without contact point or consent in this sample: if nobody else sends them, they become tasks of the team.`,
    ],
    cases: few(cases),
  }
}

const EXPECTED = [
  'PaymentReversed',
  'CreditNoteIssued',
  'InvoiceVoided',
  'InvoiceAmended',
  'SourceWatermarkAdvanced',
] as const

function missing(feed: readonly Told[]): Trial | undefined {
  const told = new Set(feed.map(({ name }) => name))
  const cases = EXPECTED.filter((name) => !told.has(name))
  if (cases.length === 0) return undefined
  return {
    verdict: 'look',
    about: ['Lo que la muestra no trae', 'What the sample lacks'],
    came: [
      '¿Qué envía su sistema cuando un pago se devuelve, una factura se corrige o se anula, y al terminar el día? Sin estos eventos se le cobraría a quien no debe.',
      'What does your system send when a payment bounces, an invoice is corrected or voided, and at the end of a day? Without these events people who owe nothing would be reminded.',
    ],
    cases,
  }
}
