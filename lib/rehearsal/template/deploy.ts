import { createHash } from 'node:crypto'
import { NotRehearsed } from '../aws-error.ts'
import { resourceOf, type Template } from './assembly.ts'
import { substituteDefinition } from './definition.ts'
import { type Identity, identify, type Place, uuidOf } from './identity.ts'
import { decide, noValue, resolve, type Scope } from './intrinsics.ts'
import { parameterValues } from './parameters.ts'
import { type ResourceType, resourceType } from './resource-types.ts'
import { invalid, recordOf, textOf } from './shape.ts'

/** One deployed resource; its properties hold no intrinsic function any more. */
export interface Resource extends Identity {
  readonly logicalId: string
  readonly type: string
  readonly kind: ResourceType['kind']
  readonly properties: Readonly<Record<string, unknown>>
}

/** A stack as it stands after `cdk deploy`. */
export interface Deployed {
  readonly stackName: string
  readonly stackId: string
  readonly account: string
  readonly region: string
  readonly resources: ReadonlyMap<string, Resource>
  readonly outputs: Readonly<Record<string, string>>
  ofType(type: string): readonly Resource[]
  /** The resource with that ARN, or undefined. */
  byArn(arn: string): Resource | undefined
  /** The directory or file on disk behind a function's `Code.S3Key`; an unknown key is an error. */
  assetPath(s3Key: string): string
}

/** Where and as what a template is deployed; `endpoint` is the gateway's origin and begins every queue URL. */
export interface DeployOptions {
  readonly account: string
  readonly region: string
  readonly stackName?: string
  readonly endpoint: string
  readonly parameters?: Readonly<Record<string, string>>
}

/** Resolves a template into the stack that AWS would make of it; what it does not know it refuses by name. */
export function deploy(template: Template, options: DeployOptions): Deployed {
  const { account, region, endpoint, stackName = template.name } = options
  const stack = new Stack(template, { account, region, endpoint, stackName }, options.parameters ?? {})
  const resources = new Map(stack.present.map((logicalId) => [logicalId, stack.resource(logicalId)]))
  stack.refuseCycles()
  const all = [...resources.values()]
  const byArn = new Map(
    all.flatMap((resource) => (resource.arn === undefined ? [] : [[resource.arn, resource] as const])),
  )
  return {
    stackName,
    stackId: stack.id,
    account,
    region,
    resources,
    outputs: stack.outputs(),
    ofType: (type) => all.filter((resource) => resource.type === type),
    byArn: (arn) => byArn.get(arn),
    assetPath(s3Key) {
      const path = template.assets.get(s3Key)
      if (path === undefined) throw invalid(`no asset of the assembly has the key ${s3Key}`)
      return path
    },
  }
}

/** The working state of one deployment: identities are found on demand, since names may refer to other resources. */
class Stack {
  readonly id: string
  readonly present: readonly string[]
  readonly #template: Template
  readonly #place: Place
  readonly #parameters: ReadonlyMap<string, unknown>
  readonly #identities = new Map<string, Identity | 'being named'>()
  readonly #needs = new Map<string, Set<string>>()

  constructor(template: Template, place: Place, parameters: Readonly<Record<string, string>>) {
    this.#template = template
    this.#place = place
    this.#parameters = parameterValues(template.parameters, parameters)
    const digest = createHash('sha256').update(place.stackName).digest('hex')
    this.id = `arn:aws:cloudformation:${place.region}:${place.account}:stack/${place.stackName}/${uuidOf(digest)}`
    this.present = Object.keys(template.resources).filter((logicalId) => {
      const { condition } = resourceOf(template, logicalId)
      return condition === undefined || this.#condition(condition)
    })
  }

  resource(logicalId: string): Resource {
    const { type, properties, dependsOn } = resourceOf(this.#template, logicalId)
    const { kind } = resourceType(type, logicalId)
    const needs = new Set(dependsOn)
    this.#needs.set(logicalId, needs)
    const resolved = recordOf(resolve(properties, this.#scope(needs)), `the properties of ${logicalId}`)
    const final = type === 'AWS::StepFunctions::StateMachine' ? substituteDefinition(logicalId, resolved) : resolved
    return { logicalId, type, kind, properties: final, ...this.#identity(logicalId) }
  }

  outputs(): Record<string, string> {
    const scope = this.#scope(new Set())
    const outputs: Record<string, string> = {}
    for (const [name, written] of Object.entries(this.#template.outputs)) {
      const { Condition, Value } = recordOf(written, `the output ${name}`)
      if (Condition !== undefined && !this.#condition(textOf(Condition, `the condition of ${name}`))) continue
      outputs[name] = String(resolve(Value, scope))
    }
    return outputs
  }

  /** CloudFormation refuses resources that need each other, and so would the first real deployment. */
  refuseCycles(): void {
    const done = new Set<string>()
    const visit = (logicalId: string, path: readonly string[]): void => {
      if (done.has(logicalId)) return
      if (path.includes(logicalId))
        throw invalid(`circular dependency between resources: [${path.slice(path.indexOf(logicalId)).join(', ')}]`)
      for (const need of this.#needs.get(logicalId) ?? []) visit(need, [...path, logicalId])
      done.add(logicalId)
    }
    for (const logicalId of this.#needs.keys()) visit(logicalId, [])
  }

  #identity(logicalId: string): Identity {
    const known = this.#identities.get(logicalId)
    if (known === 'being named') throw invalid(`circular dependency between resources: [${logicalId}]`)
    if (known) return known
    if (!this.present.includes(logicalId)) throw invalid(`unresolved resource dependency [${logicalId}]`)
    const { type, properties } = resourceOf(this.#template, logicalId)
    this.#identities.set(logicalId, 'being named')
    const scope = this.#scope(new Set())
    const identity = identify(logicalId, resourceType(type, logicalId), this.#place, (name) => {
      const value = resolve(properties[name], scope)
      return value === noValue ? undefined : value
    })
    this.#identities.set(logicalId, identity)
    return identity
  }

  #condition(name: string): boolean {
    if (!(name in this.#template.conditions)) throw invalid(`unresolved condition dependency ${name}`)
    return decide(this.#template.conditions[name], this.#scope(new Set()))
  }

  #scope(needs: Set<string>): Scope {
    return {
      ref: (name) => {
        if (name.startsWith('AWS::')) return this.#pseudo(name)
        if (this.#parameters.has(name)) return this.#parameters.get(name)
        if (name in this.#template.parameters)
          throw new NotRehearsed(`a reference to the parameter ${name}, which SSM holds`)
        needs.add(name)
        return this.#identity(name).physicalId
      },
      attribute: (logicalId, attribute) => {
        needs.add(logicalId)
        const value = this.#identity(logicalId).attributes[attribute]
        if (value !== undefined) return value
        const { type } = resourceOf(this.#template, logicalId)
        throw new NotRehearsed(`the attribute ${attribute} of ${type} (logical id ${logicalId})`)
      },
      condition: (name) => this.#condition(name),
      mapping: (map, first, second) => {
        const row = recordOf(this.#template.mappings[map] ?? {}, `the mapping ${map}`)[first]
        const value = recordOf(row ?? {}, `${first} of the mapping ${map}`)[second]
        if (value === undefined) throw invalid(`the mapping ${map} has no ${first}.${second}`)
        return value
      },
    }
  }

  #pseudo(name: string): unknown {
    switch (name) {
      case 'AWS::AccountId':
        return this.#place.account
      case 'AWS::Region':
        return this.#place.region
      case 'AWS::Partition':
        return 'aws'
      case 'AWS::StackName':
        return this.#place.stackName
      case 'AWS::StackId':
        return this.id
      case 'AWS::URLSuffix':
        return 'amazonaws.com'
      case 'AWS::NotificationARNs':
        return []
      case 'AWS::NoValue':
        return noValue
      default:
        throw new NotRehearsed(`the pseudo parameter ${name}`)
    }
  }
}
