import type { EventOut } from '../contracts/published.ts'
import type { ControlTotals, Watermark } from '../domain/control-totals.ts'
import type { Invoice } from '../domain/invoice.ts'
import type { Publisher, RefusedEvent, SuppressedTouch, Task, TouchRecord } from '../ports.ts'

/** Something new in the ledger, with what it was before where that matters; `at` is an ISO instant. */
export type News =
  | { readonly kind: 'opened'; readonly invoice: string; readonly generation: number; readonly at: string }
  | { readonly kind: 'summary'; readonly before: Invoice | undefined; readonly after: Invoice; readonly at: string }
  | {
      readonly kind: 'touch'
      readonly before: TouchRecord | undefined
      readonly after: TouchRecord
      readonly at: string
    }
  | { readonly kind: 'suppressed'; readonly touch: SuppressedTouch }
  | { readonly kind: 'task'; readonly task: Task; readonly isNew: boolean }
  | { readonly kind: 'watermark'; readonly before: Watermark | undefined; readonly after: Watermark }
  | { readonly kind: 'refused'; readonly event: RefusedEvent }

/** Publishes what other systems are told of a piece of news, if anything. */
export async function publishEvents(publisher: Publisher, news: readonly News[]): Promise<void> {
  const events = news.flatMap(eventsOf)
  if (events.length > 0) await publisher.publish(events)
}

/** The events a piece of news makes; the same news always makes the same ids. */
export function eventsOf(news: News): EventOut[] {
  switch (news.kind) {
    case 'opened': {
      const { invoice, generation, at } = news
      return [
        {
          name: 'JourneyStarted',
          detail: { version: 1, id: `started/${invoice}/${generation}`, occurredAt: at, invoice, generation },
        },
      ]
    }
    case 'summary':
      return ended(news.before, news.after, news.at)
    case 'touch':
      return ofTouch(news.before, news.after, news.at)
    case 'suppressed': {
      const { invoice, generation, step, reason, at } = news.touch
      const id = `suppressed/${invoice}/${generation}/${step}/${reason}`
      return [
        { name: 'TouchSuppressed', detail: { version: 1, id, occurredAt: at, invoice, generation, step, reason } },
      ]
    }
    case 'task': {
      if (!news.isNew) return []
      const { id: task, kind, reason, due, openedAt, invoice, debtor, payment } = news.task
      const about = { ...(invoice && { invoice }), ...(debtor && { debtor }), ...(payment && { payment }) }
      const detail = {
        version: 1 as const,
        id: `task/${task}`,
        occurredAt: openedAt,
        task,
        kind,
        reason,
        due,
        ...about,
      }
      return [{ name: 'EscalatedToPerson', detail }]
    }
    case 'watermark':
      return differed(news.before, news.after)
    case 'refused': {
      const { id, source, name, at } = news.event
      const problems = news.event.problems.map(({ path, allowed }) => ({ path, allowed }))
      return [
        {
          name: 'EventRefused',
          detail: { version: 1, id: `refused/${id}`, occurredAt: at, refused: id, source, name, problems },
        },
      ]
    }
  }
}

/** A difference is told when it appears and whenever it changes. */
function differed(before: Watermark | undefined, after: Watermark): EventOut[] {
  const { source, from, upTo, declared, ours, difference, state, version, comparedAt } = after
  if (state !== 'differs' || JSON.stringify(before?.difference) === JSON.stringify(difference)) return []
  const id = `totals/${source}/${from}/${upTo}/${version}`
  const copy = ({ documents, totals }: ControlTotals) => ({ documents, totals: [...totals] })
  const sums = { declared: copy(declared), ours: copy(ours), difference: copy(difference) }
  return [
    { name: 'ControlTotalsDiffered', detail: { version: 1, id, occurredAt: comparedAt, source, from, upTo, ...sums } },
  ]
}

function ended(before: Invoice | undefined, after: Invoice, at: string): EventOut[] {
  if (after.status !== 'closed' || before?.status === 'closed' || !after.outcome) return []
  // Closed history never had a journey that could end.
  if (after.generation === 0) return []
  const { id: invoice, generation, outcome, outcomeReason: reason = outcome, balance, currency = '' } = after
  const id = `ended/${invoice}/${generation}`
  return [
    {
      name: 'JourneyEnded',
      detail: { version: 1, id, occurredAt: at, invoice, generation, outcome, reason, balance, currency },
    },
  ]
}

function ofTouch(before: TouchRecord | undefined, touch: TouchRecord, at: string): EventOut[] {
  const { id, debtor, entity, level, currency, total, status, receipt } = touch
  const attempt = touch.attempts.at(-1)
  const members = touch.members.map(({ version: _, was: __, again: ___, ...member }) => member)
  const channel = attempt && { channel: attempt.channel }
  const common = {
    version: 1 as const,
    touch: id,
    debtor,
    entity,
    class: touch.class,
    level,
    currency,
    total,
    members,
    ...channel,
  }
  const events: EventOut[] = []
  const failed = (certain: boolean, problem: string, told: string): EventOut => ({
    name: 'TouchFailed',
    detail: { ...common, id: told, occurredAt: at, certain, problem },
  })
  if (before?.status !== status) {
    if (status === 'sent') events.push({ name: 'TouchSent', detail: { ...common, id: `sent/${id}`, occurredAt: at } })
    const problem = attempt?.problem ?? 'the sender stopped before it could say'
    if (status === 'unknown') events.push(failed(false, problem, `failed/${id}`))
    // What left and did not arrive is another piece of news than what may not have left.
    if (status === 'failed' && receipt) events.push(failed(true, receipt.reason ?? receipt.status, `undelivered/${id}`))
    if (status === 'failed' && !receipt) events.push(failed(true, problem, `failed/${id}`))
  }
  const { deliveredAt } = receipt ?? {}
  if (deliveredAt !== undefined && before?.receipt?.deliveredAt === undefined)
    events.push({ name: 'TouchDelivered', detail: { ...common, id: `delivered/${id}`, occurredAt: deliveredAt } })
  return events
}
