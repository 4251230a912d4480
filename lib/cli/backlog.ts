import { join } from 'node:path'
import { compileCatalog } from '../catalog/compile-catalog.ts'
import { ranked, type Waiting } from '../domain/backlog.ts'
import { formatMoney, sumMoney } from '../domain/money.ts'
import { type CalendarDate, dateAt } from '../domain/time.ts'
import type { Outside } from './outside.ts'
import { columns, type Row } from './terminal.ts'
import type { Words } from './words.ts'

/** Prints the debtors that wait for their turn with the team, in the order in which they will be released. */
export async function showBacklog(root: string, stack: () => Promise<Outside>, words: Words): Promise<void> {
  const { backlog, now } = await stack()
  const { teamDailyCapacity, entities, defaultEntity } = compileCatalog(join(root, 'catalog')).company
  const today = dateAt(await now(), entities[defaultEntity]?.zone ?? 'UTC')
  process.stdout.write(`${renderBacklog(await backlog.waiting(), today, teamDailyCapacity, words)}\n`)
}

/** The backlog in a terminal: place, debtor, what is owed, since when, and in how many days of work its turn comes. */
export function renderBacklog(
  waiting: readonly Waiting[],
  today: CalendarDate,
  dailyCapacity: number,
  { of }: Words,
): string {
  const places = ranked(waiting, today)
  if (places.length === 0) return of(['Nadie espera turno.', 'Nobody waits for a turn.'])
  const days = Math.ceil(places.length / dailyCapacity)
  const rows = places.map(({ place, debtor }): Row => {
    const own = waiting.filter((one) => one.debtor === debtor)
    const owed = [...Map.groupBy(own, ({ currency }) => currency)].map(([currency, tasks]) =>
      formatMoney(
        sumMoney(
          tasks.map(({ balance: amount }) => ({ amount, currency })),
          currency,
        ),
        of(['es-CO', 'en']),
      ),
    )
    const oldest = own.map(({ dueDate }) => dueDate).sort()[0] ?? ''
    const turn = Math.ceil(place / dailyCapacity)
    return [
      `${place}. ${debtor}`,
      of([
        `${owed.join(' + ')}, desde ${oldest}, en ${turn} ${turn === 1 ? 'día hábil' : 'días hábiles'}`,
        `${owed.join(' + ')}, since ${oldest}, in ${turn} ${turn === 1 ? 'day' : 'days'} of work`,
      ]),
    ]
  })
  const head = of([
    `${places.length} ${places.length === 1 ? 'deudor' : 'deudores'} sin un canal permitido: ${workDays(days, of)}, ${dailyCapacity} por día`,
    `${places.length} ${places.length === 1 ? 'debtor' : 'debtors'} without a lawful channel: ${workDays(days, of)}, ${dailyCapacity} a day`,
  ])
  return [head, ...columns(rows)].join('\n')
}

/** So many days of the team's work. */
export const workDays = (days: number, of: Words['of']): string =>
  days === 1 ? of(['1 día de trabajo', '1 day of work']) : of([`${days} días de trabajo`, `${days} days of work`])
