import { DAY } from '../../domain/time.ts'
import type { Rehearsal } from '../../rehearsal/boot.ts'
import { text } from '../../rehearsal/gateway/fields.ts'
import { portfolio } from '../portfolio.ts'
import { rehearse, restAfter } from '../rehearse.ts'
import { type Figure, rounded } from './figure.ts'

const START = Date.parse('2026-06-01T05:00:00Z')
const DAYS = 90

/** What a synthetic portfolio of some size took to rehearse. */
export interface Rehearsed {
  readonly invoices: number
  readonly messages: number
  /** Processor seconds of all threads. */
  readonly cpuSeconds: number
  /** Calls made by functions through the SDK, and those of all callers. */
  readonly sdkCalls: number
  readonly calls: number
}

/** Rehearses the portfolio of `npm start` with this many invoices. */
export async function rehearsePortfolio(assembly: string, invoices: number): Promise<Rehearsed> {
  const events = portfolio({ seed: 1, invoices, start: START, days: DAYS })
  const began = process.cpuUsage()
  const rehearsal = await rehearse({ events, start: START, until: restAfter(START + DAYS * DAY) }, { assembly })
  const { user, system } = process.cpuUsage(began)
  const measured = {
    invoices,
    messages: rehearsal.mail.messages.length,
    cpuSeconds: (user + system) / 1e6,
    sdkCalls: callsOfFunctions(rehearsal),
    calls: rehearsal.calls.total(),
  }
  await rehearsal.stop()
  return measured
}

/** The figures of one size. */
export function portfolioFigures({ invoices, messages, cpuSeconds, sdkCalls, calls }: Rehearsed): Figure[] {
  const of = `${invoices} invoices, ${messages} messages`
  return [
    {
      name: `rehearsal of ${invoices}`,
      value: rounded(invoices / cpuSeconds),
      unit: 'journeys per CPU second',
      meaning: `${of}: the real functions, machine and tables, all threads counted`,
    },
    {
      name: `SDK calls of ${invoices}`,
      value: rounded(sdkCalls / invoices),
      unit: 'per invoice',
      aim: 'at most 40',
      meaning: 'calls that functions make; each costs money in the cloud and most of the time here',
    },
    {
      name: `all calls of ${invoices}`,
      value: rounded(calls / invoices),
      unit: 'per invoice',
      meaning: 'the same with those of the state machine and of the upstream systems',
    },
    {
      name: `a call of ${invoices}`,
      value: rounded((cpuSeconds * 1000) / calls),
      unit: 'CPU ms',
      meaning: 'all processor time shared out over all calls',
    },
  ]
}

/** How the cost of an invoice grows with the size of the portfolio: 1 is not at all. */
export const growth = (small: Rehearsed, large: Rehearsed): Figure => ({
  name: `growth ${small.invoices} → ${large.invoices}`,
  value: rounded(large.cpuSeconds / large.invoices / (small.cpuSeconds / small.invoices)),
  unit: 'times',
  aim: 'at most 1.2',
  meaning: 'CPU seconds per invoice of the larger portfolio over those of the smaller; below 1 the start is shared out',
})

function callsOfFunctions({ calls, deployed }: Rehearsal): number {
  const roles = deployed.ofType('AWS::Lambda::Function').map(({ properties }) => text(properties, 'Role'))
  return roles.reduce((sum, role) => sum + (calls.callers.get(role) ?? 0), 0)
}
