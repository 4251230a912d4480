import { isRecord, type Json } from './json.ts'

/**
 * One event of an execution's history, kept small: values are shared with the states, ids are positions, and
 * `parameters`, which nothing else keeps, is JSON text already.
 */
export interface HistoryEvent {
  readonly type: string
  /** Milliseconds since the epoch, simulated. */
  readonly at: number
  readonly previous: number
  readonly details?: { readonly [name: string]: Json | undefined }
}

/** How many events an execution may have; the last one is its failure. */
export const eventLimit = 25_000

/** An event in the shape of GetExecutionHistory; payloads are JSON text, the time is in seconds. */
export function renderEvent(event: HistoryEvent, id: number, withData: boolean): Readonly<Record<string, unknown>> {
  const { type, at, previous, details } = event
  const head = { timestamp: at / 1000, type, id, previousEventId: previous }
  return details ? { ...head, [detailsName(type)]: renderDetails(details, withData) } : head
}

function detailsName(type: string): string {
  const general = /State(Entered|Exited)$/.exec(type)?.[1]
  return general ? `state${general}EventDetails` : `${type[0]?.toLowerCase()}${type.slice(1)}EventDetails`
}

function renderDetails(
  details: Readonly<Record<string, Json | undefined>>,
  withData: boolean,
): Record<string, unknown> {
  const rendered: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(details)) {
    if (value === undefined) continue
    switch (name) {
      case 'input':
      case 'output':
        if (withData) rendered[name] = JSON.stringify(value)
        rendered[`${name}Details`] = { truncated: false }
        break
      case 'assignedVariables':
        if (withData) rendered[name] = isRecord(value) ? textOfEach(value) : {}
        rendered.assignedVariablesDetails = { truncated: false }
        break
      default:
        rendered[name] = value
    }
  }
  return rendered
}

const textOfEach = (variables: Readonly<Record<string, unknown>>): Record<string, string> =>
  Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, JSON.stringify(value)]))
