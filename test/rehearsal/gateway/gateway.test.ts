import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation'
import { DynamoDBClient, PutItemCommand, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb'
import {
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
  ListStreamsCommand,
} from '@aws-sdk/client-dynamodb-streams'
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge'
import { PinpointClient, SendMessagesCommand } from '@aws-sdk/client-pinpoint'
import { PinpointSMSVoiceV2Client, SendTextMessageCommand } from '@aws-sdk/client-pinpoint-sms-voice-v2'
import { SESClient, SendEmailCommand } from '@aws-sdk/client-ses'
import { ListExecutionsCommand, SendTaskSuccessCommand, SFNClient } from '@aws-sdk/client-sfn'
import {
  GetQueueUrlCommand,
  ListQueuesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs'
import { createTransport } from 'nodemailer'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { assemble, type Rehearsal } from '../../../lib/rehearsal/boot.ts'
import { readMessage } from '../../../lib/rehearsal/mail/mime.ts'
import { parseTemplate } from '../../../lib/rehearsal/template/assembly.ts'

const START = Date.UTC(2026, 10, 21, 12)

const TRUST = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } }],
}

const STACK = {
  Resources: {
    Table: {
      Type: 'AWS::DynamoDB::Table',
      Properties: {
        TableName: 'ledger',
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
        BillingMode: 'PAY_PER_REQUEST',
        StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
      },
    },
    Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'intake' } },
    Identity: { Type: 'AWS::SES::EmailIdentity', Properties: { EmailIdentity: 'andina.example' } },
    Role: { Type: 'AWS::IAM::Role', Properties: { RoleName: 'nobody', AssumeRolePolicyDocument: TRUST } },
  },
  Outputs: { LedgerTable: { Value: { Ref: 'Table' } } },
}

let stack: Rehearsal
let client: {
  endpoint: string
  region: string
  maxAttempts: number
  credentials: { accessKeyId: string; secretAccessKey: string }
}

beforeAll(async () => {
  stack = await assemble(parseTemplate('Small', STACK), { start: START })
  client = {
    endpoint: stack.endpoint,
    region: 'us-east-1',
    maxAttempts: 1,
    credentials: { accessKeyId: 'me', secretAccessKey: 'x' },
  }
})

afterEach(() => stack.reset())
afterAll(() => stack.stop())

const put = (id: string) => new PutItemCommand({ TableName: 'ledger', Item: { id: { S: id } } })

describe('the gateway speaks to the SDK', () => {
  it('of DynamoDB, cancelled transactions with reasons and items included', async () => {
    const dynamo = new DynamoDBClient(client)
    await dynamo.send(put('F-1'))
    const Put = {
      TableName: 'ledger',
      Item: { id: { S: 'F-1' } },
      ConditionExpression: 'attribute_not_exists(id)',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
    }
    await expect(dynamo.send(new TransactWriteItemsCommand({ TransactItems: [{ Put }] }))).rejects.toMatchObject({
      name: 'TransactionCanceledException',
      CancellationReasons: [{ Code: 'ConditionalCheckFailed', Item: { id: { S: 'F-1' } } }],
    })
  })

  it('of the streams of DynamoDB, which are an API of their own', async () => {
    const streams = new DynamoDBStreamsClient(client)
    await new DynamoDBClient(client).send(put('F-1'))
    const { Streams: [own] = [] } = await streams.send(new ListStreamsCommand({ TableName: 'ledger' }))
    const { StreamArn } = own ?? {}
    const { StreamDescription } = await streams.send(new DescribeStreamCommand({ StreamArn }))
    const [shard] = StreamDescription?.Shards ?? []
    const from = { StreamArn, ShardId: shard?.ShardId, ShardIteratorType: 'TRIM_HORIZON' as const }
    const { ShardIterator } = await streams.send(new GetShardIteratorCommand(from))
    const { Records } = await streams.send(new GetRecordsCommand({ ShardIterator }))
    const dynamodb = { Keys: { id: { S: 'F-1' } }, NewImage: { id: { S: 'F-1' } } }
    expect(Records).toMatchObject([{ eventName: 'INSERT', dynamodb }])
    expect(Records?.[0]?.dynamodb?.ApproximateCreationDateTime?.getTime()).toBe(START)
  })

  it('of SQS, whose errors keep their old codes', async () => {
    const sqs = new SQSClient(client)
    const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: 'intake' }))
    expect((await sqs.send(new ListQueuesCommand({}))).QueueUrls).toEqual([QueueUrl])
    const MessageAttributes = { kind: { DataType: 'String', StringValue: 'test' } }
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'hola', MessageAttributes }))
    const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MessageAttributeNames: ['All'] }))
    expect(Messages).toMatchObject([{ Body: 'hola', MessageAttributes }])
    await expect(sqs.send(new GetQueueUrlCommand({ QueueName: 'none' }))).rejects.toMatchObject({
      name: 'QueueDoesNotExist',
      Code: 'AWS.SimpleQueueService.NonExistentQueue',
    })
  })

  it('of EventBridge, an error per entry', async () => {
    const events = new EventBridgeClient(client)
    const entry = { Source: 'erp', DetailType: 'Fact', Detail: '{}' }
    const answer = await events.send(
      new PutEventsCommand({ Entries: [entry, { ...entry, Detail: '[1]' }, { ...entry, Source: 'aws.s3' }] }),
    )
    expect(answer.FailedEntryCount).toBe(2)
    expect(answer.Entries?.map(({ ErrorCode }) => ErrorCode)).toEqual([
      undefined,
      'MalformedDetail',
      'NotAuthorizedForSourceException',
    ])
  })

  it('of Step Functions', async () => {
    const sfn = new SFNClient(client)
    await expect(sfn.send(new SendTaskSuccessCommand({ taskToken: 'x', output: '{}' }))).rejects.toMatchObject({
      name: 'InvalidToken',
    })
    await expect(sfn.send(new ListExecutionsCommand({ stateMachineArn: 'arn:x' }))).rejects.toMatchObject({
      name: 'StateMachineDoesNotExist',
    })
  })

  it('of SES, and takes no sender that the stack has not verified', async () => {
    const ses = new SESClient(client)
    const email = (Source: string) =>
      new SendEmailCommand({
        Source,
        Destination: { ToAddresses: ['ana@example.com'] },
        Message: { Subject: { Data: 'Árbol & <fruta>' }, Body: { Html: { Data: '<p>Hola</p>' } } },
        Tags: [{ Name: 'touch', Value: 't1' }],
      })
    const { MessageId } = await ses.send(email('cobros@andina.example'))
    expect(stack.mail.messages).toMatchObject([
      { id: MessageId, subject: 'Árbol & <fruta>', html: '<p>Hola</p>', tags: { touch: 't1' }, principal: 'operator' },
    ])
    await expect(ses.send(email('cobros@other.example'))).rejects.toMatchObject({ name: 'MessageRejected' })
    stack.mail.answer('ana@example.com', 'THROTTLED', 1)
    await expect(ses.send(email('cobros@andina.example'))).rejects.toMatchObject({ name: 'Throttling' })
    await ses.send(email('cobros@andina.example'))
    expect(stack.mail.sentTo('ana@example.com')).toHaveLength(2)
  })

  it('of Pinpoint, a status per address', async () => {
    stack.mail.answer('+573000000002', 'OPT_OUT')
    const sms = { ChannelType: 'SMS' as const }
    const answer = await new PinpointClient(client).send(
      new SendMessagesCommand({
        ApplicationId: 'app',
        MessageRequest: {
          Addresses: { '+573000000001': sms, '+573000000002': sms },
          MessageConfiguration: { SMSMessage: { Body: 'Hola', MessageType: 'TRANSACTIONAL' } },
        },
      }),
    )
    expect(answer.MessageResponse?.Result).toMatchObject({
      '+573000000001': { DeliveryStatus: 'SUCCESSFUL', StatusCode: 200 },
      '+573000000002': { DeliveryStatus: 'OPT_OUT', StatusCode: 400 },
    })
    expect(stack.mail.messages.map(({ to, text }) => [to, text])).toEqual([[['+573000000001'], 'Hola']])
  })

  it('of SMS and voice v2, and tells the default bus of the delivery', async () => {
    const heard: unknown[] = []
    stack.buses.onEvent = (bus, event) => heard.push([bus, event['detail-type'], event.detail])
    const sms = new PinpointSMSVoiceV2Client(client)
    const text = { DestinationPhoneNumber: '+573000000001', MessageBody: 'Hola', Context: { touch: 't1' } }
    const { MessageId } = await sms.send(new SendTextMessageCommand(text))
    await stack.run()
    expect(heard).toMatchObject([
      [
        'default',
        'Text Message Delivery Status Updated',
        { messageId: MessageId, messageStatus: 'DELIVERED', context: { touch: 't1' } },
      ],
    ])
    stack.mail.answer('+573000000001', 'OPT_OUT')
    await expect(sms.send(new SendTextMessageCommand(text))).rejects.toMatchObject({
      name: 'ConflictException',
      Reason: 'DESTINATION_PHONE_NUMBER_OPTED_OUT',
    })
  })

  it('of CloudFormation, with the outputs of the stack', async () => {
    const { Stacks } = await new CloudFormationClient(client).send(new DescribeStacksCommand({ StackName: 'Small' }))
    expect(Stacks?.[0]?.Outputs).toEqual([{ OutputKey: 'LedgerTable', OutputValue: 'ledger' }])
  })
})

describe('the gateway', () => {
  it('answers with the date of the simulated clock', async () => {
    await stack.run(START + 86_400_000)
    const answer = await fetch(stack.endpoint)
    expect(answer.headers.get('date')).toBe('Sun, 22 Nov 2026 12:00:00 GMT')
  })

  it('refuses by name what it does not rehearse', async () => {
    const answer = await fetch(`${stack.endpoint}/v1/whatsapp/media`, { method: 'POST', body: '{}' })
    expect(answer.status).toBe(501)
    expect(await answer.text()).toContain('POST /v1/whatsapp/media')
    const list = await fetch(`${stack.endpoint}/v2/email/identities`)
    expect(await list.text()).toContain('GET /v2/email/identities')
    const cbor = await fetch(stack.endpoint, { method: 'POST', headers: { 'smithy-protocol': 'rpc-v2-cbor' } })
    expect(await cbor.text()).toContain('rpc-v2-cbor')
  })

  it('knows a role by its key, and lets it do nothing that it was not granted', async () => {
    stack.gateway.issue('ASIANOBODY', stack.deployed.resources.get('Role')!.arn!)
    const credentials = { accessKeyId: 'ASIANOBODY', secretAccessKey: 'x' }
    await expect(new DynamoDBClient({ ...client, credentials }).send(put('F-1'))).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: expect.stringContaining('dynamodb:PutItem'),
    })
    await new DynamoDBClient(client).send(put('F-1'))
  })

  it('counts the calls', async () => {
    const dynamo = new DynamoDBClient(client)
    await dynamo.send(put('F-1'))
    await dynamo.send(put('F-2'))
    expect([...stack.calls.counts]).toEqual([['dynamodb.PutItem', 2]])
    expect(stack.calls.total()).toBe(2)
  })
})

describe('the reader of raw e-mails', () => {
  const compose = async (message: object): Promise<string> => {
    const { message: raw } = await createTransport({ streamTransport: true, buffer: true }).sendMail(message)
    return Buffer.isBuffer(raw) ? raw.toString('latin1') : ''
  }

  it('reads what the mailer writes: alternatives, accents, long lines, attachments', async () => {
    const text = `Año nuevo: pague su crédito. ${'El saldo es de 125.000 pesos y vence pronto. '.repeat(5)}`
    const html = `<p>${text}</p>`
    const raw = await compose({
      from: 'Compañía Andina <cobros@andina.example>',
      to: 'Ana Núñez <ana@example.com>, luis@example.com',
      subject: 'Recordatorio: su factura de noviembre venció anteayer y todavía no vemos su pago, señora Núñez',
      text,
      html,
      headers: { 'List-Unsubscribe': '<mailto:baja@andina.example>', 'X-SES-MESSAGE-TAGS': 'touch=t1' },
      attachments: [{ filename: 'factura.txt', content: 'otra cosa' }],
    })
    const message = readMessage(raw)
    expect(message).toMatchObject({
      from: 'Compañía Andina <cobros@andina.example>',
      to: ['ana@example.com', 'luis@example.com'],
      subject: 'Recordatorio: su factura de noviembre venció anteayer y todavía no vemos su pago, señora Núñez',
      html,
      headers: { 'list-unsubscribe': '<mailto:baja@andina.example>', 'x-ses-message-tags': 'touch=t1' },
    })
    expect(message.text?.trim()).toBe(text.trim())
  })

  it('reads base64 bodies and words', () => {
    const words = `=?utf-8?B?${Buffer.from('año').subarray(0, 2).toString('base64')}?= =?utf-8?B?${Buffer.from('año').subarray(2).toString('base64')}?=`
    const raw = [
      `From: a@b.example`,
      `To: c@d.example`,
      `Subject: ${words}`,
      'Content-Type: text/plain; charset=utf-8',
      'Content-Transfer-Encoding: base64',
      '',
      Buffer.from('sí, señor').toString('base64'),
    ]
    expect(readMessage(raw.join('\r\n'))).toMatchObject({ subject: 'año', text: 'sí, señor' })
  })
})
