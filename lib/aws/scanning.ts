import { type DynamoDBClient, ScanCommand, type ScanCommandInput } from '@aws-sdk/client-dynamodb'
import { unmarshall } from '@aws-sdk/util-dynamodb'
import type { Item } from './items.ts'

/**
 * Goes through a whole table page by page, or through one index of it, with these attributes of each item. Only people may:
 * no function's role scans.
 */
export async function* pagesOf(
  client: DynamoDBClient,
  table: string,
  attributes: readonly string[],
  index?: string,
): AsyncGenerator<Item[]> {
  const names = Object.fromEntries(attributes.map((name) => [`#${name}`, name]))
  const input: ScanCommandInput = {
    TableName: table,
    // An index lags a moment behind its table, and cannot be asked otherwise.
    ...(index === undefined ? { ConsistentRead: true } : { IndexName: index }),
    ProjectionExpression: Object.keys(names).join(', '),
    ExpressionAttributeNames: names,
  }
  let from: ScanCommandInput['ExclusiveStartKey']
  do {
    const page = await client.send(new ScanCommand({ ...input, ...(from && { ExclusiveStartKey: from }) }))
    yield (page.Items ?? []).map((item) => unmarshall(item))
    from = page.LastEvaluatedKey
  } while (from)
}
