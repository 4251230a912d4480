import { DescribeTableCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb'
import {
  DescribeExecutionCommand,
  ListExecutionsCommand,
  type SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn'

/** A table as DynamoDB last counted it, some hours ago at most. */
export interface TableSize {
  readonly table: string
  readonly items: number
  readonly bytes: number
}

/** A refill of the lake: when it began (ISO instant), how it stands, and why it failed. */
export interface RefillRun {
  readonly name: string
  readonly at: string
  readonly status: string
  readonly cause?: string
}

/** The machine that refills the lake, as a person reaches it. */
export class LakeRefills {
  readonly #states: SFNClient
  readonly #dynamo: DynamoDBClient
  readonly #places: { readonly machine: () => string; readonly tables: readonly string[] }

  constructor(states: SFNClient, dynamo: DynamoDBClient, places: { machine: () => string; tables: readonly string[] }) {
    this.#states = states
    this.#dynamo = dynamo
    this.#places = places
  }

  async sizes(): Promise<TableSize[]> {
    return Promise.all(
      this.#places.tables.map(async (table) => {
        const { Table } = await this.#dynamo.send(new DescribeTableCommand({ TableName: table }))
        return { table, items: Table?.ItemCount ?? 0, bytes: Table?.TableSizeBytes ?? 0 }
      }),
    )
  }

  /** The last five, the newest first; the cause of each that failed. */
  async last(): Promise<RefillRun[]> {
    const { executions = [] } = await this.#states.send(
      new ListExecutionsCommand({ stateMachineArn: this.#places.machine(), maxResults: 5 }),
    )
    return Promise.all(
      executions.map(async ({ name = '', status = '', startDate, executionArn }): Promise<RefillRun> => {
        const run = { name, status, at: startDate?.toISOString() ?? '' }
        if (status === 'RUNNING' || status === 'SUCCEEDED') return run
        const { error, cause } = await this.#states.send(new DescribeExecutionCommand({ executionArn }))
        return { ...run, cause: [error, cause].filter(Boolean).join(': ') }
      }),
    )
  }

  /** Starts a refill under a name; the same name twice is the same refill. */
  async start(name: string): Promise<void> {
    await this.#states.send(new StartExecutionCommand({ stateMachineArn: this.#places.machine(), name, input: '{}' }))
  }
}
