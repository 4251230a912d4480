import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, chromium } from 'playwright-core'
import { findChromium, QUIET } from '../../lib/cli/chromium.ts'

/** A headless Chromium with an empty profile; `close` removes the profile too. */
export interface Browser {
  readonly context: BrowserContext
  close(): Promise<void>
}

/** Opens the browser of this machine, else the one that comes from npm, in a window of that size. */
export async function openBrowser(viewport = { width: 1280, height: 900 }, path?: string): Promise<Browser> {
  const { executable, args, env } = await findChromium(path)
  const profile = mkdtempSync(join(tmpdir(), 'puntual-browser-'))
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: executable,
    args: [...args, ...QUIET],
    env: { ...definedEnvironment(), ...env },
    headless: true,
    viewport,
  })
  return {
    context,
    async close() {
      await context.close()
      rmSync(profile, { recursive: true, force: true })
    },
  }
}

const definedEnvironment = (): Record<string, string> =>
  Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )
