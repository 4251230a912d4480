import { unmarshall } from '@aws-sdk/util-dynamodb'
import { debtorsOf } from '../../aws/debtor-items.ts'
import type { Item } from '../../aws/items.ts'
import { BY_DEBTOR, invoiceIdOf, invoiceOf, touchOf, trusted } from '../../aws/ledger-items.ts'
import { type Debtor, unknownDebtor } from '../../domain/debtor.ts'
import type { Invoice } from '../../domain/invoice.ts'
import type { Entry } from '../../domain/ledger.ts'
import { putOffAmong } from '../../domain/put-off.ts'
import { iso } from '../../domain/time.ts'
import type { SuppressedTouch, TouchRecord } from '../../ports.ts'
import type { Rehearsal } from '../../rehearsal/boot.ts'
import { asFields, fieldsList } from '../../rehearsal/gateway/fields.ts'
import type { CapturedMessage } from '../../rehearsal/mail/mail.ts'

/** An invoice with what its journey waits for at this moment; `until` is an ISO instant. */
export interface InvoiceLine {
  readonly invoice: Invoice
  readonly debtor: Debtor
  readonly waiting?: { readonly reason: string; readonly until: string }
}

/** A message that left, with the touch it belongs to when the ledger knows it. */
export interface Sent {
  readonly message: CapturedMessage
  readonly touch?: TouchRecord
  readonly debtor?: Debtor
}

/** Everything of a rehearsal at one moment, as the pages need it. */
export interface Portfolio {
  readonly invoices: readonly InvoiceLine[]
  /** What never left; what was only put off is not here. */
  readonly suppressed: readonly SuppressedTouch[]
  /** Newest first. */
  readonly sent: readonly Sent[]
  /** Each payment with each invoice it reached, at the instant (simulated milliseconds) it was recorded. */
  readonly payments: readonly { readonly at: number; readonly payment: string; readonly invoice: string }[]
  debtor(id: string): Debtor
}

/**
 * Reads the whole portfolio. It goes to the tables in process: with 300 invoices of 90 days that takes 35 ms, and a scan
 * over the gateway 150. No function of the system ever scans.
 */
export async function readPortfolio(rehearsal: Rehearsal): Promise<Portfolio> {
  const { LedgerTable, DebtorsTable } = rehearsal.deployed.outputs
  const debtors = debtorsOf(await all(rehearsal, 'Scan', { TableName: DebtorsTable }))
  const debtor = (id: string): Debtor => debtors.get(id) ?? unknownDebtor(id)
  const invoices: InvoiceLine[] = []
  const suppressed: SuppressedTouch[] = []
  const touches: TouchRecord[] = []
  const payments: Portfolio['payments'][number][] = []
  for (const item of await all(rehearsal, 'Scan', { TableName: LedgerTable })) {
    const sk = String(item.sk)
    if (sk === 'summary') invoices.push(lineOf(item, debtor))
    else if (sk === 'touch') touches.push(touchOf(item))
    else if (sk.startsWith('entry#')) {
      const { kind, fact, at } = trusted<Pick<Entry, 'kind' | 'fact'> & { at: string }>(item)
      if (kind === 'paid' && fact?.kind === 'paid')
        payments.push({ at: Date.parse(at), payment: fact.payment, invoice: invoiceIdOf(item.pk) })
    } else if (sk.startsWith('suppressed#')) suppressed.push(trusted<SuppressedTouch>(item))
  }
  invoices.sort((a, b) =>
    dueOf(a) === dueOf(b) ? (a.invoice.id < b.invoice.id ? -1 : 1) : dueOf(a) < dueOf(b) ? -1 : 1,
  )
  const isPutOff = putOffAmong(touches)
  const never = suppressed.filter((one) => !isPutOff(one))
  return { invoices, suppressed: never, debtor, payments, sent: sentOf(rehearsal.mail.messages, touches, debtor) }
}

/** The ids of everything the ledger has of a debtor, by kind of item, newest first. */
export async function idsOfDebtor(
  rehearsal: Rehearsal,
  id: string,
): Promise<{ invoices: string[]; touches: string[] }> {
  const items = await all(rehearsal, 'Query', {
    TableName: rehearsal.deployed.outputs.LedgerTable,
    IndexName: BY_DEBTOR.name,
    KeyConditionExpression: '#debtor = :debtor',
    ExpressionAttributeNames: { '#debtor': BY_DEBTOR.key },
    ExpressionAttributeValues: { ':debtor': { S: id } },
    ScanIndexForward: false,
  })
  const keys = items.map(({ pk }) => String(pk))
  return {
    invoices: keys.filter((pk) => pk.startsWith('invoice#')).map(invoiceIdOf),
    touches: keys.filter((pk) => pk.startsWith('touch#')).map((pk) => pk.slice('touch#'.length)),
  }
}

async function all(rehearsal: Rehearsal, operation: 'Scan' | 'Query', input: object): Promise<Item[]> {
  const items: Item[] = []
  for (let from: unknown; ; ) {
    const page = asFields(
      await rehearsal.dynamo.call(operation, from === undefined ? input : { ...input, ExclusiveStartKey: from }),
    )
    for (const item of fieldsList(page, 'Items'))
      items.push(unmarshall(trusted<Parameters<typeof unmarshall>[0] & object>(item)))
    from = page.LastEvaluatedKey
    if (from === undefined) return items
  }
}

const dueOf = ({ invoice }: InvoiceLine): string => invoice.journey.anchor ?? invoice.terms.dueDate ?? '9999'

function lineOf(item: Item, debtor: (id: string) => Debtor): InvoiceLine {
  const invoice = invoiceOf(invoiceIdOf(item.pk), item)
  const { parkedToken, parkedAt, parkedSeconds, waitingFor } = item
  const line = { invoice, debtor: debtor(invoice.terms.debtor ?? '') }
  if (invoice.status !== 'open' || typeof parkedToken !== 'string') return line
  const until = iso(Date.parse(String(parkedAt)) + Number(parkedSeconds) * 1000)
  return { ...line, waiting: { reason: String(waitingFor), until } }
}

/** Messages with their touches: by the touch's own tag, or by the provider's id where a channel carries no tags. */
function sentOf(
  messages: readonly CapturedMessage[],
  touches: readonly TouchRecord[],
  debtor: (id: string) => Debtor,
): Sent[] {
  const byId = new Map(touches.map((touch) => [touch.id, touch]))
  const byProvider = new Map(
    touches.flatMap((touch) => touch.attempts.flatMap(({ providerId }) => (providerId ? [[providerId, touch]] : []))),
  )
  return messages.toReversed().map((message) => {
    const touch = byId.get(message.tags.touch ?? '') ?? byProvider.get(message.id)
    return touch ? { message, touch, debtor: debtor(touch.debtor) } : { message }
  })
}
