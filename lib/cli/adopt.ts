import { join } from 'node:path'
import { compileCatalog } from '../catalog/compile-catalog.ts'
import type { CompiledCatalog } from '../contracts/compiled-catalog.ts'
import type { Adoption, Edition } from '../contracts/edition.ts'
import { type Move, planMove } from '../domain/adoption-plan.ts'
import { mayBeCall } from '../domain/call-step.ts'
import type { Invoice } from '../domain/invoice.ts'
import { iso } from '../domain/time.ts'
import type { PinnedPolicy } from '../ports.ts'
import { calendarFor } from '../usecases/limits.ts'
import { type Counts, renderMoves } from './adopt-words.ts'
import { mayApprove } from './approvers.ts'
import { editionNow } from './edition-now.ts'
import type { Outside } from './outside.ts'
import { key, needed } from './staff-commands.ts'
import { UserError } from './user-error.ts'
import type { Words } from './words.ts'

/** Which journeys are meant, and who says so. */
export interface Ordered {
  readonly of?: string | undefined
  readonly segment?: string | undefined
  readonly entity?: string | undefined
  readonly invoice?: string | undefined
  readonly by?: string | undefined
  readonly reason?: string | undefined
  readonly all: boolean
  readonly yes: boolean
}

export type Adopting = Pick<
  Outside,
  | 'adoptions'
  | 'bus'
  | 'caller'
  | 'calling'
  | 'debtors'
  | 'deployedEdition'
  | 'editions'
  | 'now'
  | 'openJourneys'
  | 'shelf'
>

/** Journeys a second: a third of what the intake records, so that payments do not wait behind them. */
const A_SECOND = 100
const A_CALL = 10

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds))

/**
 * Moves running journeys to another policy, or to the newest version of the one each follows; shows first what that would
 * do. With `--yes` each is ordered by an event of its own, so whoever is interrupted runs it again: what has moved already
 * is left alone.
 */
export async function adopt(
  policy: string | undefined,
  said: Ordered,
  root: string,
  stack: () => Promise<Adopting>,
  words: Words,
  progress: (journeys: number) => void = () => {},
): Promise<string> {
  const catalog = compileCatalog(join(root, 'catalog'))
  if (said.yes) mayApprove('--by', needed('--by', said.by), catalog.company.approvers)
  const outside = await stack()
  const edition = await editionNow(catalog, outside)
  oneOfThese('POLICY', policy, Object.keys(edition.policies))
  oneOfThese('--entity', said.entity, Object.keys(catalog.company.entities))
  if (said.invoice !== undefined) key(said.invoice)
  const now = await outside.now()
  const mover = new Mover(outside, catalog, edition, { now, policy, said })
  const counts: Counts = { open: 0, chosen: 0, moved: 0, there: 0, gone: 0 }
  const moves: Move[] = []
  let order: Adoption | undefined
  for await (const page of outside.openJourneys.pages()) {
    const found = await mover.movesOf(page, counts)
    moves.push(...found)
    // An order that moves nothing is none.
    if (said.yes && found.length > 0) {
      order ??= await begin(outside, edition, policy, said, now)
      await publish(outside, order, found)
    }
    progress(counts.open)
  }
  if (order) await outside.adoptions.end(order, counts.moved)
  if (counts.chosen === 0) refuseUnknown(said, mover.seen, catalog, edition)
  return renderMoves(moves, counts, said, words)
}

/** Says how many journeys were looked at, on one line of a terminal. */
export const countOn =
  (stream: NodeJS.WriteStream) =>
  (journeys: number): void => {
    if (stream.isTTY) stream.write(`\r${journeys}…\r`)
  }

interface Asked {
  readonly now: number
  readonly policy: string | undefined
  readonly said: Ordered
}

/** Journeys that are looked at at once. */
const AT_ONCE = 25

/** Finds, of the journeys that run, those that are meant and do not follow their policy yet. */
class Mover {
  readonly #outside: Adopting
  readonly #edition: Edition
  readonly #ledger: ReturnType<Adopting['calling']>['ledger']
  readonly #policies: ReturnType<Adopting['calling']>['policies']
  readonly #limits: ReturnType<Adopting['calling']>['limits']
  readonly #asked: Asked
  /** What the journeys have of which one may be asked for; of each as far as what is asked before it fits. */
  readonly seen = { invoice: new Set<string>(), segment: new Set<string>(), of: new Set<string>() }

  constructor(outside: Adopting, catalog: CompiledCatalog, edition: Edition, asked: Asked) {
    const { ledger, policies, limits } = outside.calling({ ...catalog, ...edition }, { now: () => asked.now })
    this.#outside = outside
    this.#edition = edition
    this.#ledger = ledger
    this.#policies = policies
    this.#limits = limits
    this.#asked = asked
  }

  async movesOf(invoices: readonly Invoice[], counts: Counts): Promise<Move[]> {
    const moves: Move[] = []
    for (let start = 0; start < invoices.length; start += AT_ONCE) {
      const batch = invoices.slice(start, start + AT_ONCE)
      counts.open += batch.length
      const found = await Promise.all(batch.map((invoice) => this.#moveOf(invoice, counts)))
      moves.push(...found.flatMap((move) => move ?? []))
    }
    return moves
  }

  async #moveOf(invoice: Invoice, counts: Counts): Promise<Move | undefined> {
    const { policy: named, said, now } = this.#asked
    const { terms, journey } = invoice
    const { seen } = this
    if (said.invoice !== undefined && invoice.id !== said.invoice) return undefined
    seen.invoice.add(invoice.id)
    if (said.entity !== undefined && terms.entity !== said.entity) return undefined
    const debtor = await this.#outside.debtors.debtor(terms.debtor ?? '')
    const segment = terms.segment ?? debtor.profile?.segment
    if (segment !== undefined) seen.segment.add(segment)
    if (said.segment !== undefined && segment !== said.segment) return undefined
    const policy = await this.#policies.of(invoice, debtor)
    seen.of.add(policy.id)
    if (said.of !== undefined && policy.id !== said.of) return undefined
    counts.chosen++
    const to: PinnedPolicy | undefined = this.#edition.policies[named ?? policy.id]
    if (!to) {
      counts.gone++
      return undefined
    }
    // A journey without a version of its own takes the newest with its first message.
    const follows = journey.policy?.hash ?? this.#edition.policies[policy.id]?.hash
    if (follows === to.hash) {
      counts.there++
      return undefined
    }
    counts.moved++
    const calendar = await calendarFor(this.#limits, debtor)
    const last = mayBeCall(journey) ? await this.#ledger.touch(journey.lastTouch?.touch ?? '') : undefined
    return planMove({ invoice, debtor, calendar, policy, ...(last && { last }) }, to, now)
  }
}

/** Puts the order into the history, and its policies where every function finds them. */
async function begin(
  { adoptions, caller, shelf }: Adopting,
  { policies }: Edition,
  policy: string | undefined,
  said: Ordered,
  now: number,
): Promise<Adoption> {
  const last = (await adoptions.all()).at(-1)?.at
  const chosen = Object.values(policies).filter((one) => policy === undefined || one.policy.id === policy)
  for (const one of chosen) await shelf.keep(one)
  const told = (['of', 'segment', 'entity', 'invoice'] as const).flatMap((name) =>
    said[name] ? `--${name} ${said[name]}` : [],
  )
  const entry: Adoption = {
    at: iso(last === undefined ? now : Math.max(now, Date.parse(last) + 1)),
    by: needed('--by', said.by),
    caller: await caller(),
    ...(said.reason && { reason: said.reason }),
    selection: [...(policy === undefined ? [] : [policy]), ...told].join(' '),
    to: Object.fromEntries(chosen.map(({ hash, policy: { id } }) => [id, hash])),
  }
  await adoptions.begin(entry)
  return entry
}

async function publish({ bus }: Adopting, { at, by: author }: Adoption, moves: readonly Move[]): Promise<void> {
  for (let start = 0; start < moves.length; start += A_CALL) {
    const batch = moves.slice(start, start + A_CALL)
    await bus.publish(
      batch.map(({ invoice, to: { id: policy, hash } }) => ({
        name: 'PolicyAdopted',
        detail: { version: 1, occurredAt: at, adoption: at, invoice, policy, hash, author },
      })),
    )
    await pause((1_000 * batch.length) / A_SECOND)
  }
}

/** Refuses a name that neither a journey nor the catalog has: it was mistyped, and that nothing moved says so to nobody. */
function refuseUnknown(
  { invoice, segment, of }: Ordered,
  seen: Mover['seen'],
  { company }: CompiledCatalog,
  { policies }: Edition,
): void {
  if (invoice !== undefined && !seen.invoice.has(invoice))
    throw new UserError(
      `--invoice es "${invoice}", y ninguna factura de ese nombre tiene una gestión abierta: puntual invoice ${invoice} dice qué fue de ella, si existe`,
      `--invoice is "${invoice}", and no invoice of that name has a journey that runs: puntual invoice ${invoice} says what became of it, if there is one`,
    )
  oneOfThese('--segment', segment, [...new Set([...Object.keys(company.segments), ...seen.segment])].sort())
  oneOfThese('--of', of, [...new Set([...Object.keys(policies), ...seen.of])].sort())
}

function oneOfThese(what: string, given: string | undefined, allowed: readonly string[]): void {
  if (given === undefined || allowed.includes(given)) return
  throw new UserError(
    `${what} es "${given}"; debe ser uno de ${allowed.join(', ')}`,
    `${what} is "${given}"; it must be one of ${allowed.join(', ')}`,
  )
}
