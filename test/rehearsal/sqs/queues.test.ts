import { beforeEach, describe, expect, it } from 'vitest'
import { asFields, type Fields, fieldsList, text } from '../../../lib/rehearsal/gateway/fields.ts'
import { Queues } from '../../../lib/rehearsal/sqs/queues.ts'
import { World } from '../../../lib/rehearsal/world.ts'

const START = Date.UTC(2026, 10, 21, 12)
const SECOND = 1_000
const DAY = 86_400_000

let world: World
let queues: Queues

beforeEach(() => {
  world = new World(START)
  queues = new Queues(world)
  const usual = { delay: 0, visibilityTimeout: 30 * SECOND, maximumBytes: 1_048_576, keyId: undefined }
  queues.create({
    ...usual,
    arn: 'arn:dead',
    name: 'dead',
    url: 'http://q/dead',
    retention: 14 * DAY,
    redrive: undefined,
  })
  const redrive = { deadLetterArn: 'arn:dead', maxReceiveCount: 2 }
  queues.create({ ...usual, arn: 'arn:work', name: 'work', url: 'http://q/work', retention: 4 * DAY, redrive })
})

const call = async (operation: string, input: Fields = {}) =>
  asFields(await queues.call(operation, { QueueUrl: 'http://q/work', ...input }, 'me'))
const send = (MessageBody: string, more: Fields = {}) => call('SendMessage', { MessageBody, ...more })
const receive = async (more: Fields = {}) =>
  fieldsList(
    await call('ReceiveMessage', { MaxNumberOfMessages: 10, MessageSystemAttributeNames: ['All'], ...more }),
    'Messages',
  )
const bodies = async (more: Fields = {}) => (await receive(more)).map((message) => text(message, 'Body'))

describe('a queue', () => {
  it('gives a message to one receiver until its visibility timeout is over', async () => {
    await send('a')
    expect(await bodies()).toEqual(['a'])
    expect(await bodies()).toEqual([])
    await world.run(START + 29_999)
    expect(await bodies()).toEqual([])
    await world.run(START + 30 * SECOND)
    const [again] = await receive()
    expect(again?.Attributes).toMatchObject({
      ApproximateReceiveCount: '2',
      SentTimestamp: String(START),
      ApproximateFirstReceiveTimestamp: String(START),
    })
  })

  it('keeps a delayed message back', async () => {
    await send('late', { DelaySeconds: 900 })
    await send('now')
    expect(await bodies()).toEqual(['now'])
    await world.run(START + 900 * SECOND)
    expect(await bodies({ VisibilityTimeout: 0 })).toContain('late')
    await expect(send('x', { DelaySeconds: 901 })).rejects.toThrow(/DelaySeconds/)
  })

  it('forgets what was deleted, and nothing for an old receipt', async () => {
    await send('a')
    const [first] = await receive()
    await world.run(START + 30 * SECOND)
    const [second] = await receive()
    await call('DeleteMessage', { ReceiptHandle: first?.ReceiptHandle })
    expect(queues.find('work').counts().inFlight).toBe(1)
    await call('DeleteMessage', { ReceiptHandle: second?.ReceiptHandle })
    expect(queues.find('work').messages()).toEqual([])
    await expect(call('DeleteMessage', { ReceiptHandle: 'nonsense' })).rejects.toMatchObject({
      code: 'ReceiptHandleIsInvalid',
    })
  })

  it('gives a message back at once when its visibility is set to nothing', async () => {
    await send('a')
    const [message] = await receive()
    await call('ChangeMessageVisibility', { ReceiptHandle: message?.ReceiptHandle, VisibilityTimeout: 0 })
    expect(await bodies()).toEqual(['a'])
    await expect(
      call('ChangeMessageVisibility', { ReceiptHandle: message?.ReceiptHandle, VisibilityTimeout: 1 }),
    ).rejects.toMatchObject({ code: 'InvalidParameterValue' })
  })

  it('moves what was received too often to its dead letters, and back on request', async () => {
    await send('a')
    for (const at of [0, 30, 60]) {
      await world.run(START + at * SECOND)
      await receive()
    }
    expect(queues.find('work').messages()).toEqual([])
    expect(queues.find('dead').messages()).toMatchObject([
      { body: 'a', receiveCount: 2, deadFrom: 'arn:work', sentAt: START },
    ])
    await call('StartMessageMoveTask', { QueueUrl: undefined, SourceArn: 'arn:dead' })
    await world.run()
    expect(queues.find('dead').messages()).toEqual([])
    expect(await bodies()).toEqual(['a'])
  })

  it('drops messages after the retention period', async () => {
    await send('old')
    await world.run(START + 4 * DAY)
    expect(queues.find('work').counts().visible).toBe(1)
    await world.run(START + 4 * DAY + 1)
    expect(await bodies()).toEqual([])
  })

  it('counts what is visible, in flight and delayed', async () => {
    await send('a')
    await send('b')
    await send('c', { DelaySeconds: 5 })
    await receive({ MaxNumberOfMessages: 1 })
    expect(await call('GetQueueAttributes', { AttributeNames: ['All'] })).toMatchObject({
      Attributes: {
        QueueArn: 'arn:work',
        ApproximateNumberOfMessages: '1',
        ApproximateNumberOfMessagesNotVisible: '1',
        ApproximateNumberOfMessagesDelayed: '1',
        VisibilityTimeout: '30',
        RedrivePolicy: '{"deadLetterTargetArn":"arn:dead","maxReceiveCount":2}',
      },
    })
  })

  it('answers with the digests that clients check', async () => {
    const attribute = { DataType: 'String', StringValue: 'b' }
    expect(await send('hello', { MessageAttributes: { a: attribute } })).toMatchObject({
      MD5OfMessageBody: '5d41402abc4b2a76b9719d911017c592',
      MD5OfMessageAttributes: 'bef8bf215374a0a228d67533b1a488be',
    })
  })

  it('takes batches, and says which entry failed', async () => {
    const entry = (Id: string, MessageBody: string) => ({ Id, MessageBody })
    expect(await call('SendMessageBatch', { Entries: [entry('1', 'a'), entry('2', '\u0001')] })).toMatchObject({
      Successful: [{ Id: '1' }],
      Failed: [{ Id: '2', Code: 'InvalidMessageContents' }],
    })
    await expect(call('SendMessageBatch', { Entries: [entry('1', 'a'), entry('1', 'b')] })).rejects.toMatchObject({
      code: 'BatchEntryIdsNotDistinct',
    })
    const half = 'x'.repeat(600_000)
    await expect(call('SendMessageBatch', { Entries: [entry('1', half), entry('2', half)] })).rejects.toMatchObject({
      code: 'BatchRequestTooLong',
    })
  })

  it('refuses messages above one mebibyte, and none at all', async () => {
    await send('x'.repeat(1_048_576))
    await expect(send('x'.repeat(1_048_577))).rejects.toThrow(/shorter than 1048576 bytes/)
    await expect(send('')).rejects.toMatchObject({ code: 'MissingParameter' })
  })

  it('refuses by name what it does not rehearse', async () => {
    await expect(send('a', { MessageGroupId: 'g' })).rejects.toMatchObject({ code: 'NotRehearsed' })
    await expect(call('CreateQueue')).rejects.toMatchObject({ code: 'NotRehearsed' })
  })
})
