import type { RowRule } from './data-sets.ts'

/** What a company decides about its dashboards. */
export interface DashboardSettings {
  /** Who looks at them: ARN of a QuickSight user or group, in the identity region of the account. */
  readonly principalArn: string
  /** The currency they begin with, ISO 4217. */
  readonly currency: string
  /** Hour and minute of the daily refresh, such as 05:30. */
  readonly refreshAt: string
  readonly zone: string
  readonly rowRules?: readonly RowRule[]
}

/** What the dashboards read of `catalog/company.yaml`, whose values its contract has checked. */
export interface CompanyDashboards {
  readonly dashboards?: Omit<DashboardSettings, 'zone'>
  readonly defaultEntity: string
  readonly entities: Readonly<Record<string, { readonly zone: string }>>
}

/** Stands for a company that has no QuickSight yet: its dashboards are drawn, and could not be deployed. */
const PREVIEW = {
  principalArn: 'arn:aws:quicksight:us-east-1:000000000000:group/default/preview',
  currency: 'COP',
  refreshAt: '05:30',
} as const

/** Something else than the preview was asked for. */
export class UnknownDashboards extends Error {
  constructor(asked: unknown) {
    super(`dashboards is ${JSON.stringify(asked)}; allowed: preview (as in -c dashboards=preview), or leave it out`)
    this.name = 'UnknownDashboards'
  }
}

/** The settings of a company's dashboards; undefined when it has none and nobody asked for a preview. */
export function dashboardSettingsOf(company: CompanyDashboards, asked?: unknown): DashboardSettings | undefined {
  if (asked !== undefined && asked !== 'preview') throw new UnknownDashboards(asked)
  const settings = company.dashboards ?? (asked === 'preview' ? PREVIEW : undefined)
  return settings && { ...settings, zone: company.entities[company.defaultEntity]?.zone ?? 'UTC' }
}
