import { join } from 'node:path'
import { compileCatalog } from '../catalog/compile-catalog.ts'
import type { LinkHold } from '../domain/link-hold.ts'
import {
  afterWord,
  type Bands,
  hoursOf,
  type Release,
  reaches,
  type SendingState,
  type SendingSwitch,
  type Word,
} from '../domain/sending-gate.ts'
import type { Instant } from '../domain/time.ts'
import type { LinkHolds } from '../usecases/check-links.ts'
import type { Sending } from '../usecases/pass-gate.ts'
import { letLinksBe, linkRows } from './link-holds.ts'
import type { Outside } from './outside.ts'
import { readPlan, renderPlan } from './plan.ts'
import { columns, type Row, section } from './terminal.ts'
import { UserError } from './user-error.ts'
import type { Pair, Words } from './words.ts'

/** The options these commands read. */
interface Said {
  readonly author?: string | undefined
  readonly reason?: string | undefined
  readonly percent?: string | undefined
  readonly yes: boolean
}

type Stack = () => Promise<
  {
    readonly sending: Sending & { words(): Promise<readonly SendingSwitch[]> }
    readonly linkHolds: LinkHolds
  } & Pick<Outside, 'records' | 'calling' | 'debtors' | 'now'>
>

const HOW =
  'puntual sending [stop | resume | links | dry-run | canary --percent 5 | everything] --author A --reason R [--yes]'

/**
 * Shows the switch that stops everything, or says a word of it. Whoever lets messages go to debtors is shown the plan first,
 * and says `--yes` to mean it; what sends less is done at once.
 */
export async function sending(
  what: string | undefined,
  said: Said,
  root: string,
  stack: Stack,
  words: Words,
): Promise<string> {
  const bands = compileCatalog(join(root, 'catalog')).company.guard
  const outside = await stackOf(what, said, stack)
  const now = await outside.now()
  const before = await outside.sending.read(now)
  const shown = async (state: SendingState) =>
    renderSending(state, await outside.sending.words(), bands, now, words, await outside.linkHolds.all())
  if (what === undefined) return shown(before)
  const { author = '', reason = '' } = said
  if (what === 'links') {
    await letLinksBe(outside.linkHolds, { by: author, reason, at: now })
    return shown(before)
  }
  const word = wordOf(what, said)
  if (word.kind === 'release' && word.release.stage !== 'dryRun' && !said.yes) {
    const plan = await readPlan(root, outside, (debtor) => reaches(word.release, debtor))
    const next = `puntual sending ${what}${said.percent === undefined ? '' : ` --percent ${said.percent}`} … --yes`
    return `${renderPlan(plan, words)}\n\n${words.of([`Nada ha cambiado. Para hacerlo: ${next}`, `Nothing has changed. To do it: ${next}`])}`
  }
  const after = afterWord(before, word, { at: now, by: author, reason })
  if ((await outside.sending.say(before.current, after)) !== 'written')
    throw new UserError(
      'alguien acaba de decir otra cosa: mire con puntual sending',
      'somebody has just said something else: look with puntual sending',
    )
  return shown({ ...before, current: after })
}

/** Opens the stack only once the words make sense. */
function stackOf(what: string | undefined, said: Said, stack: Stack): ReturnType<Stack> {
  if (said.percent !== undefined && what !== 'canary')
    throw new UserError(`--percent es solo de canary: ${HOW}`, `--percent is for canary alone: ${HOW}`)
  if (what !== undefined) {
    if (what !== 'links') wordOf(what, said)
    if (!said.author?.trim() || !said.reason?.trim())
      throw new UserError(`diga quién y por qué: ${HOW}`, `say who and why: ${HOW}`)
  }
  return stack()
}

function wordOf(what: string, { percent }: Said): Word {
  switch (what) {
    case 'stop':
      return { kind: 'stop', cause: 'killSwitch' }
    case 'resume':
      return { kind: 'resume' }
    case 'dry-run':
      return { kind: 'release', release: { stage: 'dryRun' } }
    case 'canary':
      return { kind: 'release', release: { stage: 'canary', percent: percentOf(percent) } }
    case 'everything':
      return { kind: 'release', release: { stage: 'everything' } }
    default:
      throw new UserError(`"${what}" no se entiende: ${HOW}`, `"${what}" is not understood: ${HOW}`)
  }
}

function percentOf(text: string | undefined): number {
  const percent = Number(text)
  if (text !== undefined && percent > 0 && percent < 100) return percent
  throw new UserError(
    `--percent es "${text ?? ''}"; debe ser un número mayor que 0 y menor que 100`,
    `--percent is "${text ?? ''}"; it must be a number above 0 and below 100`,
  )
}

const STAGES = {
  dryRun: [
    'simulacro: no se escribe a nadie, y se anota lo que se habría enviado',
    'dry run: nobody is written to, and what would have been sent is noted',
  ],
  everything: ['todos', 'everybody'],
} as const satisfies Record<Exclude<Release['stage'], 'canary'>, Pair>

const STOPS = {
  killSwitch: ['DETENIDO por una persona', 'STOPPED by a person'],
  outOfBand: ['DETENIDO: algo se salió de lo normal', 'STOPPED: something was out of its band'],
} as const satisfies Record<NonNullable<SendingSwitch['stopped']>, Pair>

/** Whether anything leaves and to whom, what was counted beside its band, and the last words that were said. */
export function renderSending(
  { current, counted }: SendingState,
  said: readonly SendingSwitch[],
  bands: Bands,
  now: Instant,
  words: Words,
  links: readonly LinkHold[] = [],
): string {
  const { of } = words
  const [hour, earlier] = hoursOf(now)
  const both = (what: keyof Bands & ('bounces' | 'complaints' | 'paidReplies' | 'channelFails')) =>
    `${(counted[hour]?.[what] ?? 0) + (counted[earlier]?.[what] ?? 0)} (${of(['hasta', 'up to'])} ${bands[what].atLeast} ${of(['o', 'or'])} ${bands[what].percent} %)`
  const rows: Row[] = [
    [of(['Envíos', 'Sending']), of(current.stopped ? STOPS[current.stopped] : ['en marcha', 'on'])],
    ...linkRows(links, words),
    [of(['Llegan a', 'They reach']), toWhom(current.release, words)],
    [
      of(['Mensajes en esta hora', 'Messages in this hour']),
      `${counted[hour]?.sends ?? 0} (${of(['hasta', 'up to'])} ${bands.sendsPerHour})`,
    ],
    [of(['Rebotes en dos horas', 'Bounces in two hours']), both('bounces')],
    [of(['Quejas', 'Complaints']), both('complaints')],
    [of(['Respuestas "ya pagué"', 'Answers "already paid"']), both('paidReplies')],
    [of(['Fallas del canal', 'Failures of the channel']), both('channelFails')],
  ]
  const lines = said.slice(-8).map((word): Row => {
    const state = stateOf(word, words)
    return [word.at.slice(0, 16).replace('T', ' '), `${state} (${word.by}: ${word.reason})`]
  })
  return [...columns(rows), ...section(of(['Lo que se ha dicho', 'What was said']), lines)].join('\n')
}

/** What a word left the switch at. */
export const stateOf = ({ stopped, release }: SendingSwitch, words: Words): string =>
  stopped ? words.of(STOPS[stopped]) : toWhom(release, words)

const toWhom = (release: Release, { of }: Words): string =>
  release.stage === 'canary'
    ? `${release.percent} % ${of(['de los deudores', 'of the debtors'])}`
    : of(STAGES[release.stage])
