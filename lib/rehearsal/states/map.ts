import { NotRehearsed } from '../aws-error.ts'
import type { MapState } from './definition.ts'
import { StateFailed } from './failure.ts'
import { fromOutside, type Json } from './json.ts'
import type { Run } from './run.ts'
import { evaluate, evaluateAs } from './template.ts'

/** Begins a Map state whose items are taken one after another. */
export async function startMap(run: Run, state: MapState): Promise<void> {
  const bindings = run.bindings({})
  const concurrency = await evaluateAs('number', state.maxConcurrency, bindings, run.now)
  if (concurrency !== 1) throw new NotRehearsed(`a Map with MaxConcurrency ${concurrency} ('${run.frame.state}')`)
  const tolerated: number[] = []
  for (const template of state.tolerated) tolerated.push(await evaluateAs('number', template, bindings, run.now))
  const items = state.items ? await evaluateAs('array', state.items, bindings, run.now) : itemsOf(run.frame.input)
  run.record('MapStateStarted', { length: items.length })
  run.frame.map = { items, results: [], tolerates: tolerated.some((number) => number > 0) }
  await nextItem(run, state)
}

/** Takes the result of an item and goes on with the next. */
export async function endItem(run: Run, output: Json): Promise<void> {
  const inner = run.execution.frames.pop()
  const { frame, state } = run
  if (!inner || !frame.map || state.type !== 'Map') throw new Error(`no Map is under way in '${frame.state}'`)
  frame.previous = inner.previous
  const succeeded = run.record(
    'MapIterationSucceeded',
    { name: frame.state, index: frame.map.results.length },
    frame.previous,
  )
  frame.map.results.push(output)
  // Only what comes after the last item follows its success; the next item follows the item's last state.
  if (frame.map.results.length === frame.map.items.length) frame.previous = succeeded
  await nextItem(run, state)
}

async function nextItem(run: Run, state: MapState): Promise<void> {
  const { frame } = run
  const { items, results } = frame.map ?? { items: [], results: [] }
  const index = results.length
  if (index === items.length) {
    run.record('MapStateSucceeded', undefined, frame.previous)
    frame.map = undefined
    const result = fromOutside(results)
    return run.leave(state, { result }, result)
  }
  const item = items[index] ?? null
  const started = run.record('MapIterationStarted', { name: frame.state, index }, frame.previous)
  const context = { Map: { Item: { Index: index, Value: item } } }
  const input = state.itemSelector ? await evaluate(state.itemSelector, run.bindings({}, context), run.now) : item
  run.begin(state.processor, input, started)
}

function itemsOf(input: Json): readonly Json[] {
  if (Array.isArray(input)) return input
  throw new StateFailed({
    error: 'States.QueryEvaluationError',
    cause: `Map state input must be an array but was: ${JSON.stringify(input)}`,
    evaluation: 'onEntry',
    handled: 'byAll',
  })
}
