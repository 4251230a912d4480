import { SHAPE } from '../domain/decision.ts'
import type { InvoiceId, Outcome } from '../domain/invoice.ts'
import { HOUR, type Instant, iso } from '../domain/time.ts'
import type { Decision } from '../domain/verdict.ts'
import type { Agenda } from './agenda.ts'
import type { Gate } from './gate.ts'
import type { MachineCondition } from './machine-writes.ts'
import type { MemoryLedger } from './memory-ledger.ts'
import type { Perform } from './queue.ts'

/** The figures of statemachines/dunning-journey.asl.json that this model lives by; a test compares them. */
export const MACHINE = {
  decide: { tries: 12, seconds: 2, most: 900 },
  write: { tries: 6, seconds: 1, most: 64 },
  send: { tries: 6, seconds: 2, most: 128 },
  handOver: { tries: 3, seconds: 1, most: 64 },
  contactSeconds: 14_400,
  afterTimeout: {
    reminderTime: 'ContactDebtor',
    instalment: 'DecideNextStep',
    payment: 'DecideNextStep',
    release: 'DecideNextStep',
  },
} as const

/** One execution, which is one generation of a journey. */
export interface Execution {
  readonly name: string
  readonly invoice: InvoiceId
  readonly generation: number
  readonly startedAt: Instant
  /** What the task it is in waits for. */
  token?: string | undefined
  over: boolean
  steps: number
}

/** A decision to wait. */
export type Wait = Extract<Decision, { kind: 'wait' }>

/** What an execution asks with. */
export interface AskedBy {
  readonly invoice: InvoiceId
  readonly generation: number
  readonly shape: number
  readonly startedAt: string
}

/** What the machine needs of the world around it. */
export interface MachineWorld {
  readonly agenda: Agenda
  readonly perform: Perform
  readonly ledger: MemoryLedger
  /** From this instant functions know a newer shape than executions that began before it. */
  readonly deployedAt: Instant
  readonly decide: (asked: AskedBy, gate: Gate) => Promise<Decision>
  readonly sendJob: (request: AskedBy & { readonly token: string }) => void
  readonly tellIntake: (name: string, body: object) => void
}

/** Who looks on. */
export interface MachineWatch {
  began(execution: Execution): void
  asks(execution: Execution): void
  decided(execution: Execution, decision: Decision): void
  closed(invoice: InvoiceId, outcome: Outcome): void
  surprised(where: string, fault: Error): void
}

/** Milliseconds from one state to the next. */
export const TRANSITION = 40
/** A state of the machine waits for its own call as long as it takes. */
export const PATIENT = HOUR * 24 * 365

/** How often a state tries again, and in seconds how soon at first and at the most. */
export interface Retry {
  readonly tries: number
  readonly seconds: number
  readonly most: number
}

/** Half of the longest wait that full jitter allows, in milliseconds. */
export const backOff = ({ seconds, most }: Retry, tries: number): number => Math.min(seconds * 2 ** tries, most) * 500

/** The condition of a write that rests on one version. */
export const only = ({ generation }: Execution, version: number): MachineCondition => ({
  generation,
  lowest: version,
  highest: version,
})

/** The condition of a write that rests on none. */
export const anyVersion = ({ generation }: Execution): MachineCondition => ({
  generation,
  lowest: 0,
  highest: 1_000_000_000,
})

/** What an execution asks with at an instant. */
export const asked = ({ invoice, generation, startedAt }: Execution, now: Instant, deployedAt: Instant): AskedBy => ({
  invoice,
  generation,
  shape: startedAt < deployedAt && now >= deployedAt ? SHAPE - 1 : SHAPE,
  startedAt: iso(startedAt),
})

/** What the machine parks with after any answer but the time of the next reminder: it holds at no version. */
export const OTHER_ANSWER: Wait = {
  kind: 'wait',
  waitingFor: 'reminderTime',
  reason: 'otherAnswer',
  version: -1,
  seconds: 60,
}

/** Whether the machine parks with an answer as it is. */
export const isReminder = (decision: Decision | undefined): decision is Wait =>
  decision?.kind === 'wait' && decision.waitingFor === 'reminderTime'

/** A task that waits for its token. */
export interface Waiting {
  readonly execution: Execution
  readonly answered: (decision: Decision | undefined) => void
}

/** What follows a write of the machine, while its task is still the one that is waited for. */
export interface Following<Answer> {
  readonly isOurs?: () => boolean
  readonly done: (answer: Answer) => unknown
  readonly again: (tries: number) => void
  readonly fails: () => void
}
