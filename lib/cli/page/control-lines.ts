import type { StaffLedger } from '../../aws/staff-ledger.ts'
import type { LinkHold } from '../../domain/link-hold.ts'
import type { SendingState } from '../../domain/sending-gate.ts'
import { HOUR, type Instant } from '../../domain/time.ts'
import { linkRows } from '../link-holds.ts'
import { stateOf } from '../sending.ts'
import type { Words } from '../words.ts'
import type { Control } from './control.ts'

/** A source's word on its payments that is older than this is marked; the bound of each policy is its own. */
const MARKED_HOURS = 72

/** Whether anything is sent and to whom, once somebody has said a word of it; silent while all is as it began. */
export function sendingLine({ current }: SendingState, words: Words): Control[] {
  if (current.revision === 0) return []
  const isSound = current.stopped === undefined && current.release.stage === 'everything'
  return [
    {
      name: words.of(['Envíos', 'Sending']),
      told: `${stateOf(current, words)} (${current.by}: ${current.reason})`,
      isSound,
    },
  ]
}

/** Messages that a dead payment link keeps back; silent while every link is alive. */
export const linkLines = (holds: readonly LinkHold[], words: Words): Control[] =>
  linkRows(holds, words).map(([name = '', told = '']) => ({ name, told, isSound: false }))

/** How far sources say that their payments are known, as lines of the control list; `listed` are those that are required. */
export async function controlLines(
  staff: StaffLedger,
  listed: readonly string[],
  now: Instant,
  { of }: Words,
): Promise<Control[]> {
  const marks = new Map((await staff.paymentMarks()).map(({ source, completeUpTo }) => [source, completeUpTo]))
  return [...new Set([...listed, ...marks.keys()])].map((source): Control => {
    const upTo = marks.get(source)
    const isRecent = upTo !== undefined && now - Date.parse(upTo) <= MARKED_HOURS * HOUR
    const told = upTo
      ? of([`pagos completos hasta ${upTo.slice(0, 16)}Z`, `payments complete up to ${upTo.slice(0, 16)}Z`])
      : of(['no ha dicho hasta cuándo conoce los pagos', 'has not said how far its payments are known'])
    return { name: source, told, isSound: isRecent || !listed.includes(source) }
  })
}
