import {
  CloudFormationClient,
  CloudFormationServiceException,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation'
import { DescribeAccountSubscriptionCommand, QuickSightClient } from '@aws-sdk/client-quicksight'
import { paginateListSubscriptionsByTopic, SNSClient } from '@aws-sdk/client-sns'
import type { Facts } from '../../domain/doctor/facts.ts'
import type { Observed } from '../../domain/doctor/finding.ts'
import { UserError } from '../user-error.ts'
import { notAsked, type Reach, reading, unlessAbsent } from './reading.ts'

/** What CloudFormation says: the stack's outputs, and the instant of the answer in ms. */
export interface StackSeen {
  readonly account: Observed<{ readonly id: string; readonly region: string } | undefined>
  readonly outputs: ReadonlyMap<string, string>
  readonly answeredAt: number | undefined
}

/** Reads the stack by its name; one that is not there is no failure. */
export async function readStack(reach: Reach, name: string): Promise<StackSeen> {
  const client = new CloudFormationClient(reach)
  let answeredAt: number | undefined
  client.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args)
      answeredAt = dateOf(result.response)
      return result
    },
    { step: 'deserialize', name: 'readDate', priority: 'low' },
  )
  const read = await reading('cloudformation:DescribeStacks', () =>
    unlessAbsent(client.send(new DescribeStacksCommand({ StackName: name })), 'ValidationError').catch(unanswered),
  )
  const stack = read.kind === 'seen' ? read.value?.Stacks?.[0] : undefined
  const [, , , region = '', id = ''] = stack?.StackId?.split(':') ?? []
  return {
    account: read.kind === 'seen' ? { kind: 'seen', value: stack && { id, region } } : read,
    outputs: new Map((stack?.Outputs ?? []).map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue])),
    answeredAt,
  }
}

/** A refusal of AWS is something to tell; where nobody answers there is no account to look at. */
function unanswered(cause: unknown): never {
  if (cause instanceof CloudFormationServiceException) throw cause
  const why = cause instanceof Error ? cause.message : String(cause)
  throw new UserError(
    `no se llega a la cuenta (${why}): defina AWS_PROFILE y AWS_REGION, o use --rehearsal`,
    `the account cannot be reached (${why}): set AWS_PROFILE and AWS_REGION, or use --rehearsal`,
  )
}

/** The Date header of an answer of HTTP, in ms. */
function dateOf(response: unknown): number | undefined {
  if (typeof response !== 'object' || response === null || !('headers' in response)) return undefined
  const headers = response.headers
  if (typeof headers !== 'object' || headers === null || !('date' in headers)) return undefined
  const at = Date.parse(String(headers.date))
  return Number.isNaN(at) ? undefined : at
}

/** Who hears the alarms. */
export async function readSubscribers(reach: Reach, topic: string | undefined): Promise<Facts['subscribers']> {
  if (topic === undefined) return notAsked('Sin pila no hay alarmas.', 'Without a stack there are no alarms.')
  return reading('sns:ListSubscriptionsByTopic', async () => {
    let [confirmed, pending] = [0, 0]
    for await (const { Subscriptions = [] } of paginateListSubscriptionsByTopic(
      { client: new SNSClient(reach) },
      { TopicArn: topic },
    ))
      for (const { SubscriptionArn } of Subscriptions) {
        if (SubscriptionArn?.startsWith('arn:')) confirmed++
        else pending++
      }
    return { confirmed, pending }
  })
}

/** The account's subscription of QuickSight, which is one for all regions. */
export async function readDashboards(reach: Reach, { account }: StackSeen): Promise<Facts['dashboards']> {
  const id = account.kind === 'seen' ? account.value?.id : undefined
  if (id === undefined) return notAsked('Sin pila no se sabe la cuenta.', 'Without a stack the account is not known.')
  return reading('quicksight:DescribeAccountSubscription', async () => {
    const asked = new QuickSightClient(reach).send(new DescribeAccountSubscriptionCommand({ AwsAccountId: id }))
    const info = (await unlessAbsent(asked, 'ResourceNotFoundException'))?.AccountInfo
    return info && { edition: info.Edition ?? '', status: info.AccountSubscriptionStatus ?? '' }
  })
}
