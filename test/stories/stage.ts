import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { App } from 'aws-cdk-lib/core'
import { afterAll, afterEach } from 'vitest'
import cdk from '../../cdk.json' with { type: 'json' }
import { compileCatalog } from '../../lib/catalog/compile-catalog.ts'
import { readCatalog } from '../../lib/catalog/compiled-catalog.ts'
import type { CompiledCatalog } from '../../lib/contracts/compiled-catalog.ts'
import { bundleFunctions } from '../../lib/infra/bundles.ts'
import { Puntual } from '../../lib/infra/puntual-stack.ts'
import { settingsOf } from '../../lib/infra/settings.ts'
import { boot, type Rehearsal } from '../../lib/rehearsal/boot.ts'

/** Every story begins after this instant: the clock of a rehearsal goes back here, and forward to the story's first day. */
const BEFORE_ALL_STORIES = Date.parse('2025-01-01T00:00:00Z')
const ROOT = join(import.meta.dirname, '../..')

let assembly: string | undefined

/**
 * The stack as it would be deployed to production, synthesised once for all the files of a worker.
 *
 * The same stack as `bin/app.ts` makes, without the rules that only look at it: those take most of a synthesis.
 */
async function synthesised(): Promise<string> {
  if (assembly) return assembly
  const folder = mkdtempSync(join(tmpdir(), 'stories-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  const context = { ...cdk.context, '@aws-cdk/core:validateAgainstDefaultRules': false }
  const app = new App({ context, analyticsReporting: false, outdir: folder })
  const catalog = compileCatalog(join(ROOT, 'catalog'))
  const settings = settingsOf(catalog.company, 'production')
  using bundles = await bundleFunctions(ROOT, catalog, settings)
  new Puntual(app, 'Puntual', { root: ROOT, bundles, settings })
  app.synth()
  assembly = folder
  return folder
}

/** The house the stories of one file happen in: the whole deployed system, and the catalog its functions read. */
export class Stage {
  readonly rehearsal: Rehearsal
  readonly #catalogs: ReadonlyMap<string, string>

  constructor(rehearsal: Rehearsal, folder: string) {
    this.rehearsal = rehearsal
    const files = readdirSync(folder)
      .filter((name) => name.startsWith('asset.'))
      .map((name) => join(folder, name, 'catalog.json'))
    this.#catalogs = new Map(files.map((file) => [file, readFileSync(file, 'utf8')]))
  }

  /** Publishes a changed catalog: the functions are deployed anew with it, and every journey goes on. */
  async redeploy(change: (catalog: CompiledCatalog) => object): Promise<void> {
    for (const file of this.#catalogs.keys()) writeFileSync(file, JSON.stringify(change(readCatalog(file))))
    await this.rehearsal.functions.reset({ cold: true })
  }

  async strike(): Promise<void> {
    this.rehearsal.calls.onCall = undefined
    let changed = false
    for (const [file, text] of this.#catalogs) {
      if (readFileSync(file, 'utf8') === text) continue
      writeFileSync(file, text)
      changed = true
    }
    await this.rehearsal.reset({ cold: changed })
  }
}

let stage: Promise<Stage> | undefined

/** The stage of this test file: built at its first story, cleared after each, taken down after the last. */
export function onStage(): Promise<Stage> {
  stage ??= build()
  return stage
}

async function build(): Promise<Stage> {
  const folder = await synthesised()
  return new Stage(await boot({ assembly: folder, start: BEFORE_ALL_STORIES }), folder)
}

/** To be called once by each file of stories; `settle` looks whether everything ended as it must. */
export function tellStories(settle: () => Promise<void>): void {
  afterEach(async () => {
    try {
      await settle()
    } finally {
      await (await stage)?.strike()
    }
  })
  afterAll(async () => {
    await (await stage)?.rehearsal.stop()
    stage = undefined
  })
}
