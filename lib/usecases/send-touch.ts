import { withOutcome } from '../domain/attempt-outcome.ts'
import { CALL_WITHIN_DAYS } from '../domain/call-step.ts'
import { contactsOf, firstChance } from '../domain/chance.ts'
import type { ContactPoint } from '../domain/debtor.ts'
import type { IssuedInvoice } from '../domain/invoice.ts'
import type { NoticeFor } from '../domain/notice.ts'
import type { OutgoingMessage } from '../domain/outgoing-message.ts'
import type { Calendar } from '../domain/schedule.ts'
import { DAY, type Instant, iso } from '../domain/time.ts'
import { claimed, type JointTouch } from '../domain/touch.ts'
import type { Standing } from '../domain/touch-record.ts'
import type { Attempt, Channels, SendOutcome, TouchRecord } from '../ports.ts'
import { askForCall } from './ask-for-call.ts'
import type { LinkChecking } from './check-links.ts'
import { keepOptOut } from './keep-opt-out.ts'
import { leave } from './leave.ts'
import { reserveAgain } from './reserve-again.ts'
import type { Deciding } from './situation.ts'

/** What was written for one contact point: a message, or a call for which a person gets a task. */
export type Letter = OutgoingMessage | { readonly channel: 'call' }

/** What contacting a debtor needs of the outside world. */
export interface Contacting extends Deciding, LinkChecking {
  readonly channels: Channels
  /** Names a touch from what makes it unique. */
  readonly nameTouch: (debtor: string, debtorVersion: number) => string
  /** Names the acknowledgement of an answer: there is one of each. */
  readonly nameAcknowledgement: (reply: string) => string
  /** The content hash of the words that are used; where none are published, there is none. */
  readonly edition?: () => string
  /** A secret nobody can guess, for the link that stops messages. */
  readonly newStopCode: () => string
  /** Writes the message for one contact point; undefined when this channel has no words for it. */
  readonly write: (touch: JointTouch, sheet: Sheet, point: ContactPoint, now: Instant) => Letter | undefined
  /** Names the one correction that a debtor hears of a mistake. */
  readonly nameCorrection: (correction: string, debtor: string) => string
  /** Writes that an answer has come, or that a message was a mistake; undefined when nobody may have it. */
  readonly writeNotice: (notice: NoticeFor, sheet: Sheet) => OutgoingMessage | undefined
}

/** What a message carries besides its words: the id of its touch, and the secret of its stop link. */
export interface Sheet {
  readonly touch: string
  readonly stopCode: string
}

/** A touch nobody else can claim any more, with its invoices before and after. */
export interface ClaimedTouch {
  readonly record: TouchRecord
  readonly stopCode: string
  /** The message as it was claimed: a member somebody else changed at that moment is left out. */
  readonly joint: JointTouch
  readonly members: readonly { readonly before: IssuedInvoice; readonly after: IssuedInvoice }[]
}

/** Claims the steps of a message in one stroke; undefined when somebody was faster anywhere. */
export async function claim(outside: Contacting, joint: JointTouch, now: Instant): Promise<ClaimedTouch | undefined> {
  const { debtor } = joint
  const id = outside.nameTouch(debtor.id, debtor.version)
  const members = await Promise.all(
    joint.members.map(async (one) => ({
      before: one.invoice,
      after: await pinned(outside, claimed(one, id, now, joint.points), joint),
    })),
  )
  const [point] = joint.points
  const record: TouchRecord = {
    id,
    debtor: debtor.id,
    debtorVersion: debtor.version,
    entity: joint.entity,
    class: joint.class,
    level: joint.level,
    template: joint.template,
    language: joint.language,
    ...(joint.addressAs && { addressAs: joint.addressAs }),
    currency: joint.currency,
    total: joint.total,
    claimedAt: iso(now),
    status: 'claimed',
    attempts: point ? [attemptAt(point, now)] : [],
    ...(joint.neutral && { neutral: joint.neutral }),
    ...(joint.points.some(({ channel }) => channel === 'call') && {
      callBy: iso(now + (joint.callWithinDays ?? CALL_WITHIN_DAYS) * DAY),
    }),
    ...(outside.edition && { edition: outside.edition() }),
    members: joint.members.map(({ invoice, step, position, due, again }) => ({
      invoice: invoice.id,
      generation: invoice.generation,
      version: invoice.version,
      step: step.id,
      level: step.level,
      ...(step.consequence && { consequence: step.consequence }),
      balance: invoice.balance,
      asked: due.open,
      dueDate: due.dueDate,
      was: standingOf(invoice, position),
      ...(again && { again: true }),
    })),
  }
  const stopCode = outside.newStopCode()
  const written = await outside.ledger.claim({ touch: record, debtor, members, stopCode })
  if (!written) return undefined
  const ids = new Set(written.members.map((one) => one.invoice))
  const inIt = joint.members.filter((one) => ids.has(one.invoice.id))
  return {
    record: written,
    stopCode,
    joint: { ...joint, members: inIt, total: written.total },
    members: members.filter(({ before }) => ids.has(before.id)),
  }
}

function standingOf({ journey }: IssuedInvoice, to: number): Standing {
  const { position, level, lastTouch, tried } = journey
  return { position, level, to, ...(lastTouch && { lastTouch }), ...(tried && { tried }) }
}

/** A journey whose debtor was unknown when it opened takes its policy's version with its first message. */
async function pinned(outside: Contacting, invoice: IssuedInvoice, { debtor }: JointTouch): Promise<IssuedInvoice> {
  if (invoice.journey.policy) return invoice
  const { hash, policy } = await outside.policies.current(invoice, debtor)
  await outside.policies.pin({ hash, policy })
  return { ...invoice, journey: { ...invoice.journey, policy: { id: policy.id, hash } } }
}

/**
 * Tries the contact points in order. Only a definite "not sent" moves on to the next; what may have left stays sent.
 *
 * Law, caps and hours are asked again for each attempt at its own moment. A further attempt is made only while nothing
 * has changed since the claim, and takes the place of the first in the debtor's budget; else the journey decides anew.
 */
export async function send(outside: Contacting, touch: ClaimedTouch, calendar: Calendar): Promise<SendOutcome> {
  const optedOut: ContactPoint[] = []
  const outcome = await tryEach(outside, touch, calendar, optedOut)
  // Only now: a word on the debtor between two attempts would end the second.
  for (const point of optedOut) await keepOptOut(outside, touch.record.debtor, point, touch.record.id)
  return outcome
}

async function tryEach(
  outside: Contacting,
  { joint, members, stopCode, ...claim }: ClaimedTouch,
  calendar: Calendar,
  optedOut: ContactPoint[],
): Promise<SendOutcome> {
  let record = claim.record
  let allowedFrom = Number.POSITIVE_INFINITY
  for (const [index, point] of joint.points.entries()) {
    if (index > 0) {
      const next = { ...record, attempts: [...record.attempts, attemptAt(point, outside.clock.now())] }
      if (!(await reserveAgain(outside, members, next)))
        return { kind: 'notSent', again: true, problem: 'changed', notBefore: outside.clock.now() }
      if (!(await keepAttempt(outside, record, next))) return { kind: 'unknown', problem: 'lost the claim' }
      record = next
    }
    const closed = closedFor(joint, point, calendar, outside.clock.now())
    if (closed?.until !== undefined) allowedFrom = Math.min(allowedFrom, closed.until)
    const tried = closed ? refused(closed.reason) : await hand(outside, joint, record, stopCode, point)
    if (tried.kind === 'notSent' && tried.optedOut) optedOut.push(point)
    const isLast = index === joint.points.length - 1
    // An address that failed for good must not make a person of one that is only closed for now.
    const later = isLast && tried.kind === 'notSent' && Number.isFinite(allowedFrom)
    const outcome = later ? { ...tried, again: true, notBefore: allowedFrom } : tried
    const next = { ...record, status: statusAfter(outcome, isLast), attempts: withOutcome(record.attempts, outcome) }
    // A message that did not leave is kept as such only when its invoices are as they were before it.
    if (outcome.kind !== 'notSent' || next.status === 'claimed') await settle(outside, record, next)
    record = next
    if (outcome.kind === 'unknown') outside.meter.count('SendsUnknown')
    if (outcome.kind === 'notSent' && !closed) outside.meter.count('SendsFailed')
    if (outcome.kind !== 'notSent' || outcome.again || isLast) return outcome
  }
  return { kind: 'notSent', again: false, problem: 'no contact point takes this message' }
}

/**
 * Writes that another contact point is tried; answers whether it is ours to try. A write that was repeated because its
 * answer was lost fails its own condition, and finds itself written.
 */
async function keepAttempt({ ledger }: Contacting, before: TouchRecord, after: TouchRecord): Promise<boolean> {
  if ((await ledger.saveTouch(before, after)) === 'written') return true
  const known = await ledger.touch(before.id)
  const [last, ours] = [known?.attempts.at(-1), after.attempts.at(-1)]
  const isOurs = last?.contactPoint === ours?.contactPoint && last?.at === ours?.at
  return known?.status === 'claimed' && known.attempts.length === after.attempts.length && isOurs
}

/** When this point may be used, if not now; the message's own reservation does not count against it. */
function closedFor(joint: JointTouch, point: ContactPoint, calendar: Calendar, now: Instant) {
  const about = joint.members.map(({ invoice }) => invoice.id)
  const chance = firstChance([point], { from: now, class: joint.class, about }, calendar, contactsOf(joint.debtor))
  return chance?.at === now ? undefined : { reason: chance?.refusal ?? 'hours', until: chance?.at }
}

const refused = (reason: string): SendOutcome => ({ kind: 'notSent', again: false, problem: reason })

/** Writes how an attempt ended; who took this sender for dead has only said "unknown" meanwhile. */
async function settle({ ledger }: Contacting, before: TouchRecord, after: TouchRecord): Promise<void> {
  if ((await ledger.saveTouch(before, after)) === 'written') return
  const doubted = await ledger.touch(before.id)
  if (doubted?.status === 'unknown') await ledger.saveTouch(doubted, after)
}

const attemptAt = (point: ContactPoint, now: Instant): Attempt => ({
  channel: point.channel,
  contactPoint: point.id,
  at: iso(now),
})

function statusAfter(outcome: SendOutcome, isLast: boolean): TouchRecord['status'] {
  switch (outcome.kind) {
    case 'accepted':
      return 'sent'
    case 'unknown':
      return 'unknown'
    case 'notSent':
      return outcome.again ? 'released' : isLast ? 'failed' : 'claimed'
  }
}

/** A message that cannot be written (a name that would forge a header) is not sent; the fault must not follow a claim. */
function written(
  outside: Contacting,
  joint: JointTouch,
  sheet: Sheet,
  point: ContactPoint,
): Letter | Error | undefined {
  try {
    return outside.write(joint, sheet, point, outside.clock.now())
  } catch (cause) {
    return cause instanceof Error ? cause : new Error(String(cause))
  }
}

async function hand(
  outside: Contacting,
  joint: JointTouch,
  record: TouchRecord,
  stopCode: string,
  point: ContactPoint,
): Promise<SendOutcome> {
  const letter = written(outside, joint, { touch: record.id, stopCode }, point)
  if (letter instanceof Error) return { kind: 'notSent', again: false, problem: letter.name }
  if (letter?.channel === 'call') return askForCall(outside, record)
  return leave(outside, letter, record.id, point)
}
