import type { DebtorRecord } from '../../lib/domain/debtor-record.ts'
import type { Invoice, JourneyProgress } from '../../lib/domain/invoice.ts'
import type { InvoiceChange, Ledger } from '../../lib/ports.ts'
import { OTHER_ID, type Script } from '../../lib/simulation/script.ts'
import type { Protocol } from '../../lib/simulation/town.ts'
import { otherwise } from './otherwise.ts'

/** A protocol that looks right and is not, with what may give it away, and the towns in which it can. */
export interface Naive {
  readonly protocol: Protocol
  readonly breaks: readonly string[]
  readonly where?: (script: Script) => boolean
}

/** Writes journeys otherwise than they were decided. */
const progress = (change: (journey: JourneyProgress, change: InvoiceChange) => JourneyProgress): Protocol => ({
  ledger: (ledger) =>
    otherwise<Ledger>(ledger, {
      record: (written) => {
        const { after } = written
        return ledger.record({ ...written, after: { ...after, journey: change(after.journey, written) } })
      },
    }),
})

/** Reads invoices otherwise than they are. */
const seen = (as: (invoice: Invoice) => Invoice): Protocol => ({
  ledger: (ledger) =>
    otherwise<Ledger>(ledger, {
      invoice: async (id) => as(await ledger.invoice(id)),
      invoices: async (ids) => (await ledger.invoices(ids)).map(as),
      invoiceWith: async (id, debtor) => {
        const both = await ledger.invoiceWith(id, debtor)
        return { ...both, invoice: as(both.invoice) }
      },
    }),
})

/** Saves records of debtors otherwise than they were told. */
const kept = (as: (after: DebtorRecord, before: DebtorRecord) => DebtorRecord): Protocol => ({
  debtors: (debtors) =>
    otherwise(debtors, {
      save: (changes, at) =>
        debtors.save(
          changes.map(({ before, after }) => ({ before, after: as(after, before) })),
          at,
        ),
    }),
})

const isMerging = (after: DebtorRecord, before: DebtorRecord): boolean => after.merges.length > before.merges.length

/** The words under each id, changed. */
const wordsOf = (
  record: DebtorRecord,
  as: (words: DebtorRecord['words'][string]) => DebtorRecord['words'][string],
) => ({
  ...record,
  words: Object.fromEntries(Object.entries(record.words).map(([id, words]) => [id, as(words)])),
})

const without = <Value>(all: Readonly<Record<string, Value>>, leftOut: (value: Value, name: string) => boolean) =>
  Object.fromEntries(Object.entries(all).filter(([name, value]) => !leftOut(value, name)))

/** A reversal of a charge that nobody knows yet is forgotten. */
const reversalsInOrder: Protocol = {
  ledger: (ledger) =>
    otherwise<Ledger>(ledger, {
      record: async (change) => {
        const fact = change.entries[0]?.fact
        const isEarly = fact?.kind === 'chargeReversed' && !change.before.charges[fact.charge]
        return isEarly ? 'duplicate' : ledger.record(change)
      },
    }),
}

/** Everybody is taken to have been written to before. */
const nobodyIsNew: Protocol = {
  debtors: (debtors) => {
    const before = { touch: 'before', at: '2020-01-01T00:00:00.000Z', class: 'overdue', channel: 'email' } as const
    const known = <One extends { readonly recent: DebtorRecord['recent'] }>(one: One): One => ({
      ...one,
      recent: one.recent.length > 0 ? one.recent : [{ ...before, entity: 'andina', currency: 'MXN' }],
    })
    return otherwise(debtors, { debtor: async (id) => known(await debtors.debtor(id)) })
  },
}

const tells = (name: string) => (script: Script) => script.words.some((word) => word.name === name)

/** Rules of collecting, each broken on purpose. */
export const NAIVE_RULES: Readonly<Record<string, Naive>> = {
  'a plan that stays at its first instalment': {
    protocol: progress((journey, { after }) => {
      const first = after.terms.instalments?.[0]?.dueDate
      return first ? { ...journey, anchor: first } : journey
    }),
    breaks: ['I1'],
    where: ({ words }) => words.some(({ detail }) => 'instalments' in detail),
  },
  'an instalment that is opened again begins anew': {
    protocol: progress(({ reached: _, ...journey }) => journey),
    breaks: ['I2'],
    where: ({ words }) =>
      words.some(({ detail }) => 'instalments' in detail) && words.some(({ name }) => name === 'PaymentReversed'),
  },
  'a merge that forgets what the other id was told': {
    protocol: kept((after, before) => (isMerging(after, before) ? { ...after, recent: before.recent } : after)),
    breaks: ['I7'],
    where: tells('DebtorMerged'),
  },
  'a merge that leaves a stop behind': {
    protocol: kept((after, before) =>
      isMerging(after, before)
        ? wordsOf(after, (words) => ({
            ...words,
            consents: without(words.consents, ({ status }) => status === 'revoked'),
          }))
        : after,
    ),
    breaks: ['I13'],
    where: ({ words }) =>
      words.some(({ name, detail }) => name === 'DebtorUpserted' && 'debtor' in detail && detail.debtor === OTHER_ID),
  },
  'an order to follow another policy that begins with its first step': {
    protocol: progress((journey, { entries }) =>
      entries.some(({ kind }) => kind === 'adopted') ? { ...journey, position: -1, level: 0 } : journey,
    ),
    breaks: ['I2'],
    where: tells('PolicyAdopted'),
  },
  'silence that is taken for a yes': {
    protocol: seen((invoice) => {
      const { approval } = invoice.journey
      if (!approval || approval.approvedAt !== undefined || approval.declinedAt !== undefined) return invoice
      const answered = { ...approval, approvedAt: approval.askedAt }
      return { ...invoice, journey: { ...invoice.journey, approval: answered } }
    }),
    breaks: ['I1'],
    where: ({ policy }) => policy === 'approved',
  },
  'an answer that holds nobody': {
    protocol: kept((after) =>
      wordsOf(after, (words) => ({ ...words, holds: without(words.holds, (_, name) => name.startsWith('reply/')) })),
    ),
    breaks: ['I4'],
    where: tells('ReplyReceived'),
  },
  'a stop word that is only filed': {
    protocol: kept((after) =>
      wordsOf(after, (words) => ({
        ...words,
        consents: without(words.consents, ({ evidence }) => evidence?.text?.startsWith('answer') ?? false),
      })),
    ),
    breaks: ['I13'],
    where: tells('ReplyReceived'),
  },
  'a reversal of a charge that must come after it': {
    protocol: reversalsInOrder,
    breaks: ['I4'],
    where: tells('ChargeReversed'),
  },
  'a newcomer who is written to at once': {
    protocol: nobodyIsNew,
    breaks: ['I7'],
    where: ({ firstContactsFrom }) => firstContactsFrom !== undefined,
  },
}
