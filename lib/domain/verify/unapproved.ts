import { APPROVED_FOR_DAYS } from '../approval.ts'
import { DAY } from '../time.ts'
import type { TouchRecord } from '../touch-record.ts'
import type { BookedEntry, Evidence, InvoiceEvidence, Stated } from './evidence.ts'
import { wasSaid } from './may-have-left.ts'
import type { Finding, Violation } from './violation.ts'

/** Messages that used a step which waits for a person, without a yes of the last days that nobody took back. */
export function unapproved(evidence: Evidence): Violation[] {
  return evidence.touches.filter(wasSaid).flatMap((touch) =>
    touch.members.flatMap((member) => {
      const about = evidence.invoices.find(({ invoice }) => invoice.id === member.invoice)
      const answer = about && missing(about, member, touch, evidence)
      if (!answer) return []
      const { invoice, step } = member
      const { id, claimedAt: at } = touch
      const finding: Finding = { kind: 'unapproved', step, answer }
      return [
        {
          check: 'unapproved' as const,
          debtor: evidence.debtor,
          invoice,
          touch: id,
          at,
          finding,
          rule: 'I1',
          citations: [],
        },
      ]
    }),
  )
}

/** What there was instead of a yes; undefined where there was one, or nobody was to be asked. */
function missing(
  { entries, invoice }: InvoiceEvidence,
  member: Stated,
  { claimedAt }: TouchRecord,
  { policies }: Evidence,
): Extract<Finding, { kind: 'unapproved' }>['answer'] | undefined {
  const seen = entries.filter(({ version }) => version <= member.version)
  // An order to follow another policy ends what was asked under the one before.
  const since = seen.findLastIndex(({ kind }) => kind === 'adopted')
  const asked = seen.slice(since + 1).findLast((entry) => isAbout(entry, member))
  if (!asked) {
    const policy = policies?.get(followedThen(entries, member.version) ?? invoice.journey.policy?.hash ?? '')
    return policy?.steps.some(({ id, approval }) => id === member.step && approval) ? 'notAsked' : undefined
  }
  const question = asked.key.slice('asked#'.length)
  const answers = seen.flatMap(({ fact }) =>
    (fact?.kind === 'approved' || fact?.kind === 'declined') && fact.approval === question ? [fact] : [],
  )
  if (answers.length === 0) return 'none'
  if (answers.some(({ kind }) => kind === 'declined')) return 'declined'
  const age = Math.min(...answers.map(({ at }) => Date.parse(claimedAt) - Date.parse(at)))
  return age >= APPROVED_FOR_DAYS * DAY ? 'expired' : undefined
}

/** A question about this step of this due date; of releases that did not write down what they asked, one of this journey. */
const isAbout = ({ kind, key, asked }: BookedEntry, { step, dueDate, generation }: Stated): boolean =>
  kind === 'asked' &&
  (asked
    ? asked.step === step && asked.dueDate === dueDate && asked.generation === generation
    : key.startsWith(`asked#${generation}.`))

/** The version of a policy that a journey followed before an order took it elsewhere. */
function followedThen(entries: readonly BookedEntry[], version: number): string | undefined {
  const next = entries.find((entry) => entry.adopted && entry.version > version)
  return next?.adopted?.from?.hash
}
