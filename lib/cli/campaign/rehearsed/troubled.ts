import { MINUTE } from '../../../domain/time.ts'
import type { AwsError } from '../../../rehearsal/aws-error.ts'
import type { Rehearsal } from '../../../rehearsal/boot.ts'
import { type Call, OPERATOR } from '../../../rehearsal/gateway/calls.ts'
import { type FaultKind, faultOf, isMachine } from './faults.ts'

/** The place of a call in a tale: the rest after which it is made, who asks for what, and which of those it is. */
export interface CallPlace {
  readonly rest: number
  /** A function or a state of the machine, and what it asks for: `EndJourney Ledger.UpdateItem`. */
  readonly label: string
  /** 0 is the first with this label since the rest. */
  readonly time: number
}

/** A fault and the call it befalls. */
export interface Planned extends CallPlace {
  readonly kind: FaultKind
}

/** A call of the calm run, as the campaign lists it. */
export interface Recorded extends CallPlace {
  readonly kinds: readonly FaultKind[]
  /** Whether the machine itself makes it. */
  readonly ofMachine: boolean
}

/** The time-out of every function that a fault can kill. */
const A_LIFE = MINUTE

/** Stands between all callers and AWS while a tale is told, and counts their calls from rest to rest. */
export class Troubled {
  readonly #rehearsal: Rehearsal
  readonly #planned: readonly Planned[]
  readonly #hear: (call: Call, place: CallPlace) => void
  readonly #overtake: () => Promise<void>
  #rest = 0
  readonly #times = new Map<string, number>()
  #dead: { readonly principal: string; readonly until: number } | undefined
  #down: { readonly name: string; readonly until: number; readonly answer: AwsError } | undefined
  /** How many of the planned faults met their calls. */
  befallen = 0

  constructor(
    rehearsal: Rehearsal,
    planned: readonly Planned[],
    around: { hear: (call: Call, place: CallPlace) => void; overtake: () => Promise<void> },
  ) {
    this.#rehearsal = rehearsal
    this.#planned = planned
    this.#hear = around.hear
    this.#overtake = around.overtake
    rehearsal.calls.onCall = (call, proceed) => (call.principal === OPERATOR ? proceed() : this.#take(call, proceed))
  }

  rest(rest: number): void {
    this.#rest = rest
    this.#times.clear()
  }

  async #take(call: Call, proceed: () => Promise<unknown>): Promise<unknown> {
    const now = this.#rehearsal.world.now()
    const label = labelOf(this.#rehearsal, call)
    const time = this.#times.get(label) ?? 0
    this.#times.set(label, time + 1)
    this.#hear(call, { rest: this.#rest, label, time })
    if (this.#dead?.principal === call.principal && now < this.#dead.until) return call.hang()
    const name = nameOf(call)
    if (this.#down?.name === name && now < this.#down.until) throw this.#down.answer
    const planned = this.#planned.find((one) => one.rest === this.#rest && one.label === label && one.time === time)
    if (!planned) return proceed()
    this.befallen++
    return faultOf(planned.kind).befall({
      call,
      proceed,
      die: () => {
        this.#dead = { principal: call.principal, until: now + A_LIFE }
        return call.hang()
      },
      outage: (milliseconds, answer) => {
        this.#down = { name, until: now + milliseconds, answer }
        throw answer
      },
      overtake: this.#overtake,
    })
  }
}

const nameOf = ({ principal, service, operation }: Call): string => `${principal} ${service}.${operation}`

function labelOf(rehearsal: Rehearsal, call: Call): string {
  const who = isMachine(call.principal) ? stateOf(rehearsal, call) : functionOf(call.principal)
  return `${who} ${call.service === 'dynamodb' ? tableOf(rehearsal, call) : call.service}.${call.operation}`
}

/** The table, or the first of the tables, that a call is about: Ledger, Debtors or Catalog. */
function tableOf({ deployed }: Rehearsal, { input }: Call): string {
  const { LedgerTable, DebtorsTable, CatalogTable } = deployed.outputs
  const text = JSON.stringify(input)
  const tables = { Ledger: LedgerTable, Debtors: DebtorsTable, Catalog: CatalogTable }
  const place = (name = '') => text.indexOf(`"${name}"`)
  const named = Object.entries(tables).filter(([, name]) => place(name) >= 0)
  return named.sort(([, a], [, b]) => place(a) - place(b))[0]?.[0] ?? 'dynamodb'
}

/** The state that makes a call: that of the running execution whose invoice the call names. */
function stateOf({ machines }: Rehearsal, { input }: Call): string {
  const text = JSON.stringify(input)
  const running = machines.executions().filter(({ status, frames }) => status === 'RUNNING' && frames.length > 0)
  const own = running.find((execution) => text.includes(String(Object(JSON.parse(execution.input)).invoice)))
  return own?.frames.at(-1)?.state ?? 'unknown'
}

const functionOf = (principal: string): string =>
  principal
    .slice(principal.lastIndexOf('/') + 1)
    .replace(/Role.*$/, '')
    .replace(/^Puntual-?/, '')
