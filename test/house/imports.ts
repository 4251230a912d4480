import { posix } from 'node:path'
import type { Source } from './sources.ts'

/** One import: the file it is in, and either the file of the house or the package it names. */
export interface Arrow {
  readonly from: string
  readonly to: string
  readonly isPackage: boolean
}

// The formatter puts each static import at the beginning of a line, so no other place has to be read.
const STATIC = /^(?:import|export)\b(?:[^'"`;=()]*?\bfrom)?\s*['"]([^'"]+)['"]/gm
const DYNAMIC = /\bimport\(\s*(?:['"`]([^'"`$]+)['"`]\s*[,)])?/g

/** Stands for what an import names only when it runs. */
export const COMPUTED = '(computed)'

/** The imports of a TypeScript file, of types too. */
export function arrowsOf({ path, text }: Source): Arrow[] {
  const code = text.replace(/^\s*(?:\/\/|\*|\/\*\*).*$/gm, '')
  return [...code.matchAll(STATIC), ...code.matchAll(DYNAMIC)].map(([, name = COMPUTED]) => {
    const isPackage = !name.startsWith('.')
    return { from: path, to: isPackage ? name : posix.join(posix.dirname(path), name), isPackage }
  })
}

/** Every circle of files that import each other, as the path around it. */
export function circles(arrows: readonly Arrow[]): string[] {
  const next = Map.groupBy(
    arrows.filter((arrow) => !arrow.isPackage),
    (arrow) => arrow.from,
  )
  const done = new Set<string>()
  const found: string[] = []
  const visit = (file: string, trail: readonly string[]): void => {
    if (trail.includes(file)) {
      found.push([...trail.slice(trail.indexOf(file)), file].join(' → '))
      return
    }
    if (done.has(file)) return
    for (const { to } of next.get(file) ?? []) visit(to, [...trail, file])
    done.add(file)
  }
  for (const file of next.keys()) visit(file, [])
  return found
}
