import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ICON } from './page/style.ts'
import { UserError } from './user-error.ts'

/** Where a running rehearsal says how to reach it, below the folder it was started in. */
const RUNNING = join('.puntual', 'running.json')

/** How a running rehearsal is reached. */
export interface Running {
  /** The AWS endpoint. */
  readonly endpoint: string
  readonly page: string
}

/** The rehearsal that serves its page from this folder; throws UserError when there is none. */
export function readRunning(): Running {
  const running = announced('.')
  if (running) return running
  throw new UserError(
    'no hay un ensayo en marcha en esta carpeta: empiece uno con npm start y déjelo abierto',
    'no rehearsal is running in this folder: start one with npm start, and leave it running',
  )
}

/** Throws UserError when a rehearsal of this folder still answers: the commands of a terminal could not tell two apart. */
export async function refuseSecond(root: string): Promise<void> {
  const running = announced(root)
  if (!running || !(await answers(running))) return
  throw new UserError(
    `ya hay un ensayo en marcha en esta carpeta: ${running.page}\nÚselo, o termínelo con Ctrl+C en su terminal; npm start -- --headless corre al lado, sin página`,
    `a rehearsal is running in this folder already: ${running.page}\nUse it, or end it with Ctrl+C in its terminal; npm start -- --headless runs beside it, without a page`,
  )
}

/** Tells the terminals of this folder how to reach the rehearsal. */
export function announce(root: string, running: Running): void {
  mkdirSync(join(root, '.puntual'), { recursive: true })
  writeFileSync(join(root, RUNNING), JSON.stringify(running))
}

/** Takes the announcement back, unless another rehearsal has put its own there. */
export function withdraw(root: string, { endpoint }: Running): void {
  if (announced(root)?.endpoint === endpoint) rmSync(join(root, RUNNING))
}

function announced(root: string): Running | undefined {
  try {
    return JSON.parse(readFileSync(join(root, RUNNING), 'utf8'))
  } catch {
    // Nobody has written there, or was cut off while writing: nothing can be reached.
    return undefined
  }
}

/** Whether that page is still ours: a rehearsal that was killed leaves its announcement, and its port may be anybody's. */
async function answers({ page }: Running): Promise<boolean> {
  try {
    const answer = await fetch(`${page}icon.svg`, { signal: AbortSignal.timeout(2000) })
    return (await answer.text()) === ICON
  } catch {
    return false
  }
}
