import type { CalendarDate } from '../time.ts'
import type { Observed } from './finding.ts'

/** SES's word on the account. Quotas count recipients. */
export interface EmailAccount {
  readonly productionAccess: boolean
  readonly sendingEnabled: boolean
  /** `HEALTHY`, `PROBATION` or `SHUTDOWN`. */
  readonly enforcement: string
  readonly perDay: number
  readonly perSecond: number
}

/** The sender domain as SES knows it; undefined where SES has no such identity. */
export interface SenderDomain {
  readonly verified: boolean
  /** `PENDING`, `SUCCESS`, `FAILED`, `TEMPORARY_FAILURE` or `NOT_STARTED`. */
  readonly dkim: string
  /** A subdomain of ours that bounces return to, and its state; without one they return to Amazon's own. */
  readonly mailFrom?: { readonly domain: string; readonly status: string }
}

/** Where a configuration set reports deliveries. */
export interface ReportDestination {
  readonly enabled: boolean
  readonly toBus: boolean
  readonly types: readonly string[]
}

/** What the DNS says in public: the texts at the domain bounces return to, and at `_dmarc.` of the sender domain. */
export interface MailRecords {
  readonly spf: readonly string[]
  readonly dmarc: readonly string[]
}

/** End User Messaging's word on the account. Limits are whole US dollars a month. */
export interface TextAccount {
  readonly tier: string
  readonly monthlyLimit?: number
  readonly monthlyMost?: number
}

/** A number or sender id of the account. */
export interface TextSender {
  readonly arn: string
  readonly kind: 'number' | 'senderId'
  readonly country: string
  readonly status: string
  readonly twoWay: boolean
}

/** A Pinpoint application, as far as texts need it; `exists` false where the account has no such id. */
export interface TextApplication {
  readonly exists: boolean
  readonly textsEnabled: boolean
}

/** A WhatsApp template as Meta holds it. */
export interface WhatsAppTemplate {
  readonly name: string
  readonly language: string
  readonly status: string
  readonly category: string
}

/** WhatsApp templates as our catalog needs them, beside those that Meta holds. */
export interface WhatsAppTemplates {
  readonly needed: readonly Pick<WhatsAppTemplate, 'name' | 'language'>[]
  readonly held: readonly WhatsAppTemplate[]
}

/** A company that sends for ours over HTTPS, as far as it can be seen from outside. */
export interface AggregatorSeen {
  readonly name: string
  readonly host: string
  /** Its address is one that nobody can have. */
  readonly isExample: boolean
  /** What routes lead to it, such as "sms +52". */
  readonly takes: readonly string[]
  /** The deployed stack keeps a secret for it. */
  readonly hasSecret: boolean
  /** The status of its answer to a bare HEAD. */
  readonly answer: Observed<number>
}

/** Quotas of Step Functions; undefined where Service Quotas does not list one. */
export interface JourneyQuotas {
  readonly openExecutions?: number
  readonly startsPerSecond?: number
  readonly transitionsPerSecond?: number
}

/** Concurrent executions of Lambda in the region: the quota, and what no function has reserved for itself. */
export interface FunctionQuotas {
  readonly concurrent: number
  readonly unreserved: number
}

/** Quotas of EventBridge. */
export interface EventQuotas {
  readonly putsPerSecond?: number
  readonly invocationsPerSecond?: number
}

/** Everything that was read; nothing here was changed by reading it. */
export interface Facts {
  readonly account: Observed<{ readonly id: string; readonly region: string } | undefined>
  /** Mistakes of the catalog in the folder, as the build tells them. */
  readonly catalogMistakes: readonly string[]
  /** The last date looked up of each country's and state's holidays. */
  readonly holidayTables: Readonly<Record<string, CalendarDate>>
  /** How far this machine's clock is ahead of AWS, in seconds. */
  readonly clock: Observed<number>
  readonly subscribers: Observed<{ readonly confirmed: number; readonly pending: number }>
  readonly email: Observed<EmailAccount>
  readonly identity: Observed<SenderDomain | undefined>
  readonly records: Observed<MailRecords>
  readonly reports: Observed<readonly ReportDestination[] | undefined>
  readonly texts: Observed<TextAccount>
  readonly senders: Observed<readonly TextSender[]>
  readonly application: Observed<TextApplication>
  readonly whatsapp: Observed<WhatsAppTemplates>
  readonly aggregators: Observed<readonly AggregatorSeen[]>
  readonly journeys: Observed<JourneyQuotas>
  readonly functions: Observed<FunctionQuotas>
  readonly events: Observed<EventQuotas>
  /** How many debtors of a country were seen, by its ISO code; 0 where somebody only named it. */
  readonly debtorCountries: Observed<Readonly<Record<string, number>>>
  /** Open invoices that the account is to carry. */
  readonly portfolio: Observed<number>
  readonly dashboards: Observed<{ readonly edition: string; readonly status: string } | undefined>
}

/** What a country lets a company send texts from, by the table in `catalog/senders/aws.yaml`; absent: not known. */
export interface CountrySenders {
  readonly senderIds?: boolean
  readonly shortCodes?: boolean
  readonly longCodes?: boolean
  readonly twoWay?: boolean
}

/** What the company means to do with the account, from its settings. */
export interface Wanted {
  readonly stage: 'test' | 'production'
  readonly today: CalendarDate
  readonly emailDomain: string
  /** Who may approve; nobody is named where it is empty. */
  readonly approvers: readonly string[]
  /** Countries of the legal entities and of the debtors, as far as they are known, by ISO code. */
  readonly countries: readonly string[]
  /** Entities that name a sender id of their own, with their country. */
  readonly senderIds: readonly { readonly entity: string; readonly country: string; readonly senderId: string }[]
  readonly textsBy: 'application' | 'origination' | 'nobody'
  readonly originationArn?: string
  /** Messages sent side by side. */
  readonly contactConcurrency: number
  readonly openInvoices: number
  /** Steps of the policy that writes most often, and the days from its first to its last. */
  readonly busiest: { readonly policy: string; readonly steps: number; readonly days: number }
  /** Hours of a contact day, and contact days of a week. */
  readonly window: { readonly hours: number; readonly days: number }
  /** The dearest text part among the countries, in US dollars. */
  readonly textPrice: number
  readonly hasDashboards: boolean
  /** Countries among them whose numbers no route leads anywhere. */
  readonly untaken: readonly { readonly channel: string; readonly country: string; readonly code: string }[]
  readonly senders: Readonly<Record<string, CountrySenders>>
}
