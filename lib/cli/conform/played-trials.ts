import type { CompiledCatalog } from '../../contracts/compiled-catalog.ts'
import { addDays, type Instant, iso } from '../../domain/time.ts'
import { seeded } from '../../simulation/seeded.ts'
import type { Pair } from '../words.ts'
import { type Held, type Outcome, play } from './play.ts'
import type { Told } from './sample.ts'
import { few, type Trial } from './trial.ts'

/** How many payments or invoices of a sample are tried, and how many shuffles. */
const TRIED = 20
const SHUFFLES = 5

/** Plays the sample again with what really happens to feeds, and compares the ledgers that come of it. */
export async function playedTrials(
  feed: readonly Told[],
  source: string,
  catalog: CompiledCatalog,
  { now, seed }: { readonly now: Instant; readonly seed: number },
): Promise<readonly Trial[]> {
  const played = (events: readonly Told[]) => play(events, catalog, now)
  const plain = await played(feed)
  const after = iso(
    Math.max(0, ...feed.map(({ detail }) => Date.parse(String(detail.occurredAt))).filter(Number.isFinite)) + 60_000,
  )
  const generated = (name: string, detail: Told['detail']): Told => ({
    line: 0,
    source,
    name,
    detail: { version: 1, occurredAt: after, ...detail },
  })
  const payments = feed
    .filter(({ name, line }) => name === 'PaymentReceived' && !plain.refused.has(line))
    .slice(0, TRIED)
  const open = Object.entries(plain.invoices)
    .filter(([, { dueDate, status }]) => dueDate && status === 'open')
    .slice(0, TRIED)
  return [
    refusedByHouse(feed, plain),
    compared(
      ['Cada evento dos veces', 'Every event twice'],
      [
        'Una repetición cambió algo: el mismo id dijo dos cosas distintas.',
        'A repeat changed something: one id said two different things.',
      ],
      differences(plain, await played(feed.flatMap((told) => [told, told]).concat(feed))),
    ),
    compared(
      ['En cualquier orden', 'In any order'],
      [
        'El resultado depende del orden de llegada. Casi siempre son pagos que no dicen a qué factura van: se reparten sobre lo que se conoce en ese momento. Envíe allocations o reference.',
        'The result depends on the order of arrival. Mostly those are payments that do not say which invoice they are for: they are divided over what is known at that moment. Send allocations or reference.',
      ],
      [
        ...new Set(
          (
            await Promise.all(shuffles(feed, seed).map(async (events) => differences(plain, await played(events))))
          ).flat(),
        ),
      ],
    ),
    await reversals(feed, payments, played, generated),
    await overPayments(payments, plain, played, generated, feed),
    await otherCurrency(payments, plain, played, generated, feed),
    await movedDates(open, plain, played, generated, feed),
  ].flatMap((trial) => trial ?? [])
}

type Play = (events: readonly Told[]) => Promise<Outcome>
type Generate = (name: string, detail: Told['detail']) => Told

function shuffles(feed: readonly Told[], seed: number): Told[][] {
  const chance = seeded(seed)
  return [feed.toReversed(), ...Array.from({ length: SHUFFLES }, () => chance.shuffled(feed))]
}

/** Well-formed events that this company's settings do not accept. */
function refusedByHouse(feed: readonly Told[], { refused }: Outcome): Trial | undefined {
  const cases = feed.flatMap(({ line, name }) =>
    (refused.get(line) ?? []).map(({ path, value, allowed }) => `${line} ${name} ${path}: ${value} — ${allowed}`),
  )
  if (cases.length === 0) return undefined
  return {
    verdict: 'wrong',
    about: ['Lo que la contabilidad rechaza', 'What the ledger refuses'],
    came: ['Estos eventos quedarían en cuarentena.', 'These events would stay in quarantine.'],
    cases: few(cases),
  }
}

function compared(about: Pair, differs: Pair, cases: readonly string[]): Trial {
  if (cases.length > 0) return { verdict: 'wrong', about, came: differs, cases: few(cases) }
  return { verdict: 'fine', about, came: ['Los saldos quedan iguales.', 'Balances stay the same.'], cases }
}

const written = (held: Held | undefined): string =>
  held ? `${held.status} ${held.balance} ${held.currency ?? ''} ${held.dueDate ?? ''}`.trim() : '–'

/** What one ledger holds otherwise than another. */
function differences(one: Outcome, other: Outcome): string[] {
  const ids = new Set([...Object.keys(one.invoices), ...Object.keys(other.invoices)])
  const invoices = [...ids].flatMap((id) => {
    const [before, after] = [written(one.invoices[id]), written(other.invoices[id])]
    return before === after ? [] : [`${id}: ${before} ≠ ${after}`]
  })
  const keys = new Set([...Object.keys(one.unapplied), ...Object.keys(other.unapplied)])
  const cash = [...keys].flatMap((key) => {
    const [before, after] = [one.unapplied[key] ?? 0, other.unapplied[key] ?? 0]
    return before === after ? [] : [`${key}: ${before} ≠ ${after}`]
  })
  return [...invoices, ...cash]
}

async function reversals(
  feed: readonly Told[],
  payments: readonly Told[],
  played: Play,
  generated: Generate,
): Promise<Trial | undefined> {
  if (payments.length === 0) return undefined
  const ids = new Set(payments.map(({ detail }) => detail.payment))
  const reversed = payments.map(({ detail }) =>
    generated('PaymentReversed', {
      payment: detail.payment,
      reversal: `conform-${String(detail.payment)}`,
      reason: 'conform',
    }),
  )
  const without = feed.filter(({ name, detail }) => !ids.has(detail.payment) || name !== 'PaymentReceived')
  const cases = differences(
    await played(without.filter(({ name, detail }) => name !== 'PaymentReversed' || !ids.has(detail.payment))),
    await played([...feed, ...reversed]),
  )
  return compared(
    ['Pagos devueltos', 'Reversed payments'],
    [
      'Devolver los pagos no deja las facturas como si no hubieran llegado. Casi siempre son pagos que no dicen a qué factura van: si falta uno, los demás se reparten de otra manera. Envíe allocations o reference.',
      'Reversing the payments does not leave the invoices as if they had not come. Mostly those are payments that do not say which invoice they are for: without one the others are divided otherwise. Send allocations or reference.',
    ],
    cases,
  )
}

async function overPayments(
  payments: readonly Told[],
  plain: Outcome,
  played: Play,
  generated: Generate,
  feed: readonly Told[],
): Promise<Trial | undefined> {
  if (payments.length === 0) return undefined
  const again = payments.map(({ detail }) =>
    generated('PaymentReceived', { ...detail, payment: `${String(detail.payment)}-conform` }),
  )
  const outcome = await played([...feed, ...again])
  const negative = Object.entries(outcome.invoices).filter(([, { balance }]) => balance < 0)
  const about = ['Pagos de más', 'Over-payments'] as const
  if (negative.length > 0)
    return {
      verdict: 'wrong',
      about,
      came: ['Un pago de más dejó un saldo negativo.', 'An over-payment left a negative balance.'],
      cases: few(negative.map(([id, held]) => `${id}: ${written(held)}`)),
    }
  return {
    verdict: 'look',
    about,
    came: [
      'El mismo pago con otro id es otro pago: lo que sobra queda a favor del deudor, detiene sus recordatorios y abre una tarea hasta que UnappliedCashChanged diga cero. ¿Es estable el id de sus pagos?',
      'The same payment under another id is another payment: what is left over stays with the debtor, suspends reminders and opens a task until UnappliedCashChanged says zero. Are the ids of your payments stable?',
    ],
    cases: few(differences(plain, outcome)),
  }
}

async function otherCurrency(
  payments: readonly Told[],
  plain: Outcome,
  played: Play,
  generated: Generate,
  feed: readonly Told[],
): Promise<Trial | undefined> {
  const foreign = payments.flatMap(({ detail }) => {
    const { total } = detail
    if (typeof total !== 'object' || total === null || !('currency' in total)) return []
    const currency = total.currency === 'USD' ? 'EUR' : 'USD'
    return [
      generated('PaymentReceived', {
        ...detail,
        payment: `${String(detail.payment)}-${currency}`,
        total: { ...total, currency },
      }),
    ]
  })
  if (foreign.length === 0) return undefined
  const outcome = await played([...feed, ...foreign])
  const moved = differences({ ...plain, unapplied: {} }, { ...outcome, unapplied: {} })
  return compared(
    ['Pagos en otra moneda', 'Payments in another currency'],
    [
      'Un pago en otra moneda cambió el saldo de una factura.',
      'A payment in another currency changed the balance of an invoice.',
    ],
    moved,
  )
}

async function movedDates(
  open: readonly (readonly [string, Held])[],
  plain: Outcome,
  played: Play,
  generated: Generate,
  feed: readonly Told[],
): Promise<Trial | undefined> {
  if (open.length === 0) return undefined
  const moves = open.map(([invoice, { dueDate = '' }]) =>
    generated('InvoiceAmended', { invoice, amendment: 'conform', dueDate: addDays(dueDate, 15) }),
  )
  const outcome = await played([...feed, ...moves])
  const cases = open.flatMap(([id, held]) => {
    const now = outcome.invoices[id]
    const wanted = held.dueDate && addDays(held.dueDate, 15)
    return now?.dueDate === wanted && now?.balance === held.balance
      ? []
      : [`${id}: ${written(plain.invoices[id])} → ${written(now)}`]
  })
  return compared(
    ['Fechas corridas 15 días', 'Dates moved by 15 days'],
    [
      'La nueva fecha no quedó. En una factura en cuotas se mueven las cuotas (instalments); en las demás, revise que occurredAt sea el instante del cambio.',
      'The new date did not stay. With instalments it is the instalments that move; else see that occurredAt is the instant of the change.',
    ],
    cases,
  )
}
