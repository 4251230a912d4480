import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { type IKey, Key } from 'aws-cdk-lib/aws-kms'
import { ArnFormat, RemovalPolicy, Stack } from 'aws-cdk-lib/core'
import { Construct } from 'constructs'
import { BUS_NAME } from './names.ts'

/**
 * The one key of the house: tables, queues, bus, journeys, logs and alarms are unreadable without it.
 *
 * Everybody gets it by its ARN, so that no construct adds to its policy: all who may use it are in this file. Sources
 * are patterns and names, not references, because the bus needs the key and the key would need the bus.
 */
export class HouseKey extends Construct {
  readonly key: IKey
  readonly #own: Key

  constructor(scope: Construct, id: string) {
    super(scope, id)
    this.#own = new Key(this, 'Own', {
      alias: 'alias/puntual',
      description: 'Encrypts everything Puntual keeps about debtors',
      enableKeyRotation: true,
      // Tables and archives outlive the stack; without their key they are noise.
      removalPolicy: RemovalPolicy.RETAIN,
    })
    this.key = Key.fromKeyArn(this, 'ByArn', this.#own.keyArn)
    const { account, region } = Stack.of(this)
    const bus = this.arn('events', `event-bus/${BUS_NAME}`)
    const ofThisAccount = { 'aws:SourceAccount': account }

    this.allow('EventsReachQueues', 'events', ['kms:Decrypt', 'kms:GenerateDataKey'], {
      StringEquals: ofThisAccount,
      ArnLike: { 'aws:SourceArn': [this.arn('events', 'rule/*'), bus] },
    })
    // EventBridge names no source when it writes an archive; the bus in the encryption context says whose it is.
    this.allow(
      'TheBusAndItsArchiveAreEncrypted',
      'events',
      ['kms:Decrypt', 'kms:GenerateDataKey', 'kms:ReEncryptFrom', 'kms:ReEncryptTo'],
      { StringEquals: { 'kms:EncryptionContext:aws:events:event-bus:arn': bus } },
    )
    // Describing has no encryption context to ask for, and tells nothing but the state of the key.
    this.allow('EventBridgeFindsTheKey', 'events', ['kms:DescribeKey'])
    this.allow('AnswersReachTheTopic', 'sms-voice', ['kms:Decrypt', 'kms:GenerateDataKey'], {
      StringEquals: ofThisAccount,
      ArnLike: { 'aws:SourceArn': this.arn('sms-voice', '*') },
    })
    this.allow('WhatsAppReachesTheTopic', 'social-messaging', ['kms:Decrypt', 'kms:GenerateDataKey'], {
      StringEquals: ofThisAccount,
    })
    this.allow('AnswersReachTheQueue', 'sns', ['kms:Decrypt', 'kms:GenerateDataKey'], {
      StringEquals: ofThisAccount,
      ArnLike: { 'aws:SourceArn': this.arn('sns', '*') },
    })
    this.allow('AlarmsReachTheTopic', 'cloudwatch', ['kms:Decrypt', 'kms:GenerateDataKey'], {
      StringEquals: ofThisAccount,
      ArnLike: { 'aws:SourceArn': this.arn('cloudwatch', 'alarm:puntual-*') },
    })
    this.allow('JourneysAreLogged', 'delivery.logs', ['kms:Decrypt'], {
      // Step Functions encrypts what it hands to the log delivery under exactly this context, star included.
      StringEquals: { 'kms:EncryptionContext:SourceArn': this.arn('logs', '*') },
    })
    this.allow(
      'LogGroupsAreEncrypted',
      `logs.${region}`,
      [
        'kms:Decrypt',
        'kms:DescribeKey',
        'kms:Encrypt',
        'kms:GenerateDataKey',
        'kms:GenerateDataKeyWithoutPlaintext',
        'kms:ReEncryptFrom',
        'kms:ReEncryptTo',
      ],
      { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': this.arn('logs', 'log-group:*') } },
    )
  }

  private allow(sid: string, service: string, actions: string[], conditions: Record<string, unknown> = {}): void {
    const principals = [new ServicePrincipal(`${service}.amazonaws.com`)]
    // In a key policy "*" means this key.
    this.#own.addToResourcePolicy(new PolicyStatement({ sid, actions, principals, resources: ['*'], conditions }))
  }

  private arn(service: string, resource: string): string {
    return Stack.of(this).formatArn({ service, resource, arnFormat: ArnFormat.NO_RESOURCE_NAME })
  }
}
