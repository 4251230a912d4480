import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import type { PersonalContact } from '../domain/personal-contact.ts'
import type { Contacts } from '../usecases/record-contact.ts'
import { type Item, Items } from './items.ts'
import { KEYS, trusted } from './ledger-items.ts'

/** Contacts that people made: one item for the debtor by time, and a line on each invoice they were about. */
export class DynamoContacts implements Contacts {
  readonly #items: Items

  constructor(client: DynamoDBClient, table: string) {
    this.#items = new Items(client, table)
  }

  async note(contact: PersonalContact, invoices: readonly string[]): Promise<void> {
    await this.#items.putNew({ ...KEYS.contact(contact.contact), ...contact })
    for (const invoice of invoices) {
      const { debtor: _, ...line } = contact
      await this.#items.putNew({ pk: KEYS.invoice(invoice).pk, sk: `contact#${contact.contact}`, ...line })
    }
  }
}

/** A contact on the timeline of an invoice. */
export const contactOf = (item: Item): Omit<PersonalContact, 'debtor'> => trusted<Omit<PersonalContact, 'debtor'>>(item)
