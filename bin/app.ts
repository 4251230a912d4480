import { App, Validations } from 'aws-cdk-lib'
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag'
import cdk from '../cdk.json' with { type: 'json' }
import { Puntual } from '../lib/infra/puntual-stack.ts'

// The flags of cdk.json hold without the CDK command line too: one template, however it is made.
const app = new App({ context: cdk.context, analyticsReporting: false })
Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app))
new Puntual(app, 'Puntual', {
  root: new URL('..', import.meta.url).pathname,
  settings: { stage: 'test', emailDomain: 'facturas.example.com', contactConcurrency: 5, logRetentionDays: 30 },
})
app.synth()
