import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { App } from 'aws-cdk-lib/core'
import type { Dashboard } from '../../analytics/dashboards/definition.ts'
import { PuntualDashboards } from './dashboards-stack.ts'

/** A lake that is nowhere: who reads the definitions alone asks none. */
const NOWHERE = {
  workGroup: 'puntual',
  database: 'puntual',
  tables: [],
  bucketArn: 'arn:aws:s3:::nowhere',
  prefix: 'nowhere',
  resultsBucketArn: 'arn:aws:s3:::nowhere',
  resultsPrefix: 'nowhere',
  keyArn: 'arn:aws:kms:us-east-1:000000000000:key/nowhere',
}

/**
 * The template of the dashboards by itself, as a company without QuickSight has it too: what the report is drawn from. The
 * sheets, queries and words are those of the stack that is deployed, because it is the same stack.
 */
export function definitionsAlone(dashboard: Dashboard, context: Readonly<Record<string, unknown>>): string {
  const outdir = mkdtempSync(join(tmpdir(), 'puntual-definitions-'))
  try {
    const app = new App({ outdir, context, analyticsReporting: false, builtinCloudFormationValidation: false })
    const settings = {
      principalArn: 'arn:aws:quicksight:us-east-1:000000000000:group/default/nobody',
      currency: dashboard.choices.currency,
      refreshAt: '00:00',
      zone: 'UTC',
    }
    const { artifactId } = new PuntualDashboards(app, 'PuntualDashboards', { settings, lake: NOWHERE, dashboard })
    return readFileSync(app.synth().getStackArtifact(artifactId).templateFullPath, 'utf8')
  } finally {
    rmSync(outdir, { recursive: true })
  }
}
