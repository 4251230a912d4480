import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import type { PaymentMark } from '../domain/stale-data.ts'
import type { PaymentMarks } from '../usecases/complete-source.ts'
import { Items } from './items.ts'
import { KEYS, trusted } from './ledger-items.ts'

/** Where the payment sources are listed for staff. */
export const PAYMENT_SOURCES = 'paymentSources'

/** How far the payments of each source are known: one item a source, the newest instant it ever said. */
export class DynamoPaymentMarks implements PaymentMarks {
  readonly #items: Items

  constructor(client: DynamoDBClient, table: string) {
    this.#items = new Items(client, table)
  }

  async read(sources: readonly string[]): Promise<PaymentMark[]> {
    const items = await Promise.all(sources.map((source) => this.#items.get(KEYS.paymentSource(source))))
    return sources.map((source, index) => {
      const item = items[index]
      return item ? trusted<PaymentMark>({ source, completeUpTo: item.completeUpTo }) : { source }
    })
  }

  async advance(source: string, completeUpTo: string): Promise<void> {
    await this.#items.change({
      key: KEYS.paymentSource(source),
      set: { source, completeUpTo, open: PAYMENT_SOURCES, due: completeUpTo },
      condition: 'attribute_not_exists(pk) OR #completeUpTo < :told',
      values: { told: completeUpTo },
    })
  }
}
