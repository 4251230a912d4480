import { isMap, isPair, parseDocument } from 'yaml'
import { remembered } from '../domain/remembered.ts'
import type { Mistake } from './catalog-error.ts'

/** A place in a file, counted from 1. */
export interface Place {
  readonly line: number
  readonly column: number
}

/** The place of an offset in a text. */
export const placeAt = (text: string, offset: number): Place => {
  const before = text.slice(0, offset)
  return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') }
}

/** A YAML file that remembers where each of its values stands. */
export interface YamlSource {
  readonly file: string
  readonly value: unknown
  /** Where a value stands; for one that is missing, where the block that should hold it begins. */
  placeOf(path: readonly PropertyKey[]): Place
  /** Where a key of a block stands. */
  placeOfKey(path: readonly PropertyKey[], key: string): Place
  /** Where a piece of a text value stands; its beginning when the piece is not found as written. */
  placeIn(path: readonly PropertyKey[], piece: RegExp): Place
}

/** A catalog is compiled again when one of its files has changed: the others are not read again. Nobody changes a document. */
const documentOf = remembered((text: string) => parseDocument(text, { prettyErrors: false }), 500)

/** Reads one YAML file; broken syntax, repeated keys and unknown tags are mistakes, each at its place. */
export const readYaml = (file: string, text: string): { source?: YamlSource; mistakes: readonly Mistake[] } => {
  const document = documentOf(text)
  const mistakes = [...document.errors, ...document.warnings].map((fault) => ({
    file,
    ...placeAt(text, fault.pos[0]),
    path: '(syntax)',
    given: lineOf(text, fault.pos[0]),
    allowed: fault.message,
    mend: fault.code === 'DUPLICATE_KEY' ? 'keep one of the two' : 'mend the YAML of this line',
  }))
  if (mistakes.length > 0) return { mistakes }

  const rangeOf = (path: readonly PropertyKey[]): readonly [number, number] => {
    for (let depth = path.length; depth >= 0; depth--) {
      const node: unknown = document.getIn(path.slice(0, depth), true)
      const range = hasRange(node) ? node.range : undefined
      if (range) return [range[0], range[1]]
    }
    return [0, text.length]
  }
  const placeOf = (path: readonly PropertyKey[]) => placeAt(text, rangeOf(path)[0])
  return {
    mistakes: [],
    source: {
      file,
      value: document.toJS(),
      placeOf,
      placeOfKey: (path, key) => {
        const block: unknown = path.length === 0 ? document.contents : document.getIn(path, true)
        const pair = isMap(block) ? block.items.find((item) => isPair(item) && String(item.key) === key) : undefined
        return pair && hasRange(pair.key) && pair.key.range ? placeAt(text, pair.key.range[0]) : placeOf(path)
      },
      placeIn: (path, piece) => {
        const [from, to] = rangeOf(path)
        const found = text.slice(from, to).search(piece)
        return placeAt(text, from + Math.max(0, found))
      },
    },
  }
}

const hasRange = (node: unknown): node is { range?: [number, number, number] | null } =>
  typeof node === 'object' && node !== null && 'range' in node

const lineOf = (text: string, offset: number): string => {
  const start = text.lastIndexOf('\n', Math.max(0, offset - 1)) + 1
  const end = text.indexOf('\n', start)
  return JSON.stringify(text.slice(start, end === -1 ? text.length : end).trim())
}
