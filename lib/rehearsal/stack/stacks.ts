import { AwsError, NotRehearsed } from '../aws-error.ts'
import type { Service } from '../gateway/calls.ts'
import { type Fields, optionalText } from '../gateway/fields.ts'
import type { Deployed } from '../template/deploy.ts'

/** CloudFormation as far as a command line needs it to find the stack's tables and queues. */
export class Stacks implements Service {
  readonly #deployed: Deployed
  readonly #createdAt: string

  constructor(deployed: Deployed, createdAt: number) {
    this.#deployed = deployed
    this.#createdAt = new Date(createdAt).toISOString()
  }

  async call(operation: string, input: Fields): Promise<unknown> {
    const { stackName, stackId, outputs, resources } = this.#deployed
    const asked = optionalText(input, 'StackName')
    if (asked !== undefined && asked !== stackName && asked !== stackId)
      throw new AwsError('ValidationError', `Stack with id ${asked} does not exist`)
    switch (operation) {
      case 'DescribeStacks': {
        const Outputs = Object.entries(outputs).map(([OutputKey, OutputValue]) => ({ OutputKey, OutputValue }))
        const stack = {
          StackId: stackId,
          StackName: stackName,
          CreationTime: this.#createdAt,
          StackStatus: 'CREATE_COMPLETE',
          Outputs,
        }
        return { Stacks: [stack] }
      }
      case 'DescribeStackResources': {
        const StackResources = [...resources.values()].map(({ logicalId, physicalId, type }) => ({
          StackName: stackName,
          StackId: stackId,
          LogicalResourceId: logicalId,
          PhysicalResourceId: physicalId,
          ResourceType: type,
          Timestamp: this.#createdAt,
          ResourceStatus: 'CREATE_COMPLETE',
        }))
        return { StackResources }
      }
      default:
        throw new NotRehearsed(`cloudformation:${operation}`)
    }
  }
}

/** STS as far as a command line asks who it is. */
export class Identities implements Service {
  readonly #account: string

  constructor(account: string) {
    this.#account = account
  }

  async call(operation: string, _input: Fields, principal: string): Promise<unknown> {
    if (operation !== 'GetCallerIdentity') throw new NotRehearsed(`sts:${operation}`)
    const Arn = principal.startsWith('arn:') ? principal : `arn:aws:iam::${this.#account}:user/${principal}`
    return { UserId: 'AIDAREHEARSAL', Account: this.#account, Arn }
  }
}
