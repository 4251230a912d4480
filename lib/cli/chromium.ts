import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, dirname, join } from 'node:path'
import type { Chromium } from '../aws/devtools.ts'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']

/** Nothing but what is opened: no updates, no metrics, no second protocol. */
export const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Where a Chromium is: on the PATH, else inside the npm package; an error says what to install. */
export async function findChromium(path = process.env.PATH ?? ''): Promise<Chromium> {
  const installed = path
    .split(delimiter)
    .flatMap((directory) => NAMES.map((name) => join(directory, name)))
    .find((file) => directoryIsGiven(file) && existsSync(file))
  if (installed) return { executable: installed, args: [], env: {} }
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new Error(
      `no Chromium on the PATH (looked for ${NAMES.join(', ')}), and the one from npm runs on Linux x64 only, not on ${process.platform} ${process.arch}: install Chromium or Chrome`,
    )
  return fromNpm()
}

const directoryIsGiven = (file: string): boolean => file.startsWith('/')

const require = createRequire(import.meta.url)

/** Beside the packages, where nobody else of the machine writes. */
const KEPT = join(import.meta.dirname, '../../node_modules/.cache')

/**
 * The Chromium of @sparticuz/chromium, unpacked once per version with the libraries and fonts it brings, so that a bare
 * Debian is enough. The package itself unpacks into the temporary directory under names anyone may use, and half a file
 * left by a killed run would count as whole: so it unpacks into a new directory, which is renamed when it is complete.
 */
async function fromNpm(): Promise<Chromium> {
  const build = dirname(require.resolve('@sparticuz/chromium'))
  const { version } = JSON.parse(readFileSync(join(build, '../package.json'), 'utf8'))
  const home = join(KEPT, `chromium-${version}`)
  if (!existsSync(home)) {
    mkdirSync(KEPT, { recursive: true })
    const fresh = mkdtempSync(`${home}-`)
    const { default: packed, inflate } = await import('@sparticuz/chromium')
    const before = process.env.TMPDIR
    process.env.TMPDIR = fresh
    try {
      await packed.executablePath()
      await inflate(join(build, '../bin/al2023.tar.br'))
      writeFileSync(join(fresh, 'fonts.conf'), fontsOf(home))
    } finally {
      if (before === undefined) delete process.env.TMPDIR
      else process.env.TMPDIR = before
    }
    try {
      renameSync(fresh, home)
    } catch (cause) {
      // Another run was faster with the same files.
      if (!existsSync(home)) throw cause
      rmSync(fresh, { recursive: true })
    }
  }
  return {
    executable: join(home, 'chromium'),
    args: ['--headless=shell', '--no-zygote', '--disable-setuid-sandbox'],
    env: { LD_LIBRARY_PATH: join(home, 'al2023', 'lib'), FONTCONFIG_FILE: join(home, 'fonts.conf') },
  }
}

/** The package's own list of fonts expects them elsewhere; those of the machine come along when it has any. */
const fontsOf = (home: string): string => `<?xml version="1.0"?>
<fontconfig>
  <dir>${join(home, 'fonts')}</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${join(home, 'fonts-cache')}</cachedir>
</fontconfig>
`
