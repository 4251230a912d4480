import type { AttributeValue } from '@aws-sdk/client-dynamodb'
import { unmarshall } from '@aws-sdk/util-dynamodb'
import type { RefusedEvent, SuppressedTouch } from '../ports.ts'
import type { News } from '../usecases/publish-events.ts'
import { watermarkOf } from './dynamo-watermarks.ts'
import type { Item } from './items.ts'
import { invoiceIdOf, invoiceOf, taskOf, touchOf, trusted } from './ledger-items.ts'

type Image = Record<string, AttributeValue>

/** Reads a record of the ledger's stream as news; undefined for items that concern nobody outside. */
export function newsOf(newImage: Image, oldImage: Image | undefined, at: string): News | undefined {
  const item: Item = unmarshall(newImage)
  const before: Item | undefined = oldImage && unmarshall(oldImage)
  const [kind] = String(item.sk).split('#')
  switch (kind) {
    case 'opened':
      return { kind, invoice: invoiceIdOf(item.pk), generation: Number(item.generation), at: String(item.at) }
    case 'summary': {
      const id = invoiceIdOf(item.pk)
      return {
        kind,
        before: before && invoiceOf(id, before),
        after: invoiceOf(id, item),
        at: String(item.endedAt ?? at),
      }
    }
    case 'touch':
      if (item.sk !== 'touch') return undefined
      return { kind, before: before && touchOf(before), after: touchOf(item), at }
    case 'suppressed':
      return before ? undefined : { kind, touch: trusted<SuppressedTouch>(item) }
    case 'task':
      // In the backlog it is nobody's yet.
      return { kind, task: taskOf(item), isNew: item.open === 'tasks' && before?.open !== 'tasks' }
    case 'watermark':
      return { kind, before: before && watermarkOf(before), after: watermarkOf(item) }
    case 'refused':
      return before?.open || !item.open ? undefined : { kind, event: trusted<RefusedEvent>(item) }
    default:
      return undefined
  }
}
