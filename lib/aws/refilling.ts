import { FirehoseClient } from '@aws-sdk/client-firehose'
import { S3Client } from '@aws-sdk/client-s3'
import type { Refilling } from '../usecases/refill-lake.ts'
import { ASK_AGAIN } from './asking-again.ts'
import { required } from './environment.ts'
import { deliverRows } from './firehose-lake.ts'
import type { factsOfExported } from './lake-facts.ts'
import { TableExports } from './table-exports.ts'

/** Items of a part: a few minutes of a function that has fifteen. */
const PART = 50_000

/** What a refill reaches in AWS: the exports in their bucket, and the delivery stream of the lake. */
export function refilling(): Pick<
  Refilling<Parameters<typeof factsOfExported>[0], object>,
  'files' | 'items' | 'deliver' | 'part'
> {
  const exports = new TableExports(new S3Client(ASK_AGAIN), {
    bucket: required('EXPORTS_BUCKET'),
    folder: required('EXPORTS_FOLDER'),
  })
  const firehose = new FirehoseClient(ASK_AGAIN)
  const stream = required('LAKE_STREAM')
  return {
    files: (exported) => exports.files(exported),
    items: (file, from) => exports.items(file, from),
    deliver: (rows) => deliverRows(firehose, stream, rows),
    part: PART,
  }
}
