import { expect } from 'vitest'
import { EVENTS_OUT, type EventOutName } from '../../lib/contracts/published.ts'
import { listOf } from '../../lib/domain/backlog.ts'
import { isActive } from '../../lib/domain/invoice.ts'
import { isUndelivered } from '../../lib/domain/receipt.ts'
import { dateAt, minuteOfDay, weekday } from '../../lib/domain/time.ts'
import type { BusEvent } from '../../lib/rehearsal/events/bus-event.ts'
import type { Account, BookedEntry, Books } from './books.ts'
import type { Letter } from './letters.ts'

/** What a story says will go wrong; anything more, or less, is a defect. */
export interface Exceptions {
  refused: number
  deadLetters: number
}

/** Every invoice's lines add up to its balance, and to each balance that was stated in a message. */
export function moneyConserves({ accounts, touches }: Books): void {
  for (const { invoice, entries } of accounts.values())
    expect(sumOf(entries), `the lines of ${invoice.id} add up to its balance`).toBe(invoice.balance)
  for (const touch of touches) {
    for (const member of touch.members) {
      const until = accounts.get(member.invoice)?.entries.filter((entry) => entry.version <= member.version) ?? []
      expect(sumOf(until), `${touch.id} states what ${member.invoice} owed`).toBe(member.balance)
    }
    expect(touch.members.reduce((sum, { balance }) => sum + balance, 0)).toBe(touch.total)
  }
}

/** Whatever was recorded before a message was claimed spoke for it: something was owed, and nobody asked for silence. */
export function nothingAfterPaidOrHeld({ accounts }: Books, letters: readonly Letter[]): void {
  for (const { touch, at } of letters) {
    expect(at - Date.parse(touch.claimedAt), `${touch.id} left within a minute of its claim`).toBeLessThan(60_000)
    for (const { invoice, version } of touch.members) {
      // Of what was recorded in the very instant of the claim, only what the claim saw came before it.
      const before = (entry: BookedEntry) => entry.at < touch.claimedAt || entry.version <= version
      const known = accounts.get(invoice)?.entries.filter(before) ?? []
      expect(sumOf(known), `${invoice} owed something at ${touch.claimedAt}`).toBeGreaterThan(0)
      expect(heldAt(known, touch.claimedAt), `${invoice} was not held at ${touch.claimedAt}`).toBe(false)
      const over = known.filter(({ kind }) => kind === 'voided' || kind === 'writtenOff')
      expect(over, `${invoice} was neither void nor written off`).toEqual([])
    }
  }
}

/** One acceptance a touch, one touch a step, one outcome a claim. */
export function sentEffectivelyOnce({ accounts, touches }: Books, letters: readonly Letter[]): void {
  const sent = letters.map(({ touch }) => touch.id)
  expect(sent, 'no touch was accepted twice').toEqual([...new Set(sent)])
  const steps = touches
    .filter((touch) => touch.status !== 'released' && !(touch.status === 'failed' && isUndelivered(touch)))
    .flatMap(({ members }) =>
      // A warning of which no report came may be said once more.
      members
        .filter(({ again }) => !again)
        .map((one) =>
          [one.invoice, one.generation, one.step, one.dueDate, ...datesOf(accounts.get(one.invoice), one)].join(' '),
        ),
    )
  expect(steps, 'no step was claimed twice').toEqual([...new Set(steps)])
  const open = touches.filter(({ status }) => status === 'claimed')
  expect(open, 'every claim has an outcome').toEqual([])
  const isCall = ({ attempts }: Books['touches'][number]) => attempts.at(-1)?.channel === 'call'
  const accepted = touches.filter((touch) => touch.status === 'sent' && !isCall(touch)).map(({ id }) => id)
  expect(sent).toEqual(expect.arrayContaining(accepted))
}

/** Messages leave on working days from eight, texts until half past five and e-mails until five to six, on the debtor's own clock. */
export function onlyInTheWindow(letters: readonly Letter[]): void {
  for (const { at, zone, touch } of letters) {
    expect(weekday(dateAt(at, zone)), `${touch.id} left on a working day`).toBeLessThan(6)
    expect(minuteOfDay(at, zone), `${touch.id} left after opening`).toBeGreaterThanOrEqual(8 * 60)
    const last = touch.attempts.at(-1)?.channel === 'sms' ? 17 * 60 + 30 : 17 * 60 + 55
    expect(minuteOfDay(at, zone), `${touch.id} left before closing`).toBeLessThan(last)
  }
}

/** Each open invoice has one living journey that waits for something; no other journey lives. */
export function everyJourneyLives({ accounts, running }: Books): void {
  const open = [...accounts.values()].filter(({ invoice }) => invoice.status === 'open')
  const living = [...running].map(([invoice, generations]) => `${invoice} ${generations.join(' ')}`)
  expect(living.sort()).toEqual(open.map(({ invoice }) => `${invoice.id} ${invoice.generation}`).sort())
  for (const { invoice, parked } of open) expect(parked, `the journey of ${invoice.id} is parked`).toBe(true)
}

/** What other systems heard: valid by contract, one body an id, and everything that was sent or ended. */
export function othersWereTold({ accounts, touches, suppressed, tasks }: Books, events: readonly BusEvent[]): void {
  const bodies = new Map<string, string>()
  for (const event of events) {
    const name = event['detail-type']
    expect(isEventOut(name), `${name} is an event of the contract`).toBe(true)
    if (!isEventOut(name)) continue
    const { id } = EVENTS_OUT[name].parse(event.detail)
    const body = JSON.stringify(event.detail)
    expect(bodies.get(id) ?? body, `${id} always says the same`).toBe(body)
    bodies.set(id, body)
  }
  const told = (kind: string) => [...bodies.keys()].filter((id) => id.startsWith(`${kind}/`)).sort()
  // One that left and did not arrive was told as sent first, unless its first report was that.
  const sent = touches.filter(({ status }) => status === 'sent').map(({ id }) => `sent/${id}`)
  const undelivered = touches.filter((touch) => touch.status === 'failed' && isUndelivered(touch))
  expect(told('undelivered')).toEqual(undelivered.map(({ id }) => `undelivered/${id}`).sort())
  const delivered = touches.filter(({ receipt }) => receipt?.deliveredAt !== undefined)
  expect(told('delivered')).toEqual(delivered.map(({ id }) => `delivered/${id}`).sort())
  const stillSent = told('sent').filter((id) => !undelivered.some((touch) => id === `sent/${touch.id}`))
  expect(stillSent).toEqual(sent.sort())
  // One that is still in the backlog is nobody's yet.
  const escalated = tasks.filter(({ reason, releasedAt }) => listOf(reason) === 'tasks' || releasedAt !== undefined)
  expect(told('task')).toEqual(escalated.map(({ id }) => `task/${id}`).sort())
  expect(told('suppressed')).toHaveLength(suppressed.length)
  const closed = [...accounts.values()].filter(({ invoice }) => invoice.status === 'closed')
  const ended = closed.map(({ invoice }) => `ended/${invoice.id}/${invoice.generation}`)
  expect(told('ended')).toEqual(expect.arrayContaining(ended))
}

/** The due dates an invoice had had at a version: a later one begins its steps again. */
const datesOf = (account: Account | undefined, { version }: { version: number }): string[] =>
  (account?.entries ?? []).flatMap((entry) =>
    entry.version <= version && entry.fact?.kind === 'amended' ? (entry.fact.terms.dueDate ?? []) : [],
  )

const isEventOut = (name: string): name is EventOutName => Object.hasOwn(EVENTS_OUT, name)

const sumOf = (entries: Account['entries']): number => entries.reduce((sum, { amount }) => sum + amount, 0)

function heldAt(entries: Account['entries'], at: string): boolean {
  const released = new Set(entries.flatMap(({ fact }) => (fact?.kind === 'holdReleased' ? [fact.hold] : [])))
  return entries.some(
    ({ fact }) => fact?.kind === 'holdPlaced' && !released.has(fact.hold) && isActive({ ...fact }, at),
  )
}
