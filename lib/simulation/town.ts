import { type Instant, MINUTE } from '../domain/time.ts'
import type { ContactWindow } from '../domain/window.ts'
import type { Channels, Ledger, PinnedPolicy } from '../ports.ts'
import { contactDebtor } from '../usecases/contact-debtor.ts'
import { decideNextStep } from '../usecases/decide-next-step.ts'
import { Policies } from '../usecases/policies.ts'
import { type Intake, recordEvent } from '../usecases/record-event.ts'
import type { Contacting, Letter } from '../usecases/send-touch.ts'
import type { Deciding } from '../usecases/situation.ts'
import { Agenda } from './agenda.ts'
import type { AskedBy, MachineWatch, MachineWorld } from './execution.ts'
import { type Gate, gated } from './gate.ts'
import type { Machine } from './machine.ts'
import { MemoryDebtors } from './memory-debtors.ts'
import type { MemoryLedger } from './memory-ledger.ts'
import { MemoryShelf } from './memory-shelf.ts'
import { type Message, type Perform, Queue } from './queue.ts'
import { Running, type Surroundings } from './running.ts'
import { ENTITY, type Script } from './script.ts'
import type { Troubles } from './trouble.ts'

/** What a company decides, for all towns of a campaign. */
export interface House {
  readonly policies: Readonly<Record<string, PinnedPolicy>>
  readonly window: ContactWindow
}

/** Parts that a test makes naive on purpose. */
export interface Protocol {
  readonly ledger?: (ledger: MemoryLedger) => Ledger
  readonly machine?: (world: MachineWorld, watch: MachineWatch) => Machine
}
