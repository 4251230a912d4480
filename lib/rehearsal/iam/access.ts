import { AwsError, NotRehearsed } from '../aws-error.ts'
import type { Deployed } from '../template/deploy.ts'
import { ownerOf, serviceOfAction, serviceOfArn } from './arn.ts'
import { type Attached, identityPolicies, resourcePolicies, trustPolicies } from './attachments.ts'
import type { Context } from './conditions.ts'
import { encryptionContext, impliedKmsActions, keysByResource, keyUser } from './encryption.ts'
import { evaluate, type Principal, type Request, type Verdict } from './policy.ts'

/** A permission that a call needs: an IAM action on the ARN of a resource, or on `*`. */
export interface Need {
  readonly action: string
  readonly resource: string
}

/** A need of a principal; `context` adds condition keys to those that every request carries. */
export interface AccessRequest extends Need {
  readonly principal: Principal
  readonly context?: Readonly<Record<string, string | readonly string[]>>
}

/** What the roles, keys and resource policies of a deployed stack allow, inside its one account. */
export class Access {
  readonly #deployed: Deployed
  readonly #identity: Attached
  readonly #resource: Attached
  readonly #trust: Attached
  readonly #keys: ReadonlyMap<string, string>

  constructor(deployed: Deployed) {
    this.#deployed = deployed
    this.#identity = identityPolicies(deployed)
    this.#resource = resourcePolicies(deployed)
    this.#trust = trustPolicies(deployed)
    this.#keys = keysByResource(deployed)
  }

  /**
   * Throws the service's access error unless the policies allow the request: for a role its identity policies or the
   * resource's policy (for a key the key's policy, which may delegate to them), for a service the resource's policy alone.
   */
  check(request: AccessRequest): void {
    const reason = this.#refusal(request)
    if (reason === undefined) return
    const { code, status } = denials[serviceOfAction(request.action)] ?? usual
    throw new AwsError(code, sentence(request, reason), status)
  }

  /** Throws the service's KMS error unless the principal may use the key of the resource for that action; no key, no error. */
  checkEncrypted({ principal, action, resource }: AccessRequest): void {
    const key = this.keyOf(resource)
    if (key === undefined) return
    const { account, region } = this.#deployed
    const user = keyUser(resource, region)
    const via = `${serviceOfArn(resource)}.${region}.amazonaws.com`
    const context = {
      'kms:CallerAccount': account,
      ...(user ? {} : { 'kms:ViaService': via }),
      ...encryptionContext(resource, account),
    }
    for (const kmsAction of impliedKmsActions(action)) {
      const request = { principal: user ?? principal, action: kmsAction, resource: key, context }
      const reason = this.#refusal(request)
      if (reason === undefined) continue
      const { code, status } = keyDenials[serviceOfAction(action)] ?? usual
      throw new AwsError(
        code,
        `KMS key access denied for ${action} on ${resource}: ${sentence(request, reason)}`,
        status,
      )
    }
  }

  /**
   * Throws unless the trust policy of the role lets the service assume it, on behalf of `sourceArn` where the trust asks;
   * `context` are the condition keys that the service brings beside those of every request.
   */
  checkAssume(roleArn: string, service: string, sourceArn?: string, context: AccessRequest['context'] = {}): void {
    const trust = this.#trust.get(roleArn)
    if (!trust) throw new NotRehearsed(`the role ${roleArn}, which is not in the template`)
    const principal = sourceArn === undefined ? { service } : { service, sourceArn }
    const request = { principal, action: 'sts:AssumeRole', resource: roleArn, context }
    if (evaluate(trust, this.#complete(request)) !== 'allow')
      throw new AwsError(
        'AccessDeniedException',
        sentence(request, 'because no trust policy allows the sts:AssumeRole action'),
        403,
      )
  }

  /** The ARN of the customer-managed key that encrypts a resource (a table's index and stream share the table's), or undefined. */
  keyOf(resourceArn: string): string | undefined {
    return this.#keys.get(ownerOf(resourceArn))
  }

  /** Why a request is refused, in AWS's words, or undefined when it is allowed. */
  #refusal(asked: AccessRequest): string | undefined {
    const { principal, action, resource } = asked
    const request = this.#complete(asked)
    const byResource = evaluate(this.#resource.get(ownerOf(resource)) ?? [], request)
    const byIdentity = typeof principal === 'string' ? this.#byIdentity(principal, request) : 'silent'
    if (byIdentity === 'deny') return 'with an explicit deny in an identity-based policy'
    if (byResource === 'deny') return 'with an explicit deny in a resource-based policy'
    if (byResource === 'allow') return undefined
    const keyGuardsItself = serviceOfArn(resource) === 'kms' && byResource !== 'delegate'
    if (byIdentity === 'allow' && !keyGuardsItself) return undefined
    const kind = typeof principal === 'string' && !keyGuardsItself ? 'identity-based' : 'resource-based'
    return `because no ${kind} policy allows the ${action} action`
  }

  #byIdentity(roleArn: string, request: Request): Verdict {
    if (!this.#trust.has(roleArn)) throw new NotRehearsed(`the principal ${roleArn}, which no role of the template is`)
    return evaluate(this.#identity.get(roleArn) ?? [], request)
  }

  #complete({ principal, action, resource, context = {} }: AccessRequest): Request {
    const { account, region } = this.#deployed
    const common = {
      'aws:SecureTransport': 'true',
      'aws:RequestedRegion': region,
      'aws:ResourceAccount': account,
      'aws:PrincipalIsAWSService': String(typeof principal !== 'string'),
    }
    const own =
      typeof principal === 'string'
        ? { 'aws:PrincipalArn': principal, 'aws:PrincipalAccount': account, 'aws:PrincipalType': 'AssumedRole' }
        : {
            'aws:PrincipalServiceName': principal.service,
            'aws:SourceAccount': account,
            ...(principal.sourceArn === undefined ? {} : { 'aws:SourceArn': principal.sourceArn }),
          }
    return { principal, account, action, resource, context: contextOf({ ...common, ...own, ...context }) }
  }
}

const contextOf = (keys: Readonly<Record<string, string | readonly string[]>>): Context =>
  new Map(Object.entries(keys).map(([key, value]) => [key.toLowerCase(), typeof value === 'string' ? [value] : value]))

const sentence = ({ principal, action, resource }: AccessRequest, reason: string): string =>
  `User: ${typeof principal === 'string' ? principal : principal.service} is not authorized to perform: ${action} on resource: ${resource} ${reason}`

interface Denial {
  readonly code: string
  readonly status: number
}

const usual: Denial = { code: 'AccessDeniedException', status: 400 }

/** How the services that do not say AccessDeniedException refuse. */
const denials: Readonly<Record<string, Denial>> = {
  lambda: { code: 'AccessDeniedException', status: 403 },
  mobiletargeting: { code: 'AccessDeniedException', status: 403 },
  ses: { code: 'AccessDenied', status: 403 },
  s3: { code: 'AccessDenied', status: 403 },
  cloudformation: { code: 'AccessDenied', status: 403 },
  sns: { code: 'AuthorizationError', status: 403 },
}

/** How each service answers when the key of its resource refuses; DynamoDB has no code of its own for it. */
const keyDenials: Readonly<Record<string, Denial>> = {
  sqs: { code: 'KmsAccessDenied', status: 400 },
  states: { code: 'KmsAccessDeniedException', status: 400 },
  sns: { code: 'KMSAccessDenied', status: 400 },
  s3: { code: 'AccessDenied', status: 403 },
}
