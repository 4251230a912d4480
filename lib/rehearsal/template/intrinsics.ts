import { NotRehearsed } from '../aws-error.ts'
import { invalid, isRecord, listOf, recordOf, textOf } from './shape.ts'

/** What the intrinsic functions of a template ask of the stack around them. */
export interface Scope {
  /** What `Ref` answers: a pseudo parameter, a parameter or a resource's physical id. */
  ref(name: string): unknown
  attribute(logicalId: string, attribute: string): string
  condition(name: string): boolean
  mapping(map: string, first: string, second: string): unknown
}

/** The value of `{ Ref: 'AWS::NoValue' }`: whatever holds it leaves it out. */
export const noValue = Symbol('AWS::NoValue')

/** Resolves every intrinsic function in a piece of a template; one that it does not know is refused by name. */
export function resolve(node: unknown, scope: Scope): unknown {
  if (Array.isArray(node)) return node.map((item) => resolve(item, scope)).filter((item) => item !== noValue)
  if (!isRecord(node)) return node
  const keys = Object.keys(node)
  const [key] = keys
  if (keys.length === 1 && key !== undefined && (key === 'Ref' || key.startsWith('Fn::')))
    return call(key, node[key], scope)
  for (const name of keys)
    if (name.startsWith('Fn::')) throw invalid(`${name} stands beside other keys (${keys.join(', ')})`)
  const entries = keys.map((name) => [name, resolve(node[name], scope)] as const)
  return Object.fromEntries(entries.filter(([, value]) => value !== noValue))
}

/** The value of a condition: a name, or one of Fn::Equals, Fn::And, Fn::Or, Fn::Not. */
export function decide(node: unknown, scope: Scope): boolean {
  const [[key, argument] = ['', undefined], ...more] = Object.entries(recordOf(node, 'a condition'))
  if (more.length > 0)
    throw invalid(`a condition has one function, not ${[key, ...more.map(([name]) => name)].join(', ')}`)
  switch (key) {
    case 'Condition':
      return scope.condition(textOf(argument, 'the name of a condition'))
    case 'Fn::Equals': {
      const [left, right] = argumentsOf(key, argument, 2)
      return JSON.stringify(resolve(left, scope)) === JSON.stringify(resolve(right, scope))
    }
    case 'Fn::And':
      return listOf(argument, key).every((item) => decide(item, scope))
    case 'Fn::Or':
      return listOf(argument, key).some((item) => decide(item, scope))
    case 'Fn::Not':
      return !decide(argumentsOf(key, argument, 1)[0], scope)
    default:
      throw new NotRehearsed(`the condition function ${key}`)
  }
}

function call(name: string, argument: unknown, scope: Scope): unknown {
  switch (name) {
    case 'Ref':
      return scope.ref(textOf(argument, 'Ref'))
    case 'Fn::GetAtt': {
      const [logicalId = '', ...attribute] =
        typeof argument === 'string' ? argument.split('.') : listOf(argument, name).map((part) => textOf(part, name))
      return scope.attribute(logicalId, attribute.join('.'))
    }
    case 'Fn::Join': {
      const [separator, items] = argumentsOf(name, argument, 2)
      return listOf(resolve(items, scope), name)
        .map((item) => printed(item, name))
        .join(textOf(separator, `the separator of ${name}`))
    }
    case 'Fn::Split': {
      const [separator, source] = argumentsOf(name, argument, 2)
      return textOf(resolve(source, scope), name).split(textOf(separator, `the separator of ${name}`))
    }
    case 'Fn::Select': {
      const [index, items] = argumentsOf(name, argument, 2)
      const list = listOf(resolve(items, scope), name)
      const position = Number(resolve(index, scope))
      if (!(position in list)) throw invalid(`Fn::Select asks for item ${position} of a list of ${list.length}`)
      return list[position]
    }
    case 'Fn::If': {
      const [condition, yes, no] = argumentsOf(name, argument, 3)
      return resolve(scope.condition(textOf(condition, name)) ? yes : no, scope)
    }
    case 'Fn::FindInMap': {
      const [map = '', first = '', second = ''] = argumentsOf(name, argument, 3).map((part) =>
        printed(resolve(part, scope), name),
      )
      return scope.mapping(map, first, second)
    }
    case 'Fn::Sub':
      return substitute(argument, scope)
    case 'Fn::Base64':
      return Buffer.from(textOf(resolve(argument, scope), name)).toString('base64')
    default:
      throw new NotRehearsed(`the intrinsic function ${name}`)
  }
}

/** Both forms of Fn::Sub; `${!name}` stays as `${name}`. */
function substitute(argument: unknown, scope: Scope): string {
  const [text, variables] = typeof argument === 'string' ? [argument, {}] : argumentsOf('Fn::Sub', argument, 2)
  const own = recordOf(variables, 'the variables of Fn::Sub')
  return textOf(text, 'the text of Fn::Sub').replace(/\$\{([^}]*)\}/g, (_, written: string) => {
    const name = written.trim()
    if (name.startsWith('!')) return `\${${name.slice(1)}}`
    if (Object.hasOwn(own, name)) return printed(resolve(own[name], scope), 'Fn::Sub')
    const dot = name.indexOf('.')
    const value = dot < 0 ? scope.ref(name) : scope.attribute(name.slice(0, dot), name.slice(dot + 1))
    return printed(value, 'Fn::Sub')
  })
}

function argumentsOf(name: string, argument: unknown, count: number): readonly unknown[] {
  const list = listOf(argument, `the arguments of ${name}`)
  if (list.length !== count) throw invalid(`${name} takes ${count} arguments, not ${list.length}`)
  return list
}

function printed(value: unknown, name: string): string {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return String(value)
  throw invalid(`${name} needs text, not ${typeof value === 'symbol' ? 'AWS::NoValue' : JSON.stringify(value)}`)
}
