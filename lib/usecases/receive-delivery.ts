import { bounceKey } from '../domain/debtor.ts'
import type { DeliveryFact, DeliveryReport } from '../domain/delivery.ts'
import type { DebtorId } from '../domain/invoice.ts'
import { afterReport } from '../domain/receipt.ts'
import type { TouchRecord } from '../ports.ts'
import { everybodyAt } from './everybody-at.ts'
import { TransientFault } from './faults.ts'
import { countAgainstUs } from './pass-gate.ts'
import { keepConsent } from './record-debtor.ts'
import { TRIES } from './recording.ts'
import { tellDebtor } from './tell-debtor.ts'
import { type Retrying, tryAnotherWay } from './try-another-way.ts'

/**
 * Notes what a provider says became of a message, and heeds it: an address that bounced for good is not used again, a
 * complaint stops the channel, and a message that did not arrive takes another way. Reports come late, twice and out of
 * order; each is one line beside its touch, and doing all of this again does nothing more.
 */
export async function receiveDelivery(outside: Retrying, report: DeliveryReport): Promise<void> {
  const known = await outside.ledger.touch(report.touch)
  // Other mail of the account reports to the same bus.
  if (!known) return
  const { addresses, ...fact } = report
  await countReport(outside, fact)
  await outside.ledger.noteDelivery(fact)
  const touch = await heard(outside, known, report)
  const readers = async (address: string | undefined) =>
    (await everybodyAt(outside, report.channel, address, [touch.debtor])).map(({ id }) => id)
  if (report.status === 'bounced')
    for (const address of addresses)
      for (const debtor of await readers(address)) await noteBounce(outside, debtor, address, report)
  if (report.status === 'complained')
    for (const address of addresses.length > 0 ? addresses : [undefined])
      for (const debtor of await readers(address)) await noteComplaint(outside, debtor, report)
  await tryAnotherWay(outside, touch)
}

const noteBounce = (outside: Retrying, debtor: DebtorId, address: string, { channel, at, reason }: DeliveryReport) =>
  tellDebtor(outside, debtor, {
    ...{ kind: 'bounce', status: 'bounced', occurredAt: at },
    address: bounceKey({ channel, address }),
    reason: reason ?? 'bounced',
  })

const noteComplaint = (outside: Retrying, debtor: DebtorId, { channel, at, touch }: DeliveryReport) =>
  keepConsent(outside, {
    ...{ version: 1, debtor, scope: channel, status: 'revoked', occurredAt: at, purpose: 'service' },
    evidence: { text: `complaint about touch ${touch}` },
  })

/** Bounces and complaints are counted by the hour in which we hear of them; the same report again is none. */
async function countReport(outside: Retrying, fact: DeliveryFact): Promise<void> {
  const { status, touch } = fact
  if (status !== 'bounced' && status !== 'complained') return
  const known = await outside.ledger.deliveries(touch)
  if (known.some((one) => one.status === status && one.providerId === fact.providerId)) return
  await countAgainstUs(outside, status === 'bounced' ? 'bounces' : 'complaints', touch)
}

/** The touch with what this report adds to it; its sender, or another report, may be writing to it too. */
async function heard({ ledger }: Retrying, known: TouchRecord, fact: DeliveryReport): Promise<TouchRecord> {
  let touch = known
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const after = afterReport(touch, fact)
    if (!after) return touch
    if ((await ledger.saveTouch(touch, after)) === 'written') return after
    touch = (await ledger.touch(known.id)) ?? touch
  }
  throw new TransientFault(`touch ${known.id} changed ${TRIES} times while a report on it was being recorded`)
}
