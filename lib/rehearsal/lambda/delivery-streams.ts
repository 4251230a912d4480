import { NotRehearsed } from '../aws-error.ts'
import type { Service } from '../gateway/calls.ts'
import { type Fields, fieldsList, only, text } from '../gateway/fields.ts'
import type { Target } from './deploy-pipes.ts'

/** Firehose, as far as a function hands rows to it: they go where the pipes' rows go, and no file is written. */
export class DeliveryStreams implements Service {
  readonly #target: Target

  constructor(target: Target) {
    this.#target = target
  }

  async call(operation: string, input: Fields): Promise<unknown> {
    if (operation !== 'PutRecordBatch') throw new NotRehearsed(`firehose:${operation}`)
    only(input, 'firehose:PutRecordBatch', ['DeliveryStreamName', 'Records'])
    const records = fieldsList(input, 'Records').map((record): unknown =>
      JSON.parse(Buffer.from(text(record, 'Data'), 'base64').toString()),
    )
    this.#target(records)
    return { FailedPutCount: 0, RequestResponses: records.map((_, index) => ({ RecordId: String(index) })) }
  }
}
