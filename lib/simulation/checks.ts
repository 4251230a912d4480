import { type Invoice, unheardOf } from '../domain/invoice.ts'
import { record } from '../domain/ledger.ts'
import { unapplied } from '../domain/payment.ts'
import type { Effect, Script } from './script.ts'
import type { Town } from './town.ts'
import type { Violation } from './witness.ts'

/** What must hold when nothing more happens in a town. */
export function atTheEnd(town: Town): Violation[] {
  const found: Violation[] = []
  const note = (invariant: Violation['invariant'], what: string) =>
    found.push({ invariant, what: `at the end ${what}` })
  const { ledger, script, machine } = town
  for (const execution of machine.executions.values())
    if (!execution.over) note('I3', `${execution.name} has not ended`)
  const truth = expectedSums(town)
  for (const invoice of ledger.accounts.values()) {
    const { id, balance, charge, credited, paid, status } = invoice
    if (invoice.issued && status !== 'closed') note('I3', `${id} is ${status}, and nothing follows`)
    const lines = ledger.entries.get(id) ?? []
    const sum = lines.reduce((all, { amount }) => all + amount, 0)
    if (sum !== balance) note('I5', `${id} owes ${balance}, its lines add up to ${sum}`)
    const expected = truth.get(id)
    if (expected && (expected.charge !== charge || expected.credited !== credited || expected.paid !== paid))
      note('I4', `${id} has charge ${charge}, credited ${credited}, paid ${paid}; told was ${JSON.stringify(expected)}`)
    const folded = foldOf(id, lines)
    for (const part of ['charge', 'credited', 'paid', 'writeOff', 'excess', 'balance'] as const)
      if (folded[part] !== invoice[part]) note('I8', `${id} has ${part} ${invoice[part]}, its timeline ${folded[part]}`)
  }
  for (const { id, status, claimedAt, attempts } of ledger.touches.values()) {
    if (status === 'claimed') note('I8', `${id} was claimed at ${claimedAt} and has no outcome`)
    const isAsked = status === 'sent' && attempts.at(-1)?.channel === 'call'
    if (isAsked && !ledger.tasks.has(`call/${id}`)) note('I8', `${id} is a call that nobody was asked for`)
  }
  for (const payment of ledger.payments.values()) {
    const free = unapplied(payment)
    if (payment.received && (free < 0 || !Number.isSafeInteger(free))) note('I5', `${payment.id} has ${free} left over`)
  }
  for (const refused of ledger.refused.values())
    note('I4', `${refused.name} ${refused.id} was refused: ${JSON.stringify(refused.problems)}`)
  return [...found, ...unheard(town, script)]
}

/** Every payment that was told is on record, with all its money. */
function unheard({ ledger }: Town, { words }: Script): Violation[] {
  return words.flatMap(({ name, detail }): Violation[] => {
    if (name !== 'PaymentReceived' || !('payment' in detail)) return []
    const payment = ledger.payments.get(String(detail.payment))
    return payment?.received ? [] : [{ invariant: 'I4', what: `at the end ${detail.payment} is not on record` }]
  })
}

interface Sums {
  charge: number
  credited: number
  paid: number
}

/** What each invoice was told of, by the words themselves; of money without an address, what its payment says of it. */
function expectedSums({ script, ledger }: Town): Map<string, Sums> {
  const sums = new Map<string, Sums>()
  const sumsOf = (id: string): Sums => {
    const known = sums.get(id) ?? { charge: 0, credited: 0, paid: 0 }
    sums.set(id, known)
    return known
  }
  const told = new Set(script.words.map(({ id }) => id))
  const effects = script.words.flatMap(({ effect }): Effect[] =>
    effect && (effect.needs === undefined || told.has(effect.needs)) ? [effect] : [],
  )
  for (const { invoice, charge = 0, credited = 0, paid = 0 } of effects) {
    const known = sumsOf(invoice)
    known.charge += charge
    known.credited += credited
    known.paid += paid
  }
  for (const { invoice, ends } of effects) if (ends === 'voided') sumsOf(invoice).charge = 0
  for (const { invoice, amount } of ledger.payments.get('bank:L-1')?.shares ?? []) sumsOf(invoice).paid += amount
  return sums
}

/** An invoice told again from its own lines. */
function foldOf(
  id: string,
  lines: Town['ledger']['entries'] extends Map<string, infer Lines> ? Lines : never,
): Invoice {
  return lines.reduce<Invoice>((invoice, { fact }) => {
    const recording = fact ? record(invoice, fact, '2026-01-01T00:00:00.000Z') : undefined
    return recording?.kind === 'recorded' ? recording.invoice : invoice
  }, unheardOf(id))
}
