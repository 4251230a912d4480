import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { idsOf } from '../domain/debtor-record.ts'
import type { DebtorId, InvoiceId } from '../domain/invoice.ts'
import { asLawSees, type PersonalContact } from '../domain/personal-contact.ts'
import type { InvoiceEvidence, OnRecord } from '../domain/verify/evidence.ts'
import type { TouchRecord } from '../ports.ts'
import { recordOf } from '../usecases/tell-debtor.ts'
import { debtorIdOf, debtorKey, entryOf } from './debtor-items.ts'
import { DynamoDebtors } from './dynamo-debtors.ts'
import { wholeTimeline } from './earlier-debtors.ts'
import { type Item, type ItemKey, Items } from './items.ts'
import { BY_DEBTOR, bookedEntryOf, invoiceIdOf, invoiceOf, KEYS, taskOf, touchOf, trusted } from './ledger-items.ts'
import { pagesOf } from './scanning.ts'

/** Reads everything on record, debtor by debtor, so that a portfolio of any size fits into little memory. */
export class Records {
  readonly #client: DynamoDBClient
  readonly #tables: { readonly ledger: string; readonly debtors: string }
  readonly #ledger: Items
  readonly #debtors: Items
  readonly #records: DynamoDebtors

  constructor(client: DynamoDBClient, tables: { readonly ledger: string; readonly debtors: string }) {
    this.#client = client
    this.#tables = tables
    this.#ledger = new Items(client, tables.ledger)
    this.#debtors = new Items(client, tables.debtors)
    this.#records = new DynamoDebtors(client, tables.debtors)
  }

  /** Every debtor with what is on record; then invoices whose debtor nobody has described. */
  async *all(): AsyncGenerator<OnRecord> {
    for await (const page of pagesOf(this.#client, this.#tables.debtors, ['pk', 'sk', 'mergedInto']))
      for (const { pk, sk, mergedInto } of page)
        if (sk === 'debtor' && mergedInto === undefined) yield await this.of(debtorIdOf(pk))
    yield* this.#undescribed()
  }

  /** Every message that was ever claimed, in no order. */
  async *touches(): AsyncGenerator<TouchRecord> {
    for await (const page of pagesOf(this.#client, this.#tables.ledger, ['pk', 'sk']))
      yield* (
        await this.#ledger.getMany(page.filter(({ sk }) => sk === 'touch').map((item) => trusted<ItemKey>(item)))
      ).map(touchOf)
  }

  /** What is on record about one debtor, under all of the debtor's ids. */
  async of(debtor: DebtorId): Promise<OnRecord> {
    const record = await recordOf(this.#records, debtor)
    const ids = idsOf(record)
    const timelines = await Promise.all(
      ids.map(async (id) => {
        const lines = (await this.#debtors.query(debtorKey(id).pk, { prefix: 'fact#' })).map(entryOf)
        return [id, id === record.id ? wholeTimeline(record, lines) : lines] as const
      }),
    )
    const listed = await Promise.all(ids.map((id) => this.#ledger.query(id, { index: BY_DEBTOR })))
    const named = listed.flat().map((item) => trusted<ItemKey>(item))
    const touches = (await this.#ledger.getMany(named.filter(({ sk }) => sk === 'touch'))).map(touchOf)
    const own = named.filter(({ sk }) => sk === 'summary').map(({ pk }) => invoiceIdOf(pk))
    const others = touches.flatMap(({ members }) => members.map(({ invoice }) => invoice))
    const files = await Promise.all([...new Set([...own, ...others])].map((id) => this.#invoice(id)))
    const invoices = files.flatMap((file) => file ?? [])
    // The index lags a moment behind; a claim's own line does not.
    const indexed = new Set(touches.map(({ id }) => id))
    const claims = [...new Set(invoices.flatMap((one) => one.claims.map(({ touch }) => touch)))]
    const missing = claims.filter((id) => !indexed.has(id)).map(KEYS.touch)
    const late = (await this.#ledger.getMany(missing)).map(touchOf)
    const foreign = new Set(late.flatMap((touch) => (ids.includes(touch.debtor) ? [] : touch.id)))
    return {
      debtor,
      timelines: Object.fromEntries(timelines),
      contacts: (await this.#ledger.getMany(named.filter(({ sk }) => sk === 'contact'))).map((item) => {
        const contact = trusted<PersonalContact>(item)
        return { ...asLawSees(contact), ...(contact.recordedAt && { recordedAt: contact.recordedAt }) }
      }),
      invoices: invoices.map((one) => ({ ...one, claims: one.claims.filter(({ touch }) => !foreign.has(touch)) })),
      touches: [...touches, ...late.filter(({ id }) => !foreign.has(id))].sort((a, b) =>
        a.claimedAt < b.claimedAt ? -1 : 1,
      ),
    }
  }

  async #invoice(id: InvoiceId): Promise<InvoiceEvidence | undefined> {
    const items = await this.#ledger.query(KEYS.invoice(id).pk)
    const summary = items.find(({ sk }) => sk === 'summary')
    if (!summary) return undefined
    const of = (kind: string) => items.filter(({ sk }) => String(sk).startsWith(`${kind}#`))
    const openings = of('opened').map((item) => trusted<{ generation: number; at: string }>(item))
    const tasks = await this.#ledger.getMany(openings.map(({ generation }) => KEYS.task(`collect/${id}/${generation}`)))
    const { endedAt, parkedAt, parkedSeconds } = summary
    return {
      invoice: invoiceOf(id, summary),
      entries: of('entry').map(bookedEntryOf),
      openings: openings.map(({ generation, at }) => ({ generation, at })),
      handOvers: tasks.map((item) => ({
        generation: Number(taskOf(item).id.split('/').at(-1)),
        at: taskOf(item).openedAt,
      })),
      claims: of('touch').map(({ sk, at }) => ({ touch: String(sk).slice('touch#'.length), at: String(at) })),
      ...(endedAt === undefined ? {} : { endedAt: String(endedAt) }),
      ...(parkedAt === undefined ? {} : { parked: { at: String(parkedAt), seconds: Number(parkedSeconds) } }),
    }
  }

  /** Debtors that only the ledger names, and invoices that name none. */
  async *#undescribed(): AsyncGenerator<OnRecord> {
    const told = new Set<string>()
    for await (const page of pagesOf(this.#client, this.#tables.ledger, ['pk', 'sk', 'debtor'])) {
      const owned = page.filter(({ sk }) => sk === 'summary' || sk === 'touch')
      const debtors = new Set(owned.flatMap(({ debtor }) => (debtor === undefined ? [] : String(debtor))))
      const described = await this.#described([...debtors].filter((id) => !told.has(id)))
      for (const id of debtors) {
        if (described.has(id) || told.has(id)) continue
        told.add(id)
        yield await this.of(id)
      }
      for (const { pk, sk, debtor } of owned) {
        if (sk !== 'summary' || debtor !== undefined) continue
        const invoice = await this.#invoice(invoiceIdOf(pk))
        if (invoice) yield { debtor: '', timelines: {}, invoices: [invoice], touches: [], contacts: [] }
      }
    }
  }

  async #described(ids: readonly DebtorId[]): Promise<ReadonlySet<string>> {
    const keys = ids.map(debtorKey)
    const items: readonly Item[] = await this.#debtors.getMany(keys)
    return new Set(items.map(({ pk }) => debtorIdOf(pk)))
  }
}
