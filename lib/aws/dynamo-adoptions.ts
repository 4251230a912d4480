import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import type { Adoption } from '../contracts/edition.ts'
import { type Item, Items } from './items.ts'
import { trusted } from './ledger-items.ts'

/** The partition that lists them, oldest first. */
const ADOPTIONS = 'adoptions'

/** Orders to follow another policy, in the Catalog table beside the editions. */
export class DynamoAdoptions {
  readonly #items: Items

  constructor(client: DynamoDBClient, table: string) {
    this.#items = new Items(client, table)
  }

  async all(): Promise<Adoption[]> {
    return (await this.#items.query(ADOPTIONS)).map(({ pk: _, sk: __, ...entry }: Item) => trusted<Adoption>(entry))
  }

  /** Notes an order before anything is moved by it. */
  async begin(entry: Adoption): Promise<void> {
    await this.#items.putNew({ pk: ADOPTIONS, sk: entry.at, ...entry })
  }

  /** Notes that everything was asked for, and of how many journeys. */
  async end({ at }: Adoption, journeys: number): Promise<void> {
    await this.#items.change({
      key: { pk: ADOPTIONS, sk: at },
      set: { journeys },
      condition: 'attribute_exists(pk)',
    })
  }
}
