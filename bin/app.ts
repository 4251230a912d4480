import { join } from 'node:path'
import { App, Validations } from 'aws-cdk-lib/core'
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag'
import cdk from '../cdk.json' with { type: 'json' }
import { readCompany } from '../lib/catalog/read-company.ts'
import { Puntual } from '../lib/infra/puntual-stack.ts'
import { settingsOf } from '../lib/infra/settings.ts'

// The flags of cdk.json hold without the CDK command line too: one template, however it is made.
const app = new App({ context: cdk.context, analyticsReporting: false })
Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app))
const root = join(import.meta.dirname, '..')
new Puntual(app, 'Puntual', { root, settings: settingsOf(readCompany(root), app.node.tryGetContext('stage')) })
app.synth()
