import * as z from 'zod'
import type { Rehearsal } from '../../../rehearsal/boot.ts'
import { text } from '../../../rehearsal/gateway/fields.ts'
import type { Execution } from '../../../rehearsal/states/execution.ts'

const Handler = z.object({ ErrorEquals: z.array(z.string()) })
const Shape = z.object({
  States: z.record(z.string(), z.object({ Retry: z.array(Handler).default([]), Catch: z.array(Handler).default([]) })),
})
type Shape = z.output<typeof Shape>

/** The deployed machine, as far as its ways are concerned. */
function shapeOf({ deployed }: Rehearsal): Shape {
  const [machine] = deployed.ofType('AWS::StepFunctions::StateMachine')
  return Shape.parse(JSON.parse(text(machine?.properties ?? {}, 'DefinitionString')))
}

/** Every state of the machine, every Retry and every Catch, such as `EndJourney retry 0`. */
export function allWays(rehearsal: Rehearsal): string[] {
  return Object.entries(shapeOf(rehearsal).States).flatMap(([name, { Retry, Catch }]) => [
    name,
    ...Retry.map((_, index) => `${name} retry ${index}`),
    ...Catch.map((_, index) => `${name} catch ${index}`),
  ])
}

/** The ways that the executions of a rehearsal have taken, read from their histories. */
export function taken(rehearsal: Rehearsal): Set<string> {
  const shape = shapeOf(rehearsal)
  return new Set(rehearsal.machines.executions().flatMap((execution) => waysOf(execution, shape)))
}

function waysOf({ history }: Execution, { States }: Shape): string[] {
  const ways: string[] = []
  let state = ''
  let error: string | undefined
  const by = (handlers: readonly z.output<typeof Handler>[]) =>
    handlers.findIndex(({ ErrorEquals }) => ErrorEquals.some((name) => name === error || name === 'States.ALL'))
  for (const { type, details } of history) {
    const own = States[state]
    if (type.endsWith('StateEntered')) {
      state = String(details?.name)
      error = undefined
      ways.push(state)
    } else if (/(Failed|TimedOut)$/.test(type) && !type.startsWith('Execution')) {
      error = String(details?.error)
    } else if (error !== undefined && own && /Scheduled$/.test(type)) {
      ways.push(`${state} retry ${by(own.Retry)}`)
      error = undefined
    } else if (error !== undefined && own && type.endsWith('StateExited')) {
      ways.push(`${state} catch ${by(own.Catch)}`)
      error = undefined
    }
  }
  return ways
}
