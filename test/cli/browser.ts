import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { type BrowserContext, chromium } from 'playwright-core'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']

/** Nothing but what the test opens: no updates, no metrics, no second protocol. */
const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** A headless Chromium with an empty profile; `close` removes the profile too. */
export interface Browser {
  readonly context: BrowserContext
  close(): Promise<void>
}

/** Opens the browser of this machine, else the one that comes from npm, in a window of that size. */
export async function openBrowser(viewport = { width: 1280, height: 900 }): Promise<Browser> {
  const { path, args, env } = await findBrowser()
  const profile = mkdtempSync(join(tmpdir(), 'puntual-browser-'))
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: path,
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

interface Found {
  readonly path: string
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string>>
}

/** Where a Chromium is: on the PATH, else inside the npm package; an error says what to install. */
export async function findBrowser(path = process.env.PATH ?? ''): Promise<Found> {
  const installed = path
    .split(delimiter)
    .flatMap((directory) => NAMES.map((name) => join(directory, name)))
    .find((file) => directoryIsGiven(file) && existsSync(file))
  if (installed) return { path: installed, args: [], env: {} }
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new Error(
      `no Chromium on the PATH (looked for ${NAMES.join(', ')}), and the one from npm runs on Linux x64 only, not on ${process.platform} ${process.arch}: install Chromium or Chrome`,
    )
  return fromNpm()
}

const directoryIsGiven = (file: string): boolean => file.startsWith('/')
