import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import type { Invoice } from '../domain/invoice.ts'
import { type ItemKey, Items } from './items.ts'
import { invoiceIdOf, invoiceOf, OPEN, trusted } from './ledger-items.ts'
import { pagesOf } from './scanning.ts'

/** Journeys that run, for whoever may scan: a portfolio of any size page by page. */
export class OpenJourneys {
  readonly #client: DynamoDBClient
  readonly #table: string
  readonly #items: Items

  constructor(client: DynamoDBClient, table: string) {
    this.#client = client
    this.#table = table
    this.#items = new Items(client, table)
  }

  /** Open invoices in no order. One that was opened this very moment may be missing. */
  async *pages(): AsyncGenerator<Invoice[]> {
    for await (const page of pagesOf(this.#client, this.#table, ['pk', 'sk'], OPEN.name)) {
      const keys = page.filter(({ sk }) => sk === 'summary').map((item) => trusted<ItemKey>(item))
      const invoices = (await this.#items.getMany(keys)).map((item) => invoiceOf(invoiceIdOf(item.pk), item))
      yield invoices.filter(({ status }) => status === 'open')
    }
  }
}
