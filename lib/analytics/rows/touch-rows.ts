import type { DeliveryFact } from '../../domain/delivery.ts'
import type { Attempt, SuppressedTouch, TouchRecord } from '../../domain/touch-record.ts'
import type { EventRow } from '../dunning-events.ts'
import { digestOf, instantText, type Mapping } from './row.ts'

/** A message is claimed, then released, failed, unknown or sent; a later word of its provider may turn unknown into sent. */
const RANK = { claimed: 0, released: 1, failed: 2, unknown: 3, sent: 4 } as const satisfies Record<
  TouchRecord['status'],
  number
>

/** One message, and each attempt to send it. `total` is in minor units. */
export function touchRows(touch: TouchRecord, mapping: Mapping): EventRow[] {
  const { id, debtor, entity, level, template, language, currency, total, claimedAt, status, attempts } = touch
  const known = attempts.filter(({ outcome }) => outcome !== undefined).length
  const whole: EventRow = {
    entity: 'touch',
    id,
    version: attempts.length * 100 + known * 10 + RANK[status],
    op: mapping.op,
    event_ts: instantText(claimedAt),
    legal_entity: entity,
    touch: id,
    debtor,
    currency,
    amount_minor: total,
    status,
    level,
    class: touch.class,
    channel: attempts.at(-1)?.channel,
    template,
    language,
    attempt: attempts.length,
    members: touch.members.length,
    is_neutral: touch.neutral !== undefined,
  }
  return [whole, ...attempts.map((attempt, index) => attemptRow(touch, attempt, index + 1, mapping))]
}

/** One call of a provider, without the address and without the provider's own words, which may repeat it. */
const attemptRow = (touch: TouchRecord, attempt: Attempt, number: number, { op }: Mapping): EventRow => ({
  entity: 'attempt',
  id: `${touch.id}/${number}`,
  version: attempt.outcome === undefined ? 1 : attempt.outcome === 'unknown' ? 2 : 3,
  op,
  event_ts: instantText(attempt.at),
  legal_entity: touch.entity,
  touch: touch.id,
  debtor: touch.debtor,
  channel: attempt.channel,
  outcome: attempt.outcome,
  parts: attempt.parts,
  attempt: number,
})

/**
 * What a provider reports of a message. The provider's id of it stays in the ledger, and a digest stands for it here: Meta's
 * has the debtor's number in it, and who knows what others have in theirs.
 */
export const deliveryRow = ({ touch, channel, status, at, providerId }: DeliveryFact, { op }: Mapping): EventRow => ({
  entity: 'delivery',
  id: `${touch}/${digestOf(providerId)}/${status}/${at}`,
  version: 1,
  op,
  event_ts: instantText(at),
  touch,
  channel,
  status,
})

/** A message that was not sent, and why. */
export const suppressionRow = (
  { invoice, generation, step, reason, at }: SuppressedTouch,
  { op }: Mapping,
): EventRow => ({
  entity: 'suppression',
  id: `${invoice}/${generation}/${step}/${reason}`,
  version: 1,
  op,
  event_ts: instantText(at),
  invoice,
  generation,
  step,
  reason,
})
