import { ArnFormat, RemovalPolicy, Stack } from 'aws-cdk-lib'
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { Key } from 'aws-cdk-lib/aws-kms'
import type { Construct } from 'constructs'
import { BUS_NAME } from './names.ts'

/**
 * The one key of the house: tables, queues, bus, journeys, logs and alarms are unreadable without it.
 *
 * The sources in the conditions are patterns, not references: a rule needs its bus and the bus needs this key, so a
 * key that named the rule would close a circle.
 */
export class HouseKey extends Key {
  constructor(scope: Construct, id: string) {
    super(scope, id, {
      alias: 'alias/puntual',
      description: 'Encrypts everything Puntual keeps about debtors',
      enableKeyRotation: true,
      // Tables and archives outlive the stack; without their key they are noise.
      removalPolicy: RemovalPolicy.RETAIN,
    })
    const { account, region } = Stack.of(this)
    this.allow('EventBridgeDeliversToQueues', 'events.amazonaws.com', ['kms:Decrypt', 'kms:GenerateDataKey'], {
      StringEquals: { 'aws:SourceAccount': account },
      ArnLike: { 'aws:SourceArn': [this.arn('events', 'rule/*'), this.arn('events', `event-bus/${BUS_NAME}`)] },
    })
    this.allow('AlarmsReachTheTopic', 'cloudwatch.amazonaws.com', ['kms:Decrypt', 'kms:GenerateDataKey'], {
      StringEquals: { 'aws:SourceAccount': account },
      ArnLike: { 'aws:SourceArn': this.arn('cloudwatch', 'alarm:*') },
    })
    this.allow(
      'LogGroupsAreEncrypted',
      `logs.${region}.amazonaws.com`,
      [
        'kms:Encrypt',
        'kms:Decrypt',
        'kms:ReEncryptFrom',
        'kms:ReEncryptTo',
        'kms:GenerateDataKey',
        'kms:GenerateDataKeyWithoutPlaintext',
        'kms:DescribeKey',
      ],
      { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': this.arn('logs', 'log-group:*') } },
    )
  }

  private allow(sid: string, service: string, actions: string[], conditions: Record<string, unknown>): void {
    this.addToResourcePolicy(
      // In a key policy "*" means this key.
      new PolicyStatement({ sid, actions, principals: [new ServicePrincipal(service)], resources: ['*'], conditions }),
    )
  }

  private arn(service: string, resource: string): string {
    return Stack.of(this).formatArn({ service, resource, arnFormat: ArnFormat.NO_RESOURCE_NAME })
  }
}
