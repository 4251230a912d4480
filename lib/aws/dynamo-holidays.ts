import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import type { Decreed } from '../domain/law/book.ts'
import type { Holidays, Written } from '../ports.ts'
import { type Item, Items } from './items.ts'
import { trusted } from './ledger-items.ts'

/** The partition of the Catalog table that holds them: a few a year, so one query reads all. */
const DECREED = 'holidays'

/** Decreed holidays in the Catalog table: an item for each entry, written once, in the order of their instants. */
export class DynamoHolidays implements Holidays {
  readonly #items: Items

  constructor(client: DynamoDBClient, table: string) {
    this.#items = new Items(client, table)
  }

  async decreed(): Promise<Decreed[]> {
    return (await this.#items.query(DECREED)).map(decreedOf)
  }

  async decree(entry: Decreed): Promise<Written> {
    const sk = `${entry.at}#${entry.place}#${entry.date}`
    return (await this.#items.putNew({ pk: DECREED, sk, ...entry })) ? 'written' : 'duplicate'
  }
}

const decreedOf = ({ pk: _, sk: __, ...entry }: Item): Decreed => trusted<Decreed>(entry)
