import { Dynamo } from '../../../lib/rehearsal/dynamodb/dynamo.ts'
import type { StreamRecord } from '../../../lib/rehearsal/dynamodb/stream.ts'
import { World } from '../../../lib/rehearsal/world.ts'
import { S } from './endpoint.ts'

/** The instant at which each test of the ledger begins. */
export const START = Date.UTC(2026, 0, 5)

export const LEDGER = {
  AttributeDefinitions: [
    { AttributeName: 'pk', AttributeType: 'S' },
    { AttributeName: 'holder', AttributeType: 'S' },
  ],
  KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
  BillingMode: 'PAY_PER_REQUEST',
  GlobalSecondaryIndexes: [
    {
      IndexName: 'byHolder',
      KeySchema: [{ AttributeName: 'holder', KeyType: 'HASH' }],
      Projection: { ProjectionType: 'ALL' },
    },
  ],
  StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
  TimeToLiveSpecification: { AttributeName: 'expires', Enabled: true },
  PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
  SSESpecification: { SSEEnabled: true },
  DeletionProtectionEnabled: true,
}

/** A ledger of its own, empty, in a world of its own, whose stream fills `records`. */
export async function newLedger() {
  const world = new World(START)
  const dynamo = new Dynamo({ world, region: 'eu-west-1', account: '111122223333' })
  await dynamo.createTable({ name: 'ledger', properties: LEDGER })
  const records: StreamRecord[][] = []
  dynamo.onRecords('ledger', (told) => records.push(told))
  return {
    world,
    dynamo,
    records,
    put: (item: object) => dynamo.call('PutItem', { TableName: 'ledger', Item: item }),
    get: (pk: string) => dynamo.call('GetItem', { TableName: 'ledger', Key: { pk: S(pk) } }),
    remove: (pk: string) => dynamo.call('DeleteItem', { TableName: 'ledger', Key: { pk: S(pk) } }),
    transact: (items: object[], token?: string) =>
      dynamo.call('TransactWriteItems', { TransactItems: items, ...(token ? { ClientRequestToken: token } : {}) }),
    ownedByAna: () =>
      dynamo.call('Query', {
        TableName: 'ledger',
        IndexName: 'byHolder',
        KeyConditionExpression: 'holder = :h',
        ExpressionAttributeValues: { ':h': S('Ana') },
      }),
  }
}
