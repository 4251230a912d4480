import { withOutcome } from '../domain/attempt-outcome.ts'
import type { Debtor } from '../domain/debtor.ts'
import type { Invoice } from '../domain/invoice.ts'
import { DAY, type Instant, iso, MINUTE } from '../domain/time.ts'
import type { TouchRecord } from '../ports.ts'
import { askForCall } from './ask-for-call.ts'
import type { Deciding, Facts } from './situation.ts'

/** No sender lives longer: its function ends after a minute, and a queue delivers its job again after six. */
export const A_SENDERS_LIFE = 5 * MINUTE
/** Queues keep a dead letter for fourteen days; a job that is sent back on the last of them still finds its own claim. */
const REDRIVEN_WITHIN = 15 * DAY
/** A journey that is about to contact has decided since its last message: what is older was looked at then. */
export const SINCE_THE_LAST = 2 * DAY

type Closing = Pick<Deciding, 'ledger' | 'clock' | 'meter'>

/**
 * Marks the messages about an invoice as unknown whose sender cannot come back to say how they ended: they may have
 * left, and are never sent again. A call that nobody was asked for is asked for.
 *
 * Whoever asks about the invoice next does this. A sender whose journey waits in vain is followed by a decision within
 * hours, whatever becomes of its job; the job itself, delivered again, may come first. `within` is in milliseconds.
 */
export async function closeDanglingClaims(
  outside: Closing,
  { debtor, invoice }: Pick<Facts, 'debtor' | 'invoice'>,
  within = REDRIVEN_WITHIN,
): Promise<void> {
  const isOld = abandoned(outside.clock.now(), within)
  for (const { touch, at, about } of debtor.recent)
    if (isOld(at) && (!about || about.includes(invoice.id))) await close(outside, touch)
  await closeUncounted(outside, { debtor, invoice })
}

/**
 * The same for a claim that is not among the debtor's contacts, because a call is one only once a person makes it: the
 * invoice alone knows of it. Before another message takes the place of its last, this has to be done.
 */
export async function closeUncounted(
  outside: Closing,
  { debtor, invoice }: { readonly debtor: Debtor; readonly invoice: Invoice },
): Promise<void> {
  const { lastTouch: last } = invoice.journey
  if (!last || debtor.recent.some(({ touch }) => touch === last.touch)) return
  if (abandoned(outside.clock.now(), REDRIVEN_WITHIN)(last.at)) await close(outside, last.touch)
}

/** Whether the sender of a message of an instant (ISO) cannot come back any more, as far back as `within`. */
function abandoned(now: Instant, within: number): (at: string) => boolean {
  const [from, until] = [iso(now - within), iso(now - A_SENDERS_LIFE)]
  return (at) => at >= from && at <= until
}

async function close({ ledger, clock, meter }: Closing, id: string): Promise<void> {
  const touch = await ledger.touch(id)
  if (touch?.status !== 'claimed') return
  const closed = await closedOf({ ledger, clock }, touch)
  if ((await ledger.saveTouch(touch, closed)) === 'written' && closed.status === 'unknown') meter.count('SendsUnknown')
}

/** A task has one name, so asking twice is asking once; a message may have left, so it is never sent again. */
async function closedOf(outside: Pick<Closing, 'ledger' | 'clock'>, touch: TouchRecord): Promise<TouchRecord> {
  const { channel, outcome } = touch.attempts.at(-1) ?? {}
  if (channel !== 'call' || outcome) return { ...touch, status: 'unknown' }
  const asked = await askForCall(outside, touch)
  return { ...touch, status: 'sent', attempts: withOutcome(touch.attempts, asked) }
}
