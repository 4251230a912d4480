import { posix } from 'node:path'
import type { Source } from './sources.ts'

const pascal = (kebab: string): string =>
  kebab.replace(/(^|-)([a-z])/g, (_, __, letter: string) => letter.toUpperCase())

interface Machine {
  readonly States: Readonly<
    Record<string, { readonly Resource?: string; readonly Arguments?: { readonly FunctionName?: string } }>
  >
}

/**
 * Where one thing has two names: a function file without the use case of its name or without its construct, and a state
 * that calls a function of another name or of none. `constructs` are the ids of the functions that are deployed.
 */
export function secondNames(files: readonly Source[], constructs: readonly string[]): string[] {
  const paths = new Set(files.map(({ path }) => path))
  const names = [...paths]
    .filter((path) => /^functions\/[^/]+\.ts$/.test(path))
    .map((path) => posix.basename(path, '.ts'))
  const machines = files.filter(({ path }) => path.startsWith('statemachines/') && path.endsWith('.asl.json'))
  return [
    ...names
      .filter((name) => !paths.has(`lib/usecases/${name}.ts`))
      .map((name) => `functions/${name}.ts has no use case`),
    ...names.filter((name) => !constructs.includes(pascal(name))).map((name) => `functions/${name}.ts is not deployed`),
    ...constructs.filter((id) => !names.map(pascal).includes(id)).map((id) => `${id} has no file in functions/`),
    ...machines.flatMap(({ path, text }) => statesMisnamed(path, JSON.parse(text), names.map(pascal))),
  ]
}

function statesMisnamed(path: string, { States }: Machine, functions: readonly string[]): string[] {
  return Object.entries(States).flatMap(([state, { Resource = '', Arguments }]) => {
    if (!Resource.includes(':lambda:')) return []
    const called = /^\$\{(\w+)Arn\}$/.exec(Arguments?.FunctionName ?? '')?.[1] ?? Arguments?.FunctionName
    if (called === state && functions.includes(state)) return []
    return [`${path}: the state ${state} calls ${called}`]
  })
}
