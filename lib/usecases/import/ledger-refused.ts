/** One thing wrong with a ledger file: its line (from 1), its column by header, the value given, what is allowed. */
export interface LedgerProblem {
  readonly line: number
  readonly column: string
  readonly value: string
  readonly allowed: string
}

/** A file of which nothing can be read safely: every problem that stands in the way, at once. */
export class LedgerRefused extends Error {
  readonly problems: readonly LedgerProblem[]

  constructor(problems: readonly LedgerProblem[]) {
    super(`the file is refused:\n${renderProblems(problems)}`)
    this.name = 'LedgerRefused'
    this.problems = problems
  }
}

/** How many problems are written out before the rest is only counted. */
const SHOWN = 20

/** The problems of a ledger as a person reads them in a terminal, one block each, the longest lists cut short. */
export function renderProblems(problems: readonly LedgerProblem[]): string {
  const blocks = problems
    .slice(0, SHOWN)
    .map(({ line, column, value, allowed }) =>
      [`line ${line}  ${column}`, `  given    ${shown(value)}`, `  allowed  ${allowed}`].join('\n'),
    )
  const rest = problems.length - blocks.length
  return [...blocks, ...(rest > 0 ? [`… and ${rest} more`] : [])].join('\n')
}

function shown(value: string): string {
  if (value === '') return 'nothing'
  const text = JSON.stringify(value)
  return text.length > 80 ? `${text.slice(0, 79)}…` : text
}
