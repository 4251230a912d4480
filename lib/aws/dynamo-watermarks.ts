import type { DynamoDBClient, TransactWriteItem } from '@aws-sdk/client-dynamodb'
import {
  type ControlTotals,
  type Counted,
  countedChanges,
  type Declaration,
  totalsOf,
  type Watermark,
} from '../domain/control-totals.ts'
import type { Invoice } from '../domain/invoice.ts'
import type { CalendarDate } from '../domain/time.ts'
import type { InvoiceChange, Watermarks, Written } from '../ports.ts'
import { type Item, type ItemKey, Items } from './items.ts'
import { trusted } from './ledger-items.ts'

/** Counters of one source, date and currency: all invoices of one day on a single item would wait for one another. */
const SHARDS = 8
/** Sorts after every character of a key. */
const END = '~'
/** Where the watermarks are listed. */
export const WATERMARKS = 'watermarks'

/** What sources declared complete, beside counters that are kept with each invoice. */
export class DynamoWatermarks implements Watermarks {
  readonly #items: Items

  constructor(client: DynamoDBClient, table: string) {
    this.#items = new Items(client, table)
  }

  async watermark(period: Period): Promise<Watermark | undefined> {
    const item = await this.#items.get(watermarkKey(period))
    return item && watermarkOf(item)
  }

  async covering(source: string, date: CalendarDate): Promise<Watermark[]> {
    const between = [`watermark#${date}`, `watermark#${END}`] as const
    const items = await this.#items.query(`watermark#${source}`, { between })
    return items.map(watermarkOf).filter(({ from }) => from <= date)
  }

  async totals({ source, from, upTo }: Period): Promise<ControlTotals> {
    const items = await this.#items.query(`source#${source}`, { between: [from, `${upTo}#${END}`] })
    return totalsOf(items.map((item) => trusted<Counted>(item)))
  }

  async save(before: Watermark | undefined, after: Watermark): Promise<Written> {
    const key = watermarkKey(after)
    const item = { ...after, open: WATERMARKS, due: after.upTo }
    const saved = before
      ? await this.#items.change({
          key,
          set: item,
          condition: '#version = :before',
          values: { before: before.version },
        })
      : await this.#items.putNew({ ...key, ...item })
    return saved ? 'written' : 'conflict'
  }
}

type Period = Pick<Declaration, 'source' | 'from' | 'upTo'>

/** Ordered by the last date, so that the periods an invoice may belong to are one range. */
const watermarkKey = ({ source, from, upTo }: Period): ItemKey => ({
  pk: `watermark#${source}`,
  sk: `watermark#${upTo}#${from}`,
})

export function watermarkOf(item: Item): Watermark {
  const { pk: _, sk: __, open: ___, due: ____, ...watermark } = item
  return trusted<Watermark>(watermark)
}

/** The lines that keep the counters in step with an invoice, for the transaction that changes it. */
export function countedLines(
  items: Items,
  { before, after }: Pick<InvoiceChange, 'before' | 'after'>,
): TransactWriteItem[] {
  return countedChanges(before, after).map(({ source, date, currency, documents, amount }) =>
    items.line({
      key: { pk: `source#${source}`, sk: `${date}#${currency}#${shardOf(after.id)}` },
      add: { documents, amount },
      set: { currency },
    }),
  )
}

function shardOf(id: Invoice['id']): number {
  let hash = 0
  for (const character of id) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) % 1_000_003
  return hash % SHARDS
}
