import { DAY } from '../../domain/time.ts'
import type { Rehearsal } from '../../rehearsal/boot.ts'
import { text } from '../../rehearsal/gateway/fields.ts'
import { lieAhead } from '../live.ts'
import { portfolio } from '../portfolio.ts'
import { rehearse, restAfter } from '../rehearse.ts'
import { type Figure, rounded } from './figure.ts'

const START = Date.parse('2026-06-01T05:00:00Z')
const DAYS = 90
const HALFWAY = 45
const RESETS = 10

/** What a synthetic portfolio of some size took to rehearse. */
export interface Rehearsed {
  readonly invoices: number
  readonly messages: number
  /** Processor seconds of all threads. */
  readonly cpuSeconds: number
  /** Processor milliseconds to go back to a snapshot taken halfway. */
  readonly resetMilliseconds: number
  /** Calls made by functions through the SDK, and those of all callers. */
  readonly sdkCalls: number
  readonly calls: number
}

/** Rehearses the portfolio of `npm start` with this many invoices. */
export async function rehearsePortfolio(assembly: string, invoices: number): Promise<Rehearsed> {
  const events = portfolio({ seed: 1, invoices, start: START, days: DAYS })
  const script = { events, start: START, until: START + HALFWAY * DAY }
  const began = process.cpuUsage()
  const rehearsal = await rehearse(script, { assembly })
  lieAhead(rehearsal, script)
  const halfway = milliseconds(began)
  const resetMilliseconds = await resettingOf(rehearsal)
  const after = process.cpuUsage()
  await rehearsal.run(restAfter(START + DAYS * DAY))
  const measured = {
    invoices,
    messages: rehearsal.mail.messages.length,
    cpuSeconds: (halfway + milliseconds(after)) / 1000,
    resetMilliseconds,
    sdkCalls: callsOfFunctions(rehearsal),
    calls: rehearsal.calls.total(),
  }
  await rehearsal.stop()
  return measured
}

const milliseconds = (since: NodeJS.CpuUsage): number => {
  const { user, system } = process.cpuUsage(since)
  return (user + system) / 1000
}

/** Goes back to one snapshot again and again, as tests do that share a boot. */
async function resettingOf(rehearsal: Rehearsal): Promise<number> {
  const snapshot = rehearsal.snapshot()
  const began = process.cpuUsage()
  for (let time = 0; time < RESETS; time++) await rehearsal.restore(snapshot)
  return milliseconds(began) / RESETS
}

/** The figures of one size. */
export function portfolioFigures({
  invoices,
  messages,
  cpuSeconds,
  resetMilliseconds,
  sdkCalls,
  calls,
}: Rehearsed): Figure[] {
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
    {
      name: `reset of ${invoices}`,
      value: rounded(resetMilliseconds),
      unit: 'CPU ms',
      aim: 'below 100',
      meaning: 'back to a snapshot taken halfway: tables, executions, queues, messages and clock; functions stay warm',
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
