import type { Contact } from '../law/contact.ts'
import { refusals } from '../law/judge.ts'
import { dateAt, type Instant, iso, minuteOfDay } from '../time.ts'
import type { TouchRecord } from '../touch-record.ts'
import type { Evidence } from './evidence.ts'
import { IN_FLIGHT, mayHaveLeft } from './may-have-left.ts'
import { pastDebtor } from './past-debtor.ts'
import type { Check, Violation } from './violation.ts'

const CHECK_OF = {
  hours: 'outsideWindow',
  holiday: 'holiday',
  cap: 'aboveCap',
} as const satisfies Record<'hours' | 'holiday' | 'cap', Check>

/** Messages that may have left at an hour, on a day or more often than the rules allow, all contacts told in order. */
export function unlawful(evidence: Evidence): Violation[] {
  const messages = evidence.touches
    .flatMap((touch) => leavings(touch, evidence).map((contact) => ({ touch, contact })))
    .sort((a, b) => a.contact.at - b.contact.at)
  return messages.flatMap(({ touch, contact }, index) => {
    const rules = evidence.rulesFor(touch)
    const { id, aliases } = pastDebtor(touch, evidence)
    // What was said under an id before it was known to be the same debtor counted for nobody then.
    const isTheirs = (other: TouchRecord) => other.debtor === id || aliases.includes(other.debtor)
    const before = [
      ...messages.slice(0, index).flatMap((one) => (isTheirs(one.touch) ? [one.contact] : [])),
      ...evidence.contacts.filter(
        ({ at, recordedAt = '' }) => at < contact.at && recordedAt < iso(contact.at - IN_FLIGHT),
      ),
    ]
    const asked = { ...contact, about: contact.about ?? [] }
    return refusals(rules, asked, before).map(({ reason, layer, rule, holiday, citations }): Violation => {
      const local = rules.zones.map((zone) => onTheClock(contact.at, zone)).join(', ')
      return {
        check: CHECK_OF[reason],
        debtor: evidence.debtor,
        touch: touch.id,
        at: iso(contact.at),
        finding: { kind: 'unlawful', medium: contact.medium, local, ...(holiday === undefined ? {} : { holiday }) },
        rule: `${layer} ${rule}`,
        citations,
      }
    })
  })
}

/** Each time something of a touch may have left; where the provider's own clock is known, that counts for the last try. */
function leavings(touch: TouchRecord, { acceptedOf }: Evidence): Contact[] {
  const attempts = mayHaveLeft(touch)
  // What acknowledges an answer names no invoice, and counts for each.
  const about = touch.class === 'receipt' ? {} : { about: touch.members.map(({ invoice }) => invoice) }
  return attempts.map(({ at, channel: medium }, index) => {
    const taken = index === attempts.length - 1 ? acceptedOf?.(touch).at(-1) : undefined
    return { at: taken ?? Date.parse(at), medium, class: touch.class, ...about }
  })
}

function onTheClock(at: Instant, zone: string): string {
  const minute = minuteOfDay(at, zone)
  const two = (number: number) => String(number).padStart(2, '0')
  return `${dateAt(at, zone)} ${two(Math.floor(minute / 60))}:${two(minute % 60)} ${zone}`
}
