import { NotRehearsed } from '../aws-error.ts'
import { resourceOf, type Template } from './assembly.ts'

const POLICIES = new Set([
  ...['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy', 'AWS::IAM::Role', 'AWS::Lambda::Permission'],
  ...['AWS::SQS::QueuePolicy', 'AWS::SNS::TopicPolicy', 'AWS::S3::BucketPolicy', 'AWS::Events::EventBusPolicy'],
])

/** Refuses by name a template that differs from the one before in anything but who may do what. */
export function refuseOtherChanges(before: Template, after: Template): void {
  const ids = new Set([...Object.keys(before.resources), ...Object.keys(after.resources)])
  for (const id of ids)
    if (lasting(before, id) !== lasting(after, id))
      throw new NotRehearsed(`an update that changes more than policies (${id})`)
}

/** What an update of policies must leave as it is; nothing of a resource that is a policy itself. */
function lasting(template: Template, id: string): string {
  if (template.resources[id] === undefined) return ''
  const { type, properties } = resourceOf(template, id)
  if (POLICIES.has(type)) return ''
  const { KeyPolicy: _, ...kept } = properties
  return JSON.stringify({ type, properties: type === 'AWS::KMS::Key' ? kept : properties })
}
