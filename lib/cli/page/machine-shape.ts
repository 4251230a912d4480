import type { Rehearsal } from '../../rehearsal/boot.ts'
import { asFields, fieldsList, optionalFields, optionalText, text } from '../../rehearsal/gateway/fields.ts'

/** A way from one state to another; `onFault` when only a caught error leads there. */
export interface Way {
  readonly from: string
  readonly to: string
  readonly onFault: boolean
}

/** A state as the definition has it. */
export interface Stop {
  readonly name: string
  readonly comment: string | undefined
  readonly isEnd: boolean
}

/** The shape of the deployed machine. */
export interface Machine {
  readonly start: string
  readonly stops: readonly Stop[]
  readonly ways: readonly Way[]
}

/** The journey's machine as it is deployed: read from the template's definition, whatever that says. */
export async function machineOf(rehearsal: Rehearsal): Promise<Machine> {
  const stateMachineArn = rehearsal.deployed.outputs.JourneyMachineArn ?? ''
  const described = asFields(await rehearsal.machines.call('DescribeStateMachine', { stateMachineArn }))
  return shapeOf(JSON.parse(text(described, 'definition')))
}

/** The shape of a definition in Amazon States Language. */
export function shapeOf(definition: unknown): Machine {
  const whole = asFields(definition, 'the definition')
  const states = Object.entries(optionalFields(whole, 'States') ?? {}).map(
    ([name, state]) => [name, asFields(state, name)] as const,
  )
  const ways = new Map<string, Way>()
  const add = (from: string, to: string | undefined, onFault: boolean): void => {
    if (to === undefined) return
    const key = `${from} ${to}`
    if (!onFault || !ways.has(key)) ways.set(key, { from, to, onFault })
  }
  for (const [name, state] of states) {
    add(name, optionalText(state, 'Next'), false)
    for (const choice of fieldsList(state, 'Choices')) add(name, optionalText(choice, 'Next'), false)
    add(name, optionalText(state, 'Default'), false)
    for (const caught of fieldsList(state, 'Catch')) add(name, optionalText(caught, 'Next'), true)
  }
  return {
    start: text(whole, 'StartAt'),
    stops: states.map(([name, state]) => ({
      name,
      comment: optionalText(state, 'Comment'),
      isEnd: state.End === true || ['Succeed', 'Fail'].includes(text(state, 'Type')),
    })),
    ways: [...ways.values()],
  }
}

/** Where a state stands in the picture: in the spine on the left or the branches on the right, counted from the top. */
export interface Place {
  readonly column: 'spine' | 'branches'
  readonly row: number
}

/**
 * Lays a machine out: by steps from its start, a step with one state joins the spine, one with several the branches, in
 * the order of the definition; what only a fault leads to comes last, and ends close the spine.
 */
export function layOut({ start, stops, ways }: Machine): Map<string, Place> {
  const steps: string[][] = [[start]]
  const seen = new Set([start, ...stops.filter(({ isEnd }) => isEnd).map(({ name }) => name)])
  for (let step: readonly string[] = [start]; step.length > 0; ) {
    const reached = new Set(ways.filter(({ from, onFault }) => !onFault && step.includes(from)).map(({ to }) => to))
    const next = stops.map(({ name }) => name).filter((name) => reached.has(name) && !seen.has(name))
    for (const name of next) seen.add(name)
    if (next.length > 0) steps.push(next)
    step = next
  }
  const lost = stops.map(({ name }) => name).filter((name) => !seen.has(name))
  const places = new Map<string, Place>()
  const branches = [...steps.filter((step) => step.length > 1).flat(), ...lost]
  const ends = stops.filter(({ isEnd, name }) => isEnd && name !== start).map(({ name }) => name)
  branches.forEach((name, row) => {
    places.set(name, { column: 'branches', row })
  })
  steps
    .filter((step) => step.length === 1)
    .flat()
    .forEach((name, row) => {
      places.set(name, { column: 'spine', row })
    })
  const last = Math.max(branches.length, places.size - branches.length + ends.length) - 1
  ends.forEach((name, index) => {
    places.set(name, { column: 'spine', row: last - (ends.length - 1 - index) })
  })
  return places
}
