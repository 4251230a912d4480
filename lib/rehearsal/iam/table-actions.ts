import { NotRehearsed } from '../aws-error.ts'
import { isRecord } from '../template/shape.ts'
import type { Need } from './access.ts'
import { arnUnless, at, type Input, type Place, recordsOf, textIn } from './input.ts'

/** The permissions of a DynamoDB call, on tables, indexes and streams; undefined for one that is not rehearsed. */
export function tableNeeds(operation: string, input: Input, place: Place): readonly Need[] | undefined {
  const table = (name: unknown) => arnUnless(name, 'TableName', (text) => at(place, 'dynamodb', `table/${text}`))
  const each = (section: unknown) => Object.keys(isRecord(section) ? section : {}).map(table)
  const items = recordsOf(input.TransactItems)
  switch (operation) {
    case 'GetItem':
    case 'PutItem':
    case 'UpdateItem':
    case 'DeleteItem':
    case 'DescribeTable':
      return [{ action: `dynamodb:${operation}`, resource: table(input.TableName) }]
    case 'Query':
    case 'Scan': {
      const index = input.IndexName === undefined ? '' : `/index/${textIn(input.IndexName, 'IndexName')}`
      return [{ action: `dynamodb:${operation}`, resource: `${table(input.TableName)}${index}` }]
    }
    case 'BatchGetItem':
    case 'BatchWriteItem':
      return each(input.RequestItems).map((resource) => ({ action: `dynamodb:${operation}`, resource }))
    case 'DescribeStream':
    case 'GetShardIterator':
      return [{ action: `dynamodb:${operation}`, resource: textIn(input.StreamArn, 'StreamArn') }]
    case 'GetRecords': {
      // An iterator begins with the ARN of its stream.
      const [resource = ''] = textIn(input.ShardIterator, 'ShardIterator').split('|')
      return [{ action: 'dynamodb:GetRecords', resource }]
    }
    case 'ListStreams':
      return [{ action: 'dynamodb:ListStreams', resource: '*' }]
    case 'TransactGetItems':
      return items.map(({ Get }) => ({ action: 'dynamodb:GetItem', resource: table(isRecord(Get) && Get.TableName) }))
    case 'TransactWriteItems':
      return items.map((item) => {
        const [kind = '', write] = Object.entries(item).find(([, value]) => isRecord(value)) ?? []
        const action = transactional.get(kind)
        if (action === undefined) throw new NotRehearsed(`${kind || 'an empty item'} in a TransactWriteItems`)
        return { action, resource: table(isRecord(write) && write.TableName) }
      })
    default:
      return undefined
  }
}

const transactional = new Map([
  ['Put', 'dynamodb:PutItem'],
  ['Update', 'dynamodb:UpdateItem'],
  ['Delete', 'dynamodb:DeleteItem'],
  ['ConditionCheck', 'dynamodb:ConditionCheckItem'],
])
