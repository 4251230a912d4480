import { type MessageResult, PinpointClient, SendMessagesCommand } from '@aws-sdk/client-pinpoint'
import {
  ConflictException,
  PinpointSMSVoiceV2Client,
  SendTextMessageCommand,
} from '@aws-sdk/client-pinpoint-sms-voice-v2'
import { mockClient } from 'aws-sdk-client-mock'
import { beforeEach, describe, expect, it } from 'vitest'
import { endUserMessagingSms, pinpointSms } from '../../lib/aws/sms.ts'

const pinpointClient = new PinpointClient({})
const pinpoint = mockClient(pinpointClient)
const voiceClient = new PinpointSMSVoiceV2Client({})
const voice = mockClient(voiceClient)
const TO = '+573001234567'
const MESSAGE = { touch: 'T-1', to: TO, text: 'Hola Ana' }

beforeEach(() => {
  pinpoint.reset()
  voice.reset()
})

describe('a text through Pinpoint', () => {
  const send = pinpointSms(pinpointClient, 'app-1')
  const answering = (Result: Record<string, MessageResult> | undefined) =>
    pinpoint
      .on(SendMessagesCommand)
      .resolves({ MessageResponse: { ApplicationId: 'app-1', ...(Result && { Result }) } })
  // A status the SDK does not know yet, too: the wire is not typed.
  const status = (DeliveryStatus: string) =>
    answering(JSON.parse(JSON.stringify({ [TO]: { DeliveryStatus, StatusCode: 200, MessageId: 'M-1' } })))

  it.each([
    ['SUCCESSFUL', { kind: 'accepted', providerId: 'M-1' }],
    ['DUPLICATE', { kind: 'accepted', providerId: 'M-1' }],
    ['THROTTLED', { kind: 'notSent', again: true, problem: 'THROTTLED' }],
    ['TEMPORARY_FAILURE', { kind: 'notSent', again: true, problem: 'TEMPORARY_FAILURE' }],
    ['OPT_OUT', { kind: 'notSent', again: false, problem: 'OPT_OUT', optedOut: true }],
    ['PERMANENT_FAILURE', { kind: 'notSent', again: false, problem: 'PERMANENT_FAILURE' }],
    ['TIMEOUT', { kind: 'unknown', problem: 'TIMEOUT' }],
    ['UNKNOWN_FAILURE', { kind: 'unknown', problem: 'UNKNOWN_FAILURE' }],
    ['SOMETHING_NEW', { kind: 'unknown', problem: 'SOMETHING_NEW' }],
  ])('whose address is answered with %s', async (answer, outcome) => {
    status(answer)
    expect(await send(MESSAGE)).toEqual(outcome)
  })

  it('whose address is not in the answer may have left', async () => {
    for (const result of [
      undefined,
      {},
      { '+570000000000': { DeliveryStatus: 'SUCCESSFUL', StatusCode: 200 } as const },
    ]) {
      answering(result)
      expect(await send(MESSAGE)).toEqual({ kind: 'unknown', problem: 'the answer does not mention the address' })
    }
  })

  it('is transactional, traceable, and has a sender where one is allowed', async () => {
    status('SUCCESSFUL')
    await send(MESSAGE)
    await send({ ...MESSAGE, sender: 'ANDINA' })
    const sms = { Body: 'Hola Ana', MessageType: 'TRANSACTIONAL' }
    const request = (SMSMessage: object) => ({
      ApplicationId: 'app-1',
      MessageRequest: {
        Addresses: { [TO]: { ChannelType: 'SMS' } },
        TraceId: 'T-1',
        Context: { touch: 'T-1' },
        MessageConfiguration: { SMSMessage },
      },
    })
    expect(pinpoint.commandCalls(SendMessagesCommand).map(({ args }) => args[0].input)).toEqual([
      request(sms),
      request({ ...sms, SenderId: 'ANDINA' }),
    ])
  })
})

describe('a text through End User Messaging', () => {
  const send = endUserMessagingSms(voiceClient, 'arn:origin')

  it('is transactional, lives half an hour, and carries its touch', async () => {
    voice.on(SendTextMessageCommand).resolves({ MessageId: 'M-2' })
    expect(await send(MESSAGE)).toEqual({ kind: 'accepted', providerId: 'M-2' })
    expect(voice.commandCalls(SendTextMessageCommand).map(({ args }) => args[0].input)).toEqual([
      {
        DestinationPhoneNumber: TO,
        OriginationIdentity: 'arn:origin',
        MessageBody: 'Hola Ana',
        MessageType: 'TRANSACTIONAL',
        TimeToLive: 1800,
        Context: { touch: 'T-1' },
      },
    ])
  })

  it('to a number that has stopped texts says so', async () => {
    voice.on(SendTextMessageCommand).rejects(
      new ConflictException({
        message: 'no',
        Reason: 'DESTINATION_PHONE_NUMBER_OPTED_OUT',
        $metadata: { httpStatusCode: 400 },
      }),
    )
    expect(await send(MESSAGE)).toEqual({ kind: 'notSent', again: false, problem: 'OPT_OUT', optedOut: true })
  })

  it('that is refused has not left', async () => {
    const refusal = Object.assign(new Error('no'), { name: 'ConflictException', $metadata: { httpStatusCode: 400 } })
    voice.on(SendTextMessageCommand).rejects(refusal)
    expect(await send(MESSAGE)).toEqual({ kind: 'notSent', again: false, problem: 'ConflictException' })
  })
})
