import { GetSmsChannelCommand, PinpointClient } from '@aws-sdk/client-pinpoint'
import {
  DescribeAccountAttributesCommand,
  DescribeSpendLimitsCommand,
  PinpointSMSVoiceV2Client,
  paginateDescribePhoneNumbers,
  paginateDescribeSenderIds,
} from '@aws-sdk/client-pinpoint-sms-voice-v2'
import type { Facts, TextSender } from '../../domain/doctor/facts.ts'
import { notAsked, type Reach, reading, unlessAbsent } from './reading.ts'

type TextFacts = Pick<Facts, 'texts' | 'senders' | 'application'>

/** What End User Messaging says of texts; nothing is asked where the company sends none. */
export async function readTexts(
  reach: Reach,
  sms: { readonly pinpointApplicationId?: string; readonly originationArn?: string } | undefined,
): Promise<TextFacts> {
  const { pinpointApplicationId, originationArn } = sms ?? {}
  if (pinpointApplicationId === undefined && originationArn === undefined) {
    const silent = notAsked(
      'La empresa no envía SMS (sms en company.yaml).',
      'The company sends no texts (sms in company.yaml).',
    )
    return { texts: silent, senders: silent, application: silent }
  }
  const client = new PinpointSMSVoiceV2Client(reach)
  const [texts, senders, application] = await Promise.all([
    reading('sms-voice:DescribeAccountAttributes, sms-voice:DescribeSpendLimits', async () => {
      const { AccountAttributes = [] } = await client.send(new DescribeAccountAttributesCommand({}))
      const { SpendLimits = [] } = await client.send(new DescribeSpendLimitsCommand({}))
      const limit = SpendLimits.find(({ Name }) => Name === 'TEXT_MESSAGE_MONTHLY_SPEND_LIMIT')
      return {
        tier: AccountAttributes.find(({ Name }) => Name === 'ACCOUNT_TIER')?.Value ?? '?',
        ...(limit?.EnforcedLimit !== undefined && { monthlyLimit: limit.EnforcedLimit }),
        ...(limit?.MaxLimit !== undefined && { monthlyMost: limit.MaxLimit }),
      }
    }),
    reading('sms-voice:DescribePhoneNumbers, sms-voice:DescribeSenderIds', () => readSenders(client)),
    pinpointApplicationId === undefined
      ? notAsked('Los SMS salen por sms.originationArn.', 'Texts leave through sms.originationArn.')
      : reading('mobiletargeting:GetSmsChannel', async () => {
          const asked = new PinpointClient(reach).send(
            new GetSmsChannelCommand({ ApplicationId: pinpointApplicationId }),
          )
          const channel = await unlessAbsent(asked, 'NotFoundException')
          return { exists: channel !== undefined, textsEnabled: channel?.SMSChannelResponse?.Enabled === true }
        }),
  ])
  return { texts, senders, application }
}

async function readSenders(client: PinpointSMSVoiceV2Client): Promise<readonly TextSender[]> {
  const senders: TextSender[] = []
  for await (const { PhoneNumbers = [] } of paginateDescribePhoneNumbers({ client }, {}))
    for (const { PhoneNumberArn = '', IsoCountryCode = '', Status = '', TwoWayEnabled } of PhoneNumbers)
      senders.push({
        arn: PhoneNumberArn,
        kind: 'number',
        country: IsoCountryCode,
        status: Status,
        twoWay: TwoWayEnabled === true,
      })
  for await (const { SenderIds = [] } of paginateDescribeSenderIds({ client }, {}))
    for (const { SenderIdArn = '', IsoCountryCode = '', Registered, RegistrationId } of SenderIds) {
      // A sender id without a registration needs none; one with a registration waits for its approval.
      const status = Registered === true || RegistrationId === undefined ? 'ACTIVE' : 'PENDING'
      senders.push({ arn: SenderIdArn, kind: 'senderId', country: IsoCountryCode, status, twoWay: false })
    }
  return senders
}
