/** What a company decides about its deployment; everything else has one answer for everybody. */
export interface InfraSettings {
  readonly stage: 'test' | 'production'
  /** Domain that reminders are sent from; its DKIM records are outputs of the stack. */
  readonly emailDomain: string
  /** Mailbox that receives alarms; without it the topic has no subscriber yet. */
  readonly alarmEmail?: string
  /** End User Messaging (Pinpoint) application for SMS; without it nothing may send through it. */
  readonly pinpointApplicationId?: string
  /** ARN of a phone number, pool or sender id of End User Messaging; without it nothing may send through it. */
  readonly smsOriginationArn?: string
  /** ContactDebtor runs at once: the pace of messages, kept below the sending quotas of the channels. */
  readonly contactConcurrency: number
  /** Days that logs are kept. */
  readonly logRetentionDays: number
  /** Other AWS accounts whose own policies may then let their roles publish on the bus. */
  readonly upstreamAccountIds?: readonly string[]
}

/** Every setting that is wrong, in one error: a person corrects the file once. */
export class SettingsRefused extends Error {
  readonly problems: readonly string[]

  constructor(problems: readonly string[]) {
    super(`the settings of the deployment are wrong:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`)
    this.name = 'SettingsRefused'
    this.problems = problems
  }
}

/** The retentions CloudWatch Logs accepts, in days. */
const RETENTIONS: readonly number[] = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
]

const STAGES = ['test', 'production'] as const

/** The stage a person asked for on the command line, or the one of the settings when nobody asked. */
export function stageOf(asked: unknown, otherwise: InfraSettings['stage']): InfraSettings['stage'] {
  if (asked === undefined) return otherwise
  const stage = STAGES.find((known) => known === asked)
  if (stage === undefined) throw new SettingsRefused([wrong('stage', asked, 'test or production')])
  return stage
}

/** Returns the settings unchanged, or throws `SettingsRefused` naming each value and what is allowed. */
export function checkSettings(settings: InfraSettings): InfraSettings {
  const problems = RULES.flatMap(({ setting, allowed, holds }) =>
    holds(settings) ? [] : [wrong(setting, settings[setting], allowed)],
  )
  if (problems.length > 0) throw new SettingsRefused(problems)
  return settings
}

interface Rule {
  readonly setting: keyof InfraSettings
  readonly allowed: string
  readonly holds: (settings: InfraSettings) => boolean
}

const RULES: readonly Rule[] = [
  {
    setting: 'emailDomain',
    allowed: 'a domain such as facturas.example.com',
    holds: (s) => /^(?=.{4,253}$)([a-z0-9](-*[a-z0-9])*\.)+[a-z]{2,}$/.test(s.emailDomain),
  },
  {
    setting: 'alarmEmail',
    allowed: 'a mailbox such as cobranza@example.com, or nothing',
    holds: (s) => s.alarmEmail === undefined || /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(s.alarmEmail),
  },
  {
    setting: 'pinpointApplicationId',
    allowed: 'the 32 hexadecimal digits of an existing application, or nothing',
    holds: (s) => s.pinpointApplicationId === undefined || /^[0-9a-f]{32}$/.test(s.pinpointApplicationId),
  },
  {
    setting: 'smsOriginationArn',
    allowed: 'the ARN of a phone-number, pool or sender-id of sms-voice, or nothing',
    holds: (s) =>
      s.smsOriginationArn === undefined ||
      /^arn:aws[a-z-]*:sms-voice:[a-z0-9-]+:\d{12}:(phone-number|pool|sender-id)\/\S+$/.test(s.smsOriginationArn),
  },
  {
    setting: 'contactConcurrency',
    // Lambda accepts 2 to 1,000 for the maximum concurrency of a queue.
    allowed: 'a whole number from 2 to 1000',
    holds: (s) => Number.isInteger(s.contactConcurrency) && s.contactConcurrency >= 2 && s.contactConcurrency <= 1000,
  },
  {
    setting: 'logRetentionDays',
    allowed: `one of ${RETENTIONS.join(', ')}`,
    holds: (s) => RETENTIONS.includes(s.logRetentionDays),
  },
  {
    setting: 'upstreamAccountIds',
    allowed: 'account numbers of twelve digits, none twice',
    holds: ({ upstreamAccountIds: ids = [] }) =>
      ids.every((id) => /^\d{12}$/.test(id)) && new Set(ids).size === ids.length,
  },
]

function wrong(setting: string, given: unknown, allowed: string): string {
  return `${setting} is ${JSON.stringify(given)}; allowed: ${allowed}`
}
