import type { DeliveryFact, DeliveryReport } from '../domain/delivery.ts'
import type { TouchRecord } from '../ports.ts'
import { countAgainstUs } from './pass-gate.ts'
import { keepConsent } from './record-debtor.ts'
import type { Recording } from './recording.ts'
import { tellDebtor } from './tell-debtor.ts'

/**
 * Notes what a provider says became of a message, and heeds it: an address that bounced for good is not used again, and
 * a complaint stops the channel. Reports come late, twice and out of order; each is one line beside its touch.
 */
export async function receiveDelivery(outside: Recording, report: DeliveryReport): Promise<void> {
  const touch = await outside.ledger.touch(report.touch)
  // Other mail of the account reports to the same bus.
  if (!touch) return
  const { addresses, ...fact } = report
  await countReport(outside, fact)
  await outside.ledger.noteDelivery(fact)
  await settleDoubt(outside, touch, report)
  if (report.status === 'bounced')
    for (const address of addresses)
      await tellDebtor(outside, touch.debtor, {
        ...{ kind: 'bounce', status: 'bounced', address, occurredAt: report.at },
        reason: report.reason ?? 'bounced',
      })
  if (report.status === 'complained')
    await keepConsent(outside, {
      version: 1,
      debtor: touch.debtor,
      scope: report.channel,
      status: 'revoked',
      occurredAt: report.at,
      purpose: 'service',
      evidence: { text: `complaint about touch ${touch.id}` },
    })
}

/** Bounces and complaints are counted by the hour in which we hear of them; the same report again is none. */
async function countReport(outside: Recording, fact: DeliveryFact): Promise<void> {
  const { status, touch } = fact
  if (status !== 'bounced' && status !== 'complained') return
  const known = await outside.ledger.deliveries(touch)
  if (known.some((one) => one.status === status && one.providerId === fact.providerId)) return
  await countAgainstUs(outside, status === 'bounced' ? 'bounces' : 'complaints', touch)
}

/** A message nobody could say of whether it left did leave: its provider speaks of it. */
async function settleDoubt({ ledger }: Recording, touch: TouchRecord, { providerId }: DeliveryReport): Promise<void> {
  if (touch.status !== 'unknown') return
  const attempts = touch.attempts.map((one, index) =>
    index === touch.attempts.length - 1 ? { ...one, outcome: 'accepted' as const, providerId } : one,
  )
  await ledger.saveTouch(touch, { ...touch, status: 'sent', attempts })
}
