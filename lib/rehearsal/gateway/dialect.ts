import type { AwsError } from '../aws-error.ts'
import type { Fields } from './fields.ts'

/** One HTTP request read as an API call, and how its answers must be written. */
export interface ReadRequest {
  readonly service: string
  readonly operation: string
  readonly input: Fields
  readonly dialect: Dialect
}

/** How a protocol writes. */
export interface Dialect {
  readonly contentType: string
  answer(operation: string, answer: unknown, requestId: string): string | Uint8Array
  error(error: AwsError, requestId: string): string
  answerHeaders(answer: unknown): Readonly<Record<string, string>>
  errorHeaders(error: AwsError): Readonly<Record<string, string>>
}
