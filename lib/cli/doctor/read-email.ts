import {
  GetAccountCommand,
  GetConfigurationSetEventDestinationsCommand,
  GetEmailIdentityCommand,
  type GetEmailIdentityCommandOutput,
  SESv2Client,
} from '@aws-sdk/client-sesv2'
import type { Facts } from '../../domain/doctor/facts.ts'
import { notAsked, type Reach, reading, readingDns, unlessAbsent } from './reading.ts'

/** Asks the public DNS for the texts at a name; each text in its pieces, as the protocol has them. */
export type ResolveTxt = (name: string) => Promise<readonly (readonly string[])[]>

/** What SES and the public DNS say of the sender domain; without `resolve` the DNS is not asked. */
export async function readEmail(
  reach: Reach,
  domain: string,
  resolve: ResolveTxt | undefined,
): Promise<Pick<Facts, 'email' | 'identity' | 'records' | 'reports'>> {
  const ses = new SESv2Client(reach)
  const [email, asked] = await Promise.all([
    reading('ses:GetAccount', async () => {
      const { ProductionAccessEnabled, SendingEnabled, EnforcementStatus, SendQuota } = await ses.send(
        new GetAccountCommand({}),
      )
      return {
        productionAccess: ProductionAccessEnabled === true,
        sendingEnabled: SendingEnabled === true,
        enforcement: EnforcementStatus ?? 'HEALTHY',
        perDay: SendQuota?.Max24HourSend ?? 0,
        perSecond: SendQuota?.MaxSendRate ?? 0,
      }
    }),
    reading('ses:GetEmailIdentity', () =>
      unlessAbsent(ses.send(new GetEmailIdentityCommand({ EmailIdentity: domain })), 'NotFoundException'),
    ),
  ])
  const known = asked.kind === 'seen' ? asked.value : undefined
  const { MailFromDomain, MailFromDomainStatus } = known?.MailFromAttributes ?? {}
  return {
    email,
    identity:
      asked.kind === 'seen'
        ? {
            kind: 'seen',
            value: known && {
              verified: known.VerifiedForSendingStatus === true,
              dkim: known.DkimAttributes?.Status ?? 'NOT_STARTED',
              ...(MailFromDomain && { mailFrom: { domain: MailFromDomain, status: MailFromDomainStatus ?? '' } }),
            },
          }
        : asked,
    records: resolve
      ? await readRecords(domain, MailFromDomain ?? domain, resolve)
      : notAsked('El ensayo no pregunta al DNS público.', 'The rehearsal does not ask the public DNS.'),
    reports: await readReports(ses, known),
  }
}

async function readReports(
  ses: SESv2Client,
  known: GetEmailIdentityCommandOutput | undefined,
): Promise<Facts['reports']> {
  if (known === undefined)
    return notAsked('Sin dominio en SES no hay avisos.', 'Without a domain in SES there are no reports.')
  const set = known.ConfigurationSetName
  if (set === undefined) return { kind: 'seen', value: undefined }
  return reading('ses:GetConfigurationSetEventDestinations', async () => {
    const { EventDestinations = [] } = await ses.send(
      new GetConfigurationSetEventDestinationsCommand({ ConfigurationSetName: set }),
    )
    return EventDestinations.map(({ Enabled, EventBridgeDestination, MatchingEventTypes }) => ({
      enabled: Enabled === true,
      toBus: EventBridgeDestination?.EventBusArn?.endsWith(':event-bus/default') === true,
      types: MatchingEventTypes ?? [],
    }))
  })
}

function readRecords(domain: string, returned: string, resolve: ResolveTxt): Promise<Facts['records']> {
  const texts = async (name: string) => {
    try {
      return (await resolve(name)).map((pieces) => pieces.join(''))
    } catch (cause) {
      // A name without texts is an answer, not a failure.
      if (cause instanceof Error && 'code' in cause && (cause.code === 'ENOTFOUND' || cause.code === 'ENODATA'))
        return []
      throw cause
    }
  }
  return readingDns(async () => {
    const [spf, dmarc] = await Promise.all([texts(returned), texts(`_dmarc.${domain}`)])
    return { spf, dmarc }
  })
}
