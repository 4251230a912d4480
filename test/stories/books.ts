import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb'
import { unmarshall } from '@aws-sdk/util-dynamodb'
import type { Item } from '../../lib/aws/items.ts'
import { deliveryOf, invoiceIdOf, invoiceOf, taskOf, touchOf, trusted } from '../../lib/aws/ledger-items.ts'
import { executionName } from '../../lib/aws/step-functions.ts'
import type { DeliveryFact } from '../../lib/domain/delivery.ts'
import type { Invoice } from '../../lib/domain/invoice.ts'
import type { Entry } from '../../lib/domain/ledger.ts'
import type { RefusedEvent, SuppressedTouch, Task, TouchRecord } from '../../lib/ports.ts'
import type { Rehearsal } from '../../lib/rehearsal/boot.ts'
import { asFields, fieldsList, text } from '../../lib/rehearsal/gateway/fields.ts'

/** One line of an invoice's ledger with the moment and the version of the invoice it made. */
export type BookedEntry = Entry & { readonly at: string; readonly version: number }

/** One invoice as the books have it. */
export interface Account {
  readonly invoice: Invoice
  readonly entries: readonly BookedEntry[]
  readonly parked: boolean
}

/** Everything the ledger holds at one moment. */
export interface Books {
  readonly accounts: ReadonlyMap<string, Account>
  readonly touches: readonly TouchRecord[]
  /** What providers said of them, oldest first. */
  readonly deliveries: readonly DeliveryFact[]
  readonly suppressed: readonly SuppressedTouch[]
  readonly tasks: readonly Task[]
  readonly refused: readonly RefusedEvent[]
  /** Running executions of each invoice: the generations they were started for. */
  readonly running: ReadonlyMap<string, readonly number[]>
}

/** Reads the whole ledger and the executions that run. */
export async function readBooks(rehearsal: Rehearsal): Promise<Books> {
  const items = await everything(rehearsal, 'Ledger')
  const kind = (name: string) => items.filter((item) => String(item.sk).split('#')[0] === name)
  const entries = kind('entry')
  const accounts = kind('summary').map((item): [string, Account] => {
    const id = invoiceIdOf(item.pk)
    const own = entries.filter((entry) => entry.pk === item.pk).map((entry) => trusted<BookedEntry>(entry))
    return [id, { invoice: invoiceOf(id, item), entries: own, parked: typeof item.parkedToken === 'string' }]
  })
  return {
    accounts: new Map(accounts),
    touches: kind('touch')
      .filter((item) => item.sk === 'touch')
      .map(touchOf)
      .sort((a, b) => (a.claimedAt < b.claimedAt ? -1 : 1)),
    deliveries: kind('delivery')
      .map(deliveryOf)
      .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : rank(a) - rank(b))),
    suppressed: kind('suppressed').map((item) => trusted<SuppressedTouch>(item)),
    tasks: kind('task').map(taskOf),
    refused: kind('refused').map((item) => trusted<RefusedEvent>(item)),
    running: await runningOf(rehearsal, kind('execution')),
  }
}

/** Of one instant, sending comes first. */
const rank = ({ status }: DeliveryFact): number => (status === 'sent' ? 0 : 1)

/** All items of the table whose logical id begins with `table`, with the person's own rights. */
export async function everything(rehearsal: Rehearsal, table: 'Ledger' | 'Debtors'): Promise<Item[]> {
  const found = rehearsal.deployed.ofType('AWS::DynamoDB::Table').find(({ logicalId }) => logicalId.includes(table))
  if (!found) throw new Error(`the template has no table ${table}`)
  const client = new DynamoDBClient({
    endpoint: rehearsal.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'collector', secretAccessKey: 'collector' },
  })
  const items: Item[] = []
  for (let from: Item | undefined, more = true; more; more = from !== undefined) {
    const page = await client.send(
      new ScanCommand({
        TableName: found.name,
        ConsistentRead: true,
        ...(from && { ExclusiveStartKey: trusted(from) }),
      }),
    )
    items.push(...(page.Items ?? []).map((item) => unmarshall(item)))
    from = page.LastEvaluatedKey
  }
  client.destroy()
  return items
}

async function runningOf(rehearsal: Rehearsal, executions: readonly Item[]): Promise<Map<string, number[]>> {
  const [machine] = rehearsal.deployed.ofType('AWS::StepFunctions::StateMachine')
  const known = new Map(
    executions.map((item) => {
      const { invoice, generation } = trusted<{ invoice: string; generation: number }>(item)
      return [executionName(invoice, generation), { invoice, generation }]
    }),
  )
  const running = new Map<string, number[]>()
  let nextToken: string | undefined
  do {
    const page = asFields(
      await rehearsal.machines.call('ListExecutions', {
        stateMachineArn: machine?.arn,
        statusFilter: 'RUNNING',
        maxResults: 1000,
        ...(nextToken && { nextToken }),
      }),
    )
    for (const execution of fieldsList(page, 'executions')) {
      const journey = known.get(text(execution, 'name'))
      if (!journey) throw new Error(`the execution ${text(execution, 'name')} belongs to no invoice of the ledger`)
      running.set(journey.invoice, [...(running.get(journey.invoice) ?? []), journey.generation])
    }
    nextToken = typeof page.nextToken === 'string' ? page.nextToken : undefined
  } while (nextToken)
  return running
}
