import { defined } from '../contracts/defined.ts'
import { AHEAD } from '../contracts/event-fields.ts'
import type { AnyEventIn } from '../contracts/events.ts'
import { type Origin, type Problem, readArrival } from '../contracts/intake.ts'
import type { Bucket } from '../domain/charges.ts'
import type { InvoiceFact } from '../domain/invoice-fact.ts'
import { stampOf } from '../domain/stamp.ts'
import { iso } from '../domain/time.ts'
import { united } from '../domain/united.ts'
import { adoptPolicy } from './adopt-policy.ts'
import { type Comparing, compareAgain, declareComplete } from './compare-totals.ts'
import type { PaymentMarks } from './complete-source.ts'
import { completeSource } from './complete-source.ts'
import { decideApproval } from './decide-approval.ts'
import { RefusedFact } from './faults.ts'
import { mergeDebtors } from './merge-debtors.ts'
import { receiveDelivery } from './receive-delivery.ts'
import { type Hearing, receiveReply } from './receive-reply.ts'
import { type Contacts, recordContact } from './record-contact.ts'
import {
  describeDebtor,
  keepConsent,
  keepContactPoint,
  keepFlag,
  keepPreference,
  keepWrongPerson,
  placeHold,
  releaseHold,
} from './record-debtor.ts'
import { applyEarlierPayments, failPayment, keepDeposit, receivePayment, reversePayment } from './record-payment.ts'
import { restart } from './restart-journey.ts'
import { schedulePayment } from './schedule-payment.ts'
import { stopAddress } from './stop-address.ts'
import { tellInvoice } from './tell-invoice.ts'
import type { Retrying } from './try-another-way.ts'

/** What the intake needs beside recording: which legal entities exist, and a counter for alarms. */
export interface Intake extends Hearing, Retrying, Comparing {
  readonly paymentMarks: PaymentMarks
  readonly contacts: Contacts
  readonly entities: readonly string[]
  readonly defaultEntity: string
  /** In which order money pays off the parts of a debt, by legal entity. */
  readonly allocationOrders: Readonly<Record<string, readonly Bucket[]>>
  /** Hosts that a payment link may lead to. */
  readonly linkHosts: readonly string[]
}

/** What a notification of WhatsApp says that is not as Meta describes it; all else that it says is done. */
const UNREAD: Problem = {
  path: 'Message.whatsAppWebhookEntry',
  allowed: 'must have statuses and messages as Meta describes them',
  value: 'one that is not',
}

/** Records one message of the intake queue. Whatever cannot be accepted is kept in quarantine with its reasons. */
export async function recordEvent(
  intake: Intake,
  message: { readonly id: string; readonly body: string },
): Promise<void> {
  const arrival = readArrival(message.body)
  switch (arrival.kind) {
    case 'refused':
      return refuse(intake, message, arrival.origin, arrival.problems)
    case 'continueAsNew':
      return restart(intake, arrival.invoice, arrival.generation, 'continued')
    case 'executionDied':
      return bury(intake, message, arrival)
    case 'delivery':
      return receiveDelivery(intake, arrival.report)
    case 'whatsapp':
      for (const report of arrival.reports) await receiveDelivery(intake, report)
      for (const detail of arrival.replies) await receiveReply(intake, detail)
      for (let one = 0; one < arrival.unmatched; one++) intake.meter.count('ReportsUnmatched')
      if (arrival.unread > 0) await refuse(intake, message, arrival.origin, [UNREAD])
      return
    case 'event':
      try {
        await checkAgainstHouse(intake, arrival.event)
        await tell(intake, arrival.event)
      } catch (fault) {
        if (!(fault instanceof RefusedFact)) throw fault
        const problem = { path: fault.path, allowed: fault.message, value: fault.value }
        await refuse(intake, message, arrival.origin, [problem])
      }
  }
}

async function tell(intake: Intake, { name, detail }: AnyEventIn): Promise<void> {
  switch (name) {
    case 'InvoiceIssued': {
      const { invoice, total, version: _, occurredAt, entity = intake.defaultEntity, ...terms } = detail
      const allocation = intake.allocationOrders[entity]
      const fact: InvoiceFact = {
        kind: 'issued',
        stamp: stampOf(occurredAt, 1, 'issued'),
        currency: total.currency,
        terms: defined({ ...terms, entity, allocation, amount: total.amount }),
      }
      const both = await intake.ledger.invoiceWith(invoice, detail.debtor)
      const owner = both && !both.record.mergedInto ? united(both.record) : undefined
      const told = await tellInvoice(intake, invoice, fact, both?.invoice, owner)
      await compareAgain(intake, told)
      return applyEarlierPayments(intake, told)
    }
    case 'InvoiceAmended': {
      const { invoice, amendment, total, version: _, occurredAt, ...terms } = detail
      const amount = total && { amount: total.amount }
      const currency = total && { currency: total.currency }
      const amended = defined({ ...terms, ...amount })
      const told = await tellInvoice(intake, invoice, {
        kind: 'amended',
        stamp: stampOf(occurredAt, 2, amendment),
        ...currency,
        terms: amended,
      })
      if (terms.reference !== undefined || terms.debtor !== undefined) await applyEarlierPayments(intake, told)
      return compareAgain(intake, told)
    }
    case 'InvoiceVoided':
      return compareAgain(
        intake,
        await tellInvoice(intake, detail.invoice, { kind: 'voided', at: detail.occurredAt, reason: detail.reason }),
      )
    case 'InvoiceWrittenOff':
      await tellInvoice(intake, detail.invoice, { kind: 'writtenOff', at: detail.occurredAt, reason: detail.reason })
      return
    case 'ChargePosted': {
      const { invoice, charge, kind: chargeKind, total, occurredAt: at } = detail
      await tellInvoice(intake, invoice, { kind: 'charged', charge, chargeKind, ...total, at })
      return
    }
    case 'ChargeReversed': {
      const { invoice, charge, occurredAt: at, reason } = detail
      await tellInvoice(intake, invoice, { kind: 'chargeReversed', charge, at, reason })
      return
    }
    case 'CreditNoteIssued':
      await tellInvoice(intake, detail.invoice, {
        kind: 'credited',
        note: detail.creditNote,
        ...detail.total,
        at: detail.occurredAt,
      })
      return
    case 'PaymentScheduled':
      return schedulePayment(intake, detail)
    case 'PaymentReceived':
      return receivePayment(intake, detail)
    case 'PaymentFailed':
      return failPayment(intake, detail)
    case 'PaymentReversed':
      return reversePayment(intake, detail)
    case 'ContactMade':
      return recordContact(intake, detail)
    case 'PaymentSourceCompleted':
      return completeSource(intake, detail)
    case 'SourceWatermarkAdvanced':
      return declareComplete(intake, detail)
    case 'ReplyReceived':
      return receiveReply(intake, detail)
    case 'HoldPlaced':
      return placeHold(intake, detail)
    case 'HoldReleased':
      return releaseHold(intake, detail)
    case 'PolicyAdopted':
      return adoptPolicy(intake, detail)
    case 'ApprovalGiven':
      return decideApproval(intake, { name, detail })
    case 'ApprovalDeclined':
      return decideApproval(intake, { name, detail })
    case 'UnappliedCashChanged':
      return keepDeposit(intake, detail)
    case 'DebtorUpserted':
      return describeDebtor(intake, detail)
    case 'ContactPointUpserted':
      return keepContactPoint(intake, detail)
    case 'ConsentChanged':
      return keepConsent(intake, detail)
    case 'DebtorFlagChanged':
      return keepFlag(intake, detail)
    case 'PreferenceChanged':
      return keepPreference(intake, detail)
    case 'WrongPersonReported':
      return keepWrongPerson(intake, detail)
    case 'AddressStopped':
      return stopAddress(intake, detail)
    case 'DebtorMerged':
      return mergeDebtors(intake, detail)
  }
}

/** An execution that died is followed by the next generation of its journey. */
async function bury(
  intake: Intake,
  message: { readonly id: string; readonly body: string },
  { name, origin }: { readonly name: string; readonly origin: Origin },
): Promise<void> {
  const execution = await intake.ledger.execution(name)
  if (execution) return restart(intake, execution.invoice, execution.generation, 'died')
  const allowed = 'must be the name of an execution that this ledger started'
  return refuse(intake, message, origin, [{ path: 'name', allowed, value: name }])
}

/** What a contract alone cannot know: entities and policies of this company, and clocks that run ahead. */
async function checkAgainstHouse(intake: Intake, { name, detail }: AnyEventIn): Promise<void> {
  if (Date.parse(detail.occurredAt) > intake.clock.now() + AHEAD)
    throw new RefusedFact(
      'occurredAt',
      detail.occurredAt,
      `must not lie more than a day ahead of ${iso(intake.clock.now())}`,
    )
  if (name === 'InvoiceIssued' && detail.entity && !intake.entities.includes(detail.entity))
    throw new RefusedFact(
      'entity',
      detail.entity,
      `must be one of ${intake.entities.join(', ')}, as in catalog/company.yaml`,
    )
  const link = 'paymentLink' in detail ? detail.paymentLink : undefined
  if (link && !intake.linkHosts.includes(new URL(link).hostname))
    throw new RefusedFact(
      'paymentLink',
      link,
      `must lead to one of ${intake.linkHosts.join(', ')}: the paymentLinkHosts of catalog/company.yaml`,
    )
  const named = 'policy' in detail ? detail.policy : undefined
  const names = named ? await intake.policies.names() : []
  if (named && !names.includes(named))
    throw new RefusedFact('policy', named, `must be one of ${names.join(', ')}, as in catalog/policies`)
}

async function refuse(
  intake: Intake,
  message: { readonly id: string; readonly body: string },
  origin: Origin,
  problems: readonly Problem[],
): Promise<void> {
  const { source, name } = origin
  const at = iso(intake.clock.now())
  await intake.ledger.refuse({ id: origin.id || message.id, source, name, problems, body: message.body, at })
  intake.meter.count('EventsRefused')
}
