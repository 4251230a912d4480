import { z } from 'zod'
import type { Template } from '../../lib/rehearsal/template/assembly.ts'

/** One permission of the template, and the template without it. */
export interface Grant {
  readonly name: string
  /** Such as `dynamodb:GetItem`, or with `*` as it is written. */
  readonly actions: readonly string[]
  readonly without: Template
}

const texts = z.union([z.string().transform((text) => [text]), z.array(z.string())])
const conditions = z.record(z.string(), z.record(z.string(), z.unknown()))
const statement = z.looseObject({
  Sid: z.string().optional(),
  Effect: z.enum(['Allow', 'Deny']),
  Action: texts,
  Resource: z.unknown().optional(),
  Principal: z.unknown().optional(),
  Condition: conditions.optional(),
})
const document = z.looseObject({ Statement: z.array(statement) })
const resource = z.looseObject({ Type: z.string(), Properties: z.record(z.string(), z.unknown()).default({}) })

type Statement = z.infer<typeof statement>

/** Where each type keeps its statements. */
const DOCUMENTS: Readonly<Record<string, string>> = {
  'AWS::IAM::Policy': 'PolicyDocument',
  'AWS::IAM::ManagedPolicy': 'PolicyDocument',
  'AWS::IAM::Role': 'AssumeRolePolicyDocument',
  'AWS::SQS::QueuePolicy': 'PolicyDocument',
  'AWS::SNS::TopicPolicy': 'PolicyDocument',
  'AWS::KMS::Key': 'KeyPolicy',
  'AWS::S3::BucketPolicy': 'PolicyDocument',
}
/** Grants in another form; none are in the template today, and one that comes must be taken apart here first. */
const OTHER_FORMS = ['AWS::Events::EventBusPolicy']

interface Place {
  readonly id: string
  readonly statements: readonly Statement[]
  readonly index: number
  readonly one: Statement
  /** The template with other statements in the place of this one. */
  replaced(by: readonly Statement[]): Template
}

/** Every permission once for each action and each resource: a statement of two actions on two tables holds four. */
export function grantsOf(template: Template): Grant[] {
  return named([...functionGrants(template), ...statementGrants(template)])
}

/** What a function lets others do: each permission is a resource of its own. */
function functionGrants(template: Template): Grant[] {
  return permissions(template).map(({ id, properties }) => {
    const { [id]: _, ...others } = template.resources
    const action = String(properties.Action)
    return { name: `${label(id)} ${action}`, actions: [action], without: { ...template, resources: others } }
  })
}

const permissions = (template: Template) =>
  Object.entries(template.resources).flatMap(([id, written]) => {
    const { Type, Properties: properties } = resource.parse(written)
    return Type === 'AWS::Lambda::Permission' ? [{ id, written, properties }] : []
  })

/** What a stranger's call must bring with it, and what it is told instead. */
const OF_STRANGERS = { FunctionUrlAuthType: 'AWS_IAM', InvokedViaFunctionUrl: false } as const

function functionConditions(template: Template): Grant[] {
  return permissions(template).flatMap(({ id, written, properties }) =>
    Object.entries(OF_STRANGERS).flatMap(([key, other]): Grant[] => {
      if (properties[key] === undefined) return []
      const changed = { ...resource.parse(written), Properties: { ...properties, [key]: other } }
      const action = String(properties.Action)
      const without = { ...template, resources: { ...template.resources, [id]: changed } }
      return [{ name: `${label(id)} ${action}: ${key} ${String(properties[key])}`, actions: [action], without }]
    }),
  )
}

function statementGrants(template: Template): Grant[] {
  return allowed(template).flatMap(({ id, one, replaced }) => {
    const resources = Array.isArray(one.Resource) ? one.Resource : [one.Resource]
    return one.Action.flatMap((action) =>
      resources.map((on: unknown): Grant => {
        const otherActions = one.Action.filter((each) => each !== action)
        const elsewhere = resources.filter((each: unknown) => each !== on)
        return {
          name: [label(id), action, onText(on), conditionText(one)].filter(Boolean).join(' '),
          actions: [action],
          without: replaced([
            ...(otherActions.length > 0 ? [{ ...one, Action: otherActions }] : []),
            ...(elsewhere.length > 0 ? [{ ...one, Action: [action], Resource: elsewhere }] : []),
          ]),
        }
      }),
    )
  })
}

/** Every value that the policy of a resource asks of a request, once, with another value in its place. */
export function conditionsOf(template: Template): Grant[] {
  return named([...functionConditions(template), ...statementConditions(template)])
}

function statementConditions(template: Template): Grant[] {
  return allowed(template).flatMap(({ id, one, replaced }) => {
    if (one.Principal === undefined) return []
    return Object.entries(one.Condition ?? {}).flatMap(([operator, keys]) =>
      Object.entries(keys).flatMap(([key, value]) => {
        const values = Array.isArray(value) ? value : [value]
        return values.map((each: unknown): Grant => {
          const wrong = values.map((other: unknown) => (other === each ? 'arn:aws:other:us-east-1:9:thing' : other))
          const Condition = { ...one.Condition, [operator]: { ...keys, [key]: wrong } }
          const statementName = one.Sid ?? one.Action.join(' ')
          return {
            name: `${label(id)} ${statementName}: ${key} ${nameIn(each)}`,
            actions: one.Action,
            without: replaced([{ ...one, Condition }]),
          }
        })
      }),
    )
  })
}

/** The template without any of these grants. */
export function withoutAll(template: Template, names: ReadonlySet<string>): Template {
  const next = grantsOf(template).find(({ name }) => names.has(name))
  return next ? withoutAll(next.without, names) : template
}

function allowed(template: Template): Place[] {
  return Object.entries(template.resources).flatMap(([id, written]) => {
    const { Type, Properties } = resource.parse(written)
    if (OTHER_FORMS.includes(Type)) throw new Error(`the grants of a ${Type} (${id}) are not taken apart yet`)
    const property = DOCUMENTS[Type]
    if (property === undefined) return []
    const policy = document.parse(Properties[property])
    const statements = policy.Statement
    return statements.flatMap((one, index): Place[] => {
      if (one.Effect === 'Deny') return []
      const replaced = (by: readonly Statement[]): Template => {
        const Statement = [...statements.slice(0, index), ...by, ...statements.slice(index + 1)]
        const changed = {
          ...resource.parse(written),
          Properties: { ...Properties, [property]: { ...policy, Statement } },
        }
        return { ...template, resources: { ...template.resources, [id]: changed } }
      }
      return [{ id, statements, index, one, replaced }]
    })
  })
}

/** A logical id without the hash that CDK ends it with, and without the words every policy has. */
const label = (id: string) => id.replace(/[0-9A-F]{8}$/, '').replace(/(Role)?(Default)?Policy$/, '$1')

/** What a resource or a condition's value refers to, in a few words. */
function nameIn(value: unknown): string {
  if (typeof value === 'string') return value
  const json = JSON.stringify(value)
  const [, id = ''] = /"(?:Ref|Fn::GetAtt)":\[?"((?!AWS::)[^"]+)"/.exec(json) ?? []
  const [, tail = ''] = /"([^"]*)"\]\]?\}$/.exec(json) ?? []
  return [label(id), tail === 'Arn' ? '' : tail.replace(/^:/, '')].filter(Boolean).join(' ') || 'this account'
}

/** In a key's policy every statement is about that key. */
const onText = (on: unknown) => (on === undefined || on === '*' ? '' : `on ${nameIn(on)}`)

const conditionText = ({ Sid, Condition, Principal }: Statement) => {
  if (Sid !== undefined) return `(${Sid})`
  const service = z.object({ Service: z.unknown() }).safeParse(Principal)
  const keys = Object.values(Condition ?? {}).flatMap((each) =>
    Object.entries(each).map(([key, value]) => `${key} is ${nameIn(value)}`),
  )
  return [
    service.success ? `for ${nameIn(service.data.Service)}` : '',
    keys.length > 0 ? `if ${keys.join(' and ')}` : '',
  ]
    .filter(Boolean)
    .join(' ')
}

function named(grants: readonly Grant[]): Grant[] {
  const seen = new Set<string>()
  for (const { name } of grants) {
    if (seen.has(name)) throw new Error(`two grants are called ${name}`)
    seen.add(name)
  }
  return [...grants]
}
