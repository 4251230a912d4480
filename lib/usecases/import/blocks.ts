import { ENCODED_ONCE, encodedTwice } from './encoded-twice.ts'
import { LedgerRefused } from './ledger-refused.ts'

/** Whole lines of a file, where they begin in it, and where the next block begins. */
export interface Block {
  /** The number of the first line, from 1. */
  readonly line: number
  readonly lines: readonly string[]
  /** Where the next block begins. */
  readonly next: Position
  /** The file ends here in the middle of a line, as far as anybody can tell. */
  readonly isCut: boolean
}

/** A place in a file between two lines: bytes before it, and the number of the line that begins there. */
export interface Position {
  readonly offset: number
  readonly line: number
}

export const BEGINNING: Position = { offset: 0, line: 1 }

/** Bytes that are looked at together: a few hundred lines. */
const PIECE = 65_536
const NEW_LINE = 0x0a
const WHOLE_FILE = '(the file)'

/**
 * The lines of a file of any size, from a place between two of them, a few hundred at a time. Throws a LedgerRefused where
 * the bytes are no text in UTF-8, or were made so twice, with the line.
 */
export async function* blocksOf(bytes: AsyncIterable<Uint8Array>, from: Position = BEGINNING): AsyncGenerator<Block> {
  let { offset, line } = from
  let rest = new Uint8Array(0)
  for await (const chunk of bytes)
    for (let start = 0; start < chunk.length; start += PIECE) {
      const joined = join(rest, chunk.subarray(start, start + PIECE))
      const end = joined.lastIndexOf(NEW_LINE) + 1
      rest = joined.slice(end)
      if (end === 0) continue
      const lines = textOf(joined.subarray(0, end), line).slice(0, -1).split('\n')
      offset += end
      yield { line, lines: lines.map(bare), next: { offset, line: line + lines.length }, isCut: false }
      line += lines.length
    }
  if (rest.length === 0) return
  const next = { offset: offset + rest.length, line: line + 1 }
  yield { line, lines: [bare(textOf(rest, line))], next, isCut: true }
}

/** A line without the first half of a line break of Windows. */
const bare = (line: string): string => (line.endsWith('\r') ? line.slice(0, -1) : line)

function join(first: Uint8Array, second: Uint8Array): Uint8Array {
  if (first.length === 0) return second
  const joined = new Uint8Array(first.length + second.length)
  joined.set(first)
  joined.set(second, first.length)
  return joined
}

function textOf(bytes: Uint8Array, line: number): string {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    if (!text.includes('\0') && encodedTwice(text) === undefined) return text
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause
  }
  throw new LedgerRefused([wrongBytes(bytes, line)])
}

/** Names the line of the first byte that is no text, by reading line after line. */
function wrongBytes(bytes: Uint8Array, first: number) {
  let line = first
  for (let start = 0; start < bytes.length; line++) {
    const end = bytes.indexOf(NEW_LINE, start)
    const one = bytes.subarray(start, end < 0 ? bytes.length : end)
    const decoded = new TextDecoder('utf-8').decode(one)
    if (decoded.includes('\0'))
      return problem(line, decoded, 'text without zero bytes: this is UTF-16, or no text at all')
    if (decoded.includes('\uFFFD')) return problem(line, decoded, 'text in UTF-8: save the file in that encoding')
    if (encodedTwice(decoded) !== undefined) return problem(line, decoded, ENCODED_ONCE)
    start = end < 0 ? bytes.length : end + 1
  }
  return problem(first, '', 'text in UTF-8')
}

const problem = (line: number, text: string, allowed: string) => ({
  line,
  column: WHOLE_FILE,
  value: text.replaceAll('\0', '').slice(0, 80),
  allowed,
})
