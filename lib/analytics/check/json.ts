/** What a synthesised template consists of. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject
export interface JsonObject {
  readonly [name: string]: Json | undefined
}

const isList = (json: Json | undefined): json is readonly Json[] => Array.isArray(json)
const isObject = (json: Json | undefined): json is JsonObject =>
  typeof json === 'object' && json !== null && !isList(json)

/** The object at a path, empty where there is none. */
export function objectAt(json: Json | undefined, ...path: readonly string[]): JsonObject {
  const found = at(json, path)
  return isObject(found) ? found : {}
}

/** The list at a path, empty where there is none. */
export function listAt(json: Json | undefined, ...path: readonly string[]): readonly Json[] {
  const found = at(json, path)
  return isList(found) ? found : []
}

/** The text at a path, empty where there is none. */
export function textAt(json: Json | undefined, ...path: readonly string[]): string {
  const found = at(json, path)
  return typeof found === 'string' ? found : ''
}

/** The number at a path; undefined where there is none. */
export function numberAt(json: Json | undefined, ...path: readonly string[]): number | undefined {
  const found = at(json, path)
  return typeof found === 'number' ? found : undefined
}

/** Whether anything is at a path. */
export const isThere = (json: Json | undefined, ...path: readonly string[]): boolean => at(json, path) !== undefined

function at(json: Json | undefined, path: readonly string[]): Json | undefined {
  return path.reduce<Json | undefined>((found, name) => (isObject(found) ? found[name] : undefined), json)
}

/** Every object below, itself included, with the name of the property that holds it (of its list, in a list). */
export function* objectsIn(json: Json | undefined, name = ''): Generator<readonly [name: string, object: JsonObject]> {
  if (isList(json)) for (const item of json) yield* objectsIn(item, name)
  if (!isObject(json)) return
  yield [name, json]
  for (const [property, value] of Object.entries(json)) yield* objectsIn(value, property)
}
