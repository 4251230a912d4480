import type { Table } from 'aws-cdk-lib/aws-dynamodb'
import { type IGrantable, type IRole, PolicyStatement } from 'aws-cdk-lib/aws-iam'
import type { IKey } from 'aws-cdk-lib/aws-kms'
import type { Queue } from 'aws-cdk-lib/aws-sqs'
import { Stack } from 'aws-cdk-lib/core'

/** What a function does with the items of a table; nobody of ours deletes a fact or scans. */
const ITEM_USES = {
  get: 'dynamodb:GetItem',
  getMany: 'dynamodb:BatchGetItem',
  query: 'dynamodb:Query',
  // A transaction is checked line by line, as these two; TransactWriteItems itself is no action.
  put: 'dynamodb:PutItem',
  update: 'dynamodb:UpdateItem',
} as const
const KEY_USE = [
  'kms:Decrypt',
  'kms:DescribeKey',
  'kms:Encrypt',
  'kms:GenerateDataKey',
  'kms:GenerateDataKeyWithoutPlaintext',
  'kms:ReEncryptFrom',
  'kms:ReEncryptTo',
] as const

/** Does these things with the items of a table, and nothing else. */
export function mayUse(who: IGrantable, table: Table, ...uses: readonly (keyof typeof ITEM_USES)[]): void {
  allow(
    who,
    uses.map((use) => ITEM_USES[use]),
    [table.tableArn],
  )
}

/** Queries one index of a table. */
export function mayQueryIndex(who: IGrantable, table: Table, index: string): void {
  allow(who, [ITEM_USES.query], [`${table.tableArn}/index/${index}`])
}

/** Puts messages on a queue. */
export function maySend(who: IGrantable, ...queues: readonly Queue[]): void {
  allow(
    who,
    ['sqs:SendMessage'],
    queues.map((queue) => queue.queueArn),
  )
}

/**
 * Uses the key for what it may already reach, tables it writes included.
 *
 * CDK's own grants end in wildcards (`kms:ReEncrypt*`); these are the actions DynamoDB, SQS and Step Functions ask of
 * the caller of an encrypted table, queue or machine.
 */
export function mayUseKey(who: IGrantable, key: IKey): void {
  allow(who, KEY_USE, [key.keyArn])
}

/** The same for tables and queues alone: whatever else the key is for, it has a permission of its own. */
export function mayUseKeyForTablesAndQueues(who: IRole, key: IKey): void {
  mayUseKeyBy(who, key.keyArn, KEY_USE, ['dynamodb', 'sqs'])
}

/** Uses the key to read and write in buckets alone: whatever else the key is for, it has a permission of its own. */
export function mayUseKeyForBuckets(who: IRole, { keyArn }: Pick<IKey, 'keyArn'>): void {
  mayUseKeyBy(who, keyArn, ['kms:Decrypt', 'kms:GenerateDataKey'], ['s3'])
}

function mayUseKeyBy(who: IRole, keyArn: string, actions: readonly string[], services: readonly string[]): void {
  const { region } = Stack.of(who)
  const names = services.map((service) => `${service}.${region}.amazonaws.com`)
  who.grantPrincipal.addToPrincipalPolicy(
    new PolicyStatement({
      actions: [...actions],
      resources: [keyArn],
      conditions: { StringEquals: { 'kms:ViaService': names } },
    }),
  )
}

/** Uses the key to read an encrypted stream and to write to encrypted queues and buses, which is less than tables ask. */
export function mayPassOn(who: IGrantable, key: IKey): void {
  allow(who, ['kms:Decrypt', 'kms:GenerateDataKey'], [key.keyArn])
}

/** One statement on a role; resources are named, or the action has its reason in `WILDCARD_REASONS`. */
export function allow(who: IGrantable, actions: readonly string[], resources: readonly string[]): void {
  who.grantPrincipal.addToPrincipalPolicy(new PolicyStatement({ actions: [...actions], resources: [...resources] }))
}
