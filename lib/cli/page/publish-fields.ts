import { randomUUID } from 'node:crypto'
import type { EventName } from '../../contracts/events.ts'
import { EXAMPLES_IN } from '../../contracts/examples.ts'
import { DAY } from '../../domain/time.ts'
import { type EventSchema, schemaIn } from '../event-schemas.ts'

/** One field of the form: a leaf of the event's schema, or a part that is written as JSON. */
export interface Field {
  /** Where it stands in the event: `total.amount`. */
  readonly path: string
  readonly kind: 'text' | 'number' | 'choice' | 'json'
  readonly format: string | undefined
  readonly choices: readonly unknown[]
  readonly isRequired: boolean
  readonly meaning: string
  readonly allowed: string
}

/** The fields of an event, from the schema that its documentation is made of. */
export const fieldsOf = (name: EventName): Field[] => leaves(schemaIn(name), '', true)

function leaves(schema: EventSchema, prefix: string, isRequired: boolean): Field[] {
  return Object.entries(schema.properties ?? {}).flatMap(([key, part]) => {
    const path = `${prefix}${key}`
    const needed = isRequired && schema.required?.includes(key) === true
    if (part.properties) return leaves(part, `${path}.`, needed)
    const choices = part.enum ?? (part.type === 'boolean' ? [true, false] : [])
    const { description: meaning = '', allowed = '', format } = part
    return [{ path, kind: kindOf(part, choices.length > 0), format, choices, isRequired: needed, meaning, allowed }]
  })
}

function kindOf({ type, items, oneOf }: EventSchema, isChoice: boolean): Field['kind'] {
  if (items || oneOf) return 'json'
  if (isChoice) return 'choice'
  return type === 'number' || type === 'integer' ? 'number' : 'text'
}

/** The field that names a new fact: told a second time under the same name, it would change nothing. */
const FRESH: Partial<Record<EventName, string>> = {
  InvoiceIssued: 'invoice',
  InvoiceAmended: 'amendment',
  CreditNoteIssued: 'creditNote',
  PaymentReceived: 'payment',
  PaymentScheduled: 'payment',
  PaymentFailed: 'payment',
  ChargePosted: 'charge',
  ContactMade: 'contact',
  PolicyAdopted: 'adoption',
  PaymentReversed: 'reversal',
  UnappliedCashChanged: 'deposit',
  HoldPlaced: 'hold',
  ReplyReceived: 'reply',
}

/** What an event may be about: words for some of its fields, by path. */
export type About = Readonly<Record<string, unknown>>

/**
 * The documented example of an event as the form shows it: true at `now`, its dates as far from it as in the example, but
 * never later: what was complete by then would lie ahead.
 */
export function exampleValues(name: EventName, now: number, about: About): Map<string, string> {
  const { detail } = EXAMPLES_IN[name]
  const later = Math.floor((now - Date.parse(detail.occurredAt)) / DAY) * DAY
  const values = new Map<string, string>()
  for (const { path, kind, format } of fieldsOf(name)) {
    const given = path === 'occurredAt' ? new Date(now).toISOString() : (about[path] ?? at(detail, path))
    if (given === undefined) continue
    const isOfExample = path !== 'occurredAt' && about[path] === undefined
    const fresh = isOfExample && FRESH[name] === path ? `-${randomUUID().slice(0, 8)}` : ''
    values.set(path, isOfExample ? `${moved(given, kind, format, later)}${fresh}` : written(given, kind))
  }
  return values
}

function moved(value: unknown, kind: Field['kind'], format: string | undefined, later: number): string {
  if (typeof value !== 'string' || (format !== 'date' && format !== 'date-time')) return written(value, kind)
  const instant = new Date(Date.parse(value) + later).toISOString()
  return format === 'date' ? instant.slice(0, 10) : instant
}

const written = (value: unknown, kind: Field['kind']): string =>
  kind === 'json' ? JSON.stringify(value, null, 2) : String(value)

const at = (value: unknown, path: string): unknown =>
  path
    .split('.')
    .reduce<unknown>(
      (part, key) => (typeof part === 'object' && part !== null ? Reflect.get(part, key) : undefined),
      value,
    )

/** The event that the texts of a form make; what is left empty is left out, what cannot be read stays as it was written. */
export function detailFrom(fields: readonly Field[], values: ReadonlyMap<string, string>): Record<string, unknown> {
  const detail: Record<string, unknown> = {}
  for (const field of fields) {
    const text = values.get(field.path)?.trim() ?? ''
    if (text !== '') put(detail, field.path.split('.'), valueIn(field, text))
  }
  return detail
}

function put(into: Record<string, unknown>, [key = '', ...rest]: readonly string[], value: unknown): void {
  if (rest.length === 0) {
    into[key] = value
    return
  }
  const inner: Record<string, unknown> = { ...(typeof into[key] === 'object' ? into[key] : {}) }
  put(inner, rest, value)
  into[key] = inner
}

function valueIn({ kind, choices }: Field, text: string): unknown {
  switch (kind) {
    case 'text':
      return text
    case 'number':
      return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text
    case 'choice':
      return choices.find((choice) => String(choice) === text) ?? text
    case 'json':
      return parsed(text)
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // The contract says what belongs here.
    return text
  }
}
