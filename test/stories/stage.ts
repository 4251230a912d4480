import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach } from 'vitest'
import { readCatalog } from '../../lib/catalog/compiled-catalog.ts'
import type { CompiledCatalog } from '../../lib/contracts/compiled-catalog.ts'
import { boot, type Rehearsal } from '../../lib/rehearsal/boot.ts'

/** Every story begins after this instant: the clock of a rehearsal goes back here, and forward to the story's first day. */
const BEFORE_ALL_STORIES = Date.parse('2025-01-01T00:00:00Z')
const ROOT = join(import.meta.dirname, '../..')

let assembly: string | undefined

/** The stack as it would be deployed to production, synthesised once for all the files of a worker. */
function synthesised(): string {
  if (assembly) return assembly
  const folder = mkdtempSync(join(tmpdir(), 'stories-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  execFileSync(process.execPath, ['bin/app.ts'], {
    cwd: ROOT,
    env: { ...process.env, CDK_OUTDIR: folder, CDK_CONTEXT_JSON: JSON.stringify({ stage: 'production' }) },
    stdio: 'pipe',
  })
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
  stage ??= boot({ assembly: synthesised(), start: BEFORE_ALL_STORIES }).then(
    (rehearsal) => new Stage(rehearsal, synthesised()),
  )
  return stage
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
