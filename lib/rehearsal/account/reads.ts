import { AwsError, NotRehearsed } from '../aws-error.ts'
import type { Service } from '../gateway/calls.ts'
import { asFields, type Fields, optionalFlag, optionalNumber, text, textList } from '../gateway/fields.ts'
import type { ApprovedTemplates } from '../mail/approved-templates.ts'
import type { Deployed } from '../template/deploy.ts'
import type { AccountState } from './account.ts'

/** The reads of one service by operation; each answers in the shape of the JSON protocol. */
export type Reads = ReadonlyMap<string, (input: Fields) => unknown>

/** A service that also answers reads of the account; without a service behind them every other call is refused by name. */
export const withReads = (name: string, reads: Reads, service: Service | undefined): Service => ({
  async call(operation, input, principal) {
    const read = reads.get(operation)
    if (read) return read(input)
    if (!service) throw new NotRehearsed(`${name}:${operation}`)
    return service.call(operation, input, principal)
  },
})

/** What the account answers to whoever looks at it: from the template where it says it, from `state` where it cannot. */
export function accountReads(
  state: AccountState,
  deployed: Deployed,
  approved: ApprovedTemplates,
): ReadonlyMap<string, Reads> {
  return new Map([
    ['ses', emailReads(state, deployed)],
    ['sms-voice', textReads(state, deployed)],
    [
      'mobiletargeting',
      new Map([['GetSmsChannel', (input) => smsChannel(state, deployed, text(input, 'ApplicationId'))]]),
    ],
    ['servicequotas', new Map([['ListServiceQuotas', (input) => quotasOf(state, text(input, 'ServiceCode'))]])],
    ['lambda', new Map([['GetAccountSettings', () => functionLimits(state, deployed)]])],
    ['social-messaging', whatsAppReads(state, approved)],
    ['quicksight', new Map([['DescribeAccountSubscription', () => quickSight(state)]])],
    [
      'sns',
      new Map([['ListSubscriptionsByTopic', (input) => subscriptions(state, deployed, text(input, 'TopicArn'))]]),
    ],
  ])
}

function emailReads(state: AccountState, deployed: Deployed): Reads {
  return new Map<string, (input: Fields) => unknown>([
    [
      'GetAccount',
      () => {
        const { productionAccess, sendingEnabled, enforcement, perDay, perSecond } = state.email
        return {
          ProductionAccessEnabled: productionAccess,
          SendingEnabled: sendingEnabled,
          EnforcementStatus: enforcement,
          SendQuota: { Max24HourSend: perDay, MaxSendRate: perSecond, SentLast24Hours: 0 },
        }
      },
    ],
    [
      'GetEmailIdentity',
      (input) => {
        const asked = text(input, 'EmailIdentity')
        const identity = deployed.ofType('AWS::SES::EmailIdentity').find(({ name }) => name === asked)
        if (!identity) throw new AwsError('NotFoundException', `Email identity ${asked} does not exist.`, 404)
        const { ConfigurationSetName } = asFields(identity.properties.ConfigurationSetAttributes ?? {})
        return {
          IdentityType: 'DOMAIN',
          VerifiedForSendingStatus: state.dkim === 'SUCCESS',
          DkimAttributes: { SigningEnabled: true, Status: state.dkim },
          ...(ConfigurationSetName === undefined ? {} : { ConfigurationSetName }),
        }
      },
    ],
    [
      'GetConfigurationSetEventDestinations',
      (input) => {
        const set = text(input, 'ConfigurationSetName')
        const destinations = deployed
          .ofType('AWS::SES::ConfigurationSetEventDestination')
          .filter(({ properties }) => text(properties, 'ConfigurationSetName') === set)
          .map(({ properties, name }) => {
            const destination = asFields(properties.EventDestination)
            return {
              Name: name,
              Enabled: state.reportsEnabled && optionalFlag(destination, 'Enabled') !== false,
              // The second API writes in capitals with underscores what the template writes as it likes.
              MatchingEventTypes: textList(destination, 'MatchingEventTypes').map(inCapitals),
              EventBridgeDestination: destination.EventBridgeDestination,
            }
          })
        return { EventDestinations: destinations }
      },
    ],
  ])
}

const inCapitals = (type: string): string => type.replace(/([a-z])([A-Z])/g, '$1_$2').toUpperCase()

function textReads(state: AccountState, deployed: Deployed): Reads {
  const own = environmentOf(deployed, 'SMS_ORIGINATION')
  return new Map<string, (input: Fields) => unknown>([
    ['DescribeAccountAttributes', () => ({ AccountAttributes: [{ Name: 'ACCOUNT_TIER', Value: state.texts.tier }] })],
    [
      'DescribeSpendLimits',
      () => {
        const { monthlyLimit, monthlyMost } = state.texts
        const limit = { Name: 'TEXT_MESSAGE_MONTHLY_SPEND_LIMIT', EnforcedLimit: monthlyLimit, MaxLimit: monthlyMost }
        return { SpendLimits: [{ ...limit, Overridden: false }] }
      },
    ],
    [
      'DescribePhoneNumbers',
      () => ({
        PhoneNumbers: [
          ...own
            .filter((arn) => arn.includes(':phone-number/'))
            .map((arn) => ({ PhoneNumberArn: arn, Status: 'ACTIVE', TwoWayEnabled: false })),
          ...state.senders
            .filter(({ arn }) => arn.includes(':phone-number/'))
            .map(({ arn, country, status, twoWay }) => ({
              PhoneNumberArn: arn,
              IsoCountryCode: country,
              Status: status,
              TwoWayEnabled: twoWay,
            })),
        ],
      }),
    ],
    [
      'DescribeSenderIds',
      () => ({
        SenderIds: state.senders
          .filter(({ arn }) => arn.includes(':sender-id/'))
          .map(({ arn, country }) => ({ SenderIdArn: arn, IsoCountryCode: country, Registered: false })),
      }),
    ],
  ])
}

/** One account of WhatsApp, which holds the templates that the rehearsal's Meta has approved. */
const whatsAppReads = (state: AccountState, approved: ApprovedTemplates): Reads =>
  new Map<string, (input: Fields) => unknown>([
    ['GetLinkedWhatsAppBusinessAccountPhoneNumber', () => ({ linkedWhatsAppBusinessAccountId: 'waba-rehearsal' })],
    [
      'ListWhatsAppMessageTemplates',
      () => ({
        templates: [...approved.keys()].map((key) => {
          const [templateName, templateLanguage] = key.split(' ')
          const { status, category } = state.whatsapp
          return { templateName, templateLanguage, templateStatus: status, templateCategory: category }
        }),
      }),
    ],
  ])

/** The values of a variable in the environment of the template's functions. */
const environmentOf = (deployed: Deployed, name: string): readonly string[] => [
  ...new Set(
    deployed.ofType('AWS::Lambda::Function').flatMap(({ properties }) => {
      const { Variables } = asFields(properties.Environment ?? {})
      const value = asFields(Variables ?? {})[name]
      return typeof value === 'string' ? [value] : []
    }),
  ),
]

function smsChannel({ texts }: AccountState, deployed: Deployed, application: string): unknown {
  if (!texts.applications || !environmentOf(deployed, 'PINPOINT_APPLICATION_ID').includes(application))
    throw new AwsError('NotFoundException', 'Resource not found', 404)
  return { ApplicationId: application, Enabled: true, Platform: 'SMS', Version: 1 }
}

const quotasOf = ({ quotas }: AccountState, service: string): unknown => ({
  Quotas: Object.entries(quotas[service] ?? {}).map(([QuotaName, Value]) => ({
    ServiceCode: service,
    QuotaName,
    Value,
  })),
})

function functionLimits({ concurrent }: AccountState, deployed: Deployed): unknown {
  const reserved = deployed
    .ofType('AWS::Lambda::Function')
    .reduce((sum, { properties }) => sum + (optionalNumber(properties, 'ReservedConcurrentExecutions') ?? 0), 0)
  return {
    AccountLimit: { ConcurrentExecutions: concurrent, UnreservedConcurrentExecutions: concurrent - reserved },
    AccountUsage: { FunctionCount: deployed.ofType('AWS::Lambda::Function').length },
  }
}

function quickSight({ quickSight }: AccountState): unknown {
  if (!quickSight) throw new AwsError('ResourceNotFoundException', 'There is no subscription.', 404)
  return { AccountInfo: { Edition: quickSight.edition, AccountSubscriptionStatus: quickSight.status }, Status: 200 }
}

function subscriptions({ confirmed }: AccountState, deployed: Deployed, topic: string): unknown {
  const own = deployed
    .ofType('AWS::SNS::Subscription')
    .filter(({ properties }) => text(properties, 'TopicArn') === topic)
  return {
    Subscriptions: own.map(({ arn = '', properties }) => ({
      TopicArn: topic,
      Protocol: text(properties, 'Protocol'),
      Endpoint: text(properties, 'Endpoint'),
      SubscriptionArn: confirmed ? arn : 'PendingConfirmation',
    })),
  }
}
