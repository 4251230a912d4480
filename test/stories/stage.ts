import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach } from 'vitest'
import { readCatalog } from '../../lib/catalog/compiled-catalog.ts'
import type { CompiledCatalog } from '../../lib/contracts/compiled-catalog.ts'
import { boot, type Rehearsal } from '../../lib/rehearsal/boot.ts'
import { assembly } from '../assembly.ts'

/** Every story begins after this instant: the clock of a rehearsal goes back here, and forward to the story's first day. */
const BEFORE_ALL_STORIES = Date.parse('2025-01-01T00:00:00Z')

/** Milliseconds between a message and what is reported of it, unless a story says otherwise. */
const REPORTED_AFTER = 2_000

/** The house the stories happen in: the whole deployed system, and the catalog its functions read. */
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
    await this.rehearsal.functions.replace()
  }

  async strike(): Promise<void> {
    this.rehearsal.calls.onCall = undefined
    this.rehearsal.reports.delay = REPORTED_AFTER
    this.rehearsal.whatsapp.reset()
    let changed = false
    for (const [file, text] of this.#catalogs) {
      if (readFileSync(file, 'utf8') === text) continue
      writeFileSync(file, text)
      changed = true
    }
    if (changed) await this.rehearsal.functions.takeBack()
    await this.rehearsal.reset()
  }
}

let stage: Promise<Stage> | undefined

/**
 * The stage of this worker: built at its first story, and as it was at the beginning of each. It goes with the process:
 * nothing of it keeps a worker alive that has told its stories.
 */
export function onStage(): Promise<Stage> {
  stage ??= boot({ assembly: assembly(), start: BEFORE_ALL_STORIES }).then(
    (rehearsal) => new Stage(rehearsal, assembly()),
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
}
