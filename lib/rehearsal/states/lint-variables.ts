import { type MachineDocument, type StateDocument, waysOf } from './document.ts'
import type { Finding } from './lint-finding.ts'
import { compileTemplate, variablesOf } from './template.ts'

type Names = ReadonlySet<string>

/** Findings about variables: read before every way to the state has assigned them, or read in Output beside their Assign. */
export function variableFindings(
  { StartAt, States }: Pick<MachineDocument, 'StartAt' | 'States'>,
  outer: Names = new Set(),
): Finding[] {
  const known = assignedOnEntry(StartAt, States, outer)
  return Object.entries(States).flatMap(([name, state]) => {
    const assigned = known.get(name) ?? outer
    const undefinedOnes = readsOf(state)
      .filter((read) => read.name !== 'states' && !assigned.has(read.name))
      .map((read) => ({
        state: name,
        problem: `${read.field} reads $${read.name}, which not every way to this state has assigned`,
        remedy: `assign ${read.name} before, on each way that leads here`,
      }))
    const tooEarly = waysOf(state).flatMap((way) => {
      const own = new Set(namesIn(way.Assign))
      return reads(way.Output, way.place ? `${way.place}/Output` : 'Output')
        .filter((read) => own.has(read.name))
        .map((read) => ({
          state: name,
          problem: `${read.field} reads $${read.name}, which the same state assigns: Output sees the value from before`,
          remedy: 'compute it from $states.result, or read it in the next state',
        }))
    })
    const inside = state.Type === 'Map' ? variableFindings(state.ItemProcessor, assigned) : []
    return [...undefinedOnes, ...tooEarly, ...inside]
  })
}

/** The variables that every way to a state has assigned, by state. */
function assignedOnEntry(startAt: string, states: MachineDocument['States'], outer: Names): Map<string, Names> {
  const known = new Map<string, Names>([[startAt, outer]])
  const open = [startAt]
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const before = known.get(name) ?? outer
    const state = states[name]
    for (const way of state ? waysOf(state) : []) {
      if (way.next === undefined) continue
      const after = new Set([...before, ...namesIn(way.Assign)])
      const other = known.get(way.next)
      const common = new Set([...after].filter((variable) => !other || other.has(variable)))
      if (other && common.size === other.size) continue
      known.set(way.next, common)
      open.push(way.next)
    }
  }
  return known
}

function readsOf(state: StateDocument): { name: string; field: string }[] {
  const { Type, Comment, Resource, Next, Default, ...fields } = { Resource: '', Next: '', Default: '', ...state }
  const evaluated = Object.entries(fields).filter(
    ([field]) => !['Retry', 'ItemProcessor', 'Choices', 'Catch'].includes(field),
  )
  const conditions = state.Type === 'Choice' ? state.Choices.map((choice) => choice.Condition) : []
  return [
    ...evaluated.flatMap(([field, value]) => reads(value, field)),
    ...conditions.flatMap((condition, index) => reads(condition, `Choices[${index}]/Condition`)),
    ...waysOf(state).flatMap(({ place, Assign, Output }) =>
      place === '' || place === 'Default'
        ? []
        : [...reads(Assign, `${place}/Assign`), ...reads(Output, `${place}/Output`)],
    ),
  ]
}

const reads = (value: unknown, field: string) => variablesOf(compileTemplate(value ?? null, field))

const namesIn = (assign: unknown): string[] =>
  typeof assign === 'object' && assign !== null ? Object.keys(assign) : []
