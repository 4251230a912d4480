import { unmarshall } from '@aws-sdk/util-dynamodb'
import type { Item } from '../../../aws/items.ts'
import { bookedEntryOf, invoiceIdOf, invoiceOf, taskOf, touchOf, trusted } from '../../../aws/ledger-items.ts'
import type { CompiledCatalog } from '../../../contracts/compiled-catalog.ts'
import type { Rehearsal } from '../../../rehearsal/boot.ts'
import type { BusEvent } from '../../../rehearsal/events/bus-event.ts'
import { asFields, fieldsList, text } from '../../../rehearsal/gateway/fields.ts'
import { verifyRehearsal } from '../../verify-rehearsal.ts'
import { renderViolation } from '../../verify-words.ts'
import { wordsFor } from '../../words.ts'
import { faultOf } from './faults.ts'
import type { Planned } from './troubled.ts'

/** What a tale came to. */
export interface Ending {
  /** By invoice: its status or outcome, and the lines that move money. */
  readonly accounts: ReadonlyMap<string, { readonly outcome: string; readonly lines: readonly string[] }>
  /** Every step that a message stood for, as `invoice step due-date`. */
  readonly sent: readonly string[]
  /** Invoices that were left to a person, whose task may be over. */
  readonly tasks: readonly string[]
  /** Whatever is wrong in itself, without looking at the calm ending. */
  readonly problems: readonly string[]
}

/** Reads the whole ledger of a rehearsal at rest, and what is wrong with it. */
export async function endingOf(
  rehearsal: Rehearsal,
  catalog: CompiledCatalog,
  told: readonly BusEvent[],
): Promise<Ending> {
  const items = await scan(rehearsal, rehearsal.deployed.outputs.LedgerTable ?? '')
  const kind = (name: string) => items.filter((item) => String(item.sk).split('#')[0] === name)
  const entries = kind('entry')
  const accounts = kind('summary').map((item) => {
    const invoice = invoiceOf(invoiceIdOf(item.pk), item)
    const lines = entries
      .filter(({ pk }) => pk === item.pk)
      .map(bookedEntryOf)
      .flatMap(({ kind, amount }) => (amount === 0 ? [] : [`${kind} ${amount}`]))
    return { invoice, lines: lines.sort(), parked: typeof item.parkedToken === 'string' }
  })
  const touches = kind('touch')
    .filter(({ sk }) => sk === 'touch')
    .map(touchOf)
  const taken = new Set(rehearsal.mail.messages.map(({ tags, id }) => tags.touch ?? id))
  const sent = touches
    .filter(({ id, attempts }) =>
      [id, ...attempts.map(({ providerId }) => providerId)].some((one) => taken.has(one ?? '')),
    )
    .flatMap(({ members }) => members.map(({ invoice, step, dueDate }) => `${invoice} ${step} ${dueDate}`))
  const problems: string[] = []
  const words = wordsFor('en')
  await verifyRehearsal(rehearsal, catalog, (violation) => problems.push(renderViolation(violation, words)))
  const running = Map.groupBy(
    rehearsal.machines.executions().filter(({ status }) => status === 'RUNNING'),
    ({ input }) => text(asFields(JSON.parse(input)), 'invoice'),
  )
  for (const { invoice, parked } of accounts) {
    const journeys = running.get(invoice.id)?.length ?? 0
    const wanted = invoice.status === 'open' ? 1 : 0
    if (journeys !== wanted) problems.push(`${invoice.id} is ${invoice.status} and has ${journeys} journeys`)
    if (wanted === 1 && !parked) problems.push(`${invoice.id} is open and nothing waits for it`)
  }
  const heard = new Set(told.map(({ detail }) => String(asFields(detail).id)))
  const sayings = [
    ...touches.filter(({ status }) => status === 'sent').map(({ id }) => `sent/${id}`),
    ...accounts
      .filter(({ invoice }) => invoice.status === 'closed')
      .map(({ invoice }) => `ended/${invoice.id}/${invoice.generation}`),
  ]
  for (const id of sayings) if (!heard.has(id)) problems.push(`nobody was told ${id}`)
  for (const item of kind('refused')) problems.push(`refused: ${JSON.stringify(item.problems)}`)
  for (const queue of rehearsal.queues.all())
    for (const { body, deadFrom } of queue.messages())
      if (deadFrom !== undefined) problems.push(`a dead letter is left: ${body.slice(0, 200)}`)
  return {
    accounts: new Map(
      accounts.map(({ invoice, lines }) => [invoice.id, { outcome: invoice.outcome ?? invoice.status, lines }]),
    ),
    sent: sent.sort(),
    tasks: kind('task')
      .map(taskOf)
      .flatMap(({ invoice }) => invoice ?? []),
    problems,
  }
}

/** What is wrong with the ending of a faulted run beside the calm one: the same money, the same steps, nothing twice. */
export function brokenIn(ending: Ending, calm: Ending, faults: readonly Planned[]): string[] {
  const kinds = faults.map(({ kind }) => faultOf(kind))
  return brokenBeside(ending, calm, {
    mayHandOver: kinds.some((fault) => fault.mayHandOver),
    delaysOnly: kinds.every((fault) => fault.delaysOnly),
  })
}

/** The same of any run, by what its faults may do: leave an invoice to a person, or only delay what is sent. */
export function brokenBeside(
  ending: Ending,
  calm: Ending,
  { mayHandOver, delaysOnly }: { readonly mayHandOver: boolean; readonly delaysOnly: boolean },
): string[] {
  const known = new Set(calm.problems)
  const problems = ending.problems.filter((problem) => !known.has(problem))
  const left = new Set(ending.tasks)
  for (const [id, { outcome, lines }] of calm.accounts) {
    const own = ending.accounts.get(id)
    if (!own) {
      problems.push(`${id} is lost`)
      continue
    }
    if (own.lines.join() !== lines.join()) problems.push(`${id} has ${own.lines.join()} instead of ${lines.join()}`)
    const isLeft = mayHandOver && own.outcome === 'handedOver' && left.has(id)
    if (own.outcome !== outcome && !isLeft) problems.push(`${id} ended ${own.outcome} instead of ${outcome}`)
  }
  return [...problems, ...brokenSending(ending.sent, calm.sent, delaysOnly)]
}

function brokenSending(sent: readonly string[], calm: readonly string[], delaysOnly: boolean): string[] {
  const [own, expected] = [new Set(sent), new Set(calm)]
  const twice = sent.filter((step, index) => step === sent[index - 1])
  const lost = delaysOnly ? calm.filter((step) => !own.has(step)) : []
  return [
    ...[...own].filter((step) => !expected.has(step)).map((step) => `${step} was sent, which calm never sends`),
    ...twice.map((step) => `${step} was sent twice`),
    ...lost.map((step) => `${step} was never sent`),
  ]
}

/** What is in quarantine: the reasons of each refusal. */
export async function quarantined(rehearsal: Rehearsal): Promise<readonly (readonly unknown[])[]> {
  const items = await scan(rehearsal, rehearsal.deployed.outputs.LedgerTable ?? '')
  return items.flatMap(({ sk, problems }) =>
    String(sk).split('#')[0] === 'refused' ? [Array.isArray(problems) ? problems : []] : [],
  )
}

async function scan({ dynamo }: Rehearsal, TableName: string): Promise<Item[]> {
  const items: Item[] = []
  for (let from: unknown, more = true; more; more = from !== undefined) {
    const page = asFields(
      await dynamo.call('Scan', {
        TableName,
        ConsistentRead: true,
        ...(from === undefined ? {} : { ExclusiveStartKey: from }),
      }),
    )
    items.push(...fieldsList(page, 'Items').map((item) => unmarshall(trusted(item))))
    from = page.LastEvaluatedKey
  }
  return items
}
