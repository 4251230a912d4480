import { unappliedIn } from '../debtor.ts'
import { addDays, dateAt, iso } from '../time.ts'
import type { TouchRecord } from '../touch-record.ts'
import type { Evidence, InvoiceEvidence, Stated } from './evidence.ts'
import { IN_FLIGHT, lastLeft } from './may-have-left.ts'
import { pastDebtor } from './past-debtor.ts'
import { holdAt, type PastInvoice, pastInvoice } from './past-invoice.ts'
import type { Finding, Violation } from './violation.ts'

/** A bank may need the day after a payment is due to say whether it went through. */
const DAYS_FOR_THE_BANK = 2

/**
 * Messages about an invoice that nobody was to be asked for: paid, void, written off, held, about to be paid, or with a
 * person already, by what the claim saw or by what had been recorded too long before it not to be seen.
 */
export function afterPayment(evidence: Evidence): Violation[] {
  return evidence.touches.flatMap((touch) =>
    touch.members.flatMap((member) => {
      const about = evidence.invoices.find(({ invoice }) => invoice.id === member.invoice)
      const finding = about ? against(about, member, touch, evidence) : undefined
      if (!finding) return []
      const { invoice } = member
      return [
        {
          check: 'afterPayment' as const,
          debtor: evidence.debtor,
          invoice,
          touch: touch.id,
          at: touch.claimedAt,
          finding,
          rule: 'I1',
          citations: [],
        },
      ]
    }),
  )
}

function against(about: InvoiceEvidence, member: Stated, touch: TouchRecord, evidence: Evidence): Finding | undefined {
  const bound = iso(lastLeft(touch, evidence) - IN_FLIGHT)
  const known = about.entries.filter(({ version, at }) => version <= member.version || at < bound)
  const claimed = iso(Date.parse(touch.claimedAt) - IN_FLIGHT)
  // The claim itself made the next version: a line that made it too was there already, whatever the clocks say.
  const unseen = about.entries.find(
    ({ version, at, fact }) => version === member.version + 1 || (fact && version > member.version && at < claimed),
  )
  return (
    spokeAgainst(pastInvoice(known), member, touch, evidence) ??
    wasOver(about, member, touch) ??
    (unseen && { kind: 'unseen', entry: unseen.kind, recordedAt: unseen.at })
  )
}

function spokeAgainst(
  past: PastInvoice,
  { balance: stated }: Stated,
  touch: TouchRecord,
  evidence: Evidence,
): Finding | undefined {
  const { claimedAt, currency } = touch
  if (past.voided !== undefined) return { kind: 'over', how: 'voided', since: past.voided }
  if (past.writtenOff !== undefined) return { kind: 'over', how: 'writtenOff', since: past.writtenOff }
  if (past.balance <= 0) return { kind: 'owedNothing', owed: past.balance, stated, currency }
  const held = holdAt(past.holds, claimedAt)
  if (held) return { kind: 'held', whom: 'invoice', ...held }
  const debtor = pastDebtor(touch, evidence)
  const silenced = holdAt(debtor.holds, claimedAt)
  if (silenced) return { kind: 'held', whom: 'debtor', ...silenced }
  const unapplied = unappliedIn(debtor, currency)?.amount ?? 0
  if (unapplied >= stated) return { kind: 'covered', unapplied, stated, currency }
  const { zones } = evidence.rulesFor(touch)
  const coming = Object.entries(past.announced).find(([, on]) =>
    zones.some((zone) => dateAt(Date.parse(claimedAt), zone) < addDays(on, DAYS_FOR_THE_BANK)),
  )
  return coming && { kind: 'scheduled', payment: coming[0], on: coming[1] }
}

/** The journey that claimed the message had ended, or another had taken its place. */
function wasOver(
  { handOvers, openings, endedAt, invoice }: InvoiceEvidence,
  { generation }: Stated,
  { claimedAt }: TouchRecord,
): Finding | undefined {
  const handedOver = handOvers.find((one) => one.generation === generation && one.at < claimedAt)
  if (handedOver) return { kind: 'over', how: 'handedOver', since: handedOver.at }
  const next = openings.find((one) => one.generation > generation && one.at < claimedAt)
  if (next) return { kind: 'over', how: 'ended', since: next.at }
  const ended = invoice.generation === generation && endedAt !== undefined && endedAt < claimedAt
  return ended ? { kind: 'over', how: 'ended', since: endedAt } : undefined
}
