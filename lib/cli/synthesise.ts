import { spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'

/** What is synthesised beside the stack: `preview` is the dashboards of a company without QuickSight. */
export interface Asked {
  readonly dashboards?: 'preview'
}

/** CDK's own rules take many minutes of the dashboards, which ours read instead. */
const UNJUDGED = { CDK_VALIDATION: 'false' } as const

/**
 * Synthesises the stack exactly as `cdk synth` would, into `directory`, and answers that directory.
 *
 * The stage is production, past its dry run: a rehearsal shows what debtors would get, and nothing leaves the machine. Throws an Error
 * with what the CDK app printed when it fails, such as a mistake in the catalog.
 */
export async function synthesise(root: string, directory: string, asked: Asked = {}): Promise<string> {
  rmSync(directory, { recursive: true, force: true })
  const context = JSON.stringify({ stage: 'production', begins: 'everything', ...asked })
  const app = spawn(process.execPath, [join(root, 'bin', 'app.ts')], {
    cwd: root,
    env: { ...process.env, CDK_OUTDIR: directory, CDK_CONTEXT_JSON: context, ...(asked.dashboards && UNJUDGED) },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let printed = ''
  for (const stream of [app.stdout, app.stderr])
    stream.on('data', (chunk: Buffer) => {
      printed += chunk.toString()
    })
  const code = await new Promise<number | null>((resolve, reject) => app.on('error', reject).on('close', resolve))
  if (code !== 0) throw new Error(`the stack could not be synthesised:\n${printed}`)
  return directory
}
