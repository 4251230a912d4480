import type { EventSchema } from './event-schemas.ts'

interface Field {
  readonly name: string
  readonly type: string
  readonly required: boolean
  readonly meaning: string
  readonly allowed: string
}

/** The fields of an event as a Markdown table: name, type, whether it is required, what it means, what is allowed. */
export function fieldsTable(schema: EventSchema): string {
  const lines = fieldsOf(schema).map(({ name, type, required, meaning, allowed }) =>
    [`\`${name}\``, type, required ? 'yes' : 'no', meaning, allowed].map(cell).join(' | '),
  )
  return ['| field | type | required | meaning | allowed |', '|---|---|---|---|---|', ...lines.map(row)].join('\n')
}

const row = (cells: string): string => `| ${cells} |`
const cell = (text: string): string => text.replaceAll('|', '\\|')

function fieldsOf(schema: EventSchema, prefix = ''): Field[] {
  return Object.entries(schema.properties ?? {}).flatMap(([key, part]) => {
    const name = `${prefix}${key}`
    const required = schema.required?.includes(key) === true
    const field = { name, type: typeOf(part), required, meaning: part.description ?? '', allowed: allowedIn(part) }
    const variants = part.oneOf ?? []
    const inner = part.properties ? [part] : part.items?.properties ? [part.items] : variants
    const path = part.items ? `${name}[].` : `${name}.`
    return [field, ...inner.flatMap((one) => variantOf(one, variants.length > 0, path))]
  })
}

/** The fields of one alternative say which one they belong to. */
function variantOf(schema: EventSchema, isVariant: boolean, path: string): Field[] {
  const fields = fieldsOf(schema, path)
  if (!isVariant) return fields
  return fields.map((field) => ({ ...field, meaning: `${schema.description ?? ''}: ${field.meaning}` }))
}

function typeOf({ type, format, items, oneOf, anyOf }: EventSchema): string {
  if (items) return `list of ${items.properties ? 'objects' : `${typeOf(items)}s`}`
  if (oneOf) return 'object'
  if (anyOf) return 'string'
  return format === 'date' || format === 'date-time' ? `string (${format})` : (type ?? 'any')
}

function allowedIn(schema: EventSchema): string {
  const words: string[] = []
  if (schema.allowed) words.push(plainly(schema.allowed))
  else if (schema.enum) words.push(schema.enum.map((one) => `\`${JSON.stringify(one)}\``).join(' or '))
  if (schema.items?.allowed) words.push(`each ${plainly(schema.items.allowed)}`)
  if (schema.maxItems !== undefined) words.push(`at most ${schema.maxItems}`)
  if (schema.default !== undefined) words.push(`\`${JSON.stringify(schema.default)}\` unless told`)
  return words.join('; ')
}

/** In the column of what is allowed, "must be" goes without saying. */
const plainly = (rule: string): string => rule.replace(/^must be /, '')
