import { dateAt, type Instant, MINUTE } from '../../lib/domain/time.ts'
import type { TouchRecord } from '../../lib/ports.ts'
import type { CapturedMessage } from '../../lib/rehearsal/mail/mail.ts'

/** One message that left, with the touch it belongs to. */
export interface Letter {
  readonly at: Instant
  /** The debtor's date and zone. */
  readonly day: string
  readonly zone: string
  readonly channel: CapturedMessage['channel']
  readonly to: string
  readonly text: string
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  readonly touch: TouchRecord
}

/** Ties what providers took to the touches of the ledger; a message without a touch is a defect. */
export function lettersOf(
  mail: readonly CapturedMessage[],
  touches: readonly TouchRecord[],
  zoneOf: (debtor: string) => string,
): Letter[] {
  return mail.map((message) => {
    const touch = touches.find((one) => belongs(message, one))
    if (!touch)
      throw new Error(`no touch of the ledger sent the ${message.channel} of ${new Date(message.at).toISOString()}`)
    const zone = zoneOf(touch.debtor)
    const { at, channel, to, text = '', subject = '', headers } = message
    return { at, day: dateAt(at, zone), zone, channel, to: to.join(' '), text: `${subject}\n${text}`, headers, touch }
  })
}

/** An e-mail carries its touch as a tag; a text is known by what its provider answered, or by its moment if nobody heard it. */
function belongs({ tags, id, at, channel }: CapturedMessage, touch: TouchRecord): boolean {
  if (tags.touch) return tags.touch === touch.id
  const attempt = touch.attempts.at(-1)
  if (attempt?.providerId) return attempt.providerId === id
  const since = at - Date.parse(touch.claimedAt)
  return attempt?.channel === channel && since >= 0 && since < MINUTE
}
