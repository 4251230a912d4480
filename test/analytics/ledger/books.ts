import type { EventRow } from '../../../lib/analytics/dunning-events.ts'
import type { CatalogTables } from '../../../lib/analytics/views/dims.ts'
import type { Watermark } from '../../../lib/domain/control-totals.ts'
import type { Debtor, RecentTouch } from '../../../lib/domain/debtor.ts'
import { type DebtorRecord, idsOf } from '../../../lib/domain/debtor-record.ts'
import type { DeliveryFact } from '../../../lib/domain/delivery.ts'
import { raisedFlags } from '../../../lib/domain/flag.ts'
import { type CalendarDate, dateAt, later } from '../../../lib/domain/time.ts'
import { united } from '../../../lib/domain/united.ts'
import type { BookedEntry } from '../../../lib/domain/verify/evidence.ts'
import type { SuppressedTouch, Task, TouchRecord } from '../../../lib/ports.ts'
import type { InvoiceStanding, LakeFact } from '../../../lib/usecases/map-to-lake.ts'

/** A line that moves money, on the day it counts; minor units. */
export interface Line {
  readonly day: CalendarDate
  readonly step: string
  readonly amount: number
}

/** What every account belongs to. */
export interface Belonging {
  readonly currency: string
  readonly entity: string
  readonly segment: string
}

/** An issued invoice as an accountant keeps it; amounts in minor units. */
export interface Account extends Belonging {
  readonly id: string
  readonly debtor: string
  readonly issueDate: CalendarDate
  readonly dueDate: CalendarDate
  readonly amount: number
  readonly balance: number
  readonly level: number
  readonly generation: number
  readonly waitingFor?: string
  readonly lines: readonly Line[]
}

export interface Touch extends Omit<TouchRecord, 'currency' | 'entity'> {
  readonly currency: string
  readonly entity: string
}

/** A person or company that owes, whatever ids it goes by. */
export interface Person {
  readonly id: string
  readonly segment: string
  /** What is about the debtor as a whole counts for: the own segment, else that of the invoices. */
  readonly unit: string
  readonly country: string | undefined
  readonly zone: string
  readonly isStopped: boolean
  readonly contacts: readonly RecentTouch[]
  readonly holds: Debtor['holds']
  /** Words of the debtor, each once under the id it was said of. */
  readonly record: DebtorRecord
}

/** Everything that the figures are worked out from, as the tables hold it: the other side of the comparison. */
export interface Books {
  readonly today: CalendarDate
  /** Of the company: instants become days in it. */
  readonly zone: string
  readonly catalog: CatalogTables
  readonly accounts: readonly Account[]
  readonly people: ReadonlyMap<string, Person>
  readonly standings: readonly (InvoiceStanding & { readonly at: string; readonly entity: string })[]
  readonly entries: readonly { readonly invoice: string; readonly entry: BookedEntry; readonly zone: string }[]
  readonly touches: readonly Touch[]
  readonly reports: readonly DeliveryFact[]
  readonly suppressed: readonly SuppressedTouch[]
  readonly tasks: readonly { readonly task: Task; readonly at: string }[]
  readonly watermarks: readonly Watermark[]
  /** What arrived in the lake, row by row: only how fresh it is follows from these. */
  readonly rows: readonly EventRow[]
}

/** Facts with what their ids and belongings are called in the lake. */
export interface Told {
  readonly facts: readonly LakeFact[]
  readonly own?: (id: string) => string
  readonly belonging?: Partial<Belonging>
}

const STEPS: Readonly<Record<string, string>> = {
  issued: 'invoiced',
  amended: 'invoiced',
  voided: 'invoiced',
  charged: 'charged',
  chargeReversed: 'charged',
  paid: 'collected',
  reversed: 'collected',
  excess: 'collected',
  credited: 'credited',
  writeOff: 'writtenOff',
}

/** The books of one day, from facts of one or several ledgers; nothing here has passed through rows or SQL. */
export function booksOf(all: readonly Told[], asOf: Pick<Books, 'today' | 'zone' | 'catalog' | 'rows'>): Books {
  const ids = (id: string) => id
  const people = new Map<string, Person>(
    all.flatMap(({ facts, own = ids, belonging }) =>
      facts.flatMap((fact) =>
        fact.kind === 'debtor' ? personOf(fact.after, own, { zone: asOf.zone, facts, belonging }) : [],
      ),
    ),
  )
  const of = <T>(pick: (fact: LakeFact, told: Required<Pick<Told, 'own'>> & Pick<Told, 'belonging'>) => readonly T[]) =>
    all.flatMap(({ facts, own = ids, belonging }) =>
      facts.flatMap((fact) => pick(fact, { own, ...(belonging && { belonging }) })),
    )
  const entries = of((fact, { own }) =>
    fact.kind === 'entry' ? [{ invoice: own(fact.invoice), entry: fact.entry, zone: asOf.zone }] : [],
  )
  const byInvoice = Map.groupBy(entries, ({ invoice }) => invoice)
  return {
    ...asOf,
    people,
    entries,
    standings: of((fact, { own, belonging }) => {
      if (fact.kind !== 'invoice') return []
      const { invoice, ...rest } = fact.after
      const entity = belonging?.entity ?? invoice.terms.entity ?? ''
      const { debtor, ...terms } = invoice.terms
      const named = { ...terms, ...(debtor && { debtor: own(debtor) }) }
      return [{ ...rest, at: fact.at, entity, invoice: { ...invoice, id: own(invoice.id), terms: named } }]
    }),
    accounts: of((fact, { own, belonging }) => {
      if (fact.kind !== 'invoice') return []
      const booked = (byInvoice.get(own(fact.after.invoice.id)) ?? []).map(({ entry }) => entry)
      return accountOf(fact.after, {
        booked,
        own,
        people,
        zone: asOf.zone,
        today: asOf.today,
        ...(belonging && { belonging }),
      })
    }),
    touches: of((fact, { own, belonging }) => {
      if (fact.kind !== 'touch') return []
      const { id, debtor, currency, entity, members } = fact.after
      const renamed = members.map((one) => ({ ...one, invoice: own(one.invoice) }))
      const owner = people.get(own(debtor))?.id ?? own(debtor)
      return [
        {
          ...fact.after,
          id: own(id),
          debtor: owner,
          currency: belonging?.currency ?? currency,
          entity: belonging?.entity ?? entity,
          members: renamed,
        },
      ]
    }),
    reports: of((fact, { own }) =>
      fact.kind === 'delivery' ? [{ ...fact.report, touch: own(fact.report.touch) }] : [],
    ),
    suppressed: of((fact, { own }) =>
      fact.kind === 'suppression' ? [{ ...fact.touch, invoice: own(fact.touch.invoice) }] : [],
    ),
    tasks: of((fact, { own }) => {
      if (fact.kind !== 'task') return []
      const { invoice, debtor } = fact.task
      const renamed = { ...(invoice && { invoice: own(invoice) }), ...(debtor && { debtor: own(debtor) }) }
      return [{ task: { ...fact.task, id: own(fact.task.id), ...renamed }, at: fact.at }]
    }),
    watermarks: of((fact) => (fact.kind === 'watermark' ? [fact.watermark] : [])),
  }
}

function personOf(
  record: DebtorRecord,
  own: (id: string) => string,
  known: Pick<Told, 'facts'> & { readonly zone: string; readonly belonging: Told['belonging'] },
): [string, Person][] {
  const debtor = united(record)
  const { profile, consents, recent } = debtor
  const names = new Set(idsOf(record))
  const segments = known.facts.flatMap((fact) => {
    if (fact.kind !== 'invoice' || !names.has(fact.after.invoice.terms.debtor ?? '')) return []
    return known.belonging?.segment ?? fact.after.invoice.terms.segment ?? []
  })
  const person: Person = {
    id: own(debtor.id),
    segment: profile?.segment ?? 'none',
    unit: profile?.segment ?? segments.toSorted().at(-1) ?? 'none',
    country: profile?.country,
    zone: profile?.zone ?? known.zone,
    isStopped: Object.values(consents).some(({ status }) => status === 'revoked') || raisedFlags(debtor).length > 0,
    contacts: recent.filter(({ reserved }) => !reserved).map((one) => ({ ...one, touch: own(one.touch) })),
    holds: debtor.holds,
    record,
  }
  return idsOf(record).map((id) => [own(id), person])
}

interface Keeping {
  readonly booked: readonly BookedEntry[]
  readonly own: (id: string) => string
  readonly people: ReadonlyMap<string, Person>
  readonly belonging?: Partial<Belonging>
  readonly zone: string
  readonly today: CalendarDate
}

function accountOf({ invoice, waitingFor }: InvoiceStanding, keeping: Keeping): Account[] {
  const { booked, own, people, belonging, zone, today } = keeping
  const { terms, currency = '' } = invoice
  const { issueDate, dueDate, debtor = '', entity = '' } = terms
  if (!invoice.issued || issueDate === undefined || dueDate === undefined) return []
  const owner = people.get(own(debtor))
  const lines = booked
    .filter(({ amount }) => amount !== 0)
    .map(({ kind, amount, version }) => ({
      day: dayOf(version, booked, { issueDate, zone }),
      step: STEPS[kind] ?? '?',
      amount,
    }))
  return [
    {
      id: own(invoice.id),
      debtor: owner?.id ?? own(debtor),
      currency: belonging?.currency ?? currency,
      entity: belonging?.entity ?? entity,
      segment: belonging?.segment ?? terms.segment ?? owner?.segment ?? 'none',
      issueDate,
      dueDate,
      amount: invoice.charge,
      balance: invoice.balance,
      level: invoice.journey.level,
      generation: invoice.generation,
      ...(waitingFor !== undefined && { waitingFor }),
      lines: lines.filter(({ day }) => day <= today),
    },
  ]
}

/** The day a line counts: that of the fact which made the version, never before the invoice was issued. */
function dayOf(
  version: number,
  booked: readonly BookedEntry[],
  { issueDate, zone }: { readonly issueDate: CalendarDate; readonly zone: string },
): CalendarDate {
  const told = booked.find((one) => one.version === version && one.fact !== undefined)
  if (!told?.fact) throw new Error(`no fact made version ${version}`)
  return told.fact.kind === 'issued' ? issueDate : later(bookedOn(told, zone), issueDate)
}

/** The date of a line in the books of the company. */
export function bookedOn({ fact, at }: BookedEntry, zone: string): CalendarDate {
  const said = fact && ('at' in fact ? fact.at : 'stamp' in fact ? fact.stamp.slice(0, 24) : undefined)
  return dateAt(Date.parse(said || at), zone)
}
