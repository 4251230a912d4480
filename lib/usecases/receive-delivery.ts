import type { Debtor } from '../domain/debtor.ts'
import type { DeliveryReport, Unreachable } from '../domain/delivery.ts'
import type { TouchRecord } from '../ports.ts'
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
  await outside.ledger.noteDelivery(fact)
  await settleDoubt(outside, touch, report)
  if (report.status === 'bounced')
    for (const address of addresses) await giveUpAddress(outside, touch.debtor, address, 'bounced', report.at)
  if (report.status === 'complained')
    await keepConsent(outside, {
      version: 1,
      debtor: touch.debtor,
      scope: report.channel,
      status: 'revoked',
      occurredAt: report.at,
      evidence: `complaint about touch ${touch.id}`,
    })
}

/** A message nobody could say of whether it left did leave: its provider speaks of it. */
async function settleDoubt({ ledger }: Recording, touch: TouchRecord, { providerId }: DeliveryReport): Promise<void> {
  if (touch.status !== 'unknown') return
  const attempts = touch.attempts.map((one, index) =>
    index === touch.attempts.length - 1 ? { ...one, outcome: 'accepted' as const, providerId } : one,
  )
  await ledger.saveTouch(touch, { ...touch, status: 'sent', attempts })
}

/** Nobody writes to an address any more; it is the address that does not work, so a new one of the debtor's does. */
export async function giveUpAddress(
  outside: Recording,
  debtor: string,
  address: string,
  reason: Unreachable['reason'],
  at: string,
): Promise<void> {
  await tellDebtor(
    outside,
    debtor,
    (known) => {
      const word = known.unreachable?.[address]
      if (word && word.since >= at) return undefined
      return withWord(known, address, { ...word, reason, since: at })
    },
    () => false,
  )
}

const withWord = (debtor: Debtor, address: string, word: Unreachable): Debtor => ({
  ...debtor,
  unreachable: { ...debtor.unreachable, [address]: word },
})
