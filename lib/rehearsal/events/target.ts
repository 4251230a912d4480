import { AwsError, NotRehearsed } from '../aws-error.ts'
import type { World } from '../world.ts'

/** Where deliveries end: puts the input there, or throws AwsError. */
export type Deliver = (input: string) => Promise<void>

/** A target of a rule. */
export interface TargetSpecification {
  readonly id: string
  readonly arn: string
  readonly ruleArn: string
  /** The text a target receives for an event. */
  readonly shape: (event: unknown) => string
  readonly deliver: Deliver
  readonly maximumAttempts: number
  /** Simulated milliseconds after which EventBridge gives up. */
  readonly maximumAge: number
  /** Puts what could not be delivered on the dead-letter queue, with the reasons as message attributes. */
  readonly bury: ((input: string, reasons: Readonly<Record<string, string>>) => void) | undefined
}

/** EventBridge's first pause before another try, in milliseconds; it doubles, up to the longest. AWS publishes no figures. */
const FIRST_PAUSE = 1_000
const LONGEST_PAUSE = 600_000

/** Errors that another try cannot heal: EventBridge gives up at once. */
const HOPELESS = /AccessDenied|NotAuthorized|QueueDoesNotExist|ResourceNotFound|InvalidParameter|InvalidMessageContents/

/** One target of one rule: delivery with retries in simulated time, then the dead-letter queue. */
export class Target {
  readonly #world: World
  readonly #specification: TargetSpecification

  constructor(world: World, specification: TargetSpecification) {
    this.#world = world
    this.#specification = specification
  }

  /** Delivers in a piece of work of its own. */
  deliver(event: unknown): void {
    const input = this.#specification.shape(event)
    const since = this.#world.now()
    this.#world.soon(`deliver to ${this.#specification.arn}`, () => this.#try(input, since, 1))
  }

  async #try(input: string, since: number, attempt: number): Promise<void> {
    const { arn, ruleArn, deliver, maximumAttempts, maximumAge, bury } = this.#specification
    try {
      await deliver(input)
    } catch (error) {
      if (!(error instanceof AwsError) || error instanceof NotRehearsed) throw error
      const pause = Math.min(FIRST_PAUSE * 2 ** (attempt - 1), LONGEST_PAUSE)
      const exhausted = attempt > maximumAttempts
      const late = this.#world.now() + pause - since > maximumAge
      if (!HOPELESS.test(error.code) && !exhausted && !late) {
        this.#world.after(pause, `deliver again to ${arn}`, () => this.#try(input, since, attempt + 1))
        return
      }
      if (!bury)
        throw new Error(`an event is lost: ${ruleArn} cannot deliver to ${arn} (${error.code}: ${error.message})`, {
          cause: error,
        })
      bury(input, {
        RULE_ARN: ruleArn,
        TARGET_ARN: arn,
        ERROR_CODE: error.code,
        ERROR_MESSAGE: error.message,
        EXHAUSTED_RETRY_CONDITION: late ? 'MaximumEventAgeInSeconds' : 'MaximumRetryAttempts',
        RETRY_ATTEMPTS: String(attempt - 1),
      })
    }
  }
}
