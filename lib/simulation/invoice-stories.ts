import type { Instalment } from '../domain/instalments.ts'
import { addDays, type CalendarDate, DAY, dateAt, type Instant, instantOf, MINUTE } from '../domain/time.ts'
import { CURRENCY, type Word, word } from './script.ts'
import { type Drawn, nearMorning } from './seeded-times.ts'

/** What becomes of one invoice is drawn for it; some share a due date. */
interface Invoiced {
  readonly id: string
  readonly debtor: string
  readonly shared: CalendarDate
}

/** An invoice as it was issued, whole or in instalments. */
interface Issued {
  readonly id: string
  readonly amount: number
  readonly issueDate: CalendarDate
  readonly instalments: readonly Instalment[]
  /** An instant after it was issued at which something may be told of it. */
  readonly later: () => Instant
}

/** An invoice from its issue to what becomes of it. */
export function invoiceStory(town: Drawn, { id: invoice, debtor, shared }: Invoiced): Word[] {
  const { chance, zone, start } = town
  const issuedAt = start + chance.int(0, 4 * 24 * 60) * MINUTE
  const first = chance.int(0, 1) === 0 ? shared : dateAt(start + chance.int(-60, 30) * DAY, zone)
  const amount = chance.int(1, 9) * 10_000 + chance.int(0, 99)
  const instalments = chance.int(0, 9) === 0 ? planOf(town, first, amount) : []
  const issueDate = dateAt(issuedAt, zone)
  const terms = {
    ...{ invoice, debtor, total: { amount, currency: CURRENCY }, issueDate },
    dueDate: instalments.at(-1)?.dueDate ?? first,
    ...(instalments.length > 0 && { instalments }),
  }
  const issue = word('InvoiceIssued', `${invoice} issued`, issuedAt, terms, { invoice, charge: amount })
  const later = () => nearMorning(town, issuedAt + chance.int(0, 35) * DAY)
  const issued: Issued = { id: invoice, amount, issueDate, instalments, later }
  const paid = instalments.length > 0 && chance.int(0, 2) > 0 ? inTurn(town, issued) : fate(town, issued)
  return [issue, ...paid, ...quiet(town, issued), ...charge(town, issued), ...order(town, issued)]
}

/** Two or three instalments, one to two weeks apart, that add up to the amount. */
function planOf({ chance }: Drawn, first: CalendarDate, amount: number): Instalment[] {
  const parts = chance.int(2, 3)
  const each = Math.floor(amount / parts)
  const apart = chance.int(7, 14)
  return Array.from({ length: parts }, (_, index) => ({
    dueDate: addDays(first, index * apart),
    amount: index === parts - 1 ? amount - each * (parts - 1) : each,
  }))
}

/** Instalments that are paid around their days, the last of them not always; now and then one bounces back. */
function inTurn(town: Drawn, { id, instalments }: Issued): Word[] {
  const { chance, zone } = town
  const kept = chance.int(0, 1) === 0 ? instalments : instalments.slice(0, -1)
  const near = (date: CalendarDate) => nearMorning(town, instantOf(date, 0, zone) + chance.int(-6, 15) * DAY)
  const payments = kept.map(({ dueDate, amount }, index) => ({
    amount,
    word: payment(id, `P${index + 1}`, near(dueDate), amount),
  }))
  const back = chance.int(0, 3) === 0 ? payments[chance.int(0, payments.length - 1)] : undefined
  const at = Number(back?.word.arrives[0] ?? 0) + chance.int(1, 20) * DAY
  return [
    ...payments.map((one) => one.word),
    ...(back ? [reversal(id, back.word, back.amount, nearMorning(town, at))] : []),
  ]
}

function fate({ chance }: Drawn, { id: invoice, amount, later }: Issued): Word[] {
  const kind = chance.int(0, 99)
  const half = Math.ceil(amount / 2)
  const [first, second] = ['P1', 'P2'] as const
  if (kind < 42) return [payment(invoice, first, later(), amount)]
  if (kind < 56) return [payment(invoice, first, later(), half), payment(invoice, second, later(), amount - half)]
  if (kind < 58) return [payment(invoice, first, later(), amount), payment(invoice, second, later(), half)]
  if (kind < 65) {
    const paid = payment(invoice, first, later(), amount)
    return [paid, reversal(invoice, paid, amount, later())]
  }
  const why = { invoice, reason: 'error' }
  if (kind < 69) return [word('InvoiceVoided', `${invoice} void`, later(), why, { invoice, ends: 'voided' })]
  if (kind < 73) return [word('InvoiceWrittenOff', `${invoice} off`, later(), why, { invoice, ends: 'writtenOff' })]
  if (kind < 78) {
    const note = { invoice, creditNote: `${invoice}-N1`, total: { amount, currency: CURRENCY } }
    return [word('CreditNoteIssued', `${invoice} note`, later(), note, { invoice, credited: amount })]
  }
  return []
}

function payment(invoice: string, name: string, at: Instant, amount: number): Word {
  const detail = {
    payment: `${invoice}-${name}`,
    total: { amount, currency: CURRENCY },
    allocations: [{ invoice, amount }],
  }
  return word('PaymentReceived', `${invoice} ${name}`, at, detail, { invoice, paid: amount })
}

function reversal(invoice: string, paid: Word, amount: number, at: Instant): Word {
  const detail = { payment: paid.id.replace(' ', '-'), reversal: 'R1', reason: 'devuelto' }
  return word('PaymentReversed', `${invoice} R1`, at, detail, { invoice, paid: -amount, needs: paid.id })
}

/** What asks for silence about one invoice, or gives it more time. */
function quiet(town: Drawn, { id: invoice, issueDate, later }: Issued): Word[] {
  const { chance, zone } = town
  const kind = chance.int(0, 19)
  if (kind < 3) {
    const from = later()
    const until = nearMorning(town, from + chance.int(-1, 7) * DAY)
    const hold = { hold: 'H1', invoice, author: 'ana' }
    return [
      word('HoldPlaced', `${invoice} hold`, from, { ...hold, reason: 'reclamo' }),
      word('HoldReleased', `${invoice} release`, until, hold),
    ]
  }
  if (kind === 3) {
    const at = later()
    const date = dateAt(at + chance.int(-5, 20) * DAY, zone)
    const amended = { invoice, amendment: 'A1', dueDate: date < issueDate ? issueDate : date }
    return [word('InvoiceAmended', `${invoice} amended`, at, amended)]
  }
  if (kind === 4) {
    const at = later()
    const announced = {
      payment: `${invoice}-P1`,
      total: { amount: 100, currency: CURRENCY },
      dueOn: dateAt(at + chance.int(0, 6) * DAY, zone),
      invoices: [{ invoice }],
    }
    return [word('PaymentScheduled', `${invoice} scheduled`, at, announced)]
  }
  return []
}

/** What it costs to be late, and often that it is taken back. */
function charge({ chance }: Drawn, { id: invoice, later }: Issued): Word[] {
  if (chance.int(0, 9) > 0) return []
  const amount = chance.int(1, 40) * 100
  const kind = chance.pick(['interest', 'collectionCost', 'fee'] as const)
  const name = { invoice, charge: `${invoice}-C1` }
  const posted = word(
    'ChargePosted',
    `${invoice} charge`,
    later(),
    { ...name, kind, total: { amount, currency: CURRENCY } },
    { invoice, charged: amount },
  )
  if (chance.int(0, 1) === 0) return [posted]
  const effect = { invoice, charged: -amount, needs: posted.id }
  return [posted, word('ChargeReversed', `${invoice} no charge`, later(), { ...name, reason: 'error' }, effect)]
}

/** A person lets the journey follow another policy, or two people do. */
function order({ chance, policies }: Drawn, { id: invoice, later }: Issued): Word[] {
  if (chance.int(0, 14) > 0) return []
  return Array.from({ length: chance.int(1, 2) }, (_, index) => {
    const detail = { adoption: `O${index + 1}`, invoice, policy: chance.pick(policies), author: 'carla' }
    return word('PolicyAdopted', `${invoice} order ${index + 1}`, later(), detail)
  })
}
