import { type Invoice, unheardOf } from '../domain/invoice.ts'
import { record } from '../domain/ledger.ts'
import { unapplied } from '../domain/payment.ts'
import { ANSWERS } from './debtor-stories.ts'
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
    const charged = Object.values(invoice.charges).reduce((all, one) => (one.reversed ? all : all + one.amount), 0)
    if (invoice.issued && status !== 'closed') note('I3', `${id} is ${status}, and nothing follows`)
    const lines = ledger.entries.get(id) ?? []
    const sum = lines.reduce((all, { amount }) => all + amount, 0)
    if (sum !== balance) note('I5', `${id} owes ${balance}, its lines add up to ${sum}`)
    const expected = truth.get(id)
    const known: Sums = { charge, credited, paid, charged }
    if (expected && SUMS.some((part) => expected[part] !== known[part]))
      note('I4', `${id} has ${JSON.stringify(known)}; told was ${JSON.stringify(expected)}`)
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
  return [...found, ...unheard(town, script), ...unanswered(town, script)]
}

/** Every answer is kept; one that stops has stopped, and one for a person has its task and a hold that has two days of work. */
function unanswered({ ledger, witness }: Town, { words }: Script): Violation[] {
  const found: Violation[] = []
  for (const { name, detail } of words) {
    if (name !== 'ReplyReceived' || !('reply' in detail && 'text' in detail && 'debtor' in detail)) continue
    const [reply, debtor] = [String(detail.reply), String(detail.debtor)]
    const answer = ANSWERS.find(({ text }) => text === detail.text)
    const all = witness.wordsOf(debtor)
    const evidence = `answer ${reply}`
    const scope = answer && 'stops' in answer && (answer.stops === 'all' ? 'all' : 'email')
    // A newer word on the same thing takes its place.
    const isStopped = !scope || all.some(({ consents }) => consents[scope] !== undefined)
    if (!isStopped) found.push({ invariant: 'I13', what: `at the end ${evidence} has stopped nothing` })
    const held = all.some(({ holds }) => holds[`reply/${reply}`] !== undefined)
    const asked = [...ledger.tasks.keys()].some((id) => id.startsWith(`answer/${reply}/`))
    if (answer?.forAPerson && !(held && asked))
      found.push({ invariant: 'I4', what: `at the end nobody was asked to read ${evidence}` })
  }
  return found
}

/** Every payment that was told is on record, with all its money. */
function unheard({ ledger }: Town, { words }: Script): Violation[] {
  return words.flatMap(({ name, detail }): Violation[] => {
    if (name !== 'PaymentReceived' || !('payment' in detail)) return []
    const payment = ledger.payments.get(String(detail.payment))
    return payment?.received ? [] : [{ invariant: 'I4', what: `at the end ${detail.payment} is not on record` }]
  })
}

const SUMS = ['charge', 'credited', 'paid', 'charged'] as const
type Sums = Record<(typeof SUMS)[number], number>

/** What each invoice was told of, by the words themselves; of money without an address, what its payment says of it. */
function expectedSums({ script, ledger }: Town): Map<string, Sums> {
  const sums = new Map<string, Sums>()
  const sumsOf = (id: string): Sums => {
    const known = sums.get(id) ?? { charge: 0, credited: 0, paid: 0, charged: 0 }
    sums.set(id, known)
    return known
  }
  const told = new Set(script.words.map(({ id }) => id))
  const effects = script.words.flatMap(({ effect }): Effect[] =>
    effect && (effect.needs === undefined || told.has(effect.needs)) ? [effect] : [],
  )
  for (const { invoice, ...effect } of effects) {
    const known = sumsOf(invoice)
    for (const part of SUMS) known[part] += effect[part] ?? 0
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
