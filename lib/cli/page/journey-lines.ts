import { executionName } from '../../aws/step-functions.ts'
import type { Invoice } from '../../domain/invoice.ts'
import { MINUTE } from '../../domain/time.ts'
import { AwsError } from '../../rehearsal/aws-error.ts'
import type { Rehearsal } from '../../rehearsal/boot.ts'
import {
  asFields,
  type Fields,
  fieldsList,
  optionalFields,
  optionalText,
  text,
} from '../../rehearsal/gateway/fields.ts'

/** What a journey did, in the few kinds a person cares about; instants in milliseconds. */
export type JourneyLine =
  | {
      readonly kind: 'waited'
      readonly at: number
      readonly until: number
      readonly reason: string
      /** How often the same wait was taken up again. */
      readonly times: number
      /** A fact ended the wait early, at this instant. */
      readonly wokenAt?: number
    }
  | { readonly kind: 'continued'; readonly at: number; readonly reason: string }
  | { readonly kind: 'died'; readonly at: number; readonly error: string }

/** What all executions of an invoice did, oldest first: the states they entered, with the reason of each decision. */
export async function journeyLines(rehearsal: Rehearsal, invoice: Invoice): Promise<JourneyLine[]> {
  const lines: JourneyLine[] = []
  for (let generation = 1; generation <= invoice.generation; generation++)
    lines.push(...readHistory(await history(rehearsal, invoice.id, generation)))
  return joined(lines)
}

/** What the execution of one generation did, as GetExecutionHistory tells it. */
export async function history(rehearsal: Rehearsal, invoice: string, generation: number): Promise<Fields[]> {
  const machine = rehearsal.deployed.outputs.JourneyMachineArn ?? ''
  const executionArn = `${machine.replace(':stateMachine:', ':execution:')}:${executionName(invoice, generation)}`
  const events: Fields[] = []
  for (let nextToken: string | undefined; ; ) {
    const request = { executionArn, maxResults: 1000, ...(nextToken === undefined ? {} : { nextToken }) }
    try {
      const page = asFields(await rehearsal.machines.call('GetExecutionHistory', request))
      events.push(...fieldsList(page, 'events'))
      nextToken = optionalText(page, 'nextToken')
    } catch (cause) {
      // An invoice opened this very moment has no execution yet.
      if (cause instanceof AwsError && cause.code === 'ExecutionDoesNotExist') return events
      throw cause
    }
    if (nextToken === undefined) return events
  }
}

function readHistory(events: readonly Fields[]): JourneyLine[] {
  const lines: JourneyLine[] = []
  let decision: Fields = {}
  let parked: Extract<JourneyLine, { kind: 'waited' }> | undefined
  for (const event of events) {
    const at = Number(event.timestamp) * 1000
    switch (text(event, 'type')) {
      case 'TaskStateExited': {
        decision = decisionOf(event) ?? decision
        break
      }
      case 'TaskStateEntered': {
        const state = text(asFields(event.stateEnteredEventDetails), 'name')
        if (state === 'ContinueAsNew') lines.push({ kind: 'continued', at, reason: text(decision, 'reason') })
        const seconds = decision.kind === 'wait' && WAITS.has(state) ? Number(decision.seconds) : undefined
        parked =
          seconds === undefined
            ? undefined
            : { kind: 'waited', at, until: at + seconds * 1000, reason: text(decision, 'reason'), times: 1 }
        break
      }
      case 'TaskSubmitted':
        if (parked) lines.push(parked)
        break
      case 'TaskSucceeded':
        if (parked && lines.at(-1) === parked) lines[lines.length - 1] = { ...parked, wokenAt: at }
        break
      case 'ExecutionFailed':
      case 'ExecutionTimedOut':
      case 'ExecutionAborted':
        lines.push({ kind: 'died', at, error: errorOf(event) })
        break
      default:
        break
    }
  }
  return lines
}

const WAITS: ReadonlySet<string> = new Set(['WaitForReminderTime', 'WaitForInstalment', 'WaitForPayment', 'OnHold'])

/** The Decision a state left behind, if it took one. */
function decisionOf(event: Fields): Fields | undefined {
  const assigned = optionalFields(asFields(event.stateExitedEventDetails), 'assignedVariables')
  const written = assigned && optionalText(assigned, 'decision')
  return written === undefined ? undefined : asFields(JSON.parse(written))
}

function errorOf(event: Fields): string {
  const details = Object.entries(event).find(([name]) => name.endsWith('EventDetails'))?.[1]
  return (details === undefined ? undefined : optionalText(asFields(details), 'error')) ?? text(event, 'type')
}

/** One line for a wait that was taken up again and again for the same reason. */
function joined(lines: readonly JourneyLine[]): JourneyLine[] {
  const result: JourneyLine[] = []
  for (const line of lines) {
    const last = result.at(-1)
    if (line.kind === 'waited' && last?.kind === 'waited' && isSameWait(last, line))
      result[result.length - 1] = { ...line, at: last.at, times: last.times + 1 }
    else result.push(line)
  }
  return result
}

type Wait = Extract<JourneyLine, { kind: 'waited' }>

/** Asked again when its time was over, or woken by a fact that changed nothing about it. */
const isSameWait = (before: Wait, after: Wait): boolean =>
  before.reason === after.reason && (before.wokenAt === undefined || Math.abs(before.until - after.until) < MINUTE)
