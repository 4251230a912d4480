import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Everything temporary of a run goes into one folder, and with it: workers are ended before they can clean up after themselves. */
export default function runFolder(): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'puntual-tests-'))
  process.env.TMPDIR = folder
  return () => rmSync(folder, { recursive: true, force: true })
}
