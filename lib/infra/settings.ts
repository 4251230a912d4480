/** What a company decides about its deployment; everything else has one answer for everybody. */
export interface InfraSettings {
  readonly stage: Stage
  /** To whom messages go until a person says a word: production begins with nobody. */
  readonly sendingBegins: 'dryRun' | 'everything'
  /** Domain that reminders are sent from; its DKIM records are outputs of the stack. */
  readonly emailDomain: string
  /** Mailbox that receives alarms; without it the topic has no subscriber yet. */
  readonly alarmEmail?: string
  /** End User Messaging (Pinpoint) application for SMS; without it nothing may send through it. */
  readonly pinpointApplicationId?: string
  /** ARN of a phone number, pool or sender id of End User Messaging; without it nothing may send through it. */
  readonly smsOriginationArn?: string
  /** ARN of the number of WhatsApp in End User Messaging Social; without it nothing may send through it. */
  readonly whatsappNumberArn?: string
  /** Names of the local companies that send for us over HTTPS; each has a secret of its own. */
  readonly aggregators?: readonly string[]
  /** What SES adds to e-mails so as to report it: nothing unless told. */
  readonly emailTracking?: readonly ('opens' | 'clicks')[]
  /** ContactDebtor runs at once: the pace of messages, kept below the sending quotas of the channels. */
  readonly contactConcurrency: number
  /** Days that logs are kept. */
  readonly logRetentionDays: number
  /** Hour of the day in UTC at which it is morning for the team (0 to 23). */
  readonly morningHourUtc: number
  /** IANA zone of the company's books: that of its default entity. */
  readonly booksZone: string
  /** What staff get by e-mail, and when. */
  readonly reports?: readonly ReportSchedule[]
  /** Other AWS accounts, twelve digits each, whose roles their own policies may then let publish on the bus. */
  readonly upstreamAccountIds?: readonly string[]
}

/** When a report is sent: on Mondays or on the first of the month, at an hour such as 07:00 in the zone of the books. */
export interface ReportSchedule {
  readonly name: string
  readonly every: 'week' | 'month'
  readonly at: string
}

/**
 * RecordEvent runs at once. Each starts about ten journeys a second, and Step Functions takes 150 to 300 new executions a
 * second, by region: an import of thousands of invoices waits in the queue instead of being refused there.
 */
export const INTAKE_CONCURRENCY = 20

const STAGES = ['test', 'production'] as const

/** Outside production, messages go to the company's allow list only. */
export type Stage = (typeof STAGES)[number]

/** What a deployment reads of `catalog/company.yaml`, whose values its contract has checked. */
export interface CompanyDeployment {
  readonly stage: Stage
  readonly emailDomain: string
  readonly alarmEmail?: string
  readonly sms?: { readonly pinpointApplicationId?: string; readonly originationArn?: string }
  readonly whatsapp?: { readonly phoneNumberArn: string }
  readonly aggregators?: Readonly<Record<string, object>>
  readonly emailTracking?: readonly ('opens' | 'clicks')[]
  readonly contactConcurrency: number
  readonly logRetentionDays: number
  readonly upstreamAccountIds?: readonly string[]
  readonly reports?: readonly ReportSchedule[]
  readonly defaultEntity: string
  readonly entities: Readonly<Record<string, { readonly zone: string }>>
}

/** A stage that does not exist. */
export class UnknownStage extends Error {
  constructor(asked: unknown) {
    super(`the stage is ${JSON.stringify(asked)}; allowed: ${STAGES.join(' or ')} (as in -c stage=production)`)
    this.name = 'UnknownStage'
  }
}

/** The settings of a company, at the stage asked for on the command line, or at its own when nobody asked. */
export function settingsOf(company: CompanyDeployment, askedStage?: unknown, askedBegins?: unknown): InfraSettings {
  const stage = askedStage === undefined ? company.stage : parseStage(askedStage)
  const {
    emailDomain,
    emailTracking,
    alarmEmail,
    sms,
    whatsapp,
    aggregators = {},
    contactConcurrency,
    logRetentionDays,
    upstreamAccountIds,
    reports = [],
  } = company
  return {
    stage,
    // The allow list of a test deployment is its own protection.
    sendingBegins: askedBegins === 'everything' || stage !== 'production' ? 'everything' : 'dryRun',
    emailDomain,
    ...(emailTracking && { emailTracking }),
    contactConcurrency,
    logRetentionDays,
    booksZone: company.entities[company.defaultEntity]?.zone ?? 'UTC',
    morningHourUtc: morningUtc(company.entities[company.defaultEntity]?.zone ?? 'UTC'),
    ...(alarmEmail === undefined ? {} : { alarmEmail }),
    ...(sms?.pinpointApplicationId === undefined ? {} : { pinpointApplicationId: sms.pinpointApplicationId }),
    ...(sms?.originationArn === undefined ? {} : { smsOriginationArn: sms.originationArn }),
    ...(whatsapp && { whatsappNumberArn: whatsapp.phoneNumberArn }),
    ...(Object.keys(aggregators).length > 0 && { aggregators: Object.keys(aggregators) }),
    ...(upstreamAccountIds === undefined ? {} : { upstreamAccountIds }),
    ...(reports.length > 0 && { reports: reports.map(({ name, every, at }) => ({ name, every, at })) }),
  }
}

/** Six in the morning of a zone in UTC, by its standard time of January: in summer time it is seven. */
function morningUtc(zone: string): number {
  const noon = new Date('2026-01-15T12:00:00Z')
  const hour = new Intl.DateTimeFormat('en', { timeZone: zone, hour: 'numeric', hourCycle: 'h23' }).format(noon)
  return (6 - (Number(hour) - 12) + 24) % 24
}

function parseStage(asked: unknown): Stage {
  const stage = STAGES.find((known) => known === asked)
  if (stage === undefined) throw new UnknownStage(asked)
  return stage
}
