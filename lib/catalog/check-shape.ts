import type * as z from 'zod'
import { type Mistake, nearest, shown, writtenPath } from './catalog-error.ts'
import { knownKeys } from './known-keys.ts'
import type { YamlSource } from './yaml-source.ts'

/** Checks a file against its contract: the value as the contract gives it, or every mistake at its place. */
export const checkShape = <Schema extends z.ZodType>(
  source: YamlSource,
  schema: Schema,
): { kind: 'sound'; value: z.output<Schema> } | { kind: 'broken'; mistakes: readonly Mistake[] } => {
  const result = schema.safeParse(source.value, { error: allowedBy })
  if (result.success) return { kind: 'sound', value: result.data }
  const found = result.error.issues.flatMap((issue) => mistakesOf(source, schema, issue))
  // A misspelt key is one mistake, not two: what it was meant to be is not missing as well.
  const meant = new Set(found.map((mistake) => mistake.meant))
  return { kind: 'broken', mistakes: found.filter(({ missing }) => !missing || !meant.has(missing)).map(asMistake) }
}

/** What is allowed where a contract does not say it in its own words. */
const allowedBy: z.core.$ZodErrorMap = (issue) => {
  switch (issue.code) {
    case 'invalid_type':
      return typeNames.get(issue.expected) ?? issue.expected
    case 'invalid_value':
      return issue.values.length === 1 ? shown(issue.values[0]) : `one of ${issue.values.map(shown).join(', ')}`
    case 'invalid_union':
      return Array.isArray(issue.options) ? `one of ${issue.options.map(shown).join(', ')}` : undefined
    case 'invalid_key':
      return issue.issues[0]?.message
    default:
      return undefined
  }
}

const typeNames: ReadonlyMap<string, string> = new Map([
  ['string', 'text'],
  ['number', 'a number'],
  ['boolean', 'true or false'],
  ['array', 'a list'],
  ['object', 'a block of "key: value" lines'],
  ['record', 'a block of "key: value" lines'],
])

/** A mistake, with the path of the key that it leaves out or that it was meant to be. */
interface Found extends Mistake {
  readonly missing?: string
  readonly meant?: string
}

const asMistake = ({ missing, meant, ...mistake }: Found): Mistake => mistake

const mistakesOf = (source: YamlSource, schema: z.ZodType, issue: z.core.$ZodIssue): Found[] => {
  const { file } = source
  const { path } = issue
  if (issue.code === 'unrecognized_keys') {
    const known = knownKeys(schema, path)
    return issue.keys.map((key) => {
      const meant = nearest(key, known)
      return {
        file,
        ...source.placeOfKey(path, key),
        path: writtenPath([...path, key]),
        given: `the key ${shown(key)}`,
        allowed: known.length === 0 ? 'no key of this name' : `the keys ${known.join(', ')}`,
        mend: meant === undefined ? 'remove it' : `write "${meant}"`,
        ...(meant !== undefined && { meant: writtenPath([...path, meant]) }),
      }
    })
  }
  const key = String(path.at(-1) ?? '')
  if (issue.code === 'invalid_key') {
    const place = source.placeOfKey(path.slice(0, -1), key)
    const given = `the key ${shown(key)}`
    return [{ file, ...place, path: writtenPath(path), given, allowed: issue.message, mend: 'rename the key' }]
  }
  const value = valueAt(source.value, path)
  const candidates = 'values' in issue ? issue.values : 'options' in issue ? issue.options : undefined
  const meant = typeof value === 'string' ? nearest(value, candidates?.map(String) ?? []) : undefined
  const mend =
    value === undefined || value === null
      ? key === ''
        ? 'fill the file'
        : `give "${key}" a value`
      : meant === undefined
        ? 'change the value to one that is allowed'
        : `write "${meant}"`
  const allowed = issue.message
  const written = writtenPath(path)
  const missing = value === undefined ? { missing: written } : {}
  return [{ file, ...source.placeOf(path), path: written, given: shown(value), allowed, mend, ...missing }]
}

const isRecord = (value: unknown): value is Record<PropertyKey, unknown> => typeof value === 'object' && value !== null

const valueAt = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>((inner, key) => (isRecord(inner) ? inner[key] : undefined), value)
