import type { core } from 'zod'

type Schema = core.$ZodType
type Kind = core.$ZodTypes['_zod']['def']['type']

/**
 * The keys that a contract knows at a path; none where it takes whatever comes. It asks the contract itself: what would write
 * its JSON Schema is not in the bundles of the functions (lib/infra/leaner-packages.ts).
 */
export function knownKeys(schema: Schema, path: readonly PropertyKey[]): readonly string[] {
  const [key, ...rest] = path
  if (is(schema, 'object')) {
    const { shape, catchall } = schema._zod.def
    if (key === undefined) return Object.keys(shape)
    const property: Schema | undefined = shape[String(key)] ?? catchall
    return property ? knownKeys(property, rest) : []
  }
  if (is(schema, 'union')) return oneOf(schema._zod.def.options, path)
  if (is(schema, 'intersection')) return oneOf([schema._zod.def.left, schema._zod.def.right], path)
  if (is(schema, 'pipe')) return knownKeys(schema._zod.def.in, path)
  if (is(schema, 'lazy')) return knownKeys(schema._zod.innerType, path)
  if (is(schema, 'array')) return key === undefined ? [] : knownKeys(schema._zod.def.element, rest)
  if (is(schema, 'record')) return key === undefined ? [] : knownKeys(schema._zod.def.valueType, rest)
  return hasInner(schema._zod.def) ? knownKeys(schema._zod.def.innerType, path) : []
}

const is = <K extends Kind>(
  schema: Schema,
  kind: K,
): schema is Extract<core.$ZodTypes, { readonly _zod: { readonly def: { readonly type: K } } }> =>
  schema._zod.def.type === kind

/** Optional, nullable, with a default, read only: what lies within has the keys. */
const hasInner = (def: object): def is { readonly innerType: Schema } => 'innerType' in def

const oneOf = (schemas: readonly Schema[], path: readonly PropertyKey[]): readonly string[] => [
  ...new Set(schemas.flatMap((schema) => knownKeys(schema, path))),
]
