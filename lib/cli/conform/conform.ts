import { join } from 'node:path'
import { compileCatalog } from '../../catalog/compile-catalog.ts'
import type { CompiledCatalog } from '../../contracts/compiled-catalog.ts'
import { Source } from '../../contracts/event-fields.ts'
import type { Instant } from '../../domain/time.ts'
import { EndsWith } from '../ends-with.ts'
import { UserError } from '../user-error.ts'
import type { Words } from '../words.ts'
import { playedTrials } from './played-trials.ts'
import { problemsOf, readingTrials } from './reading-trials.ts'
import { exampleSample, readSample, type Told } from './sample.ts'
import type { Trial } from './trial.ts'

/** How a feed is tried. */
export interface ConformOptions {
  /** The name under which the upstream system publishes. */
  readonly source: string
  /** A file of its events; our own examples when there is none. */
  readonly from?: string
  readonly seed: number
  readonly json: boolean
}

/** Tries a feed and says what it gets wrong; ends with 3 when something is to be mended. */
export async function conform(root: string, options: ConformOptions, words: Words): Promise<void> {
  const { source, from, seed, json } = options
  if (!Source.safeParse(source).success)
    throw new UserError(
      `--source es "${source}"; debe ser el nombre del sistema como va antes de los dos puntos: minúsculas, dígitos y guiones, como erp`,
      `--source is "${source}"; it must be the name of the system as it stands before the colon: lower case, digits and dashes, such as erp`,
    )
  const feed = from === undefined ? exampleSample(source) : readSample(from, source)
  const trials = await tried(feed, source, compileCatalog(join(root, 'catalog')), { now: Date.now(), seed })
  process.stdout.write(`${json ? JSON.stringify(trials, null, 2) : renderTrials(trials, feed.length, words)}\n`)
  if (trials.some(({ verdict }) => verdict === 'wrong')) throw new EndsWith(3)
}

/** Every trial of a feed: what can be read off it, then what comes of the events that keep their contract when they are played. */
export async function tried(
  feed: readonly Told[],
  source: string,
  catalog: CompiledCatalog,
  how: { readonly now: Instant; readonly seed: number },
): Promise<readonly Trial[]> {
  const sound = feed.filter((told) => problemsOf(told).length === 0)
  return [...readingTrials(feed, source, catalog), ...(await playedTrials(sound, source, catalog, how))]
}

const MARKS = { fine: '✓', look: '·', wrong: '✗' } as const

/** The trials as a person reads them in a terminal. */
export function renderTrials(trials: readonly Trial[], events: number, { of }: Words): string {
  const wrong = trials.filter(({ verdict }) => verdict === 'wrong').length
  return [
    ...trials.map(({ verdict, about, came, cases }) =>
      [`${MARKS[verdict]} ${of(about)}`, `    ${of(came)}`, ...cases.map((one) => `      ${one}`)].join('\n'),
    ),
    '',
    of([
      `${events} eventos, ${trials.length} pruebas, ${wrong} por corregir. El número delante de cada caso es el evento o la línea.`,
      `${events} events, ${trials.length} trials, ${wrong} to mend. The number before a case is the event, or the line.`,
    ]),
  ].join('\n')
}
