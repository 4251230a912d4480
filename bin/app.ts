import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { App, Validations } from 'aws-cdk-lib/core'
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag'
import cdk from '../cdk.json' with { type: 'json' }
import { catalogTables } from '../lib/analytics/catalog-tables.ts'
import { checkDashboards } from '../lib/analytics/check/check-dashboards.ts'
import { shippedDashboard } from '../lib/analytics/dashboards/shipped.ts'
import { DATASETS } from '../lib/analytics/datasets.ts'
import { compileCatalog } from '../lib/catalog/compile-catalog.ts'
import { pricesOf } from '../lib/catalog/routed-prices.ts'
import { bundleFunctions } from '../lib/infra/bundles.ts'
import { dashboardSettingsOf } from '../lib/infra/dashboards/dashboard-settings.ts'
import { PuntualDashboards } from '../lib/infra/dashboards/dashboards-stack.ts'
import { definitionsAlone } from '../lib/infra/dashboards/definitions-alone.ts'
import { Puntual } from '../lib/infra/puntual-stack.ts'
import { settingsOf } from '../lib/infra/settings.ts'

const root = join(import.meta.dirname, '..')
const catalog = compileCatalog(join(root, 'catalog'), new Date().toISOString().slice(0, 10))
// The flags of cdk.json hold without the CDK command line too: one template, however it is made. CDK's own rules take many
// minutes of the definitions of dashboards, which ours read instead; `npm run synth` without them obeys CDK's too.
const app = new App({
  context: cdk.context,
  analyticsReporting: false,
  builtinCloudFormationValidation: catalog.company.dashboards === undefined,
})
Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app))
const settings = settingsOf(catalog.company, app.node.tryGetContext('stage'), app.node.tryGetContext('begins'))
const looks = dashboardSettingsOf(catalog.company, app.node.tryGetContext('dashboards'))
const shipped = (currency: string) => shippedDashboard(currency, Object.values(DATASETS))
const [report] = catalog.company.reports
using bundles = await bundleFunctions(
  root,
  catalog,
  settings,
  report && definitionsAlone(shipped(report.currency), cdk.context),
)
const tables = catalogTables(
  pricesOf(join(root, 'catalog'), catalog.company),
  catalog.law,
  catalog.company.collectionTargets,
)
const { lake } = new Puntual(app, 'Puntual', { root, settings, bundles, tables, edition: catalog.edition })
if (looks)
  new PuntualDashboards(app, 'PuntualDashboards', {
    settings: looks,
    lake: lake.access,
    dashboard: shipped(looks.currency),
  })
const { stacks } = app.synth()
for (const { templateFullPath } of stacks) checkDashboards(readFileSync(templateFullPath, 'utf8'))
