import type { Columns } from './columns.ts'
import { type LedgerProblem, LedgerRefused } from './ledger-refused.ts'
import { LineReader, type Reading } from './line-reader.ts'
import type { Row } from './read-rows.ts'

/** A line about what an earlier line is about; `isSame` when it says nothing else either. */
export type Repeat = readonly [line: number, earlier: number, isSame: boolean]

/** A line that says what an earlier one says: it changes nothing. */
export interface Repeated {
  readonly repeats: number
}

/** What a line comes to that repeats an earlier one: nothing where it says the same, else it is refused. */
export function repeatOf(
  [line, earlier, isSame]: Repeat,
  about: readonly string[],
  row: Row,
  reading: Reading,
): Repeated | readonly LedgerProblem[] {
  if (isSame) return { repeats: earlier }
  const read = new LineReader(row, reading)
  const fields = about.filter((field) => reading.columns.has(field))
  const [column, value] = [fields.map((field) => read.column(field)), fields.map((field) => read.value(field))]
  return [
    {
      line,
      column: column.join(', '),
      value: value.join(', '),
      allowed: `each once in a file: line ${earlier} has it`,
    },
  ]
}

/** Lines that are remembered: 64 MB. What a larger file says after them is compared with them alone. */
const MOST_REMEMBERED = 3_000_000
/** More repeats than anybody makes by mistake on single lines: the file was written twice. */
const MOST_REPEATS = 500_000
/** How full the table may be before it grows. */
const FULL = 0.75
const SMALLEST = 4_096
/** Stands in no file: its text has no zero bytes. */
const BETWEEN = '\0'

/**
 * Finds the lines of a file that repeat an earlier one, of files of any size: of each line a hash of 64 bits of what it is
 * about is kept, its number, and a hash of what it says.
 */
export class Repeats {
  readonly #source: string
  readonly #about: readonly string[] | undefined
  readonly #found: Repeat[] = []
  #table = new Uint32Array(4 * SMALLEST)
  #count = 0

  /** `about` names the columns that say what a line is about; without them it is the whole line. */
  constructor(source: string, about: readonly string[] | undefined) {
    this.#source = source
    this.#about = about
  }

  see(rows: readonly Row[], columns: Columns): void {
    const own = this.#about?.flatMap((field) => columns.get(field) ?? [])
    if (own?.length === 0) return
    for (const { line, values } of rows) {
      // Objects have fewer values before the first of them that has more: what is empty at the end does not count.
      const said = values.slice(0, values.findLastIndex((value) => value !== '') + 1)
      const whole = said.join(BETWEEN)
      const named = own ? own.map((index) => this.#bare(values[index] ?? '')).join(BETWEEN) : whole
      this.#look(line, hashOf(named), hashOf(whole)[0])
    }
  }

  /** In the order of the lines. Throws a LedgerRefused when there are too many. */
  found(): readonly Repeat[] {
    const [first] = this.#found
    if (this.#found.length <= MOST_REPEATS || !first) return this.#found
    const allowed = `at most ${MOST_REPEATS} lines that repeat an earlier one, such as line ${first[1]}: was it written twice?`
    throw new LedgerRefused([{ line: first[0], column: '(the file)', value: '', allowed }])
  }

  #bare(value: string): string {
    return value.startsWith(`${this.#source}:`) ? value.slice(this.#source.length + 1) : value
  }

  #look(line: number, [high, low]: Hash, said: number): void {
    const table = this.#table
    const slots = table.length / 4
    let at = 4 * (low % slots)
    while (table[at + 2] !== 0) {
      if (table[at] === high && table[at + 1] === low) {
        this.#found.push([line, table[at + 2] ?? 0, table[at + 3] === said])
        return
      }
      at = (at + 4) % table.length
    }
    if (this.#count === MOST_REMEMBERED) return
    table.set([high, low, line, said], at)
    if (++this.#count > FULL * slots) this.#grow()
  }

  #grow(): void {
    const before = this.#table
    const grown = new Uint32Array(2 * before.length)
    for (let from = 0; from < before.length; from += 4) {
      if (before[from + 2] === 0) continue
      let at = 4 * ((before[from + 1] ?? 0) % (grown.length / 4))
      while (grown[at + 2] !== 0) at = (at + 4) % grown.length
      grown.set(before.subarray(from, from + 4), at)
    }
    this.#table = grown
  }
}

type Hash = readonly [high: number, low: number]

/** Two hashes of 32 bits of a text, mixed as in MurmurHash3. */
function hashOf(text: string): Hash {
  let high = 0xdeadbeef
  let low = 0x41c6ce57
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index)
    high = Math.imul(high ^ unit, 2_654_435_761)
    low = Math.imul(low ^ unit, 1_597_334_677)
  }
  high = Math.imul(high ^ (high >>> 16), 2_246_822_507) ^ Math.imul(low ^ (low >>> 13), 3_266_489_909)
  low = Math.imul(low ^ (low >>> 16), 2_246_822_507) ^ Math.imul(high ^ (high >>> 13), 3_266_489_909)
  return [high >>> 0, low >>> 0]
}
