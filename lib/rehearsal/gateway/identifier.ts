import { createHash } from 'node:crypto'

/** A name for the `count`-th thing of a kind that looks like a UUID and is the same in every run. */
export function identifier(kind: string, count: number): string {
  const hex = createHash('md5').update(`${kind} ${count}`).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`
}
