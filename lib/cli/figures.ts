import { unmarshall } from '@aws-sdk/util-dynamodb'
import { invoiceIdOf, invoiceOf, touchOf, trusted } from '../aws/ledger-items.ts'
import { posted } from '../domain/charges.ts'
import type { Invoice } from '../domain/invoice.ts'
import { putOffAmong } from '../domain/put-off.ts'
import type { SuppressedTouch, Task, TouchRecord } from '../ports.ts'
import type { Rehearsal } from '../rehearsal/boot.ts'

/** Sums of one currency, in minor units. */
export interface MoneyFigures {
  readonly invoiced: number
  /** Interest, collection costs and fees that stand. */
  readonly charged: number
  /** Payments less reversals. */
  readonly collected: number
  readonly credited: number
  readonly writtenOff: number
  readonly open: number
  /** Paid above what was owed, kept for the debtor. */
  readonly excess: number
}

/** What a rehearsal came to. */
export interface Figures {
  readonly invoices: number
  readonly debtors: number
  readonly money: Readonly<Record<string, MoneyFigures>>
  readonly messages: Readonly<Record<string, Readonly<Record<string, number>>>>
  /** By reason; what was only put off, and left later, is not among them. */
  readonly suppressed: Readonly<Record<string, number>>
  readonly outcomes: Readonly<Record<string, number>>
  readonly stillRunning: number
  readonly tasks: Readonly<Record<string, number>>
  readonly refused: number
  /** Messages that may or may not have left, and those that surely did not. */
  readonly unknown: number
  readonly failed: number
}

type Plain = Record<string, unknown>

/** Reads the figures of a run from its tables, as anybody with the ledger could. */
export async function figuresOf(rehearsal: Rehearsal): Promise<Figures> {
  const items = await scan(rehearsal)
  const of = (kind: string) => items.filter((item) => String(item.sk).split('#')[0] === kind)
  const invoices = of('summary').map((item) => invoiceOf(invoiceIdOf(item.pk), item))
  const issued = invoices.filter((invoice) => invoice.issued)
  const touches = of('touch')
    .filter((item) => item.sk === 'touch')
    .map(touchOf)
  const isPutOff = putOffAmong(touches)
  const suppressed = of('suppressed').map((item) => trusted<SuppressedTouch>(item))
  return {
    invoices: issued.length,
    debtors: new Set(issued.map((invoice) => invoice.terms.debtor)).size,
    money: moneyOf(invoices),
    messages: messagesOf(touches),
    suppressed: counted(suppressed.filter((one) => !isPutOff(one)).map(({ reason }) => reason)),
    outcomes: counted(issued.flatMap((invoice) => (invoice.status === 'closed' && invoice.outcome) || [])),
    stillRunning: issued.filter((invoice) => invoice.status === 'open').length,
    tasks: counted(of('task').map((item) => trusted<Task>(item).kind)),
    refused: of('refused').length,
    unknown: touches.filter((touch) => touch.status === 'unknown').length,
    failed: touches.filter((touch) => touch.status === 'failed').length,
  }
}

async function scan(rehearsal: Rehearsal): Promise<Plain[]> {
  const ledger = rehearsal.deployed.outputs.LedgerTable
  const items: Plain[] = []
  let from: unknown
  do {
    const page = trusted<{ Items: Parameters<typeof unmarshall>[0][]; LastEvaluatedKey?: unknown }>(
      await rehearsal.dynamo.call('Scan', { TableName: ledger, ...(from ? { ExclusiveStartKey: from } : {}) }),
    )
    items.push(...page.Items.map((item) => unmarshall(item)))
    from = page.LastEvaluatedKey
  } while (from)
  return items
}

/** Sums by currency, in its minor units; a voided invoice adds nothing. */
export function moneyOf(invoices: readonly Invoice[]): Record<string, MoneyFigures> {
  const sums: Record<string, MoneyFigures> = {}
  for (const invoice of invoices) {
    const { currency, charge, paid, credited, writeOff, balance, excess } = invoice
    if (!currency) continue
    const before = sums[currency] ?? {
      invoiced: 0,
      charged: 0,
      collected: 0,
      credited: 0,
      writtenOff: 0,
      open: 0,
      excess: 0,
    }
    sums[currency] = {
      invoiced: before.invoiced + charge,
      charged: before.charged + posted(invoice),
      collected: before.collected + paid,
      credited: before.credited + credited,
      writtenOff: before.writtenOff + writeOff,
      open: before.open + balance,
      excess: before.excess + excess,
    }
  }
  return sums
}

/** Messages that left, by channel and level. */
function messagesOf(touches: readonly TouchRecord[]): Record<string, Record<string, number>> {
  const table: Record<string, Record<string, number>> = {}
  for (const { status, attempts, level } of touches) {
    const channel = attempts.at(-1)?.channel
    if (status !== 'sent' || !channel) continue
    const row = table[channel] ?? {}
    table[channel] = { ...row, [level]: (row[level] ?? 0) + 1 }
  }
  return table
}

function counted(names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const name of names.toSorted()) counts[name] = (counts[name] ?? 0) + 1
  return counts
}
