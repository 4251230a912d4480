import { iso } from '../domain/time.ts'
import type { LakeFact } from '../usecases/map-to-lake.ts'
import type { Town } from './town.ts'

/** Everything that a town's books hold at its end, as the lake's backfill would find it in the tables. */
export function factsOfTown({ ledger, debtors, agenda }: Town): LakeFact[] {
  const at = iso(agenda.now())
  return [
    ...[...debtors.all.values()].flatMap((record): LakeFact[] =>
      record.mergedInto === undefined ? [{ kind: 'debtor', after: record, at }] : [],
    ),
    ...[...ledger.accounts.values()].map((invoice): LakeFact => ({ kind: 'invoice', after: { invoice }, at })),
    ...[...ledger.entries].flatMap(([invoice, lines]) =>
      lines.map((entry): LakeFact => ({ kind: 'entry', invoice, entry })),
    ),
    ...[...ledger.touches.values()].flatMap((touch): LakeFact[] => [
      { kind: 'touch', after: touch, at },
      ...touch.members.map(({ invoice, generation, step, level, balance }): LakeFact => {
        const claim = { invoice, touch: touch.id, generation, step, level, balance, at: touch.claimedAt }
        return { kind: 'claim', claim }
      }),
    ]),
    ...[...ledger.reports.values()].map((report): LakeFact => ({ kind: 'delivery', report })),
    ...[...ledger.suppressed.values()].map((touch): LakeFact => ({ kind: 'suppression', touch })),
    ...[...ledger.tasks.values()].map((task): LakeFact => ({ kind: 'task', task, at })),
  ]
}
