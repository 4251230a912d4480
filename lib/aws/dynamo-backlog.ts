import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import type { Waiting } from '../domain/backlog.ts'
import { dueDateOf } from '../domain/instalments.ts'
import { isIssued } from '../domain/invoice.ts'
import type { CalendarDate } from '../domain/time.ts'
import type { Backlog } from '../usecases/release-backlog.ts'
import { type ItemKey, Items } from './items.ts'
import { invoiceIdOf, invoiceOf, KEYS, OPEN, taskOf, trusted } from './ledger-items.ts'

/** The backlog of hand-overs, listed under `open` = `backlog`. */
export class DynamoBacklog implements Backlog {
  readonly #items: Items

  constructor(client: DynamoDBClient, table: string) {
    this.#items = new Items(client, table)
  }

  async waiting(): Promise<Waiting[]> {
    const keys = await this.#items.query('backlog', { index: OPEN })
    const tasks = (await this.#items.getMany(keys.map(({ pk, sk }) => ({ pk: String(pk), sk: String(sk) })))).map(
      taskOf,
    )
    const summaries = await this.#items.getMany(uniqueKeys(tasks.flatMap(({ invoice }) => invoice ?? [])))
    const invoices = new Map(summaries.map((item) => [invoiceIdOf(item.pk), invoiceOf(invoiceIdOf(item.pk), item)]))
    return tasks.flatMap(({ id, invoice = '' }) => {
      const about = invoices.get(invoice)
      if (!about || !isIssued(about) || about.balance <= 0) return []
      const { currency, balance, terms } = about
      return [{ task: id, debtor: terms.debtor, currency, balance, dueDate: dueDateOf(about) }]
    })
  }

  async fix(date: CalendarDate, tasks: readonly string[]): Promise<readonly string[]> {
    const key = KEYS.release(date)
    const fixed = async () => trusted<{ tasks: string[] } | undefined>(await this.#items.get(key))?.tasks
    return (await fixed()) ?? ((await this.#items.putNew({ ...key, tasks })) ? tasks : ((await fixed()) ?? []))
  }

  async release(task: string, releasedAt: string, due: string): Promise<void> {
    await this.#items.change({
      key: KEYS.task(task),
      set: { open: 'tasks', releasedAt, due },
      condition: '#open = :backlog',
      values: { backlog: 'backlog' },
    })
  }
}

const uniqueKeys = (invoices: readonly string[]): ItemKey[] => [...new Set(invoices)].map(KEYS.invoice)
