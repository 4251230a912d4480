import { AwsError } from '../aws-error.ts'

/** True for a plain JSON object (not null, not a list). */
export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The value as a JSON object, or a ValidationError that says what it should have been. */
export function recordOf(value: unknown, what: string): Record<string, unknown> {
  if (isRecord(value)) return value
  throw invalid(`${what} must be an object, not ${JSON.stringify(value)}`)
}

/** The value as text, or a ValidationError that says what it should have been. */
export function textOf(value: unknown, what: string): string {
  if (typeof value === 'string') return value
  throw invalid(`${what} must be a string, not ${JSON.stringify(value)}`)
}

/** The value as a list, or a ValidationError that says what it should have been. */
export function listOf(value: unknown, what: string): readonly unknown[] {
  if (Array.isArray(value)) return value
  throw invalid(`${what} must be a list, not ${JSON.stringify(value)}`)
}

/** One text or a list of texts, as IAM writes its actions and resources; absent is an empty list. */
export function textsOf(value: unknown, what: string): readonly string[] {
  if (value === undefined) return []
  return Array.isArray(value) ? value.map((item) => textOf(item, what)) : [textOf(value, what)]
}

/** The error with which CloudFormation answers a template that it cannot deploy. */
export const invalid = (sentence: string): AwsError => new AwsError('ValidationError', `Template error: ${sentence}`)
