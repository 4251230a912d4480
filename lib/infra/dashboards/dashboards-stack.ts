import { CfnDashboard, CfnTheme } from 'aws-cdk-lib/aws-quicksight'
import { Stack } from 'aws-cdk-lib/core'
import type { Construct } from 'constructs'
import { type Dashboard, definitionOf } from '../../analytics/dashboards/definition.ts'
import type { Language } from '../../analytics/dashboards/formats.ts'
import { themeConfiguration } from '../../analytics/dashboards/theme.ts'
import type { DashboardSettings } from './dashboard-settings.ts'
import { DataSets } from './data-sets.ts'
import { LakeSource } from './data-source.ts'
import type { LakeAccess } from './lake-access.ts'
import { MAY } from './permissions.ts'

/** The dashboards and what they read. */
export interface DashboardsProps {
  readonly settings: DashboardSettings
  readonly lake: LakeAccess
  readonly dashboard: Dashboard
}

const NAMES: Readonly<Record<Language, string>> = { es: 'Puntual · Cartera', en: 'Puntual · Receivables' }

/**
 * What staff look at, in QuickSight, in Spanish and English. A stack of its own: it needs a QuickSight subscription, and
 * nothing that collects depends on it.
 */
export class PuntualDashboards extends Stack {
  constructor(scope: Construct, id: string, { settings, lake, dashboard }: DashboardsProps) {
    super(scope, id, {
      description: 'Puntual: dashboards of receivables and collections',
      // The definitions are most of a megabyte when they are indented, and CloudFormation takes no more than one.
      suppressTemplateIndentation: true,
    })
    const { principalArn, refreshAt, zone, rowRules } = settings
    const source = new LakeSource(this, 'Lake', { lake, passOnTo: rowRules ? undefined : principalArn })
    const data = new DataSets(this, 'Data', {
      datasets: dashboard.datasets,
      sourceArn: source.arn,
      principalArn,
      refreshAt,
      zone,
      ...(rowRules && { rowRules }),
    })
    const theme = new CfnTheme(this, 'Theme', {
      awsAccountId: this.account,
      themeId: 'puntual',
      name: 'Puntual',
      baseThemeId: 'CLASSIC',
      configuration: themeConfiguration(),
      permissions: [{ principal: principalArn, actions: [...MAY.wear] }],
    })
    for (const language of ['es', 'en'] as const)
      new CfnDashboard(this, `Dashboard-${language}`, {
        awsAccountId: this.account,
        dashboardId: `puntual-${language}`,
        name: NAMES[language],
        definition: definitionOf(dashboard, language, (dataset) => data.arn(dataset)),
        // A definition with a mistake fails the deployment instead of showing a blank visual.
        validationStrategy: { mode: 'STRICT' },
        themeArn: theme.attrArn,
        permissions: [{ principal: principalArn, actions: [...MAY.look] }],
        dashboardPublishOptions: {
          adHocFilteringOption: { availabilityStatus: 'ENABLED' },
          exportToCsvOption: { availabilityStatus: 'ENABLED' },
          sheetControlsOption: { visibilityState: 'EXPANDED' },
        },
      })
  }
}
