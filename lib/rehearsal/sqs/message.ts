import { createHash } from 'node:crypto'
import { AwsError } from '../aws-error.ts'
import { asFields, type Fields, isFields, optionalText, text } from '../gateway/fields.ts'

/** A message attribute in the shape of the API: a type, and a text or base64 bytes. */
export interface MessageAttribute {
  readonly dataType: string
  readonly stringValue: string | undefined
  readonly binaryValue: string | undefined
}

/** One message in a queue; instants are simulated milliseconds since the epoch. */
export interface Message {
  readonly id: string
  readonly body: string
  readonly attributes: ReadonlyMap<string, MessageAttribute>
  readonly sentAt: number
  readonly senderId: string
  visibleAt: number
  firstReceivedAt: number | undefined
  receiveCount: number
  receipt: string | undefined
  /** The queue a redrive took it from, for the way back. */
  deadFrom: string | undefined
}

/** SQS refuses a message (and a batch) above 1 MiB, attributes included. */
export const MAXIMUM_BYTES = 1_048_576

const FORBIDDEN = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u

/** Reads the MessageAttributes of an input; throws InvalidParameterValue for an attribute without a value. */
export function readAttributes(input: Fields): ReadonlyMap<string, MessageAttribute> {
  const attributes = new Map<string, MessageAttribute>()
  for (const [name, value] of Object.entries(isFields(input.MessageAttributes) ? input.MessageAttributes : {})) {
    const fields = asFields(value, `MessageAttributes.${name}`)
    const stringValue = optionalText(fields, 'StringValue')
    const binaryValue = optionalText(fields, 'BinaryValue')
    if (stringValue === undefined && binaryValue === undefined)
      throw new AwsError('InvalidParameterValue', `The message attribute '${name}' must contain a non-empty value.`)
    attributes.set(name, { dataType: text(fields, 'DataType'), stringValue, binaryValue })
  }
  return attributes
}

/** The size SQS counts, in bytes: body, and each attribute's name, type and value. */
export function sizeOf(body: string, attributes: ReadonlyMap<string, MessageAttribute>): number {
  let bytes = Buffer.byteLength(body)
  for (const [name, { dataType, stringValue, binaryValue }] of attributes) {
    bytes += Buffer.byteLength(name) + Buffer.byteLength(dataType)
    bytes += stringValue === undefined ? Buffer.byteLength(binaryValue ?? '', 'base64') : Buffer.byteLength(stringValue)
  }
  return bytes
}

/** Throws for what SQS would not carry: nothing, characters outside XML's, or more than `maximum` bytes. */
export function checkMessage(body: string, attributes: ReadonlyMap<string, MessageAttribute>, maximum: number): void {
  if (body === '') throw new AwsError('MissingParameter', 'The request must contain the parameter MessageBody.')
  if (FORBIDDEN.test(body))
    throw new AwsError('InvalidMessageContents', 'Invalid characters were found in the message body.')
  if (sizeOf(body, attributes) > maximum)
    throw new AwsError(
      'InvalidParameterValue',
      `One or more parameters are invalid. Reason: Message must be shorter than ${maximum} bytes.`,
    )
}

export const md5 = (body: string): string => createHash('md5').update(body).digest('hex')

/** MD5 over the sorted attributes as SQS defines it: lengths big-endian, 1 for text and 2 for bytes. */
export function md5OfAttributes(attributes: ReadonlyMap<string, MessageAttribute>): string | undefined {
  if (attributes.size === 0) return undefined
  const hash = createHash('md5')
  const add = (bytes: Buffer) => {
    const length = Buffer.alloc(4)
    length.writeUInt32BE(bytes.length)
    hash.update(length).update(bytes)
  }
  for (const [name, attribute] of [...attributes].sort(([a], [b]) => (a < b ? -1 : 1))) {
    add(Buffer.from(name))
    add(Buffer.from(attribute.dataType))
    const isText = attribute.stringValue !== undefined
    hash.update(Buffer.from([isText ? 1 : 2]))
    add(isText ? Buffer.from(attribute.stringValue) : Buffer.from(attribute.binaryValue ?? '', 'base64'))
  }
  return hash.digest('hex')
}
