import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import type { Debtor } from '../domain/debtor.ts'
import type { DebtorEntry } from '../domain/debtor-line.ts'
import { idsOf } from '../domain/debtor-record.ts'
import type { Invoice } from '../domain/invoice.ts'
import { united } from '../domain/united.ts'
import { recordOf } from '../usecases/tell-debtor.ts'
import { debtorKey, entryOf } from './debtor-items.ts'
import { DynamoDebtors } from './dynamo-debtors.ts'
import { DynamoLedger } from './dynamo-ledger.ts'
import { Items } from './items.ts'

/** Everything staff may ask about one debtor. */
export interface DebtorFile {
  readonly debtor: Debtor
  /** The oldest due first. */
  readonly openInvoices: readonly Invoice[]
  /** What came to count for each of the debtor's ids, oldest first. */
  readonly timeline: readonly (DebtorEntry & { readonly id: string })[]
}

/** What staff read about debtors. */
export class StaffDebtors {
  readonly #debtors: DynamoDebtors
  readonly #ledger: DynamoLedger
  readonly #items: Items

  constructor(client: DynamoDBClient, tables: { ledger: string; debtors: string }) {
    this.#debtors = new DynamoDebtors(client, tables.debtors)
    this.#ledger = new DynamoLedger(client, tables)
    this.#items = new Items(client, tables.debtors)
  }

  /** The file of the debtor who has this id; undefined when nobody has ever mentioned it. */
  async file(id: string): Promise<DebtorFile | undefined> {
    const record = await recordOf(this.#debtors, id)
    if (record.version === 0) return undefined
    const ids = idsOf(record)
    const timelines = await Promise.all(
      ids.map(async (one) => (await this.timeline(one)).map((entry) => ({ ...entry, id: one }))),
    )
    const open = await Promise.all(ids.map((one) => this.#ledger.openInvoices(one)))
    const openInvoices = (await this.#ledger.invoices(open.flat())).filter(({ status }) => status === 'open')
    return {
      debtor: united(record),
      openInvoices: openInvoices.sort((a, b) => ((a.terms.dueDate ?? '') < (b.terms.dueDate ?? '') ? -1 : 1)),
      timeline: timelines.flat().sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.version - b.version)),
    }
  }

  /** What came to count for one id, oldest first. */
  async timeline(id: string): Promise<DebtorEntry[]> {
    return (await this.#items.query(debtorKey(id).pk, { prefix: 'fact#' })).map(entryOf)
  }
}
