import type { TimedEvent } from '../../contracts/timed-event.ts'
import { costOf, isService, type Prices, SERVICES, type Service, type Usage } from '../../domain/cost.ts'
import { DAY, instantOf } from '../../domain/time.ts'
import type { Rehearsal } from '../../rehearsal/boot.ts'
import { rehearse, restAfter } from '../rehearse.ts'
import { usageOf } from '../usage.ts'
import { type Figure, rounded } from './figure.ts'

const START = instantOf('2026-06-01', 9 * 60, 'America/Mexico_City')

/** What one journey of five touches, never paid, costs in transitions and in dollars without its messages. */
export async function fiveTouches(
  assembly: string,
  prices: Prices,
): Promise<{ figures: Figure[]; rehearsal: Rehearsal }> {
  const days = { start: START, until: restAfter(START + 30 * DAY) }
  const idle = await rehearse({ events: [], ...days }, { assembly })
  const daily = usageOf(idle)
  await idle.stop()
  const rehearsal = await rehearse({ events: events(), ...days }, { assembly })
  const touches = rehearsal.mail.messages.length
  const usage = beyond(daily, usageOf(rehearsal))
  const transitions = usage.stateTransitions ?? 0
  const { micros, currency } = costOf(usage, prices)
  const journey = `one invoice that is never paid: ${touches} touches, then a person`
  return {
    rehearsal,
    figures: [
      { name: 'touches', value: touches, unit: 'messages', aim: 'five', meaning: journey },
      {
        name: 'transitions',
        value: transitions,
        unit: 'in all',
        aim: 'at most 20',
        meaning: `state transitions of ${journey}`,
      },
      {
        name: 'transitions a touch',
        value: rounded(transitions / touches),
        unit: 'each',
        aim: 'about 3',
        meaning: 'the same, with the beginning and the end of the journey shared out',
      },
      {
        name: 'cost of a journey',
        value: rounded(micros / 1e6),
        unit: currency,
        aim: 'at most 0.0005',
        meaning:
          'Step Functions, Lambda, DynamoDB, SQS and EventBridge; without its messages and what an idle stack costs',
      },
    ],
  }
}

/** What a journey took beside what the stack takes on the same days without any, its messages left out. */
function beyond(daily: Usage, all: Usage): Usage {
  const own: Partial<Record<Service, number>> = {}
  for (const service of Object.keys(SERVICES).filter(isService))
    if (service !== 'emails') own[service] = (all[service] ?? 0) - (daily[service] ?? 0)
  return own
}

function events(): TimedEvent[] {
  const told = (name: TimedEvent['name'], detail: object): TimedEvent => ({
    at: START,
    source: 'erp',
    name,
    detail: { version: 1, occurredAt: new Date(START).toISOString(), ...detail },
  })
  const debtor = 'erp:D-1'
  const zone = 'America/Mexico_City'
  const due = new Date(START + 30 * DAY).toISOString().slice(0, 10)
  return [
    told('DebtorUpserted', { debtor, name: 'Cliente S.A.', kind: 'company', language: 'es-MX', country: 'MX', zone }),
    told('ContactPointUpserted', {
      debtor,
      contactPoint: 'mail',
      point: { channel: 'email', address: 'pagos@cliente.example' },
    }),
    told('InvoiceIssued', {
      invoice: 'erp:F-1',
      debtor,
      total: { amount: 1_250_000, currency: 'MXN' },
      issueDate: '2026-06-01',
      dueDate: due,
      policy: 'b2b-30-days',
    }),
  ]
}
