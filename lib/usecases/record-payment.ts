import type { EventIn } from '../contracts/events.ts'
import { type DebtorId, type Invoice, type InvoiceId, isIssued, type PaymentId } from '../domain/invoice.ts'
import {
  type Allocation,
  expected,
  oldestDueFirst,
  owedOn,
  type Payment,
  takeBack,
  unapplied,
} from '../domain/payment.ts'
import { stampOfContent, stampOfVersion } from '../domain/stamp.ts'
import { DAY, iso } from '../domain/time.ts'
import { RefusedFact, TransientFault } from './faults.ts'
import { keepUnapplied } from './keep-unapplied.ts'
import { type Recording, TRIES } from './recording.ts'
import { openInvoicesUnder } from './tell-debtor.ts'
import { tellExpected } from './tell-expected.ts'
import { tellInvoice } from './tell-invoice.ts'

/** Days a person has to find out whose money it is. */
const DAYS_TO_FIND_PAYER = 2

/** How a payment is divided, with the invoices that were read for it. */
interface Division {
  readonly shares: readonly Allocation[]
  readonly debtor: DebtorId | undefined
  readonly invoices: readonly Invoice[]
}

/**
 * Takes in a payment: fixes its division once, then tells each invoice its share, whatever delivery this is.
 *
 * The division is the one given, else by payment reference, else the debtor's oldest due first; what is left is
 * unapplied cash.
 */
export async function receivePayment(outside: Recording, detail: EventIn<'PaymentReceived'>): Promise<void> {
  let invoices: readonly Invoice[] = []
  const payment = await changePayment(outside, detail.payment, async (before) => {
    if (before.received) return before
    const division = await divide(outside, detail)
    invoices = division.invoices
    const { amount, currency } = detail.total
    const debtor = division.debtor === undefined ? {} : { debtor: division.debtor }
    const reference = detail.reference === undefined ? {} : { reference: detail.reference }
    const received = { amount, currency, at: detail.occurredAt, ...debtor, ...reference }
    return takeBack({ ...before, received, shares: division.shares })
  })
  await applyPayment(outside, payment, invoices)
  await lookOnceMore(outside, payment, detail)
  await tellExpected(outside, payment)
}

/**
 * Notes what the source says lies under a deposit. It may be a payment's own left-over; of the two the newest word wins,
 * so the payment, which leaves no trace where nothing was known, says its own again.
 */
export async function keepDeposit(outside: Recording, detail: EventIn<'UnappliedCashChanged'>): Promise<void> {
  const { debtor, deposit, total, occurredAt } = detail
  await keepUnapplied(outside, debtor, { key: deposit, ...total, stamp: stampOfContent(occurredAt, total) })
  const payment = await outside.ledger.payment(deposit)
  if (payment.received?.debtor === debtor) await keepLeftOver(outside, payment, payment.received.currency)
}

/** Takes back all or part of a payment; a reversal that comes before its payment waits for it. */
export async function reversePayment(outside: Recording, detail: EventIn<'PaymentReversed'>): Promise<void> {
  const payment = await changePayment(outside, detail.payment, async (before) => {
    if (before.reversals[detail.reversal]) return before
    const amount = detail.amount === undefined ? {} : { amount: detail.amount }
    const reversal = { at: detail.occurredAt, ...amount }
    return takeBack({ ...before, reversals: { ...before.reversals, [detail.reversal]: reversal } })
  })
  await applyPayment(outside, payment, [])
}

/** Notes a payment that failed; one that has been received stays received, only a reversal takes money back. */
export async function failPayment(outside: Recording, detail: EventIn<'PaymentFailed'>): Promise<void> {
  const { payment: id, occurredAt: at, reason } = detail
  const payment = await changePayment(outside, id, async (before) =>
    before.failure && before.failure.at >= at ? before : { ...before, failure: { at, reason } },
  )
  if (payment.received) return
  const meantFor = detail.invoices.length > 0 ? detail.invoices : (payment.schedule?.named ?? [])
  for (const invoice of meantFor)
    await tellInvoice(outside, invoice, { kind: 'paymentFailed', payment: id, at, reason })
  await tellExpected(outside, payment)
}

/** Gives an invoice, newly issued or with a new reference or debtor, the money that came before it: by its reference, or paid by the debtor on account. */
export async function applyEarlierPayments(outside: Recording, invoice: Invoice): Promise<void> {
  if (!isIssued(invoice)) return
  const { reference, debtor: debtorId } = invoice.terms
  if (reference) {
    const { invoices, payments } = await outside.ledger.referenced(reference)
    if (payments.length > 0 && (await carrying(outside, reference, invoices)).length === 1)
      for (const payment of payments) await applyLeftOver(outside, payment, invoice.id, 'whole')
  }
  const debtor = await outside.debtors.debtor(debtorId)
  for (const { payment, currency, amount } of debtor.unapplied)
    if (payment && amount > 0 && currency === invoice.currency)
      await applyLeftOver(outside, payment, invoice.id, 'upToBalance')
}

/** Gives an issued invoice what is left of a payment: up to its balance, or the whole that names it by its reference. */
async function applyLeftOver(
  outside: Recording,
  id: PaymentId,
  invoiceId: string,
  share: 'whole' | 'upToBalance',
): Promise<void> {
  const invoice = await outside.ledger.invoice(invoiceId)
  if (!isIssued(invoice)) return
  const payment = await changePayment(outside, id, async (before) => {
    const { received, shares } = before
    const left = unapplied(before)
    const amount = share === 'whole' ? left : Math.min(left, invoice.balance)
    const taken = shares.some((one) => one.invoice === invoiceId)
    if (!received || taken || amount <= 0 || received.currency !== invoice.currency) return before
    // Whoever paid is owed the rest, though the invoice may be somebody else's.
    const debtor = received.debtor ?? invoice.terms.debtor
    return { ...before, received: { ...received, debtor }, shares: [...shares, { invoice: invoiceId, amount }] }
  })
  if (!payment.shares.some((one) => one.invoice === invoiceId)) return
  await applyPayment(outside, payment, [])
  if (share === 'whole')
    await outside.ledger.closeTask(`findPayer/${id}`, 'puntual', 'applied', iso(outside.clock.now()))
}

/** Tells every invoice what the payment and its reversals did to it, and keeps the rest as unapplied cash. */
async function applyPayment(outside: Recording, payment: Payment, known: readonly Invoice[]): Promise<void> {
  const { received, id } = payment
  if (!received) return
  const { currency, at } = received
  for (const share of payment.shares) {
    const invoice = known.find((one) => one.id === share.invoice)
    await tellInvoice(
      outside,
      share.invoice,
      { kind: 'paid', payment: id, amount: share.amount, currency, at },
      invoice,
    )
  }
  for (const [reversal, { taken, at: reversedAt }] of Object.entries(payment.reversals))
    for (const share of taken?.shares ?? []) {
      const fact = { kind: 'reversed', payment: id, reversal, amount: share.amount, currency, at: reversedAt } as const
      await tellInvoice(outside, share.invoice, fact)
    }
  await keepLeftOver(outside, payment, currency)
}

async function keepLeftOver(outside: Recording, payment: Payment, currency: string): Promise<void> {
  const amount = unapplied(payment)
  const { debtor, reference } = payment.received ?? {}
  if (debtor) {
    const mayBeApplied = reference === undefined ? { payment: payment.id } : {}
    const stamp = stampOfVersion(payment.received?.at ?? '', payment.version)
    // In its first version a payment has left nothing over that anybody could have heard of.
    const isFirstWord = payment.version === 1
    await keepUnapplied(outside, debtor, { key: payment.id, currency, amount, stamp, ...mayBeApplied }, isFirstWord)
  }
  if (debtor || amount === 0) return
  const now = outside.clock.now()
  await outside.ledger.openTask({
    id: `findPayer/${payment.id}`,
    kind: 'findPayer',
    status: 'open',
    reason: 'unknownPayer',
    openedAt: iso(now),
    due: iso(now + DAYS_TO_FIND_PAYER * DAY),
    payment: payment.id,
  })
}

/**
 * Looks for an invoice that came while the payment was being recorded: it may have looked for cash before there was any.
 *
 * By a debtor alone, the index may still lag behind an invoice of the last moment. Its cash then stays unapplied: the
 * debtor is not reminded, and a person has the task, until a fact or a repetition of the payment looks again.
 */
async function lookOnceMore(
  outside: Recording,
  payment: Payment,
  { allocations, reference, debtor }: EventIn<'PaymentReceived'>,
): Promise<void> {
  if (allocations?.length || unapplied(payment) <= 0) return
  if (reference) {
    if (payment.shares.length > 0) return
    await outside.ledger.expectInvoice(reference, payment.id)
    const { invoices } = await outside.ledger.referenced(reference)
    const [invoice, ...others] = await carrying(outside, reference, invoices)
    if (invoice && others.length === 0) await applyLeftOver(outside, payment.id, invoice.id, 'whole')
    return
  }
  const open = debtor === undefined ? [] : await openInvoicesUnder(outside, debtor)
  for (const invoice of open) await applyLeftOver(outside, payment.id, invoice, 'upToBalance')
}

/** Of these invoices those that carry a reference now: an amended one may have carried it before. */
async function carrying({ ledger }: Recording, reference: string, ids: readonly InvoiceId[]): Promise<Invoice[]> {
  return (await ledger.invoices(ids)).filter(({ terms }) => terms.reference === reference)
}

async function divide(outside: Recording, detail: EventIn<'PaymentReceived'>): Promise<Division> {
  const { ledger } = outside
  const { amount, currency } = detail.total
  if (detail.allocations?.length) {
    const invoices = await ledger.invoices(detail.allocations.map((share) => share.invoice))
    for (const { id, currency: own } of invoices)
      if (own && own !== currency)
        throw new RefusedFact('total.currency', currency, `must be ${own}, the currency of invoice ${id}`)
    const debtor = detail.debtor ?? invoices.find((invoice) => invoice.terms.debtor)?.terms.debtor
    return { shares: detail.allocations, debtor, invoices }
  }
  if (detail.reference) {
    const invoices = await carrying(outside, detail.reference, (await ledger.referenced(detail.reference)).invoices)
    const matching = invoices.filter((invoice) => invoice.currency === currency)
    const [only] = matching
    const debtors = new Set(matching.map((invoice) => invoice.terms.debtor))
    const debtor = detail.debtor ?? (debtors.size === 1 ? only?.terms.debtor : undefined)
    const shares = matching.length === 1 && only ? [{ invoice: only.id, amount }] : []
    return { shares, debtor, invoices: matching }
  }
  const invoices = detail.debtor ? await ledger.invoices(await openInvoicesUnder(outside, detail.debtor)) : []
  const owed = invoices.filter(isIssued).flatMap(owedOn)
  return { shares: oldestDueFirst(amount, currency, owed), debtor: detail.debtor, invoices }
}

/** Changes what is known of a payment, at the version that was read; `change` answers the same payment for no change. */
export async function changePayment(
  outside: Recording,
  id: PaymentId,
  change: (before: Payment) => Promise<Payment>,
): Promise<Payment> {
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const before = await outside.ledger.payment(id)
    const after = await change(before)
    if (after === before) return before
    const news = JSON.stringify(expected(before)) !== JSON.stringify(expected(after))
    const revision = news ? { revision: (before.revision ?? 0) + 1 } : {}
    const next = { ...after, ...revision, version: before.version + 1 }
    if ((await outside.ledger.savePayment(before, next)) !== 'conflict') return next
  }
  throw new TransientFault(`payment ${id} changed ${TRIES} times while it was being recorded`)
}
