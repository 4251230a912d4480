import { EXAMPLES_IN } from '../../contracts/examples.ts'
import { NAMES_IN } from '../events-page.ts'
import { readText } from '../read-text.ts'
import { UserError } from '../user-error.ts'

/** One event of a feed, and where it stands in the file: its line, or its place in a list, from 1. */
export interface Told {
  readonly line: number
  readonly source: string
  readonly name: string
  readonly detail: Readonly<Record<string, unknown>>
}

/**
 * Reads a sample: NDJSON, a JSON list, or what `put-events --entries` takes; each event as the bus shows it (`source`,
 * `detail-type`, `detail`) or as it is put there (`Source`, `DetailType`, `Detail`). Throws a UserError at what is no event.
 */
export function readSample(path: string, source: string): readonly Told[] {
  const told = valuesOf(readText(path), path).map(({ line, value }) => toldOf(value, line, source, path))
  if (told.length === 0) throw new UserError(`${path} no tiene eventos`, `${path} holds no event`)
  return told
}

/** Our own examples, as if this source had told them: what a feed looks like that has nothing wrong. */
export const exampleSample = (source: string): readonly Told[] =>
  NAMES_IN.map((name, index) => ({ line: index + 1, source, name, detail: { ...EXAMPLES_IN[name].detail } }))

function valuesOf(text: string, path: string): { readonly line: number; readonly value: unknown }[] {
  const whole = parsed(text)
  if (whole.ok) {
    const list = isObject(whole.value) && Array.isArray(whole.value.Entries) ? whole.value.Entries : whole.value
    return (Array.isArray(list) ? list : [list]).map((value: unknown, index) => ({ line: index + 1, value }))
  }
  return text.split('\n').flatMap((row, index) => {
    if (row.trim() === '') return []
    const line = parsed(row)
    if (line.ok) return [{ line: index + 1, value: line.value }]
    throw new UserError(
      `${path}, línea ${index + 1}: no es JSON; ponga un evento por línea, o una lista`,
      `${path}, line ${index + 1}: this is not JSON; put one event a line, or a list`,
    )
  })
}

function toldOf(value: unknown, line: number, source: string, path: string): Told {
  const wrong = (what: string) =>
    new UserError(
      `${path}, evento ${line}: falta ${what}; un evento tiene source, detail-type y detail`,
      `${path}, event ${line}: ${what} is missing; an event has source, detail-type and detail`,
    )
  if (!isObject(value)) throw wrong('todo')
  const name = value['detail-type'] ?? value.DetailType
  if (typeof name !== 'string') throw wrong('detail-type')
  const said = value.detail ?? value.Detail
  const read = typeof said === 'string' ? parsed(said) : { ok: true as const, value: said }
  if (!read.ok || !isObject(read.value)) throw wrong('detail')
  const from = value.source ?? value.Source ?? source
  return { line, source: String(from), name, detail: read.value }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function parsed(text: string): { readonly ok: true; readonly value: unknown } | { readonly ok: false } {
  try {
    return { ok: true, value: JSON.parse(text) }
  } catch {
    return { ok: false }
  }
}
