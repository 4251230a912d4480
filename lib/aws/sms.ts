import { type PinpointClient, SendMessagesCommand } from '@aws-sdk/client-pinpoint'
import {
  ConflictException,
  ConflictExceptionReason,
  type PinpointSMSVoiceV2Client,
  SendTextMessageCommand,
} from '@aws-sdk/client-pinpoint-sms-voice-v2'
import type { TextMessage } from '../domain/outgoing-message.ts'
import type { SendOutcome } from '../ports.ts'
import { outcomeOf } from './sending.ts'

/** Minutes after which a text that could not be handed over is worth nothing: the window may have closed. */
const TIME_TO_LIVE_SECONDS = 30 * 60

/** Sends one text through an application of Pinpoint; its answer is 200 with a status for the address. */
export function pinpointSms(
  client: PinpointClient,
  application: string,
): (message: TextMessage) => Promise<SendOutcome> {
  return async ({ to, text, touch, sender }) => {
    try {
      const { MessageResponse } = await client.send(
        new SendMessagesCommand({
          ApplicationId: application,
          MessageRequest: {
            Addresses: { [to]: { ChannelType: 'SMS' } },
            TraceId: touch,
            Context: { touch },
            MessageConfiguration: {
              SMSMessage: { Body: text, MessageType: 'TRANSACTIONAL', ...(sender ? { SenderId: sender } : {}) },
            },
          },
        }),
      )
      return outcomeOfAddress(MessageResponse?.Result?.[to])
    } catch (cause) {
      return outcomeOf(cause)
    }
  }
}

/** Sends one text through AWS End User Messaging. */
export function endUserMessagingSms(
  client: PinpointSMSVoiceV2Client,
  origination: string,
): (message: TextMessage) => Promise<SendOutcome> {
  return async ({ to, text, touch }) => {
    try {
      const { MessageId } = await client.send(
        new SendTextMessageCommand({
          DestinationPhoneNumber: to,
          OriginationIdentity: origination,
          MessageBody: text,
          MessageType: 'TRANSACTIONAL',
          TimeToLive: TIME_TO_LIVE_SECONDS,
          Context: { touch },
        }),
      )
      return { kind: 'accepted', providerId: MessageId ?? '' }
    } catch (cause) {
      if (isOptOut(cause)) return { kind: 'notSent', again: false, problem: 'OPT_OUT', optedOut: true }
      return outcomeOf(cause)
    }
  }
}

/** The number is on an opt-out list: its owner wrote STOP, or somebody of the account put it there. */
const isOptOut = (cause: unknown): boolean =>
  cause instanceof ConflictException && cause.Reason === ConflictExceptionReason.DESTINATION_PHONE_NUMBER_OPTED_OUT

interface AddressResult {
  readonly DeliveryStatus?: string | undefined
  readonly MessageId?: string | undefined
  readonly StatusMessage?: string | undefined
}

function outcomeOfAddress(result: AddressResult | undefined): SendOutcome {
  switch (result?.DeliveryStatus) {
    case 'SUCCESSFUL':
    case 'DUPLICATE':
      return { kind: 'accepted', providerId: result.MessageId ?? '' }
    case 'THROTTLED':
    case 'TEMPORARY_FAILURE':
      return { kind: 'notSent', again: true, problem: result.DeliveryStatus }
    case 'OPT_OUT':
      return { kind: 'notSent', again: false, problem: result.DeliveryStatus, optedOut: true }
    case 'PERMANENT_FAILURE':
      return { kind: 'notSent', again: false, problem: result.DeliveryStatus }
    default:
      return { kind: 'unknown', problem: result?.DeliveryStatus ?? 'the answer does not mention the address' }
  }
}
