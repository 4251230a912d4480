import { type FirehoseClient, PutRecordBatchCommand } from '@aws-sdk/client-firehose'
import { TransientFault } from '../usecases/faults.ts'
import { pauseByChance } from './asking-again.ts'

/** What one request may hold: records, and bytes (4 MiB, with a reserve). Source: AWS, "Amazon Data Firehose quotas". */
const MOST_RECORDS = 500
const MOST_BYTES = 3_500_000
/** Longest pauses in ms before what Firehose had no room for is handed over again. */
const PAUSES = [200, 400, 800, 1_600, 3_200, 6_400]

/**
 * Hands rows to the delivery stream of the lake, as the pipe does; records that it has no room for are handed over
 * again. Throws a TransientFault when there is still no room.
 */
export async function deliverRows(
  client: FirehoseClient,
  stream: string,
  rows: readonly object[],
  pause = pauseByChance,
): Promise<void> {
  for (const batch of batchesOf(rows)) {
    let left = batch
    for (const longest of [...PAUSES, undefined]) {
      const records = left.map((Data) => ({ Data }))
      const { RequestResponses = [] } = await client.send(
        new PutRecordBatchCommand({ DeliveryStreamName: stream, Records: records }),
      )
      left = left.filter((_, index) => RequestResponses[index]?.ErrorCode !== undefined)
      if (left.length === 0) break
      if (longest === undefined) throw new TransientFault(`${stream} has no room for ${left.length} rows`)
      await pause(longest)
    }
  }
}

function batchesOf(rows: readonly object[]): Buffer[][] {
  const batches: Buffer[][] = []
  let bytes = 0
  for (const row of rows) {
    const data = Buffer.from(JSON.stringify(row))
    const last = batches.at(-1)
    if (!last || last.length === MOST_RECORDS || bytes + data.length > MOST_BYTES) {
      batches.push([data])
      bytes = data.length
    } else {
      last.push(data)
      bytes += data.length
    }
  }
  return batches
}
