import * as z from 'zod'
import { EVENTS_IN, type EventName } from '../contracts/events.ts'
import { EXAMPLES_IN } from '../contracts/examples.ts'
import { EVENTS_OUT, type EventOutName } from '../contracts/published.ts'
import { EXAMPLES_OUT } from '../contracts/published-examples.ts'

/** The part of a JSON Schema (draft 4, which EventBridge's schema registry takes) that our contracts make. */
export interface EventSchema {
  readonly description?: string
  /** The rule in words, as a refusal says it. */
  readonly allowed?: string
  readonly type?: string
  readonly format?: string
  readonly enum?: readonly unknown[]
  readonly default?: unknown
  readonly maxItems?: number
  readonly properties?: Readonly<Record<string, EventSchema>>
  readonly required?: readonly string[]
  readonly items?: EventSchema
  readonly anyOf?: readonly EventSchema[]
  readonly oneOf?: readonly EventSchema[]
}

/** The schema of an event's detail as it is published to us: before defaults, and before texts are tidied. */
export const schemaIn = (name: EventName): EventSchema => made(EVENTS_IN[name], 'input', EXAMPLES_IN[name].when)

/** The schema of the detail of an event we publish. */
export const schemaOut = (name: EventOutName): EventSchema => made(EVENTS_OUT[name], 'output', EXAMPLES_OUT[name].when)

function made(contract: z.ZodType, io: 'input' | 'output', description: string): EventSchema {
  const schema: EventSchema = JSON.parse(JSON.stringify(z.toJSONSchema(contract, { io, target: 'draft-04', override })))
  return { ...schema, description }
}

/** Patterns of draft 4 know no Unicode classes: `\p{Cc}` would refuse the letters p and C there. */
const CONTROL = ['\\p{Cc}', '\\u0000-\\u001F\\u007F-\\u009F'] as const

function override({ jsonSchema }: { jsonSchema: z.core.JSONSchema.BaseSchema }): void {
  // A format says it all; the pattern beside it is the same in three hundred characters.
  if (jsonSchema.format !== undefined) delete jsonSchema.pattern
  if (jsonSchema.pattern !== undefined) jsonSchema.pattern = jsonSchema.pattern.replace(...CONTROL)
}

/** A schema for the registry, which knows no `allowed`: the rule in words goes into the description. */
export function registrySchema(schema: EventSchema): object {
  return JSON.parse(JSON.stringify(schema), (_key, value: unknown) => {
    if (typeof value !== 'object' || value === null || !('allowed' in value)) return value
    const { allowed, ...rest } = value
    // EventRefused has a field of that name.
    if (typeof allowed !== 'string') return value
    const meaning = 'description' in rest ? `${String(rest.description).replace(/\.$/, '')}; ` : ''
    return { ...rest, description: `${meaning}${allowed}` }
  })
}
