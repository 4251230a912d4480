import type { EventQuotas, FunctionQuotas, JourneyQuotas, Wanted } from './facts.ts'
import type { Finding, Said } from './finding.ts'
import { loadOf } from './load.ts'

/** What AWS documents where Service Quotas lists nothing: a million open executions in each account and region. */
const OPEN_EXECUTIONS = 1_000_000
/** A portfolio above this share of a quota has no room for the next import. */
const NEARLY = 0.8
const HOUR = 3600
const ask = (service: string, quota: string, least: number): Said => [
  `Pida en Service Quotas (${service}, "${quota}") al menos ${least}.`,
  `Ask Service Quotas (${service}, "${quota}") for at least ${least}.`,
]

/** The size that quotas are judged by. */
export function portfolio(openInvoices: number): Finding[] {
  const check = 'portfolio'
  if (openInvoices > 0)
    return [
      {
        check,
        severity: 'fine',
        value: `${openInvoices}`,
        means: ['Las facturas abiertas con que se miden las cuotas.', 'The open invoices that quotas are judged by.'],
      },
    ]
  return [
    {
      check,
      severity: 'note',
      value: '0',
      means: [
        'No corre ninguna gestión: las cuotas se midieron para nada.',
        'No journey runs: quotas were judged for nothing.',
      ],
      todo: [
        'Diga el tamaño de su cartera: puntual doctor --portfolio 400000.',
        'Say the size of your portfolio: puntual doctor --portfolio 400000.',
      ],
    },
  ]
}

/** Step Functions: one open execution an invoice, and the transitions of a morning within its first hour. */
export function journeys(quotas: JourneyQuotas, wanted: Wanted): Finding[] {
  const { openExecutions = OPEN_EXECUTIONS, startsPerSecond, transitionsPerSecond } = quotas
  return [
    open(openExecutions, wanted),
    ...(transitionsPerSecond === undefined
      ? [unlisted('StateTransition')]
      : [transitions(transitionsPerSecond, wanted)]),
    ...(startsPerSecond === undefined ? [unlisted('StartExecution')] : [starts(startsPerSecond, wanted)]),
  ]
}

function open(quota: number, { openInvoices }: Wanted): Finding {
  const check = 'journeys'
  const value = `${openInvoices} / ${quota}`
  if (openInvoices > quota)
    return {
      check,
      severity: 'fault',
      value,
      means: [
        'Hay más facturas abiertas que ejecuciones permitidas: las últimas no empiezan su gestión.',
        'There are more open invoices than executions allowed: the last ones start no journey.',
      ],
      todo: ask('AWS Step Functions', 'Open executions', Math.ceil(openInvoices / NEARLY)),
    }
  if (openInvoices > NEARLY * quota)
    return {
      check,
      severity: 'warning',
      value,
      means: [
        'La cartera llena más de cuatro quintos de las ejecuciones permitidas.',
        'The portfolio fills more than four fifths of the executions allowed.',
      ],
      todo: ask('AWS Step Functions', 'Open executions', Math.ceil(openInvoices / NEARLY)),
    }
  return { check, severity: 'fine', value, means: ['Caben todas las facturas abiertas.', 'All open invoices fit.'] }
}

function transitions(perSecond: number, wanted: Wanted): Finding {
  const { morningTransitions } = loadOf(wanted)
  const value = `${perSecond}/s`
  if (morningTransitions > perSecond * HOUR)
    return {
      check: 'journeys',
      severity: 'warning',
      value,
      means: [
        `Los recordatorios de una mañana piden ${morningTransitions} transiciones: más de una hora a este paso.`,
        `The reminders of a morning take ${morningTransitions} transitions: more than an hour at this pace.`,
      ],
      todo: ask(
        'AWS Step Functions',
        'StateTransition throttle token refill rate per second',
        Math.ceil(morningTransitions / HOUR),
      ),
    }
  return {
    check: 'journeys',
    severity: 'fine',
    value,
    means: [
      'Las transiciones de una mañana caben en su primera hora.',
      'The transitions of a morning fit into its first hour.',
    ],
  }
}

function starts(perSecond: number, { openInvoices }: Wanted): Finding {
  const hours = Math.ceil(openInvoices / perSecond / HOUR)
  const value = `${perSecond}/s`
  const means: Said = [`Empezar toda la cartera tarda ${hours} h.`, `Starting the whole portfolio takes ${hours} h.`]
  if (hours <= 12) return { check: 'journeys', severity: 'fine', value, means }
  return {
    check: 'journeys',
    severity: 'warning',
    value,
    means,
    todo: ask(
      'AWS Step Functions',
      'StartExecution throttle token refill rate per second',
      Math.ceil(openInvoices / 12 / HOUR),
    ),
  }
}

const unlisted = (quota: string): Finding => ({
  check: 'journeys',
  severity: 'note',
  value: '–',
  means: [
    `Service Quotas no dice el paso de ${quota} en esta región.`,
    `Service Quotas does not say the rate of ${quota} in this region.`,
  ],
  todo: ['Véalo en la página de cuotas de Step Functions.', 'See the page of quotas of Step Functions.'],
})

/** Concurrent executions that the functions beside the sender of messages need at once: intake, decisions, news, stop page. */
const BESIDES = 15

/** Lambda: enough room for the sender's own concurrency and everything beside it. */
export function functions({ concurrent, unreserved }: FunctionQuotas, { contactConcurrency }: Wanted): Finding[] {
  const check = 'functions'
  const needed = contactConcurrency + BESIDES
  const value = `${concurrent} (${unreserved})`
  if (unreserved >= needed)
    return [
      {
        check,
        severity: 'fine',
        value,
        means: ['Las funciones tienen dónde correr.', 'The functions have room to run.'],
      },
    ]
  return [
    {
      check,
      severity: unreserved < BESIDES ? 'fault' : 'warning',
      value,
      means: [
        `Solo ${unreserved} ejecuciones a la vez quedan sin reservar; con contactConcurrency ${contactConcurrency} hacen falta ${needed}. Los pagos se registran tarde.`,
        `Only ${unreserved} executions at once are unreserved; with contactConcurrency ${contactConcurrency} it takes ${needed}. Payments are recorded late.`,
      ],
      todo: ask('AWS Lambda', 'Concurrent executions', concurrent - unreserved + needed),
    },
  ]
}

/** EventBridge: how long the portfolio takes through the bus, in and on to the queue. */
export function events({ putsPerSecond, invocationsPerSecond }: EventQuotas, wanted: Wanted): Finding[] {
  const check = 'events'
  const slowest = Math.min(putsPerSecond ?? Number.POSITIVE_INFINITY, invocationsPerSecond ?? Number.POSITIVE_INFINITY)
  if (slowest === Number.POSITIVE_INFINITY)
    return [
      {
        check,
        severity: 'note',
        value: '–',
        means: [
          'Service Quotas no dice el paso del bus en esta región.',
          'Service Quotas does not say the pace of the bus in this region.',
        ],
        todo: ['Véalo en la página de cuotas de EventBridge.', 'See the page of quotas of EventBridge.'],
      },
    ]
  const { importEvents } = loadOf(wanted)
  const minutes = Math.ceil(importEvents / slowest / 60)
  const value = `${putsPerSecond ?? '–'}/s, ${invocationsPerSecond ?? '–'}/s`
  const means: Said = [
    `Los ${importEvents} eventos de la cartera pasan por el bus en ${minutes} min.`,
    `The ${importEvents} events of the portfolio pass the bus in ${minutes} min.`,
  ]
  if (minutes <= 120) return [{ check, severity: 'fine', value, means }]
  return [
    {
      check,
      severity: 'warning',
      value,
      means,
      todo: ask(
        'Amazon EventBridge',
        'PutEvents throttle limit in transactions per second',
        Math.ceil(importEvents / 7200),
      ),
    },
  ]
}
