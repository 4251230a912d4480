import { AwsError } from '../aws-error.ts'
import { isRecord } from '../template/shape.ts'

/** The input of an API call, whose fields nobody has looked at yet. */
export type Input = Readonly<Record<string, unknown>>

/** Where resources are. */
export interface Place {
  readonly region: string
  readonly account: string
}

/** An ARN of the account under judgement. */
export const at = ({ region, account }: Place, service: string, resource: string): string =>
  `arn:aws:${service}:${region}:${account}:${resource}`

/** What a call names by ARN or by name, as an ARN. */
export const arnUnless = (value: unknown, name: string, arnOf: (text: string) => string): string => {
  const text = textIn(value, name)
  return text.startsWith('arn:') ? text : arnOf(text)
}

/** A field that must be a text with something in it; throws ValidationException. */
export function textIn(value: unknown, name: string): string {
  if (typeof value === 'string' && value !== '') return value
  throw new AwsError('ValidationException', `${name} must be a non-empty string, not ${JSON.stringify(value)}`)
}

/** The objects of a list; whatever else stands there is the service's to refuse. */
export const recordsOf = (list: unknown): readonly Input[] => (Array.isArray(list) ? list.filter(isRecord) : [])
