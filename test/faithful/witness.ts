import { AwsError } from '../../lib/rehearsal/aws-error.ts'
import type { Rehearsal } from '../../lib/rehearsal/boot.ts'

const PROVIDERS = new Set(['ses', 'mobiletargeting', 'sms-voice', 'social-messaging', 'secretsmanager'])

/**
 * Whoever would hear of a refused permission: the reader of a function's log, of an execution's history and of a dead
 * letter, the sender that a provider answers, and the engineer whose deployment fails.
 */
export class Witness {
  readonly #rehearsal: Rehearsal
  #actions: readonly string[] = []
  #told: string | undefined

  constructor(rehearsal: Rehearsal) {
    this.#rehearsal = rehearsal
    rehearsal.functions.onLine = (_, { text }) => this.#hear(text)
    const machines = rehearsal.deployed.ofType('AWS::StepFunctions::StateMachine')
    const roles = new Set(machines.map(({ properties }) => properties.RoleArn))
    rehearsal.calls.onCall = async ({ principal, service }, proceed) => {
      try {
        return await proceed()
      } catch (error) {
        // What a state's task is told is in the history. What a provider says is in the answer alone: touches keep its name.
        const isRead = roles.has(principal) || PROVIDERS.has(service)
        if (isRead && error instanceof AwsError) this.#hear(error.message)
        throw error
      }
    }
  }

  /** The first text that says one of these actions (`kms:*` stands for several) is not allowed, while something is done. */
  async listen(
    actions: readonly string[],
    during: (heard: () => boolean) => Promise<void>,
  ): Promise<string | undefined> {
    this.#actions = actions
    this.#told = undefined
    try {
      await during(() => this.#heard())
    } catch (error) {
      if (!(error instanceof AwsError)) throw error
      this.#hear(error.message)
      if (this.#told === undefined) throw error
    }
    this.#heard()
    return this.#told
  }

  #heard(): boolean {
    for (const queue of this.#rehearsal.queues.all())
      for (const { attributes } of queue.messages()) this.#hear(attributes.get('ERROR_MESSAGE')?.stringValue ?? '')
    return this.#told !== undefined
  }

  #hear(text: string): void {
    const [, action] = /not authorized to perform: ([\w:-]+)/.exec(text) ?? []
    if (action === undefined || this.#told !== undefined) return
    const named = this.#actions.some((one) =>
      one.endsWith('*') ? action.startsWith(one.slice(0, -1)) : one === action,
    )
    if (named) this.#told = text
  }
}
