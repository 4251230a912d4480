import type { Invoice, JourneyProgress } from './invoice.ts'
import { lasting } from './own-name.ts'
import type { TouchRecord } from './touch-record.ts'

/** A message that did not arrive, and one of the invoices it was about. */
export interface Returning {
  readonly touch: TouchRecord
  readonly member: TouchRecord['members'][number]
}

/**
 * The progress of an invoice without a message that did not arrive: the step is due again, at any contact point but the
 * one that failed, and the level it would have delivered is not delivered. Undefined when the journey has moved on: it is
 * over or another one, another message was sent, another instalment is being reminded, or it follows another policy since,
 * whose next step is the next message.
 */
export function returned(invoice: Invoice, { touch, member }: Returning): JourneyProgress | undefined {
  const { was, generation, step } = member
  const { lastTouch, ...journey } = invoice.journey
  if (!was || invoice.status !== 'open' || invoice.generation !== generation) return undefined
  if (journey.adopted && member.version < journey.adopted.version) return undefined
  if (lastTouch?.touch !== touch.id || journey.position !== was.to) return undefined
  const before = was.tried?.step === step ? was.tried.points : []
  const name = touch.attempts.at(-1)?.contactPoint
  return {
    ...journey,
    position: was.position,
    level: was.level,
    ...(was.lastTouch && { lastTouch: was.lastTouch }),
    tried: { step, points: [...before, ...(name === undefined ? [] : [lasting({ id: touch.debtor, name })])] },
  }
}
