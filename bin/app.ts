import { join } from 'node:path'
import { App, Validations } from 'aws-cdk-lib/core'
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag'
import cdk from '../cdk.json' with { type: 'json' }
import { messagePrices } from '../lib/analytics/message-prices.ts'
import { compileCatalog } from '../lib/catalog/compile-catalog.ts'
import { readPrices } from '../lib/catalog/read-prices.ts'
import { bundleFunctions } from '../lib/infra/bundles.ts'
import { Puntual } from '../lib/infra/puntual-stack.ts'
import { settingsOf } from '../lib/infra/settings.ts'

// The flags of cdk.json hold without the CDK command line too: one template, however it is made.
const app = new App({ context: cdk.context, analyticsReporting: false })
Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app))
const root = join(import.meta.dirname, '..')
const catalog = compileCatalog(join(root, 'catalog'), new Date().toISOString().slice(0, 10))
const settings = settingsOf(catalog.company, app.node.tryGetContext('stage'), app.node.tryGetContext('begins'))
using bundles = await bundleFunctions(root, catalog, settings)
const prices = messagePrices(readPrices(join(root, 'catalog', 'prices', 'aws.yaml')))
new Puntual(app, 'Puntual', { root, settings, bundles, prices })
app.synth()
