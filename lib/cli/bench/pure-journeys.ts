import { type Debtor, unknownDebtor } from '../../domain/debtor.ts'
import { decide, SHAPE } from '../../domain/decision.ts'
import { gather } from '../../domain/gathering.ts'
import { type Invoice, isIssued, unheardOf } from '../../domain/invoice.ts'
import type { ContactRules } from '../../domain/law/pack.ts'
import { record } from '../../domain/ledger.ts'
import type { Policy } from '../../domain/policy.ts'
import { withReservation } from '../../domain/recent-contacts.ts'
import { calendarOf } from '../../domain/schedule.ts'
import { DAY, HOUR, type Instant, iso } from '../../domain/time.ts'
import { claimed, type Member } from '../../domain/touch.ts'
import type { Asking } from '../../domain/verdict.ts'
import { type Figure, rounded } from './figure.ts'

/** Noon in Mexico on a Monday; journeys begin on the days of one year, so that every calendar is met. */
const FIRST_DAY = Date.parse('2026-06-01T18:00:00Z')
const STARTS = 365
/** Where the debtors live. */
export const ZONE = 'America/Mexico_City'
/** Asking for the processor's time takes longer than a rule. */
const BETWEEN_LOOKS = 100
const WARM_UP_SECONDS = 0.5
const SECONDS = 2

/**
 * Journeys of five touches per second of processor time, every rule asked: record, decide, gather, claim.
 *
 * `rules` limit contact in `ZONE`.
 */
export function pureJourneys(policy: Policy, rules: ContactRules): Figure {
  const run = (seconds: number): { journeys: number; spent: number } => {
    const began = process.cpuUsage()
    for (let journeys = 0; ; journeys++) {
      const touches = journey(policy, rules, FIRST_DAY + (journeys % STARTS) * DAY, journeys)
      if (touches !== policy.steps.length)
        throw new Error(`a journey made ${touches} touches of ${policy.steps.length}`)
      if (journeys % BETWEEN_LOOKS !== 0) continue
      const { user, system } = process.cpuUsage(began)
      const spent = (user + system) / 1e6
      if (spent >= seconds) return { journeys: journeys + 1, spent }
    }
  }
  run(WARM_UP_SECONDS)
  const { journeys, spent } = run(SECONDS)
  return {
    name: 'pure journeys',
    value: rounded(journeys / spent),
    unit: 'per CPU second',
    aim: 'at least 20 000',
    meaning: `journeys of ${policy.steps.length} touches, from the invoice to the hand-over, in the rules alone`,
  }
}

/** Lives through one journey by its own decisions and answers how many touches it made. */
function journey(policy: Policy, rules: ContactRules, start: Instant, number: number): number {
  const asking: Asking = { generation: 1, shape: SHAPE, startedAt: start }
  let debtor = debtorOf(number)
  const calendar = calendarOf(rules, ZONE, debtor.id)
  let invoice = issued(number, start)
  let now = start
  for (let touches = 0; ; ) {
    const verdict = decide(asking, { invoice, debtor, policy, calendar, delivered: invoice.journey.level }, now)
    const { decision } = verdict
    switch (decision.kind) {
      case 'wait':
        now += decision.seconds * 1000
        break
      case 'contact': {
        const { touch } = gather(asking, { invoice, policy }, [], debtor, calendar, now, verdict)
        const [lead] = touch?.members ?? []
        if (!lead) throw new Error('a decision to contact gathered no message')
        const id = `touch-${++touches}`
        invoice = claimed(lead, id, now, touch?.points ?? [])
        debtor = { ...debtor, recent: withReservation(debtor, reservation(id, lead, now)) }
        break
      }
      case 'handOver':
        return touches
      case 'end':
      case 'leave':
      case 'continueAsNew':
        throw new Error(`an unpaid journey ended with ${decision.kind}: ${decision.reason}`)
    }
  }
}

const reservation = (id: string, { invoice, step }: Member, now: Instant) => ({
  id,
  claimedAt: iso(now),
  class: step.class,
  entity: invoice.terms.entity,
  currency: invoice.currency,
  attempts: [{ channel: 'email' as const, at: iso(now) }],
  members: [{ invoice: invoice.id }],
})

function issued(number: number, start: Instant): Invoice {
  const at = iso(start)
  const recording = record(
    unheardOf(`bench:F-${number}`),
    {
      kind: 'issued',
      stamp: `${at}#1#issued`,
      currency: 'MXN',
      terms: {
        debtor: `bench:D-${number}`,
        entity: 'bench',
        amount: 1_250_000,
        issueDate: at.slice(0, 10),
        dueDate: iso(start + 30 * DAY).slice(0, 10),
      },
    },
    at,
  )
  if (recording.kind === 'refused' || !isIssued(recording.invoice)) throw new Error('the invoice was not issued')
  return recording.invoice
}

const debtorOf = (number: number): Debtor => ({
  ...unknownDebtor(`bench:D-${number}`),
  version: 1,
  profile: {
    name: 'Cliente',
    kind: 'company',
    language: 'es-MX',
    country: 'MX',
    zone: ZONE,
    internal: false,
    doNotContact: false,
  },
  contactPoints: [
    {
      id: 'mail',
      channel: 'email',
      address: 'pagos@cliente.example',
      role: 'holder',
      active: true,
      stamp: iso(FIRST_DAY - HOUR),
    },
  ],
})
