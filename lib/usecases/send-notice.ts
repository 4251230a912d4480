import type { ContactPoint, Debtor } from '../domain/debtor.ts'
import type { About, NoticeFor, NoticeVerdict, Occasion } from '../domain/notice.ts'
import { type Instant, iso } from '../domain/time.ts'
import type { Suppression } from '../domain/why-not.ts'
import type { SendOutcome, TouchRecord } from '../ports.ts'
import { A_SENDERS_LIFE } from './dangling-claims.ts'
import { leave } from './leave.ts'
import { calendarFor } from './limits.ts'
import { passGate } from './pass-gate.ts'
import { release } from './release-touch.ts'
import type { Contacting } from './send-touch.ts'

/** A sender that loses the race for a debtor this often leaves the rest to whoever asked. */
const TRIES = 3

/** What one notice is: its own touch, what it speaks of, what it says and what it is called on timelines. */
export interface Notice extends Pick<NoticeFor, 'kind' | 'at'> {
  readonly id: string
  readonly about: Occasion
  readonly whose: string
  readonly step: string
  readonly verdict: (about: About, now: Instant) => NoticeVerdict
  readonly corrects?: NonNullable<TouchRecord['corrects']>
  /** What is written once it is claimed, and before it leaves; done again, it does nothing more. */
  readonly claimed?: (touch: TouchRecord) => Promise<void>
}

/**
 * Sends a notice about a message, if it may be sent now: claimed first like every message, so that a job that comes twice,
 * or whose sender died, never sends a second one. What may not leave now is noted with why, and not sent later by itself.
 */
export async function sendNotice(outside: Contacting, notice: Notice): Promise<void> {
  const { about, step } = notice
  const known = await outside.ledger.touch(notice.id)
  if (known) return doubt(outside, notice, known)
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const debtor = await outside.debtors.debtor(notice.whose)
    const calendar = await calendarFor(outside.limits, debtor, outside.zones[about.entity])
    const now = outside.clock.now()
    const verdict = notice.verdict({ touch: about, debtor, calendar, configured: outside.configured }, now)
    if (verdict.kind === 'silent') return
    if (verdict.kind === 'refused') return note(outside, about, step, verdict.reason, now)
    const gate = await passGate(outside, debtor.id)
    if (gate.kind === 'closed') return note(outside, about, step, gate.reason, now)
    const { point } = verdict
    const stopCode = outside.newStopCode()
    const record = recordOf(notice, debtor, point, now)
    const touch = await outside.ledger.claim({ touch: record, debtor, members: [], stopCode })
    if (!touch) continue
    await notice.claimed?.(touch)
    return keep(outside, touch, await hand(outside, notice, { touch, point, stopCode, zone: debtor.profile?.zone }))
  }
}

/** Somebody is at it, or was; of a sender that never came back nobody knows whether its message left. */
async function doubt({ ledger, clock, meter }: Contacting, { claimed }: Notice, touch: TouchRecord): Promise<void> {
  await claimed?.(touch)
  const isDangling = touch.status === 'claimed' && Date.parse(touch.claimedAt) < clock.now() - A_SENDERS_LIFE
  if (isDangling && (await ledger.saveTouch(touch, { ...touch, status: 'unknown' })) === 'written')
    meter.count('SendsUnknown')
}

function recordOf(
  { id, about, step, corrects }: Notice,
  debtor: Debtor,
  point: ContactPoint,
  now: Instant,
): TouchRecord {
  const { entity, language, addressAs, currency } = about
  return {
    ...{ id, debtor: debtor.id, debtorVersion: debtor.version },
    ...{ entity, class: 'receipt', level: 0, template: step, language, currency, total: 0, members: [] },
    ...(addressAs && { addressAs }),
    ...{ claimedAt: iso(now), status: 'claimed' },
    ...(corrects && { corrects }),
    attempts: [{ channel: point.channel, contactPoint: point.id, at: iso(now) }],
  }
}

interface Sent {
  readonly touch: TouchRecord
  readonly point: ContactPoint
  readonly stopCode: string
  readonly zone: string | undefined
}

async function hand(
  outside: Contacting,
  { kind, at }: Notice,
  { touch, point, stopCode, zone }: Sent,
): Promise<SendOutcome> {
  const { id, entity, language, addressAs } = touch
  const letter = outside.writeNotice({ kind, entity, language, addressAs, point, at, zone }, { touch: id, stopCode })
  return leave(outside, letter, id, point)
}

/** Writes how it ended. What was not sent spends nothing, and is not sent later by itself: whoever asked for it sees that. */
async function keep(outside: Contacting, touch: TouchRecord, outcome: SendOutcome): Promise<void> {
  const { ledger, meter } = outside
  const status = { accepted: 'sent', unknown: 'unknown', notSent: 'failed' } as const
  const { kind } = outcome
  const said = outcome.kind === 'accepted' ? { providerId: outcome.providerId } : { problem: outcome.problem }
  const attempts = touch.attempts.map((one) => ({ ...one, outcome: kind, ...said }))
  if (kind === 'unknown') meter.count('SendsUnknown')
  if (kind === 'notSent') meter.count('SendsFailed')
  const after = { ...touch, status: status[kind], attempts }
  if ((await ledger.saveTouch(touch, after)) === 'written') {
    if (outcome.kind === 'notSent') await release(outside, touch.id, outcome)
    return
  }
  const doubted = await ledger.touch(touch.id)
  if (doubted?.status === 'unknown') await ledger.saveTouch(doubted, after)
}

/** Why there was none, on the timelines of the invoices that the message spoke of. */
const note = (
  { ledger }: Contacting,
  { members }: Occasion,
  step: string,
  reason: Suppression,
  now: Instant,
): Promise<void> =>
  ledger.suppress(members.map(({ invoice, generation }) => ({ invoice, generation, step, reason, at: iso(now) })))
