import { join } from 'node:path'
import { compileCatalog } from '../catalog/compile-catalog.ts'
import { pricesOf } from '../catalog/routed-prices.ts'
import type { CompiledCatalog } from '../contracts/compiled-catalog.ts'
import { configuredChannels } from '../contracts/configured-channels.ts'
import type { Prices } from '../domain/cost.ts'
import type { Debtor } from '../domain/debtor.ts'
import { firstContactOn } from '../domain/first-contacts.ts'
import type { Invoice } from '../domain/invoice.ts'
import { projected } from '../domain/projection.ts'
import { DAY, type Instant, instantOf } from '../domain/time.ts'
import { calendarFor } from '../usecases/limits.ts'
import type { Calling } from '../usecases/place-call.ts'
import { workDays } from './backlog.ts'
import type { Outside } from './outside.ts'
import { DAYS_AHEAD, type Plan, PlanTally, type PlayedAhead } from './plan-tally.ts'
import { columns, type Row, section } from './terminal.ts'
import type { Words } from './words.ts'

/** A debtor with what is open. */
export interface Account {
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
  const tally = new PlanTally(company, prices, from)
  for (const account of accounts) {
    const made = await playedAhead(account, { policies, limits }, company, from)
    if (made) tally.add(made)
  }
  return tally.plan()
}

/** What would happen with one account; undefined where nothing is owed. */
export async function playedAhead(
  { debtor: known, invoices }: Account,
  { policies, limits }: Pick<Calling, 'policies' | 'limits'>,
  company: CompiledCatalog['company'],
  from: Instant,
): Promise<PlayedAhead | undefined> {
  const open = invoices.filter(isOwed)
  if (open.length === 0) return undefined
  const channels: readonly string[] = configuredChannels(company)
  const contactPoints = known.contactPoints.filter(({ channel }) => channels.includes(channel))
  const debtor = { ...known, contactPoints }
  const calendar = await calendarFor(limits, debtor)
  const candidates = await Promise.all(
    open.map(async (invoice) => ({ invoice, policy: await policies.of(invoice, debtor) })),
  )
  const turn = firstContactOn(company.firstContacts, debtor)
  const begins = turn === undefined ? from : Math.max(from, instantOf(turn, 0, calendar.zone))
  const until = from + DAYS_AHEAD * DAY
  return { debtor, zone: calendar.zone, projection: projected(candidates, debtor, calendar, begins, until) }
}

/** A journey that has not heard of the payment yet is open, and owes nothing. */
const isOwed = ({ status, balance, voided, writtenOff }: Invoice): boolean =>
  status === 'open' && balance > 0 && !voided && !writtenOff

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
            `  Son ${workDays(work, of)} del equipo, a ${made.teamDailyCapacity} deudores por día.`,
            `  That is ${workDays(work, of)} for the team, at ${made.teamDailyCapacity} debtors a day.`,
          ]),
        ]),
    ...section(of(['A una persona por otro motivo', 'Left to a person for another reason']), counts(made.leftToPeople)),
  ].join('\n')
}
