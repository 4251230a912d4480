import type { AttributeValue } from '@aws-sdk/client-dynamodb'
import { unmarshall } from '@aws-sdk/util-dynamodb'
import type { SuppressedTouch } from '../domain/touch-record.ts'
import type { ClaimLine, InvoiceStanding, LakeFact } from '../usecases/map-to-lake.ts'
import { debtorIdOf, recordOfItem } from './debtor-items.ts'
import { watermarkOf } from './dynamo-watermarks.ts'
import type { Item } from './items.ts'
import { bookedEntryOf, deliveryOf, invoiceIdOf, invoiceOf, taskOf, touchOf, trusted } from './ledger-items.ts'

type Image = Record<string, AttributeValue>

/** A record of a table's stream, as far as the lake looks at it: seconds since the epoch, and the item before and after. */
export interface TableChange {
  readonly dynamodb: {
    readonly ApproximateCreationDateTime: number
    readonly NewImage?: Image
    readonly OldImage?: Image
  }
}

/** What a change of the Ledger or Debtors table means to the lake; nothing for items that only serve a lookup. */
export function factsOf({ dynamodb: change }: TableChange): LakeFact[] {
  if (!change.NewImage) return []
  const at = new Date(change.ApproximateCreationDateTime * 1000).toISOString()
  return factsOfItem(unmarshall(change.NewImage), change.OldImage && unmarshall(change.OldImage), at)
}

/** The same of an item of an export, which says only how things stood at `at` (ISO instant). */
export function factsOfExported(image: Image, at: string): LakeFact[] {
  const item = unmarshall(image)
  const facts = factsOfItem(item, undefined, at)
  if (item.sk !== 'summary') return facts
  return [...facts, { kind: 'snapshot', invoice: invoiceOf(invoiceIdOf(item.pk), item), at }]
}

function factsOfItem(item: Item, before: Item | undefined, at: string): LakeFact[] {
  const [table] = String(item.pk).split('#')
  const [kind] = String(item.sk).split('#')
  if (table === 'debtor' && kind === 'debtor') return debtorFacts(item, before, at)
  if (table === 'touch' && kind === 'touch')
    return [{ kind: 'touch', ...(before && { before: touchOf(before) }), after: touchOf(item), at }]
  if (table === 'touch' && kind === 'delivery') return [{ kind: 'delivery', report: deliveryOf(item) }]
  if (table === 'task') return [{ kind: 'task', task: taskOf(item), at }]
  if (table === 'watermark') return [{ kind: 'watermark', watermark: watermarkOf(item), at }]
  return table === 'invoice' ? invoiceFacts(kind, item, before, at) : []
}

function invoiceFacts(kind: string | undefined, item: Item, before: Item | undefined, at: string): LakeFact[] {
  const invoice = invoiceIdOf(item.pk)
  switch (kind) {
    case 'summary':
      return [{ kind: 'invoice', ...(before && { before: standingOf(before) }), after: standingOf(item), at }]
    case 'entry':
      return [{ kind: 'entry', invoice, entry: bookedEntryOf(item) }]
    case 'touch': {
      const touch = String(item.sk).slice('touch#'.length)
      return [{ kind: 'claim', claim: { ...trusted<ClaimLine>(item), invoice, touch } }]
    }
    case 'suppressed':
      return [{ kind: 'suppression', touch: trusted<SuppressedTouch>(item) }]
    default:
      return []
  }
}

function standingOf(item: Item): InvoiceStanding {
  const { waitingFor, parkedAt, endedAt } = item
  return {
    invoice: invoiceOf(invoiceIdOf(item.pk), item),
    ...(waitingFor === undefined ? {} : { waitingFor: String(waitingFor) }),
    ...(parkedAt === undefined ? {} : { parkedAt: String(parkedAt) }),
    ...(endedAt === undefined ? {} : { endedAt: String(endedAt) }),
  }
}

/** A record that was merged into another says nothing more: the other one has it all. */
function debtorFacts(item: Item, before: Item | undefined, at: string): LakeFact[] {
  const id = debtorIdOf(item.pk)
  const after = recordOfItem(id, item)
  if (after.mergedInto !== undefined) return []
  return [{ kind: 'debtor', ...(before && { before: recordOfItem(id, before) }), after, at }]
}
