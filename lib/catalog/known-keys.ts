import { core } from 'zod'

/**
 * The keys that a contract knows at a path; none where it takes whatever comes. It asks the contract itself: what would write
 * its JSON Schema is not in the bundles of the functions (lib/infra/leaner-packages.ts).
 */
export function knownKeys(schema: core.$ZodType, path: readonly PropertyKey[]): readonly string[] {
  const [key, ...rest] = path
  if (schema instanceof core.$ZodObject) {
    const { shape, catchall } = schema._zod.def
    if (key === undefined) return Object.keys(shape)
    const property: core.$ZodType | undefined = shape[String(key)] ?? catchall
    return property ? knownKeys(property, rest) : []
  }
  if (schema instanceof core.$ZodUnion) return oneOf(schema._zod.def.options, path)
  if (schema instanceof core.$ZodIntersection) return oneOf([schema._zod.def.left, schema._zod.def.right], path)
  if (schema instanceof core.$ZodPipe) return knownKeys(schema._zod.def.in, path)
  if (schema instanceof core.$ZodLazy) return knownKeys(schema._zod.innerType, path)
  if (schema instanceof core.$ZodArray) return key === undefined ? [] : knownKeys(schema._zod.def.element, rest)
  if (schema instanceof core.$ZodRecord) return key === undefined ? [] : knownKeys(schema._zod.def.valueType, rest)
  return hasInner(schema._zod.def) ? knownKeys(schema._zod.def.innerType, path) : []
}

/** Optional, nullable, with a default, read only: what lies within has the keys. */
const hasInner = (def: object): def is { readonly innerType: core.$ZodType } => 'innerType' in def

const oneOf = (schemas: readonly core.$ZodType[], path: readonly PropertyKey[]): readonly string[] => [
  ...new Set(schemas.flatMap((schema) => knownKeys(schema, path))),
]
