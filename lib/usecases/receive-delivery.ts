import { bounceKey } from '../domain/debtor.ts'
import { idsOf } from '../domain/debtor-record.ts'
import type { DeliveryReport } from '../domain/delivery.ts'
import type { DebtorId } from '../domain/invoice.ts'
import { ownName } from '../domain/own-name.ts'
import { afterReport, attemptOf } from '../domain/receipt.ts'
import { addressAt, givenTo } from '../domain/wrong-person.ts'
import type { Attempt, TouchRecord } from '../ports.ts'
import { everybodyAt } from './everybody-at.ts'
import { TransientFault } from './faults.ts'
import { countAgainstUs } from './pass-gate.ts'
import { keepConsent } from './record-debtor.ts'
import { TRIES } from './recording.ts'
import { recordOf, tellDebtor } from './tell-debtor.ts'
import { type Retrying, tryAnotherWay } from './try-another-way.ts'

/**
 * Notes what a provider says became of a message, and heeds it: an address that bounced for good is not used again, a
 * complaint stops the channel, and a message that did not arrive takes another way. Reports come late, twice and out of
 * order; each is one line beside its touch, and doing all of this again does nothing more.
 *
 * A provider knows what it carried: a report on no attempt of the touch is only counted, and what it says of an address is
 * said of the one that the attempt went to.
 */
export async function receiveDelivery(outside: Retrying, report: DeliveryReport): Promise<void> {
  const known = await outside.ledger.touch(report.touch)
  const attempt = known && attemptOf(known, report)
  // Whoever calls it spam has it, whichever attempt it was.
  if (!known || (!attempt && report.status !== 'complained')) return outside.meter.count('ReportsUnmatched')
  const { addresses: _, trouble, ...fact } = report
  await countReport(outside, report)
  await outside.ledger.noteDelivery(fact)
  const touch = await heard(outside, known, report)
  const isStop = report.status === 'complained' || trouble === 'stopped'
  if (isStop || report.status === 'bounced') {
    const address = attempt && (await addressOf(outside, touch, attempt, report))
    for (const { id } of await everybodyAt(outside, report.channel, address, [touch.debtor])) {
      if (isStop) await noteStop(outside, id, report)
      else if (address !== undefined) await noteBounce(outside, id, address, report)
    }
  }
  await tryAnotherWay(outside, touch)
}

/** The address that an attempt went to: the one told, if its contact point ever had that; of none told, the one it had then. */
async function addressOf(
  { debtors }: Retrying,
  { debtor }: TouchRecord,
  { contactPoint, at }: Attempt,
  { addresses }: DeliveryReport,
): Promise<string | undefined> {
  const record = await recordOf(debtors, debtor)
  const own = ownName(idsOf(record), { id: debtor, name: contactPoint })
  const point = record.words[own.id]?.contactPoints.find(({ id }) => id === own.name)
  if (!point || addresses.length === 0) return point && addressAt(point, at)
  return Object.keys(givenTo(point)).find((one) => addresses.includes(one))
}

const noteBounce = (outside: Retrying, debtor: DebtorId, address: string, { channel, at, reason }: DeliveryReport) =>
  tellDebtor(outside, debtor, {
    ...{ kind: 'bounce', status: 'bounced', occurredAt: at },
    address: bounceKey({ channel, address }),
    reason: reason ?? 'bounced',
  })

const noteStop = (outside: Retrying, debtor: DebtorId, { channel, status, at, touch }: DeliveryReport) =>
  keepConsent(outside, {
    ...{ version: 1, debtor, scope: channel, status: 'revoked', occurredAt: at, purpose: 'service' },
    evidence: { text: `${status === 'complained' ? 'complaint about' : 'its provider refused'} touch ${touch}` },
  })

/** What speaks against us is counted by the hour in which we hear of it; the same report again is none. */
async function countReport(outside: Retrying, report: DeliveryReport): Promise<void> {
  const { status, touch, providerId } = report
  const what = against(report)
  if (!what) return
  const known = await outside.ledger.deliveries(touch)
  if (known.some((one) => one.status === status && one.providerId === providerId)) return
  if (what === 'channelFails') outside.meter.count('ChannelFails')
  await countAgainstUs(outside, what, touch)
}

function against({ status, trouble }: DeliveryReport) {
  if (status === 'bounced') return 'bounces'
  if (status === 'complained') return 'complaints'
  return trouble === 'ours' ? 'channelFails' : undefined
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
