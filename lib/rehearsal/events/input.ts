import { NotRehearsed } from '../aws-error.ts'
import { asFields, type Fields, isFields, optionalFields, optionalText, text } from '../gateway/fields.ts'

/** How a target's Input, InputPath or InputTransformer makes the text it receives out of an event. */
export function shapeOf(target: Fields): (event: unknown) => string {
  const input = optionalText(target, 'Input')
  if (input !== undefined) return () => input
  const path = optionalText(target, 'InputPath')
  if (path !== undefined) return (event) => JSON.stringify(at(event, path)) ?? 'null'
  const transformer = optionalFields(target, 'InputTransformer')
  if (transformer) return transformed(transformer)
  return (event) => JSON.stringify(event)
}

/** Follows a path of names and numbers (`$.detail.items[0].name`); anything richer is refused. */
function at(event: unknown, path: string): unknown {
  if (!/^\$(\.[\w-]+|\[\d+\]|\['[^']+'\])*$/.test(path))
    throw new NotRehearsed(`the input path ${path} of a rule's target`)
  let value = event
  for (const [, name, index, quoted] of path.matchAll(/\.([\w-]+)|\[(\d+)\]|\['([^']+)'\]/g)) {
    if (index !== undefined) value = Array.isArray(value) ? value[Number(index)] : undefined
    else value = isFields(value) ? value[name ?? quoted ?? ''] : undefined
  }
  return value
}

function transformed(transformer: Fields): (event: unknown) => string {
  const template = text(transformer, 'InputTemplate')
  const paths = Object.entries(asFields(transformer.InputPathsMap ?? {}, 'InputPathsMap'))
  return (event) => {
    const values = new Map<string, unknown>(paths.map(([name, path]) => [name, at(event, String(path))]))
    values.set('aws.events.event.json', event)
    return template.replace(/<([\w.-]+)>/g, (whole, name: string, offset: number) => {
      if (name.startsWith('aws.') && !values.has(name)) throw new NotRehearsed(`${whole} in an input template`)
      const value = values.get(name)
      const quoted = template[offset - 1] === '"' && template[offset + whole.length] === '"'
      if (typeof value === 'string' && (quoted || insideText(template, offset)))
        return JSON.stringify(value).slice(1, -1)
      return JSON.stringify(value) ?? (quoted ? '' : 'null')
    })
  }
}

/** Whether the placeholder stands between the quotes of a JSON text. */
const insideText = (template: string, offset: number): boolean =>
  (template.slice(0, offset).match(/(?<!\\)"/g)?.length ?? 0) % 2 === 1
