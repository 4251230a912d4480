import { NotRehearsed } from '../aws-error.ts'
import { invalid, isRecord, recordOf, textsOf } from '../template/shape.ts'
import { arnGlob, glob } from './arn.ts'
import { type Context, compileConditions } from './conditions.ts'

/** Who asks: a role by its ARN, or an AWS service, on behalf of the resource `sourceArn`. */
export type Principal = string | { readonly service: string; readonly sourceArn?: string }

/** One question to a policy. */
export interface Request {
  readonly principal: Principal
  readonly account: string
  readonly action: string
  readonly resource: string
  readonly context: Context
}

/**
 * What a policy says: `delegate` is a resource policy that trusts the whole account, so that the identity policies of a
 * principal of that account decide.
 */
export type Verdict = 'allow' | 'deny' | 'delegate' | 'silent'

/** One statement, ready to be asked. */
export interface Statement {
  readonly effect: 'Allow' | 'Deny'
  concerns(request: Request): 'yes' | 'account' | 'no'
}

type Belonging = 'identity' | 'resource' | 'trust'

const elements = new Set(['Sid', 'Effect', 'Action', 'NotAction', 'Resource', 'NotResource', 'Principal', 'Condition'])

/** The statements of a policy document; `where` names it in errors, an element that is not rehearsed is refused by name. */
export function parsePolicy(document: unknown, where: string, belonging: Belonging): readonly Statement[] {
  const { Statement } = recordOf(document, where)
  const statements: readonly unknown[] = Array.isArray(Statement) ? Statement : [Statement]
  return statements.map((statement) => parseStatement(statement, where, belonging))
}

/** One statement of a policy document. */
export function parseStatement(written: unknown, where: string, belonging: Belonging): Statement {
  const statement = recordOf(written, `a statement of ${where}`)
  for (const element of Object.keys(statement))
    if (!elements.has(element)) throw new NotRehearsed(`${element} in a statement of ${where}`)
  const { Effect, Principal } = statement
  if (Effect !== 'Allow' && Effect !== 'Deny')
    throw invalid(`a statement of ${where} has the effect ${JSON.stringify(Effect)}`)
  if ((belonging === 'identity') !== (Principal === undefined))
    throw invalid(`a statement of ${where} ${Principal === undefined ? 'needs' : 'must not have'} a Principal`)

  // Action names are not case-sensitive, resources are.
  const action = either(statement, 'Action', where, (pattern) => glob(pattern, 'i'))
  const resource = belonging === 'trust' ? () => true : either(statement, 'Resource', where, arnGlob)
  const principal = Principal === undefined ? () => 'yes' as const : compilePrincipal(Principal, where)
  const condition = compileConditions(statement.Condition, where)
  return {
    effect: Effect,
    concerns(request) {
      if (!action(request.action) || !resource(request.resource)) return 'no'
      const who = principal(request)
      return who !== 'no' && condition(request.context) ? who : 'no'
    },
  }
}

/** What a set of statements says to a request: an explicit Deny wins over every Allow. */
export function evaluate(statements: readonly Statement[], request: Request): Verdict {
  let verdict: Verdict = 'silent'
  for (const { effect, concerns } of statements) {
    const who = concerns(request)
    if (who === 'no') continue
    if (effect === 'Deny') return 'deny'
    if (who === 'yes') verdict = 'allow'
    else if (verdict === 'silent') verdict = 'delegate'
  }
  return verdict
}

/** `Action` or `NotAction` (`Resource` or `NotResource`), exactly one of them, as a test. */
function either(
  statement: Readonly<Record<string, unknown>>,
  element: 'Action' | 'Resource',
  where: string,
  compile: (pattern: string) => (text: string) => boolean,
): (text: string) => boolean {
  const only = textsOf(statement[element], `${element} of ${where}`)
  const except = textsOf(statement[`Not${element}`], `Not${element} of ${where}`)
  if (only.length > 0 === except.length > 0)
    throw invalid(`a statement of ${where} needs either ${element} or Not${element}`)
  for (const pattern of [...only, ...except])
    if (pattern.includes('${')) throw new NotRehearsed(`the policy variable in ${pattern} (${where})`)
  const tests = [...only, ...except].map(compile)
  return (text) => tests.some((test) => test(text)) === only.length > 0
}

function compilePrincipal(element: unknown, where: string): (request: Request) => 'yes' | 'account' | 'no' {
  if (element === '*') return () => 'yes'
  if (!isRecord(element)) throw invalid(`the principal of ${where} must be "*" or an object`)
  for (const kind of Object.keys(element))
    if (kind !== 'AWS' && kind !== 'Service') throw new NotRehearsed(`${kind} as the principal of ${where}`)
  const services = textsOf(element.Service, `the principal of ${where}`)
  const accounts = textsOf(element.AWS, `the principal of ${where}`)
  return ({ principal, account }) => {
    if (accounts.includes('*')) return 'yes'
    if (typeof principal !== 'string') return services.includes(principal.service) ? 'yes' : 'no'
    if (accounts.includes(principal)) return 'yes'
    return accounts.some((id) => id === account || id === `arn:aws:iam::${account}:root`) ? 'account' : 'no'
  }
}
