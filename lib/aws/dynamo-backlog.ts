import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import type { Waiting } from '../domain/backlog.ts'
import { dueDateOf } from '../domain/instalments.ts'
import { isIssued } from '../domain/invoice.ts'
import type { CalendarDate } from '../domain/time.ts'
import type { Backlog } from '../usecases/release-backlog.ts'
import { debtorIdOf, debtorKey } from './debtor-items.ts'
import { type ItemKey, Items } from './items.ts'
import { invoiceIdOf, invoiceOf, KEYS, OPEN, taskOf, trusted } from './ledger-items.ts'

/** The backlog of hand-overs, listed under `open` = `backlog`. */
export class DynamoBacklog implements Backlog {
  readonly #items: Items
  readonly #debtors: Items

  constructor(client: DynamoDBClient, tables: { readonly ledger: string; readonly debtors: string }) {
    this.#items = new Items(client, tables.ledger)
    this.#debtors = new Items(client, tables.debtors)
  }

  async waiting(): Promise<Waiting[]> {
    const keys = await this.#items.query('backlog', { index: OPEN })
    const tasks = (await this.#items.getMany(keys.map(({ pk, sk }) => ({ pk: String(pk), sk: String(sk) })))).map(
      taskOf,
    )
    const summaries = await this.#items.getMany(uniqueKeys(tasks.flatMap(({ invoice }) => invoice ?? [])))
    const invoices = new Map(summaries.map((item) => [invoiceIdOf(item.pk), invoiceOf(invoiceIdOf(item.pk), item)]))
    const waiting = tasks.flatMap(({ id, invoice = '' }): Waiting[] => {
      const about = invoices.get(invoice)
      if (!about || !isIssued(about) || about.balance <= 0) return []
      const { currency, balance, terms } = about
      return [{ task: id, debtor: terms.debtor, currency, balance, dueDate: dueDateOf(about) }]
    })
    const roots = await this.#rootsOf(new Set(waiting.map(({ debtor }) => debtor)))
    return waiting.map((one) => ({ ...one, debtor: roots.get(one.debtor) ?? one.debtor }))
  }

  /** The debtor that each id was merged into, at the end of every chain. */
  async #rootsOf(ids: ReadonlySet<string>): Promise<ReadonlyMap<string, string>> {
    const next = new Map<string, string>()
    for (let asked = [...ids]; asked.length > 0; ) {
      const items = await this.#debtors.getMany(asked.map(debtorKey))
      const led = items.flatMap(({ pk, mergedInto }) =>
        mergedInto === undefined ? [] : [[debtorIdOf(pk), String(mergedInto)] as const],
      )
      for (const [id, into] of led) next.set(id, into)
      asked = [...new Set(led.map(([, into]) => into))].filter((id) => !next.has(id))
    }
    const end = (id: string): string => {
      const into = next.get(id)
      return into === undefined ? id : end(into)
    }
    return new Map([...ids].map((id) => [id, end(id)]))
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
