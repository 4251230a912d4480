import type { RecentTouch } from '../../../lib/domain/debtor.ts'
import type { DeliveryStatus } from '../../../lib/domain/delivery.ts'
import { addDays, type CalendarDate, iso, later } from '../../../lib/domain/time.ts'
import type { Attempt, TouchRecord } from '../../../lib/domain/touch-record.ts'
import type { Task } from '../../../lib/ports.ts'
import type { Seeded } from '../../../lib/simulation/seeded.ts'
import type { LakeFact } from '../../../lib/usecases/map-to-lake.ts'
import { GO_LIVE, type Invented, MUCH_SPOKEN_OF, SILENT } from './accounts.ts'
import { idOf, PEOPLE } from './people.ts'

/** Messages with what became of them, and the contacts that debtors had, by number. */
export interface InventedMessages {
  readonly facts: LakeFact[]
  readonly history: LakeFact[]
  readonly contacts: Map<number, RecentTouch[]>
  readonly takenBack: Map<number, RecentTouch[]>
}

const CHANNELS = ['email', 'sms', 'whatsapp', 'call', 'email'] as const
const STATUSES = ['sent', 'sent', 'sent', 'sent', 'failed', 'unknown', 'released', 'claimed'] as const
const SAYS: readonly (readonly DeliveryStatus[])[] = [
  ['sent', 'delivered'],
  ['sent', 'atCarrier'],
  ['delivered', 'opened', 'opened'],
  ['clicked'],
  ['bounced'],
  ['delivered', 'complained'],
  ['delayed'],
  ['opened'],
  ['delivered', 'clicked'],
  ['delivered', 'bounced'],
  ['read'],
  [],
]
const noted = <T>(all: Map<number, T[]>, number: number, one: T) => all.set(number, [...(all.get(number) ?? []), one])

/** Messages about the invoices of each debtor: on several channels, at any hour, answered by reports or not. */
export function inventedMessages(
  owned: ReadonlyMap<number, readonly Invented[]>,
  today: CalendarDate,
  random: Seeded,
): InventedMessages {
  const told: InventedMessages = { facts: [], history: [], contacts: new Map(), takenBack: new Map() }
  let number = 0
  for (const [owner, invoices] of owned)
    for (const { invoice } of invoices) {
      const { terms, currency = '' } = invoice
      const isMuch = MUCH_SPOKEN_OF.some((one) => invoice.id === `erp:F-${one}`)
      const count = terms.entity === SILENT ? 0 : isMuch ? 110 : random.int(0, 2)
      for (let again = count; again > 0; again--) {
        const due = terms.dueDate ?? today
        const from = addDays(due, 40) < today ? later(due, GO_LIVE) : addDays(today, -50)
        const touch = touchOf(
          `T-${number}`,
          { owner, number: number++, at: instantOf(addDays(from, 42), random, 41) },
          random,
        )
        const also = invoices.filter(
          (one) => one.invoice.currency === currency && one.invoice.terms.entity === terms.entity,
        )
        const about = [...new Set([invoice, ...also.slice(0, random.int(0, 2)).map((one) => one.invoice)])]
        const members = about.map(({ id, balance }) => {
          return {
            invoice: id,
            generation: 1,
            version: 1,
            step: 'reminder-1',
            level: touch.level,
            balance,
            asked: balance,
            dueDate: today,
          }
        })
        const whole: TouchRecord = { ...touch, currency, entity: terms.entity ?? '', members }
        const says = random.pick(SAYS)
        tell(told, whole, owner, says)
        // Another at the same hour, of the same words, that went the same way.
        if (number % 5 === 0) tell(told, { ...whole, id: `${whole.id}-again` }, owner, says)
      }
    }
  // The first message of all speaks of no invoice, and was not the first that was meant to leave.
  for (const [id, at, status] of [
    ['T-never', '2026-01-20T15:00:00.000Z', 'released'],
    // Still the evening of the day before in Bogotá.
    ['T-first', `${addDays(GO_LIVE, 1)}T01:00:00.000Z`, today.endsWith('29') ? 'unknown' : 'sent'],
    ['T-second', '2026-02-03T15:00:00.000Z', 'sent'],
  ] as const) {
    const touch = touchOf(id, { owner: 2, number: 5, at }, random)
    tell(told, { ...touch, status, currency: 'COP', entity: 'andina', members: [] }, 2, ['delivered'])
  }
  for (let owner = 0; owner < PEOPLE; owner++)
    for (let count = random.int(0, 6); count > 0; count--) {
      const id = `contact/${owner}-${count}`
      const own: RecentTouch = {
        touch: id,
        at: instantOf(today, random, 60),
        class: 'overdue',
        channel: random.pick(['call', 'visit', 'email', 'letter']),
      }
      const reserved = { contact: id, task: 't', author: 'ana', contactPoints: [] }
      noted(told.contacts, owner, count === 5 ? { ...own, reserved } : own)
    }
  // A letter at noon of Columbus Day in Puerto Rico, where the day silences letters and no calls.
  const letter = {
    touch: 'contact/letter',
    at: '2026-10-12T16:00:00.000Z',
    class: 'overdue',
    channel: 'letter',
  } as const
  noted(told.contacts, 7, letter)
  return told
}

/** On any day of the week and at any minute: on holidays, on Sundays, and on the stroke of the hour too. */
const instantOf = (today: CalendarDate, random: Seeded, back: number): string =>
  iso(Date.parse(`${addDays(today, -random.int(1, back))}T00:00:00Z`) + random.int(0, 47) * 1_800_000)

function touchOf(
  id: string,
  { owner, number, at }: { readonly owner: number; readonly number: number; readonly at: string },
  random: Seeded,
) {
  const status = STATUSES[number % STATUSES.length] ?? 'sent'
  const count = number % 3 === 0 ? 2 : 1
  const attempts = Array.from({ length: count }, (_, index): Attempt => {
    const isLast = index === count - 1
    const outcome = !isLast ? random.pick(['notSent', 'accepted'] as const) : outcomeOf(status)
    const channel = CHANNELS[(number + index) % CHANNELS.length] ?? 'email'
    return {
      channel,
      contactPoint: 'p',
      at: iso(Date.parse(at) + index * 3_600_000),
      ...(outcome && { outcome }),
      ...(channel === 'sms' && number % 2 === 0 && { parts: 2 + (number % 4) / 2 }),
      ...(outcome === 'accepted' && { providerId: `${id}-${index}` }),
    }
  })
  return {
    id,
    debtor: idOf(owner),
    debtorVersion: 1,
    class: 'overdue' as const,
    level: 1 + (number % 3),
    template: number % 4 === 0 ? 'reminder-2' : 'reminder-1',
    language: 'es',
    total: 1_000,
    claimedAt: at,
    status,
    attempts: number % 47 === 20 ? [] : attempts,
  }
}

function outcomeOf(status: TouchRecord['status']): Attempt['outcome'] {
  if (status === 'sent') return 'accepted'
  if (status === 'unknown') return 'unknown'
  return status === 'claimed' ? undefined : 'notSent'
}

/** Tells a message, how it stood while it was only claimed, its reports, and the contact that it was. */
function tell(told: InventedMessages, touch: TouchRecord, owner: number, says: readonly DeliveryStatus[]): void {
  const { id, attempts, claimedAt, members, status, currency, entity } = touch
  const first = attempts.slice(0, 1).map(({ outcome: _, providerId: __, ...one }) => one)
  told.history.push({ kind: 'touch', after: { ...touch, status: 'claimed', attempts: first }, at: claimedAt })
  told.facts.push({ kind: 'touch', after: touch, at: claimedAt })
  for (const { invoice, generation, step, level, balance } of members)
    told.facts.push({ kind: 'claim', claim: { invoice, touch: id, generation, step, level, balance, at: claimedAt } })
  for (const [index, said] of (status === 'released' ? [] : says).entries()) {
    const { channel = 'email', providerId = 'p' } = attempts.at(-1) ?? {}
    const at = iso(Date.parse(claimedAt) + (index + 1) * 60_000)
    told.facts.push({ kind: 'delivery', report: { touch: id, channel, providerId, status: said, at } })
  }
  const contacts = attempts.map(({ at, channel }, index): RecentTouch => {
    const again = index > 0 ? { attempt: index + 1 } : {}
    return { touch: id, at, class: 'overdue', channel, ...again, entity, currency }
  })
  const [one] = contacts
  const last = contacts.at(-1)
  if (!one || !last) return
  if (status === 'sent' || status === 'unknown') noted(told.contacts, owner, last)
  else if (Date.parse(last.at) > Date.parse('2026-09-27T13:00:00Z')) noted(told.takenBack, owner, last)
  // The budget held the first attempt until the second took its place.
  if (last !== one && Date.parse(one.at) > Date.parse('2026-09-27T13:00:00Z')) noted(told.takenBack, owner, one)
}

/** Work for people: about invoices, about debtors, open and closed. */
export function inventedTasks(
  owned: ReadonlyMap<number, readonly Invented[]>,
  random: Seeded,
): { facts: LakeFact[]; history: LakeFact[] } {
  const facts: LakeFact[] = []
  const history: LakeFact[] = []
  let number = 0
  for (const [owner, invoices] of owned)
    for (const { invoice } of invoices) {
      if (++number % 9 !== 0) continue
      const isClosed = number % 4 === 0
      const open: Task = {
        id: `task-${number}`,
        kind: 'collect',
        status: 'open',
        reason: random.pick(['exhausted', 'dispute']),
        openedAt: '2026-10-05T15:00:00.000Z',
        due: '2026-10-06',
        ...(number % 2 === 0 ? { invoice: invoice.id } : { debtor: idOf(owner) }),
        ...(number % 27 === 0 && { invoice: invoice.id, releasedAt: '2026-10-07T15:00:00.000Z' }),
      }
      history.push({ kind: 'task', task: open, at: open.openedAt })
      facts.push({
        kind: 'task',
        task: isClosed ? { ...open, status: 'closed', closedBy: 'ana' } : open,
        at: '2026-11-01T16:00:00.000Z',
      })
    }
  return { facts, history }
}
