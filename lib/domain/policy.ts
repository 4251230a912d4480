import type { AddressAs } from './address-as.ts'
import type { Consequence } from './consequence.ts'
import type { PaymentDataRule } from './stale-data.ts'

/** Steps of one class may share a message; classes never mix in one. */
export const STEP_CLASSES = ['beforeDue', 'overdue', 'arrangement', 'formalNotice'] as const
/** `arrangement` reminds of what the person has agreed to: an instalment of a plan, the day of a promise. */
export type TouchClass = (typeof STEP_CLASSES)[number]
/** The ways a message leaves; in the order in which they are listed. */
export const WRITTEN_CHANNELS = ['email', 'sms', 'whatsapp'] as const
/** The same and a call, which is a task for a person of ours. */
export const CHANNELS = [...WRITTEN_CHANNELS, 'call'] as const
export type Channel = (typeof CHANNELS)[number]

/** A step that leaves only when a person approved it. */
export interface ApprovalRule {
  /** Days in which somebody is to answer. */
  readonly withinDays: number
  /** What follows when nobody answers in time, or somebody declines. */
  readonly then: 'skip' | 'handOver'
}

/** One planned message of a dunning policy. */
export interface Step {
  readonly id: string
  /** 0 before the due date, and only there; then 1, 2, … in rising firmness. */
  readonly level: number
  readonly class: TouchClass
  readonly offset: {
    readonly from: 'dueDate' | 'previousTouch'
    readonly days: number
    readonly count: 'calendar' | 'business'
    /** Waits on for the next pay day. */
    readonly until?: 'payDay'
  }
  /** The first one that reaches the debtor is used. */
  readonly channels: readonly Channel[]
  readonly template: string
  /** What this step brings about, which only follows a warning that arrived. */
  readonly consequence?: Consequence
  /** It leaves only when a person approved it. */
  readonly approval?: ApprovalRule
}

/** How one kind of invoice is collected. Days are calendar days, money is in minor units by currency. */
export interface Policy {
  readonly id: string
  readonly languages: readonly string[]
  /** How its debtors are spoken to; as the legal entity does unless told. */
  readonly addressAs?: AddressAs
  readonly graceDays: number
  /** Below this balance no reminder is worth its trouble. */
  readonly minimumAmount: Readonly<Record<string, number>>
  /** Above this balance a person takes over when the first overdue step falls due. */
  readonly personAbove: Readonly<Record<string, number>>
  readonly minimumDaysBetween: number
  /** An invoice first seen more than `afterDays` past due enters once, at `level`. */
  readonly coldStart: { readonly afterDays: number; readonly level: number }
  readonly steps: readonly Step[]
  readonly afterLast: { readonly days: number; readonly then: 'handOver' | 'exhaust' }
  /** How long unapplied cash may suspend reminders before a person takes over. */
  readonly unappliedCashDays: number
  /** How old the warning before a consequence may be; `WARNED_WITHIN_DAYS` unless told. */
  readonly consequences?: { readonly warnedWithinDays: number }
  /** Days within which somebody makes a call that a step asks for; `CALL_WITHIN_DAYS` unless told. */
  readonly calls?: { readonly withinDays: number }
  /** Absent in versions from before payment sources were known. */
  readonly paymentData?: PaymentDataRule
}
