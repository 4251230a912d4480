import { join } from 'node:path'
import { Template } from 'aws-cdk-lib/assertions'
import { App } from 'aws-cdk-lib/core'
import cdk from '../../cdk.json' with { type: 'json' }
import { withoutBundles } from '../../lib/infra/bundles.ts'
import { Puntual } from '../../lib/infra/puntual-stack.ts'
import type { InfraSettings } from '../../lib/infra/settings.ts'
import { ONE_PRICE } from '../analytics/one-price.ts'

export const ROOT = join(import.meta.dirname, '../..')

export const EMAIL_ONLY: InfraSettings = {
  stage: 'test',
  sendingBegins: 'everything',
  emailDomain: 'facturas.example.com',
  contactConcurrency: 5,
  logRetentionDays: 30,
  morningHourUtc: 11,
  booksZone: 'America/Bogota',
}

/** The stack of an app that bundles nothing: the template is what is looked at. */
export function puntual(settings: Partial<InfraSettings> = {}): Puntual {
  // CDK's own rules take seconds and run at every synth of the app itself.
  const app = new App({ context: cdk.context, analyticsReporting: false, builtinCloudFormationValidation: false })
  return new Puntual(app, 'Puntual', {
    root: ROOT,
    edition: 'none',
    bundles: withoutBundles(),
    tables: ONE_PRICE,
    settings: { ...EMAIL_ONLY, ...settings },
  })
}

export function synthesise(settings: Partial<InfraSettings> = {}): Template {
  return Template.fromStack(puntual(settings))
}

export interface Statement {
  readonly Sid?: string
  readonly Effect: 'Allow' | 'Deny'
  readonly Action: string | string[]
  readonly Resource: unknown
  readonly Principal?: { readonly Service?: unknown }
  readonly Condition?: Record<string, Record<string, unknown>>
}

/** Each statement of one role's policies, found by the role's logical id prefix such as `RecordEvent`. */
export function statementsOf(template: Template, role: string): Statement[] {
  const policies = Object.entries(template.findResources('AWS::IAM::Policy')).filter(([id]) => id.includes(role))
  if (policies.length !== 1) throw new Error(`${role} has ${policies.length} policies, not one`)
  return policies.flatMap(([, policy]): Statement[] => policy.Properties.PolicyDocument.Statement)
}

export function allStatements(template: Template): Statement[] {
  return [
    ...Object.values(template.findResources('AWS::IAM::Policy')),
    ...Object.values(template.findResources('AWS::IAM::ManagedPolicy')),
  ].flatMap((policy): Statement[] => policy.Properties.PolicyDocument.Statement)
}

export function actionsOf(statements: readonly Statement[]): string[] {
  return statements.flatMap(({ Action }) => Action)
}
