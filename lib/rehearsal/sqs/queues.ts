import { AwsError, NotRehearsed } from '../aws-error.ts'
import type { Principal, Service } from '../gateway/calls.ts'
import { type Fields, fieldsList, only, optionalNumber, optionalText, text, textList } from '../gateway/fields.ts'
import { identifier } from '../gateway/identifier.ts'
import type { Places } from '../places.ts'
import type { World } from '../world.ts'
import { checkMessage, md5, md5OfAttributes, readAttributes, sizeOf } from './message.ts'
import { Queue, type QueueSnapshot, type QueueSpecification } from './queue.ts'
import { attributesOf, received } from './shapes.ts'

const BATCH = 10

/** The queues at rest, by ARN, and how many redrives were asked for. */
export interface QueuesSnapshot {
  readonly moves: number
  readonly queues: readonly (readonly [arn: string, queue: QueueSnapshot])[]
}

/** The SQS service over the standard queues of the template. */
export class Queues implements Service {
  readonly #world: World
  readonly #queues = new Map<string, Queue>()
  #moves = 0

  constructor(world: World) {
    this.#world = world
  }

  create(specification: QueueSpecification): Queue {
    const { redrive } = specification
    const deadLetters = () => (redrive ? this.byArn(redrive.deadLetterArn) : undefined)
    const queue = new Queue(this.#world, specification, deadLetters)
    this.#queues.set(specification.arn, queue)
    return queue
  }

  byArn(arn: string): Queue {
    const queue = this.#queues.get(arn)
    if (!queue) throw noQueue()
    return queue
  }

  /** Finds a queue by URL, ARN or name. */
  find(which: string): Queue {
    for (const queue of this.#queues.values()) {
      const { arn, name, url } = queue.specification
      if (which === url || which === arn || which === name || which.endsWith(`/${name}`)) return queue
    }
    throw noQueue()
  }

  all(): readonly Queue[] {
    return [...this.#queues.values()]
  }

  snapshot(places: Places): QueuesSnapshot {
    return { moves: this.#moves, queues: [...this.#queues].map(([arn, queue]) => [arn, queue.snapshot(places)]) }
  }

  restore({ moves, queues }: QueuesSnapshot): void {
    this.#moves = moves
    for (const [arn, queue] of queues) this.byArn(arn).restore(queue)
  }

  async call(operation: string, input: Fields, principal: Principal): Promise<unknown> {
    switch (operation) {
      case 'SendMessage':
        return this.#send(this.#of(input), input, principal)
      case 'SendMessageBatch':
        return this.#sendBatch(input, principal)
      case 'ReceiveMessage':
        return this.#receive(input)
      case 'DeleteMessage':
        this.#of(input).delete(text(input, 'ReceiptHandle'))
        return {}
      case 'DeleteMessageBatch':
        return this.#each(input, (queue, entry) => queue.delete(text(entry, 'ReceiptHandle')))
      case 'ChangeMessageVisibility':
        this.#of(input).changeVisibility(text(input, 'ReceiptHandle'), visibility(input))
        return {}
      case 'ChangeMessageVisibilityBatch':
        return this.#each(input, (queue, entry) =>
          queue.changeVisibility(text(entry, 'ReceiptHandle'), visibility(entry)),
        )
      case 'GetQueueAttributes':
        return { Attributes: attributesOf(this.#of(input), textList(input, 'AttributeNames')) }
      case 'GetQueueUrl':
        return { QueueUrl: this.#named(text(input, 'QueueName')).specification.url }
      case 'ListQueues': {
        const prefix = optionalText(input, 'QueueNamePrefix') ?? ''
        const found = this.all().filter(({ specification }) => specification.name.startsWith(prefix))
        return { QueueUrls: found.map(({ specification }) => specification.url) }
      }
      case 'PurgeQueue':
        this.#of(input).purge()
        return {}
      case 'ListDeadLetterSourceQueues': {
        const { arn } = this.#of(input).specification
        const sources = this.all().filter(({ specification }) => specification.redrive?.deadLetterArn === arn)
        return { queueUrls: sources.map(({ specification }) => specification.url) }
      }
      case 'StartMessageMoveTask':
        return this.#move(input)
      default:
        throw new NotRehearsed(`sqs:${operation}`)
    }
  }

  #of(input: Fields): Queue {
    return this.find(text(input, 'QueueUrl'))
  }

  #named(name: string): Queue {
    const queue = this.all().find(({ specification }) => specification.name === name)
    if (!queue) throw noQueue()
    return queue
  }

  #send(queue: Queue, input: Fields, principal: Principal): Fields {
    only(input, 'sqs:SendMessage', ['QueueUrl', 'Id', 'MessageBody', 'DelaySeconds', 'MessageAttributes'])
    const body = text(input, 'MessageBody')
    const attributes = readAttributes(input)
    checkMessage(body, attributes, queue.specification.maximumBytes)
    const seconds = optionalNumber(input, 'DelaySeconds')
    if (seconds !== undefined && (seconds < 0 || seconds > 900))
      throw invalid(
        `Value ${seconds} for parameter DelaySeconds is invalid. Reason: DelaySeconds must be >= 0 and <= 900.`,
      )
    const message = queue.send(body, attributes, principal, seconds === undefined ? undefined : seconds * 1000)
    const MD5OfMessageAttributes = md5OfAttributes(attributes)
    return {
      MessageId: message.id,
      MD5OfMessageBody: md5(body),
      ...(MD5OfMessageAttributes ? { MD5OfMessageAttributes } : {}),
    }
  }

  #sendBatch(input: Fields, principal: Principal): Fields {
    const queue = this.#of(input)
    let bytes = 0
    for (const entry of entriesOf(input)) bytes += sizeOf(text(entry, 'MessageBody'), readAttributes(entry))
    if (bytes > queue.specification.maximumBytes)
      throw new AwsError('BatchRequestTooLong', 'Batch requests cannot be longer than the maximum message size.')
    const Successful: Fields[] = []
    const Failed: Fields[] = []
    for (const entry of entriesOf(input)) {
      const Id = text(entry, 'Id')
      try {
        Successful.push({ Id, ...this.#send(queue, entry, principal) })
      } catch (error) {
        Failed.push(failure(Id, error))
      }
    }
    return { Successful, Failed }
  }

  /** Answers at once, also to a long poll: whoever asks over a socket cannot wait in simulated time. */
  #receive(input: Fields): Fields {
    const most = optionalNumber(input, 'MaxNumberOfMessages') ?? 1
    if (most < 1 || most > BATCH)
      throw invalid(
        `Value ${most} for parameter MaxNumberOfMessages is invalid. Reason: Must be between 1 and 10, if provided.`,
      )
    const seconds = optionalNumber(input, 'VisibilityTimeout')
    const queue = this.#of(input)
    const messages = queue.receive(most, seconds === undefined ? undefined : seconds * 1000)
    const system = [...textList(input, 'MessageSystemAttributeNames'), ...textList(input, 'AttributeNames')]
    const own = textList(input, 'MessageAttributeNames')
    return messages.length === 0 ? {} : { Messages: messages.map((message) => received(message, system, own)) }
  }

  #each(input: Fields, act: (queue: Queue, entry: Fields) => void): Fields {
    const queue = this.#of(input)
    const Successful: Fields[] = []
    const Failed: Fields[] = []
    for (const entry of entriesOf(input)) {
      const Id = text(entry, 'Id')
      try {
        act(queue, entry)
        Successful.push({ Id })
      } catch (error) {
        Failed.push(failure(Id, error))
      }
    }
    return { Successful, Failed }
  }

  /** Moves a dead-letter queue's messages back to where each came from, or to the given queue. */
  #move(input: Fields): Fields {
    only(input, 'sqs:StartMessageMoveTask', ['SourceArn', 'DestinationArn'])
    const source = this.byArn(text(input, 'SourceArn'))
    const given = optionalText(input, 'DestinationArn')
    if (
      given === undefined &&
      !this.all().some((queue) => queue.specification.redrive?.deadLetterArn === source.specification.arn)
    )
      throw invalid('Source queue must be configured as a Dead Letter Queue.')
    const destination = given === undefined ? undefined : this.byArn(given)
    const TaskHandle = Buffer.from(identifier('move', ++this.#moves)).toString('base64')
    this.#world.soon(`redrive of ${source.specification.name}`, async () => {
      for (let left = source.counts().visible; left > 0; left--) {
        const message = source.takeOut()
        if (!message) return
        const target = destination ?? (message.deadFrom === undefined ? undefined : this.byArn(message.deadFrom))
        if (target) target.adopt(message, undefined)
        else source.adopt(message, '')
      }
    })
    return { TaskHandle }
  }
}

const noQueue = (): AwsError => new AwsError('QueueDoesNotExist', 'The specified queue does not exist.')
const invalid = (message: string): AwsError => new AwsError('InvalidParameterValue', message)

const failure = (Id: string, error: unknown): Fields => {
  if (!(error instanceof AwsError)) throw error
  if (error instanceof NotRehearsed) throw error
  return { Id, SenderFault: true, Code: error.code, Message: error.message }
}

function visibility(fields: Fields): number {
  const seconds = optionalNumber(fields, 'VisibilityTimeout')
  if (seconds === undefined)
    throw new AwsError('MissingParameter', 'The request must contain the parameter VisibilityTimeout.')
  if (seconds < 0 || seconds > 43_200)
    throw invalid(`Value ${seconds} for parameter VisibilityTimeout is invalid. Reason: Must be between 0 and 43200.`)
  return seconds * 1000
}

function entriesOf(input: Fields): readonly Fields[] {
  const entries = fieldsList(input, 'Entries')
  if (entries.length === 0)
    throw new AwsError('EmptyBatchRequest', 'There should be at least one entry in the request.')
  if (entries.length > BATCH)
    throw new AwsError('TooManyEntriesInBatchRequest', `Maximum number of entries per request are ${BATCH}.`)
  if (new Set(entries.map((entry) => text(entry, 'Id'))).size < entries.length)
    throw new AwsError('BatchEntryIdsNotDistinct', 'Two or more batch entries in the request have the same Id.')
  return entries
}
