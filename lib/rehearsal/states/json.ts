/** A JSON value that is frozen all the way down, so that states may share it instead of copying it. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json }

/** The longest text, in bytes of UTF-8, that a state may receive or return: 256 KiB. */
export const payloadLimit = 262_144

/** Thrown for what has no place in JSON, such as a function. */
export class NotJson extends Error {
  constructor(what: string) {
    super(`${what} is not JSON`)
    this.name = 'NotJson'
  }
}

/** Copies a value that someone else may still change; fields without a value are dropped, as a serialiser would. */
export const fromOutside = (value: unknown): Json => copy(value, false)

/**
 * Makes a JSONata result plain: sequences become ordinary arrays.
 * What is settled already is shared, which keeps the price of a state independent of its input.
 */
export const settle = (value: unknown): Json => copy(value, true)

/** Whether the value is an object with named fields. */
export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Whether the value's JSON text is longer than a state may receive or return. */
export const exceedsLimit = (value: Json): boolean => isTooLong(JSON.stringify(value))

/** Whether a JSON text is longer than a state may receive or return. */
export function isTooLong(text: string): boolean {
  // A character takes at most three bytes (a surrogate pair four for two), so short texts need no count.
  return text.length * 3 > payloadLimit && Buffer.byteLength(text) > payloadLimit
}

function copy(value: unknown, share: boolean): Json {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value
    case 'number':
      if (!Number.isFinite(value)) throw new NotJson(String(value))
      return value
    case 'object':
      if (value === null) return null
      if (share && isSettled(value)) return value
      return Array.isArray(value) ? copyItems(value, share) : copyFields(value, share)
    default:
      throw new NotJson(`a ${typeof value}`)
  }
}

const copyItems = (items: readonly unknown[], share: boolean): readonly Json[] =>
  Object.freeze(items.map((item) => copy(item ?? null, share)))

function copyFields(value: object, share: boolean): { readonly [name: string]: Json } {
  if ('_jsonata_lambda' in value || '_jsonata_function' in value) throw new NotJson('a function')
  const fields: Record<string, Json> = {}
  for (const [name, field] of Object.entries(value)) {
    if (field !== undefined) fields[name] = copy(field, share)
  }
  return Object.freeze(fields)
}

/** Only values made here are frozen, here and in JSONata, so a frozen one is JSON all the way down. */
const isSettled = (value: object): value is { readonly [name: string]: Json } => Object.isFrozen(value)
