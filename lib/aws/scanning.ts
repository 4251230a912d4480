import { type DynamoDBClient, ScanCommand, type ScanCommandInput } from '@aws-sdk/client-dynamodb'
import { unmarshall } from '@aws-sdk/util-dynamodb'
import type { Item } from './items.ts'

/** Goes through a whole table page by page, with these attributes of each item. Only people may: no function's role scans. */
export async function* pagesOf(
  client: DynamoDBClient,
  table: string,
  attributes: readonly string[],
): AsyncGenerator<Item[]> {
  const names = Object.fromEntries(attributes.map((name) => [`#${name}`, name]))
  const input: ScanCommandInput = {
    TableName: table,
    ConsistentRead: true,
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
