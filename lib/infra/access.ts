import type { Table } from 'aws-cdk-lib/aws-dynamodb'
import { type IGrantable, PolicyStatement } from 'aws-cdk-lib/aws-iam'
import type { IKey } from 'aws-cdk-lib/aws-kms'
import type { Queue } from 'aws-cdk-lib/aws-sqs'

const READ = ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query'] as const
// A transaction is checked action by action: TransactWriteItems itself is none.
const WRITE = ['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:ConditionCheckItem'] as const
const KEY_USE = [
  'kms:Decrypt',
  'kms:DescribeKey',
  'kms:Encrypt',
  'kms:GenerateDataKey',
  'kms:GenerateDataKeyWithoutPlaintext',
  'kms:ReEncryptFrom',
  'kms:ReEncryptTo',
] as const

/** Reads items and the named indexes of a table, one key at a time or by query: no scans. */
export function mayRead(who: IGrantable, table: Table, indexes: readonly string[] = []): void {
  allow(who, READ, [table.tableArn, ...indexes.map((index) => `${table.tableArn}/index/${index}`)])
}

/** Writes items of a table, alone or in a transaction; nothing of ours deletes a fact. */
export function mayWrite(who: IGrantable, table: Table): void {
  allow(who, WRITE, [table.tableArn])
}

/** Adds items to an append-only table: content under its hash. */
export function mayAppend(who: IGrantable, table: Table): void {
  allow(who, ['dynamodb:PutItem'], [table.tableArn])
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
 * Uses the key for what it may already reach.
 *
 * CDK's own grants end in wildcards (`kms:ReEncrypt*`); these are the actions DynamoDB, SQS and Step Functions ask of
 * the caller of an encrypted table, queue or machine.
 */
export function mayUseKey(who: IGrantable, key: IKey): void {
  allow(who, KEY_USE, [key.keyArn])
}

/** One statement on a role; resources are named, or the action has its reason in `WILDCARD_REASONS`. */
export function allow(who: IGrantable, actions: readonly string[], resources: readonly string[]): void {
  who.grantPrincipal.addToPrincipalPolicy(new PolicyStatement({ actions: [...actions], resources: [...resources] }))
}
