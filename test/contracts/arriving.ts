import type { EventName } from '../../lib/contracts/events.ts'
import { EXAMPLES_IN } from '../../lib/contracts/examples.ts'
import { readArrival } from '../../lib/contracts/intake.ts'

/** An intake message as the bus writes it; `raw` is put in place of the text "@raw", unparsed. */
export const message = (name: string, detail: unknown, raw = ''): string =>
  JSON.stringify({ id: 'e-1', source: 'erp', 'detail-type': name, detail }).replace('"@raw"', () => raw)

/** An event's example with changed fields, as it arrives: the accepted detail, or the paths that were refused. */
export function arriving(name: EventName, change: object = {}, raw = '') {
  const arrival = readArrival(message(name, { ...EXAMPLES_IN[name].detail, ...change }, raw))
  switch (arrival.kind) {
    case 'event':
      return { accepted: arrival.event.detail, refused: [] }
    case 'refused':
      return { accepted: undefined, refused: arrival.problems }
    default:
      throw new Error(`an ${name} arrived as ${arrival.kind}`)
  }
}

/** Whether each value is taken for a field: those that are not must be refused at that very field. */
export function taken<Value>(
  values: readonly Value[],
  change: (value: Value) => object,
  name: EventName,
  path: string,
) {
  return values.map((value) => {
    const { accepted, refused } = arriving(name, change(value))
    const paths = new Set(refused.map((problem) => problem.path))
    return [
      value,
      accepted !== undefined ? 'taken' : [...paths].join() === path ? 'refused' : `refused at ${[...paths]}`,
    ]
  })
}
