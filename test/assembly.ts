import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export const ROOT = join(import.meta.dirname, '..')
let folder: string | undefined

/** The stack as it would be deployed to production, synthesised once for all the test files of a worker. */
export function assembly(): string {
  if (folder) return folder
  const made = mkdtempSync(join(tmpdir(), 'puntual-test-'))
  process.once('exit', () => rmSync(made, { recursive: true, force: true }))
  execFileSync(process.execPath, ['bin/app.ts'], {
    cwd: ROOT,
    env: { ...process.env, CDK_OUTDIR: made, CDK_CONTEXT_JSON: JSON.stringify({ stage: 'production' }) },
    stdio: 'pipe',
  })
  folder = made
  return made
}
