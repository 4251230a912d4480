import { openInstalments } from './instalments.ts'
import { type Invoice, type JourneyProgress, type Reached, reachedBy, standingAt } from './invoice.ts'
import { type CalendarDate, HOUR, iso } from './time.ts'

const NOTHING_SAID: Reached = { position: -1, level: 0 }

/**
 * Moves the journey to the instalment that is reminded now, after what was told between `before` and `told`.
 *
 * A paid instalment gives way to the next, whose steps begin anew; when a reversal opens it again, its own steps go on
 * where they were. A due date that is put off, and not past at `at` (ISO instant), begins the steps anew too.
 */
export function anchored(before: Invoice, told: Invoice, at: string): Invoice {
  if (told.voided || told.writtenOff) return told
  const from = before.journey.anchor ?? before.terms.dueDate
  const to = anchorOf(told) ?? told.terms.dueDate
  const { anchor: _, ...rest } = told.journey
  const journey: JourneyProgress = told.terms.instalments && to ? { ...rest, anchor: to } : rest
  if (before.status === 'awaited' || from === undefined || to === undefined || from === to) return { ...told, journey }
  if (samePlan(before, told)) {
    const reached = { ...journey.reached, [from]: reachedBy(journey) }
    return { ...told, journey: { ...standingAt(journey, reached[to] ?? NOTHING_SAID), reached, firstSeen: at } }
  }
  // The debtor's zone is not known here: a date that is today or later anywhere on earth counts, so nobody who was given
  // time hears the firmer words.
  const today = iso(Date.parse(at) - 12 * HOUR).slice(0, 10)
  const putOff = to > from && to >= today
  return putOff
    ? { ...told, journey: { ...standingAt(journey, NOTHING_SAID), reached: {}, firstSeen: at } }
    : { ...told, journey }
}

/** The oldest instalment that is not paid off; when all are, the one reminded last stays. */
function anchorOf({ terms, journey, ...invoice }: Invoice): CalendarDate | undefined {
  const { instalments, amount, dueDate } = terms
  if (!instalments || amount === undefined || dueDate === undefined) return undefined
  const [oldest] = openInstalments({ ...invoice, terms: { ...terms, amount, dueDate } })
  if (oldest) return oldest.dueDate
  const still = instalments.find((one) => one.dueDate === journey.anchor)
  return (still ?? instalments.at(-1))?.dueDate
}

const samePlan = (before: Invoice, told: Invoice): boolean =>
  told.terms.instalments !== undefined &&
  JSON.stringify(before.terms.instalments) === JSON.stringify(told.terms.instalments)
