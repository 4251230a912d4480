import type * as z from 'zod'
import type { AnswerToAcknowledge } from '../contracts/journey.ts'
import { ACKNOWLEDGEMENT, acknowledgementOf } from '../domain/acknowledgement.ts'
import type { ContactPoint, Debtor } from '../domain/debtor.ts'
import type { Reply } from '../domain/reply.ts'
import { type Instant, iso, MINUTE } from '../domain/time.ts'
import type { Suppression } from '../domain/why-not.ts'
import type { SendOutcome, TouchRecord } from '../ports.ts'
import { leave } from './leave.ts'
import { calendarFor } from './limits.ts'
import { passGate } from './pass-gate.ts'
import type { Contacting } from './send-touch.ts'

/** A sender that loses the race for a debtor this often leaves the answer to the person who has its task. */
const TRIES = 3
/** No sender lives longer; whoever finds an older claim says that it may have left. */
const A_SENDERS_LIFE = 5 * MINUTE

/**
 * Acknowledges what a debtor answered, if it may be done now: claimed first like every message, so that a job that comes
 * twice, or whose sender died, never sends a second one. What may not leave now is not sent later: a person answers.
 */
export async function acknowledgeReply(
  outside: Contacting,
  { reply: id, debtor: whose }: z.output<typeof AnswerToAcknowledge>,
): Promise<void> {
  const reply = await outside.ledger.reply(id)
  const answered = reply?.touch === undefined ? undefined : await outside.ledger.touch(reply.touch)
  if (!reply || !answered || (await wasClaimed(outside, id))) return
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const debtor = await outside.debtors.debtor(whose)
    const calendar = await calendarFor(outside.limits, debtor, outside.zones[answered.entity])
    const now = outside.clock.now()
    const verdict = acknowledgementOf({ reply, touch: answered, debtor, calendar, configured: outside.configured }, now)
    if (verdict.kind === 'silent') return
    if (verdict.kind === 'refused') return note(outside, answered, verdict.reason, now)
    const gate = await passGate(outside, debtor.id)
    if (gate.kind === 'closed') return note(outside, answered, gate.reason, now)
    const { point } = verdict
    const stopCode = outside.newStopCode()
    const touch = await outside.ledger.claim({
      touch: acknowledging(outside, { reply, answered, debtor, point }, now),
      debtor,
      members: [],
      stopCode,
    })
    if (!touch) continue
    return keep(outside, touch, await hand(outside, { reply, touch, point, stopCode }))
  }
}

/** Whether somebody is at it, or was; of a sender that never came back nobody knows whether its message left. */
async function wasClaimed({ ledger, clock, nameAcknowledgement, meter }: Contacting, reply: string): Promise<boolean> {
  const touch = await ledger.touch(nameAcknowledgement(reply))
  const isDangling = touch?.status === 'claimed' && Date.parse(touch.claimedAt) < clock.now() - A_SENDERS_LIFE
  if (isDangling && (await ledger.saveTouch(touch, { ...touch, status: 'unknown' })) === 'written')
    meter.count('SendsUnknown')
  return touch !== undefined
}

function acknowledging(
  { nameAcknowledgement }: Contacting,
  { reply, answered, debtor, point }: { reply: Reply; answered: TouchRecord; debtor: Debtor; point: ContactPoint },
  now: Instant,
): TouchRecord {
  const { entity, language, currency } = answered
  return {
    ...{ id: nameAcknowledgement(reply.id), debtor: debtor.id, debtorVersion: debtor.version },
    ...{ entity, class: 'receipt', level: 0, template: ACKNOWLEDGEMENT, language, currency, total: 0, members: [] },
    ...{ claimedAt: iso(now), status: 'claimed' },
    attempts: [{ channel: point.channel, contactPoint: point.id, at: iso(now) }],
  }
}

async function hand(
  outside: Contacting,
  sent: { reply: Reply; touch: TouchRecord; point: ContactPoint; stopCode: string },
): Promise<SendOutcome> {
  const { reply, touch, point, stopCode } = sent
  const { id, entity, language } = touch
  const letter = outside.acknowledge(
    { entity, language, point, heardAt: Date.parse(reply.at) },
    { touch: id, stopCode },
  )
  return leave(outside, letter, id, point)
}

/** Writes how it ended. What was not sent stays so: the task is open, and whoever has it will answer. */
async function keep({ ledger, meter }: Contacting, touch: TouchRecord, outcome: SendOutcome): Promise<void> {
  const status = { accepted: 'sent', unknown: 'unknown', notSent: 'failed' } as const
  const { kind } = outcome
  const said = outcome.kind === 'accepted' ? { providerId: outcome.providerId } : { problem: outcome.problem }
  const attempts = touch.attempts.map((one) => ({ ...one, outcome: kind, ...said }))
  if (kind === 'unknown') meter.count('SendsUnknown')
  if (kind === 'notSent') meter.count('SendsFailed')
  const after = { ...touch, status: status[kind], attempts }
  if ((await ledger.saveTouch(touch, after)) === 'written') return
  const doubted = await ledger.touch(touch.id)
  if (doubted?.status === 'unknown') await ledger.saveTouch(doubted, after)
}

/** Why there was none, on the timelines of the invoices that the answered message spoke of. */
const note = ({ ledger }: Contacting, { members }: TouchRecord, reason: Suppression, now: Instant): Promise<void> =>
  ledger.suppress(
    members.map(({ invoice, generation }) => ({ invoice, generation, step: ACKNOWLEDGEMENT, reason, at: iso(now) })),
  )
