import { defined } from '../contracts/defined.ts'
import type { EventIn } from '../contracts/events.ts'
import type { Debtor } from '../domain/debtor.ts'
import type { Reply } from '../domain/reply.ts'
import { saysPaid } from '../domain/says-paid.ts'
import { calendarOf } from '../domain/schedule.ts'
import { readAnswer } from '../domain/stop-words.ts'
import { addDays, DAY, dateAt, instantOf, iso } from '../domain/time.ts'
import { addBusinessDays } from '../domain/window.ts'
import type { TouchRecord } from '../ports.ts'
import { everybodyAt } from './everybody-at.ts'
import { type Limits, placesOf } from './limits.ts'
import { countAgainstUs } from './pass-gate.ts'
import { keepConsent } from './record-debtor.ts'
import type { Recording } from './recording.ts'
import { tellDebtor } from './tell-debtor.ts'

/** What hearing an answer needs beside recording. */
export interface Hearing extends Recording {
  readonly limits: Limits
  /** What we call an answer, by the id it came with: its task, its hold and our events bear it, so no number may be in it. */
  readonly nameAnswer: (reply: string) => string
}

/** Business days in which a person answers, and nobody else writes. */
const DAYS_TO_ANSWER = 2

/**
 * Keeps what somebody answered. A stop word stops at once whoever has that address; whatever else is said is for a person:
 * it holds the debtor for two business days and opens a task. Repeated, all of it is done once.
 */
export async function receiveReply(outside: Hearing, detail: EventIn<'ReplyReceived'>): Promise<void> {
  const { channel, text, occurredAt: at } = detail
  const id = outside.nameAnswer(detail.reply)
  const named = detail.inReplyTo === undefined ? undefined : await outside.ledger.touch(detail.inReplyTo)
  const meant = [detail.debtor, named?.debtor].filter((id) => id !== undefined)
  const debtors = await everybodyAt(outside, channel, detail.from, meant)
  const touch = named ?? (await lastTouch(outside, debtors, channel))
  const { stop, more } = readAnswer(text, channel)
  const reply: Reply = {
    ...{ id, channel, at, text },
    debtors: debtors.map((debtor) => debtor.id),
    invoices: touch?.members.map(({ invoice }) => invoice) ?? [],
    ...defined({ touch: touch?.id, contactPoint: touch ? undefined : ownPlace(debtors, channel, detail.from) }),
    ...defined({ stop, automatic: detail.automatic || undefined, from: debtors.length > 0 ? undefined : detail.from }),
  }
  if (saysPaid(text) && !(await outside.ledger.reply(id))) await countAgainstUs(outside, 'paidReplies', id)
  await outside.ledger.keepReply(reply)
  for (const debtor of debtors) {
    if (stop)
      await keepConsent(outside, {
        version: 1,
        debtor: debtor.id,
        scope: stop === 'channel' ? channel : stop,
        status: 'revoked',
        occurredAt: at,
        purpose: 'service',
        evidence: { text: `answer ${id}` },
      })
    if (more) await leaveToAPerson(outside, reply, debtor)
  }
  if (debtors.length === 0) await openTask(outside, reply, 'unknownSender', iso(Date.parse(at) + DAYS_TO_ANSWER * DAY))
}

async function lastTouch(
  { ledger }: Recording,
  debtors: readonly Debtor[],
  channel: Reply['channel'],
): Promise<TouchRecord | undefined> {
  const sent = debtors
    .flatMap(({ recent }) => recent)
    .filter((one) => one.channel === channel && one.class !== 'receipt')
  const last = sent.sort((a, b) => (a.at < b.at ? 1 : -1))[0]
  return last && ledger.touch(last.touch)
}

/** The contact point that an answer came from, where nobody else can have written it. */
function ownPlace(debtors: readonly Debtor[], channel: Reply['channel'], from: string | undefined): string | undefined {
  const [only, another] = debtors
  return another ? undefined : only?.contactPoints.find((one) => one.channel === channel && one.address === from)?.id
}

async function leaveToAPerson(outside: Hearing, reply: Reply, debtor: Debtor): Promise<void> {
  const until = await answeredBy(outside, debtor, Date.parse(reply.at))
  await tellDebtor(outside, debtor.id, {
    kind: 'holdPlaced',
    occurredAt: reply.at,
    hold: `reply/${reply.id}`,
    reason: 'reply',
    author: 'puntual',
    until,
  })
  await openTask(outside, reply, 'reply', until, debtor.id)
}

/** The end of the second business day after an answer, on the debtor's own calendar: a Friday's holds until Wednesday. */
async function answeredBy({ limits }: Hearing, { id, profile }: Debtor, at: number): Promise<string> {
  const rules = await limits(placesOf(profile))
  const zone = profile?.zone ?? rules.zones[0] ?? 'UTC'
  const { window } = calendarOf(rules, zone, id)
  return iso(instantOf(addDays(addBusinessDays(dateAt(at, zone), DAYS_TO_ANSWER, window), 1), 0, zone))
}

async function openTask(
  { ledger, clock }: Hearing,
  { id }: Reply,
  reason: 'reply' | 'unknownSender',
  due: string,
  debtor?: string,
): Promise<void> {
  await ledger.openTask({
    id: `answer/${id}${debtor ? `/${debtor}` : ''}`,
    kind: 'answer',
    status: 'open',
    reason,
    openedAt: iso(clock.now()),
    due,
    ...(debtor && { debtor }),
  })
}
