import { join } from 'node:path'
import { parsePhoneNumberFromString } from 'libphonenumber-js/mobile'
import { compileCatalog } from '../catalog/compile-catalog.ts'
import { pricesOf } from '../catalog/routed-prices.ts'
import type { CompiledCatalog } from '../contracts/compiled-catalog.ts'
import { configuredChannels } from '../contracts/configured-channels.ts'
import { listOf } from '../domain/backlog.ts'
import { costOf, type Prices } from '../domain/cost.ts'
import type { Debtor } from '../domain/debtor.ts'
import { firstContactOn } from '../domain/first-contacts.ts'
import type { Invoice } from '../domain/invoice.ts'
import { type Projection, projected } from '../domain/projection.ts'
import { DAY, dateAt, type Instant, instantOf } from '../domain/time.ts'
import { calendarFor } from '../usecases/limits.ts'
import type { Calling } from '../usecases/place-call.ts'
import type { Outside } from './outside.ts'
import { columns, type Row, section } from './terminal.ts'
import type { Words } from './words.ts'

/** How far ahead the plan looks: a month holds the whole sequence of most policies. */
const DAYS_AHEAD = 30

/** What would happen in the days after going live, if nobody paid: debtors are counted once in each line. */
export interface Plan {
  readonly from: string
  readonly days: number
  readonly debtors: number
  readonly contacted: number
  /** Debtors who would get at least one message, by channel. */
  readonly byChannel: Readonly<Record<string, number>>
  /** Messages by date and channel. */
  readonly messages: Readonly<Record<string, Readonly<Record<string, number>>>>
  readonly micros: number
  readonly currency: string
  /** Debtors whom no lawful channel reaches, by reason. */
  readonly withoutAWay: Readonly<Record<string, number>>
  /** Debtors left to a person for another reason. */
  readonly leftToPeople: Readonly<Record<string, number>>
  readonly teamDailyCapacity: number
  readonly daysOfWork: number
}

/** A debtor with what is open. */
interface Account {
  readonly debtor: Debtor
  readonly invoices: readonly Invoice[]
}

/** Prints the plan of an account, or of the rehearsal that runs, as it would be from this moment on. */
export async function plan(
  root: string,
  said: { readonly json: boolean },
  stack: () => Promise<Outside>,
  words: Words,
): Promise<void> {
  const made = await readPlan(root, await stack())
  process.stdout.write(`${said.json ? JSON.stringify(made, null, 2) : renderPlan(made, words)}\n`)
}

/** The plan of everybody who is on record, or of those debtors alone that `includes` lets in. */
export async function readPlan(
  root: string,
  { records, calling, debtors, now }: Pick<Outside, 'records' | 'calling' | 'debtors' | 'now'>,
  includes: (debtor: string) => boolean = () => true,
): Promise<Plan> {
  const catalog = compileCatalog(join(root, 'catalog'))
  const at = await now()
  const accounts: Account[] = []
  for await (const { debtor, invoices } of records.all())
    if (includes(debtor))
      accounts.push({ debtor: await debtors.debtor(debtor), invoices: invoices.map(({ invoice }) => invoice) })
  const prices = pricesOf(join(root, 'catalog'), catalog.company)
  return planOf(accounts, calling(catalog, { now: () => at }), catalog, prices, at)
}

/** Plays every account ahead with the rules of the house. */
export async function planOf(
  accounts: readonly Account[],
  { policies, limits }: Pick<Calling, 'policies' | 'limits'>,
  { company }: Pick<CompiledCatalog, 'company'>,
  prices: Prices,
  from: Instant,
): Promise<Plan> {
  const channels: readonly string[] = configuredChannels(company)
  const plans: { readonly zone: string; readonly projection: Projection }[] = []
  for (const { debtor: known, invoices } of accounts) {
    const open = invoices.filter(isOwed)
    if (open.length === 0) continue
    const contactPoints = known.contactPoints.filter(({ channel }) => channels.includes(channel))
    const debtor = { ...known, contactPoints }
    const calendar = await calendarFor(limits, debtor)
    const candidates = await Promise.all(
      open.map(async (invoice) => ({ invoice, policy: await policies.of(invoice, debtor) })),
    )
    const turn = firstContactOn(company.firstContacts, debtor)
    const begins = turn === undefined ? from : Math.max(from, instantOf(turn, 0, calendar.zone))
    plans.push({
      zone: calendar.zone,
      projection: projected(candidates, debtor, calendar, begins, from + DAYS_AHEAD * DAY),
    })
  }
  return summary(plans, company, prices, from)
}

/** A journey that has not heard of the payment yet is open, and owes nothing. */
const isOwed = ({ status, balance, voided, writtenOff }: Invoice): boolean =>
  status === 'open' && balance > 0 && !voided && !writtenOff

function summary(
  plans: readonly { readonly zone: string; readonly projection: Projection }[],
  { teamDailyCapacity, entities, defaultEntity }: CompiledCatalog['company'],
  prices: Prices,
  from: Instant,
): Plan {
  const messages: Record<string, Record<string, number>> = {}
  const smsParts: Record<string, number> = {}
  const whatsappMessages: Record<string, number> = {}
  let emails = 0
  for (const { zone, projection } of plans)
    for (const { at, channel, address } of projection.contacts) {
      const day = dateAt(at, zone)
      messages[day] = { ...messages[day], [channel]: (messages[day]?.[channel] ?? 0) + 1 }
      const country = parsePhoneNumberFromString(address)?.country ?? 'other'
      if (channel === 'email') emails++
      else if (channel === 'sms') smsParts[country] = (smsParts[country] ?? 0) + 1
      else whatsappMessages[country] = (whatsappMessages[country] ?? 0) + 1
    }
  const reasons = plans.map(({ projection }) => projection.handOvers.map(({ reason }) => reason))
  const [without, left] = (['backlog', 'tasks'] as const).map((list) =>
    tally(reasons.flatMap((own) => own.find((reason) => listOf(reason) === list) ?? [])),
  )
  const waiting = Object.values(without ?? {}).reduce((sum, count) => sum + count, 0)
  const { micros, currency } = costOf({ emails, smsParts, whatsappMessages }, prices)
  return {
    from: dateAt(from, entities[defaultEntity]?.zone ?? 'UTC'),
    days: DAYS_AHEAD,
    debtors: plans.length,
    contacted: plans.filter(({ projection }) => projection.contacts.length > 0).length,
    byChannel: tally(
      plans.flatMap(({ projection }) => [...new Set(projection.contacts.map(({ channel }) => channel))]),
    ),
    messages: Object.fromEntries(Object.entries(messages).sort(([a], [b]) => (a < b ? -1 : 1))),
    micros,
    currency,
    withoutAWay: without ?? {},
    leftToPeople: left ?? {},
    teamDailyCapacity,
    daysOfWork: Math.ceil(waiting / teamDailyCapacity),
  }
}

function tally(keys: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const key of keys.toSorted()) counts[key] = (counts[key] ?? 0) + 1
  return counts
}

/** The plan as a person reads it in a terminal. */
export function renderPlan(made: Plan, words: Words): string {
  const { of } = words
  const counts = (table: Readonly<Record<string, number>>): Row[] =>
    Object.entries(table).map(([reason, count]) => [words.reason(reason), String(count)])
  const days = Object.entries(made.messages).map(([day, channels]): Row => {
    const told = Object.entries(channels).map(([channel, count]) => `${words.channel(channel)} ${count}`)
    return [day, told.join(', ')]
  })
  const work = made.daysOfWork
  return [
    of([
      `Plan de ${made.days} días desde el ${made.from}, si nadie pagara`,
      `Plan of ${made.days} days from ${made.from}, if nobody paid`,
    ]),
    ...columns([
      [of(['Deudores con saldo', 'Debtors who owe']), String(made.debtors)],
      [of(['Recibirían mensajes', 'Would get messages']), String(made.contacted)],
      [of(['Costo de los mensajes', 'Cost of the messages']), `${(made.micros / 1e6).toFixed(2)} ${made.currency}`],
    ]),
    ...section(
      of(['Por canal, deudores', 'By channel, debtors']),
      Object.entries(made.byChannel).map(([channel, count]) => [words.channel(channel), String(count)]),
    ),
    ...section(of(['Mensajes por día', 'Messages by day']), days),
    ...section(
      of(['Sin un canal permitido, por deudor', 'Without a lawful channel, by debtor']),
      counts(made.withoutAWay),
    ),
    ...(work === 0
      ? []
      : [
          of([
            `  Son ${work} días de trabajo del equipo, a ${made.teamDailyCapacity} deudores por día.`,
            `  That is ${work} days of work for the team, at ${made.teamDailyCapacity} debtors a day.`,
          ]),
        ]),
    ...section(of(['A una persona por otro motivo', 'Left to a person for another reason']), counts(made.leftToPeople)),
  ].join('\n')
}
