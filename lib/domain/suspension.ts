import { unappliedIn } from './debtor.ts'
import { FLAGS, raisedFlags } from './flag.ts'
import { rememberedUntil } from './gated-step.ts'
import { dueDateOf } from './instalments.ts'
import { activeHold, type IssuedInvoice } from './invoice.ts'
import { awaitingData } from './stale-data.ts'
import { addDays, type CalendarDate, DAY, type Instant, instantOf } from './time.ts'
import {
  ASK_AGAIN,
  finished,
  handOver,
  LONGEST_WAIT,
  plan,
  type Situation,
  type Suppression,
  secondsUntil,
  type Verdict,
} from './verdict.ts'

/** How long an invoice waits for its debtor's record before a person looks. */
const UNKNOWN_DEBTOR_DAYS = 5

/** Somebody or something asks for silence. */
export function suspension(
  invoice: IssuedInvoice,
  situation: Situation,
  now: Instant,
  horizon: Instant,
): Verdict | undefined {
  const { debtor, policy, calendar } = situation
  const silence = (reason: Suppression, until: Instant): Verdict => {
    const planned = plan(invoice, situation, now)
    // Asked at the time of the reminder too, so that its silence is noted.
    const next = planned && planned.at > now ? Math.min(planned.at, until) : until
    return {
      decision: {
        kind: 'wait',
        waitingFor: 'release',
        reason,
        version: invoice.version,
        seconds: secondsUntil(now, next),
      },
      suppressed: planned && planned.at <= horizon ? [{ step: planned.step.id, reason }] : [],
    }
  }
  const flags = raisedFlags(debtor)
  const grave = flags.find((flag) => FLAGS[flag].handOver === 'atOnce')
  if (grave) return handOver(invoice, grave)
  const held = activeHold(invoice.holds, now)
  if (held) return silence(held.cause ?? 'hold', held.until ? Date.parse(held.until) : now + LONGEST_WAIT)
  if (!debtor.profile) {
    const since = invoice.journey.firstSeen ? Date.parse(invoice.journey.firstSeen) : now
    const patience = since + UNKNOWN_DEBTOR_DAYS * DAY
    return now >= patience
      ? handOver(invoice, 'debtorUnknown')
      : silence('debtorUnknown', Math.min(patience, now + ASK_AGAIN))
  }
  if (debtor.profile.internal) return finished(invoice, 'internalDebtor')
  const [flag] = flags
  if (flag) {
    const overdue = instantOf(addDays(dueDateOf(invoice), policy.graceDays + 1), 0, calendar.zone)
    return now >= overdue ? handOver(invoice, flag) : silence(flag, Math.min(overdue, now + ASK_AGAIN))
  }
  const debtorHold = activeHold(debtor.holds, now)
  if (debtorHold)
    return silence(
      debtorHold.cause ?? 'debtorHold',
      Math.min(now + ASK_AGAIN, debtorHold.until ? Date.parse(debtorHold.until) : Infinity),
    )
  const toldBy = paymentsToldBy(invoice, calendar) ?? now
  if (now < toldBy) return silence('paymentScheduled', toldBy)
  const cash = cashUnapplied(invoice, situation, now)
  if (cash) return cash === 'tooLong' ? handOver(invoice, 'unappliedCash') : silence('unappliedCash', cash.until)
  if (!situation.paymentData?.length) return undefined
  const due = plan(invoice, situation, now)
  if (!due || due.at > horizon) return undefined
  const firmUntil = due.step.consequence && rememberedUntil(policy, invoice)
  const kept = awaitingData(invoice.journey.firstSeen, situation, now, firmUntil)
  if (!kept) return undefined
  return kept.kind === 'wait' ? silence('staleData', kept.until) : handOver(invoice, 'staleData', due.step)
}

/** How long money that no invoice has taken keeps its debtor's reminders back; `tooLong` is a case for a person. */
function cashUnapplied(
  invoice: IssuedInvoice,
  { debtor, policy, calendar }: Situation,
  now: Instant,
): { readonly until: Instant } | 'tooLong' | undefined {
  const cash = unappliedIn(debtor, invoice.currency)
  // Change that would not pay a reminder does not stop one either.
  if (!cash || cash.amount < Math.min(policy.minimumAmount[invoice.currency] ?? 0, invoice.balance)) return undefined
  // A person is asked for an invoice that is late, not for one that merely meets old money.
  const late = instantOf(addDays(dueDateOf(invoice), policy.graceDays + 1), 0, calendar.zone)
  const patience = Math.max(Date.parse(cash.since), late) + policy.unappliedCashDays * DAY
  return now >= patience ? 'tooLong' : { until: Math.min(patience, now + ASK_AGAIN) }
}

/** When it will be known of every announced payment whether it went through: a bank may need the day after to say. */
export function paymentsToldBy(invoice: IssuedInvoice, { zone }: Situation['calendar']): Instant | undefined {
  const day = lastExpectedDay(invoice)
  return day === undefined ? undefined : instantOf(addDays(day, 2), 0, zone)
}

/** The last day on which an announced payment is due. */
const lastExpectedDay = (invoice: IssuedInvoice): CalendarDate | undefined =>
  Object.values(invoice.announced)
    .flatMap(({ on }) => on ?? [])
    .sort()
    .at(-1)
