import type { InvoiceId } from '../domain/invoice.ts'
import type { Decision } from '../domain/verdict.ts'
import {
  anyVersion,
  asked,
  backOff,
  type Execution,
  type Following,
  isReminder,
  MACHINE,
  type MachineWatch,
  type MachineWorld,
  OTHER_ANSWER,
  only,
  PATIENT,
  type Retry,
  TRANSITION,
  type Wait,
  type Waiting,
} from './execution.ts'
import { close, type MachineCondition, park } from './machine-writes.ts'
import type { Parking } from './memory-ledger.ts'
import { isOfAws } from './running.ts'

type End = Extract<Decision, { kind: 'end' }>

/** The dunning journey as the definition has it: parked tokens, timers, retries, catches; every rule is asked outside. */
export class Machine {
  readonly world: MachineWorld
  readonly watch: MachineWatch
  readonly executions = new Map<string, Execution>()
  readonly #waiting = new Map<string, Waiting>()

  constructor(world: MachineWorld, watch: MachineWatch) {
    this.world = world
    this.watch = watch
  }

  /** Starting twice is starting once, also after the end. */
  start(invoice: InvoiceId, generation: number): void {
    const name = `${invoice}/${generation}`
    if (this.executions.has(name)) return
    const execution = { name, invoice, generation, startedAt: this.world.agenda.now(), over: false, steps: 0 }
    this.executions.set(name, execution)
    this.watch.began(execution)
    this.#decide(execution)
  }

  /** Answers a waiting task; a token that is used up or timed out is no error. */
  answer(token: string, decision?: Decision): void {
    const waiting = this.#waiting.get(token)
    if (!waiting) return
    this.#waiting.delete(token)
    waiting.execution.token = undefined
    waiting.answered(decision)
  }

  /** An execution fails, is stopped by somebody, or times out: the rule on dead executions tells the intake. */
  die(execution: Execution): void {
    this.#over(execution)
    const detail = { status: 'ABORTED', name: execution.name }
    const body = { source: 'aws.states', 'detail-type': 'Step Functions Execution Status Change', detail }
    this.world.tellIntake(`death of ${execution.name}`, body)
  }

  /** The write of a parked token; answers whether its condition held. */
  protected parks(execution: Execution, parking: Parking, version: number): boolean {
    return park(this.world.ledger, execution.invoice, parking, only(execution, version))
  }

  /** What follows when nobody has woken a journey. */
  protected timedOut(execution: Execution, { waitingFor }: Wait): void {
    if (MACHINE.afterTimeout[waitingFor] === 'ContactDebtor') this.#contact(execution, 0)
    else this.#decide(execution)
  }

  protected park(execution: Execution, decision: Wait, tries: number): void {
    const token = this.#token(execution, decision.seconds, {
      answered: () => this.#decide(execution),
      late: () => this.timedOut(execution, decision),
    })
    const parking = { token, since: this.world.agenda.now() }
    this.#write(execution, 'park', MACHINE.write, tries, () => this.parks(execution, parking, decision.version), {
      isOurs: () => execution.token === token,
      done: (held) => held || this.#leave(execution, token, () => this.#decide(execution)),
      again: (next) => this.#leave(execution, token, () => this.park(execution, decision, next)),
      fails: () => this.#leave(execution, token, () => this.#fail(execution)),
    })
  }

  #decide(execution: Execution, tries = 0): void {
    const { agenda, perform, deployedAt, decide } = this.world
    this.#plan(TRANSITION, execution, () => {
      this.watch.asks(execution)
      const again = () => {
        if (tries >= MACHINE.decide.tries) this.#fail(execution)
        else this.#plan(backOff(MACHINE.decide, tries), execution, () => this.#decide(execution, tries + 1))
      }
      const name = `decide ${execution.name} #${execution.steps++}`
      return perform(name, 20_000, (gate) => decide(asked(execution, agenda.now(), deployedAt), gate), {
        ended: (decision) => this.#route(execution, decision),
        failed: (fault) => {
          if (isOfAws(fault)) return again()
          this.watch.surprised(name, fault)
          this.#fail(execution)
        },
        died: again,
      })
    })
  }

  #route(execution: Execution, decision: Decision): void {
    if (execution.over) return
    this.watch.decided(execution, decision)
    const { kind, version, reason } = decision
    if (kind === 'wait') this.park(execution, decision, 0)
    else if (kind === 'contact') this.#contact(execution, 0)
    else if (kind === 'end') this.#end(execution, decision, 0)
    else if (kind === 'handOver')
      this.#handOver(execution, only(execution, version), reason, 0, () => this.#decide(execution))
    else if (kind === 'continueAsNew') this.#continue(execution, 0)
    else this.#over(execution)
  }

  #contact(execution: Execution, tries: number): void {
    const { agenda, deployedAt, sendJob } = this.world
    const token = this.#token(execution, MACHINE.contactSeconds, {
      answered: (decision) => this.#route(execution, isReminder(decision) ? decision : OTHER_ANSWER),
      late: () => this.#decide(execution),
    })
    const request = { ...asked(execution, agenda.now(), deployedAt), token }
    this.#write(execution, 'sendJob', MACHINE.send, tries, () => sendJob(request), {
      isOurs: () => execution.token === token,
      done: () => {},
      again: (next) => this.#leave(execution, token, () => this.#contact(execution, next)),
      fails: () => this.#leave(execution, token, () => this.#fail(execution)),
    })
  }

  #end(execution: Execution, decision: End, tries: number): void {
    const { ledger, agenda } = this.world
    const condition = only(execution, decision.version)
    const closes = () => {
      const closed = close(ledger, execution.invoice, condition, decision, agenda.now())
      if (closed) this.watch.closed(execution.invoice, decision.outcome)
      return closed
    }
    this.#write(execution, 'end', MACHINE.write, tries, closes, {
      done: (held) => (held ? this.#over(execution) : this.#decide(execution)),
      again: (next) => this.#end(execution, decision, next),
      fails: () => this.#fail(execution),
    })
  }

  #handOver(
    execution: Execution,
    condition: MachineCondition,
    reason: string,
    tries: number,
    refused: () => void,
  ): void {
    const { ledger, agenda } = this.world
    const closes = () => {
      const closed = close(ledger, execution.invoice, condition, { outcome: 'handedOver', reason }, agenda.now())
      if (closed) this.watch.closed(execution.invoice, 'handedOver')
      return closed
    }
    const again = (next: number) => this.#handOver(execution, condition, reason, next, refused)
    this.#write(execution, 'handOver', MACHINE.write, tries, closes, {
      done: (held) => {
        if (held) this.#over(execution)
        else if (tries >= MACHINE.handOver.tries) refused()
        else this.#plan(backOff(MACHINE.handOver, tries), execution, () => again(tries + 1))
      },
      again,
      fails: () => this.die(execution),
    })
  }

  /** Neither a decision nor a write was possible: a person takes over, or the execution dies. */
  #fail(execution: Execution): void {
    this.#handOver(execution, anyVersion(execution), 'journeyFailed', 0, () => this.die(execution))
  }

  #continue(execution: Execution, tries: number): void {
    const { invoice, generation, name } = execution
    const body = { source: 'puntual.journey', 'detail-type': 'ContinueAsNew', detail: { invoice, generation } }
    const tell = () => this.world.tellIntake(`continuation of ${name} #${execution.steps++}`, body)
    this.#write(execution, 'continue', MACHINE.send, tries, tell, {
      done: () => this.#over(execution),
      again: (next) => this.#continue(execution, next),
      fails: () => this.#fail(execution),
    })
  }

  /** One write of the machine itself. It cannot die like a function; what would kill one stops the whole execution. */
  #write<Answer>(
    execution: Execution,
    what: string,
    retry: Retry,
    tries: number,
    effect: () => Answer,
    then: Following<Answer>,
  ): void {
    const ours = () => !execution.over && (then.isOurs?.() ?? true)
    const name = `${what} ${execution.name} #${execution.steps++}`
    this.#plan(TRANSITION, execution, () =>
      this.world.perform(name, PATIENT, (gate) => gate('machine', what, async () => effect()), {
        ended: (answer) => ours() && then.done(answer),
        failed: () => {
          if (!ours()) return
          if (tries >= retry.tries) then.fails()
          else this.#plan(backOff(retry, tries), execution, () => ours() && then.again(tries + 1))
        },
        died: () => execution.over || this.die(execution),
      }),
    )
  }

  #token(execution: Execution, seconds: number, then: { answered: Waiting['answered']; late: () => void }): string {
    const token = `${execution.name}~${execution.steps++}`
    execution.token = token
    this.#waiting.set(token, { execution, answered: then.answered })
    this.world.agenda.plan(this.world.agenda.now() + seconds * 1000, () => {
      if (execution.token === token) this.#leave(execution, token, then.late)
      return undefined
    })
    return token
  }

  #leave(execution: Execution, token: string, next: () => void): void {
    this.#waiting.delete(token)
    execution.token = undefined
    next()
  }

  #over(execution: Execution): void {
    if (execution.token) this.#waiting.delete(execution.token)
    execution.token = undefined
    execution.over = true
  }

  #plan(after: number, execution: Execution, action: () => unknown): void {
    const { agenda } = this.world
    agenda.plan(agenda.now() + after, () => {
      const doing = execution.over ? undefined : action()
      return doing instanceof Promise ? doing : undefined
    })
  }
}
