import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A text file of the repository; the path is from its root. */
export interface Source {
  readonly path: string
  readonly text: string
}

const ROOT = join(import.meta.dirname, '../..')
const BINARY = /\.(png|jpe?g|gif|woff2?|zip|parquet|ico|pdf)$/

/** Every text file of the repository that version control does not ignore, but its own. */
export function sources(root = ROOT): Source[] {
  const ignored = readFileSync(join(root, '.gitignore'), 'utf8').split('\n').filter(Boolean)
  return walk(root, '', ['.git/', '.git', ...ignored]).map((path) => ({
    path,
    text: readFileSync(join(root, path), 'utf8'),
  }))
}

function walk(root: string, folder: string, ignored: readonly string[]): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}${entry.name}`
    if (entry.isDirectory()) return ignored.includes(`${entry.name}/`) ? [] : walk(root, `${path}/`, ignored)
    const isIgnored = ignored.some((one) => one === entry.name || (one.startsWith('*.') && path.endsWith(one.slice(1))))
    return entry.isFile() && !isIgnored && !BINARY.test(path) ? [path] : []
  })
}
