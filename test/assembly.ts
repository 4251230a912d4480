import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { App } from 'aws-cdk-lib/core'
import cdk from '../cdk.json' with { type: 'json' }
import { catalogTables } from '../lib/analytics/catalog-tables.ts'
import { compileCatalog } from '../lib/catalog/compile-catalog.ts'
import { pricesOf } from '../lib/catalog/routed-prices.ts'
import { bundleFunctions } from '../lib/infra/bundles.ts'
import { Puntual } from '../lib/infra/puntual-stack.ts'
import { settingsOf } from '../lib/infra/settings.ts'

export const ROOT = join(import.meta.dirname, '..')
const catalog = compileCatalog(join(ROOT, 'catalog'))
const settings = settingsOf(catalog.company, 'production', 'everything')
const bundles = await bundleFunctions(ROOT, catalog, settings)
let folder: string | undefined

/**
 * The stack as it would be deployed to production, synthesised once for all the test files of a worker.
 *
 * The same stack as `bin/app.ts` makes, without the rules that only look at it: those take most of a synthesis, and
 * `npm run synth` obeys them.
 */
export function assembly(): string {
  if (folder) return folder
  const made = mkdtempSync(join(tmpdir(), 'puntual-test-'))
  const app = new App({
    context: cdk.context,
    analyticsReporting: false,
    outdir: made,
    builtinCloudFormationValidation: false,
  })
  new Puntual(app, 'Puntual', {
    root: ROOT,
    edition: catalog.edition,
    bundles,
    settings,
    tables: catalogTables(
      pricesOf(join(ROOT, 'catalog'), catalog.company),
      catalog.law,
      catalog.company.collectionTargets,
    ),
  })
  app.synth()
  folder = made
  return made
}
