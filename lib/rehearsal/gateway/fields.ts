import { AwsError, NotRehearsed } from '../aws-error.ts'

/** A JSON object whose fields nobody has looked at yet: the input of an API call, the properties of a resource. */
export type Fields = Readonly<Record<string, unknown>>

/** Whether a value is a JSON object (not null, not a list). */
export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const wrong = (name: string, expected: string, value: unknown): AwsError =>
  new AwsError('ValidationException', `${name} must be ${expected}, got ${JSON.stringify(value) ?? 'nothing'}`)

/** The JSON object that `value` is; throws ValidationException naming it otherwise. */
export function asFields(value: unknown, name = 'the input'): Fields {
  if (!isFields(value)) throw wrong(name, 'an object', value)
  return value
}

/** A required text field. */
export function text(fields: Fields, name: string): string {
  const value = fields[name]
  if (typeof value !== 'string') throw wrong(name, 'a text', value)
  return value
}

export const optionalText = (fields: Fields, name: string): string | undefined =>
  fields[name] === undefined || fields[name] === null ? undefined : text(fields, name)

/** A number field, also when a template or a form wrote it as text. */
export function optionalNumber(fields: Fields, name: string): number | undefined {
  const value = fields[name]
  if (value === undefined || value === null) return undefined
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  if (typeof number !== 'number' || !Number.isFinite(number)) throw wrong(name, 'a number', value)
  return number
}

/** A yes-or-no field, also when a template wrote it as text. */
export function optionalFlag(fields: Fields, name: string): boolean | undefined {
  const value = fields[name]
  if (value === undefined || value === null) return undefined
  if (value === true || value === 'true') return true
  if (value === false || value === 'false') return false
  throw wrong(name, 'true or false', value)
}

/** A field that is an object, or undefined. */
export const optionalFields = (fields: Fields, name: string): Fields | undefined =>
  fields[name] === undefined || fields[name] === null ? undefined : asFields(fields[name], name)

/** A field that is a list; an absent one is empty. */
export function list(fields: Fields, name: string): readonly unknown[] {
  const value = fields[name] ?? []
  if (!Array.isArray(value)) throw wrong(name, 'a list', value)
  return value
}

export const fieldsList = (fields: Fields, name: string): readonly Fields[] =>
  list(fields, name).map((item, index) => asFields(item, `${name}[${index}]`))

export const textList = (fields: Fields, name: string): readonly string[] =>
  list(fields, name).map((item, index) => {
    if (typeof item !== 'string') throw wrong(`${name}[${index}]`, 'a text', item)
    return item
  })

/** Refuses an input that uses a parameter we do not rehearse, by name. */
export function only(fields: Fields, operation: string, known: readonly string[]): void {
  const unknown = Object.keys(fields).find((name) => fields[name] !== undefined && !known.includes(name))
  if (unknown) throw new NotRehearsed(`${operation} with ${unknown}`)
}
