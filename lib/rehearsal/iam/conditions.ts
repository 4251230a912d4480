import { NotRehearsed } from '../aws-error.ts'
import { invalid, recordOf } from '../template/shape.ts'
import { arnGlob, glob } from './arn.ts'

/** The condition keys of one request in lower case, each with its values. */
export type Context = ReadonlyMap<string, readonly string[]>

type Compare = (wanted: string) => (given: string) => boolean

const equals: Compare = (wanted) => (given) => given === wanted
const equalsIgnoringCase: Compare = (wanted) => (given) => given.toLowerCase() === wanted.toLowerCase()

const operators: ReadonlyMap<string, { compare: Compare; negated: boolean }> = new Map([
  ['StringEquals', { compare: equals, negated: false }],
  ['StringNotEquals', { compare: equals, negated: true }],
  ['StringEqualsIgnoreCase', { compare: equalsIgnoringCase, negated: false }],
  ['StringNotEqualsIgnoreCase', { compare: equalsIgnoringCase, negated: true }],
  ['StringLike', { compare: (wanted) => glob(wanted), negated: false }],
  ['StringNotLike', { compare: (wanted) => glob(wanted), negated: true }],
  ['ArnEquals', { compare: arnGlob, negated: false }],
  ['ArnLike', { compare: arnGlob, negated: false }],
  ['ArnNotEquals', { compare: arnGlob, negated: true }],
  ['ArnNotLike', { compare: arnGlob, negated: true }],
  ['Bool', { compare: equalsIgnoringCase, negated: false }],
])

// A request that does not carry one of these really lacks it; of any other key the rehearsal cannot know.
const knownKeys = new Set(
  [
    ...['aws:SourceArn', 'aws:SourceAccount', 'aws:SecureTransport', 'aws:RequestedRegion', 'aws:ResourceAccount'],
    ...['aws:PrincipalArn', 'aws:PrincipalAccount', 'aws:PrincipalType', 'aws:PrincipalIsAWSService'],
    ...['aws:PrincipalServiceName', 'kms:ViaService', 'kms:CallerAccount', 'kms:GrantIsForAWSResource'],
    ...['lambda:FunctionUrlAuthType', 'lambda:InvokedViaFunctionUrl'],
  ].map((key) => key.toLowerCase()),
)

/**
 * A `Condition` element as a test: all operators and all keys hold, one value of each key is enough. An operator that is
 * not rehearsed, or a policy variable, is refused at once; a key that the rehearsal cannot know when it is asked for.
 */
export function compileConditions(element: unknown, where: string): (context: Context) => boolean {
  const tests = Object.entries(recordOf(element ?? {}, `the condition of ${where}`)).flatMap(([operator, keys]) =>
    Object.entries(recordOf(keys, `${operator} of ${where}`)).map(([key, value]) => {
      const values = (Array.isArray(value) ? value : [value]).map((item) => textual(item, `${operator} of ${where}`))
      const test = compileOperator(operator, values)
      return (context: Context) => test(valuesOf(context, key))
    }),
  )
  return (context) => tests.every((test) => test(context))
}

function compileOperator(
  written: string,
  wanted: readonly string[],
): (given: readonly string[] | undefined) => boolean {
  if (written === 'Null') return (given) => wanted.includes(String(given === undefined))
  const [, set, name = '', optional] = /^(ForAllValues:|ForAnyValue:)?(\w+?)(IfExists)?$/.exec(written) ?? []
  const operator = operators.get(name)
  if (!operator) throw new NotRehearsed(`the condition operator ${written}`)
  const tests = wanted.map(operator.compare)
  const holds = (value: string) => tests.some((test) => test(value)) !== operator.negated
  switch (set) {
    case 'ForAllValues:':
      return (given) => (given ?? []).every(holds)
    case 'ForAnyValue:':
      return (given) => (given === undefined ? optional !== undefined : given.some(holds))
    default:
      return (given) => (given === undefined ? operator.negated || optional !== undefined : given.some(holds))
  }
}

function valuesOf(context: Context, key: string): readonly string[] | undefined {
  const name = key.toLowerCase()
  const values = context.get(name)
  if (values === undefined && !knownKeys.has(name) && !name.startsWith('kms:encryptioncontext:'))
    throw new NotRehearsed(`the condition key ${key}, of which this request says nothing`)
  return values
}

function textual(value: unknown, where: string): string {
  if (typeof value === 'boolean' || typeof value === 'number') return String(value)
  if (typeof value !== 'string') throw invalid(`a value of ${where} must be text, not ${JSON.stringify(value)}`)
  if (value.includes('${')) throw new NotRehearsed(`the policy variable in ${value} (${where})`)
  return value
}
