import { createHash } from 'node:crypto'
import {
  ExecutionAlreadyExists,
  InvalidToken,
  SendTaskSuccessCommand,
  type SFNClient,
  StartExecutionCommand,
  TaskDoesNotExist,
  TaskTimedOut,
} from '@aws-sdk/client-sfn'
import type { Journeys } from '../ports.ts'

/** Journeys as executions of one state machine. */
export class StepFunctionsJourneys implements Journeys {
  readonly #client: SFNClient
  readonly #machineArn: string

  constructor(client: SFNClient, machineArn: string) {
    this.#client = client
    this.#machineArn = machineArn
  }

  async start(invoice: string, generation: number, debtor?: string): Promise<void> {
    const input = JSON.stringify({ invoice, generation, debtor })
    try {
      await this.#client.send(
        new StartExecutionCommand({
          stateMachineArn: this.#machineArn,
          name: executionName(invoice, generation),
          input,
        }),
      )
    } catch (cause) {
      // It runs, started in other words, or it ran and ended: the generation after it is started by whoever raised it.
      if (!(cause instanceof ExecutionAlreadyExists)) throw cause
    }
  }

  async wake(token: string, answer: unknown): Promise<void> {
    await answerTask(this.#client, token, answer)
  }
}

/** Answers a waiting task. One that is over (woken before, or timed out) is no error: the next decision reads the ledger. */
export async function answerTask(client: SFNClient, token: string, answer: unknown): Promise<void> {
  try {
    await client.send(new SendTaskSuccessCommand({ taskToken: token, output: JSON.stringify(answer) }))
  } catch (cause) {
    if (!isOver(cause)) throw cause
  }
}

/** The name of an execution: the same for the same invoice and generation, and nothing a reader could learn from. */
export function executionName(invoice: string, generation: number): string {
  return createHash('sha256').update(`${invoice}\n${generation}`).digest('hex').slice(0, 40)
}

const isOver = (cause: unknown): boolean =>
  cause instanceof TaskTimedOut || cause instanceof TaskDoesNotExist || cause instanceof InvalidToken
