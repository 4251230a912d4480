import type { CompiledCatalog } from '../contracts/compiled-catalog.ts'
import { contactsOf } from '../domain/chance.ts'
import { dayOf } from '../domain/day.ts'
import { type Decreed, type LawBook, standing, withDecreed } from '../domain/law/book.ts'
import type { Place } from '../domain/law/jurisdictions.ts'
import { MEDIA, type Medium } from '../domain/law/pack.ts'
import { wishOf } from '../domain/preference.ts'
import { iso } from '../domain/time.ts'
import { limitsBy, placesOf, shippedBook } from '../usecases/limits.ts'
import { explainLaw } from './explain-law.ts'
import { forbiddenBesides } from './forbidden-besides.ts'
import { instantOption } from './instant-option.ts'
import type { Outside } from './outside.ts'
import { UserError } from './user-error.ts'
import type { Words } from './words.ts'

/** The options these commands read. */
interface Said {
  readonly author?: string | undefined
  readonly reason?: string | undefined
  readonly name?: string | undefined
  readonly place?: string | undefined
  readonly at?: string | undefined
  readonly channel?: string | undefined
  readonly debtor: boolean
  readonly rehearsal?: boolean | undefined
}

type Stack = () => Promise<
  Pick<Outside, 'debtors' | 'holidays' | 'now'> & { readonly records: Pick<Outside['records'], 'of'> }
>

const HOLIDAY =
  'puntual law holiday list | add CO 2026-12-07 --name N --author A | remove CO 2026-12-07 --author A --reason R'
const HOW = `puntual law explain --debtor ID | --place CO [--at 2026-12-07T10:00:00-05:00] [--channel email], ${HOLIDAY}`

/** Runs one command about contact law, which reads the catalog when it is complete; answers what is printed. */
export async function law(
  words: readonly string[],
  said: Said,
  read: () => Pick<CompiledCatalog, 'law' | 'company'>,
  stack: Stack,
  speech: Words,
): Promise<string> {
  const [what, ...rest] = words
  if (what !== 'holiday' && what !== 'explain')
    throw new UserError(`diga qué sobre la ley: ${HOW}`, `say what about the law: ${HOW}`)
  const catalog = read()
  const book = shippedBook(catalog.law, catalog.company)
  if (what === 'holiday') return holiday(rest, said, book, stack, speech)

  const medium = mediumOf(said.channel)
  const at = said.at === undefined ? undefined : instantOption('--at', said.at)
  if (said.place !== undefined) {
    const place = placeOf(said.place, book)
    const { decreed, now, unread } = await decreedFor(said, stack, speech)
    const rules = limitsBy(withDecreed(book, decreed), catalog.company)([place])
    const asked = { at: at ?? now, medium, class: 'overdue', about: [] } as const
    return [explainLaw(rules, asked, [], speech), ...unread].join('\n')
  }
  const [id] = rest
  if (!said.debtor || id === undefined) throw new UserError(`diga sobre quién: ${HOW}`, `say about whom: ${HOW}`)
  const outside = await stack()
  const debtor = await outside.debtors.debtor(id)
  if (debtor.version === 0) throw new UserError(`no hay deudor ${id}`, `there is no debtor ${id}`)
  const inForce = withDecreed(book, await outside.holidays.decreed())
  const rules = limitsBy(inForce, catalog.company)(placesOf(debtor.profile), wishOf(debtor.preference))
  const moment = at ?? (await outside.now())
  const besides = forbiddenBesides(debtor, medium, rules, moment, speech)
  // Where caps count by debt, a contact about everything that is open may be the one too many about any of it.
  const { invoices } = await outside.records.of(debtor.id)
  const about = invoices.flatMap(({ invoice }) => (invoice.status === 'open' ? [invoice.id] : []))
  return explainLaw(rules, { at: moment, medium, class: 'overdue', about }, contactsOf(debtor), speech, besides)
}

/**
 * The holidays that were decreed, and the present instant. A place may be asked about without an account, and then the
 * answer says that they were not read; in a rehearsal that was asked for they are read, or the command fails.
 */
async function decreedFor(said: Said, stack: Stack, { of }: Words) {
  try {
    const { holidays, now } = await stack()
    return { decreed: await holidays.decreed(), now: await now(), unread: [] }
  } catch (fault) {
    if (said.rehearsal || !(fault instanceof UserError)) throw fault
    const unread = of([
      `Sin los festivos decretados: no se consultaron, porque ${fault.in('es')}.`,
      `Without the decreed holidays: they were not looked up, because ${fault.in('en')}.`,
    ])
    return { decreed: [], now: Date.now(), unread: [unread] }
  }
}

async function holiday(
  [what, place, date]: readonly string[],
  said: Said,
  book: LawBook,
  stack: Stack,
  { of }: Words,
): Promise<string> {
  if (what === 'list') {
    const { holidays } = await stack()
    const days = standing(await holidays.decreed())
    if (days.length === 0) return of(['No hay festivos decretados.', 'No holiday has been decreed.'])
    return days.map((one) => `${one.date}  ${one.place}  ${one.name}  (${one.author}, ${one.at})`).join('\n')
  }
  if ((what !== 'add' && what !== 'remove') || place === undefined || date === undefined)
    throw new UserError(`use ${HOLIDAY}`)
  const { id } = knownPlace(place, book)
  const day = dateOf(date)
  const author = needed('--author', said.author)
  const about = what === 'add' ? { name: needed('--name', said.name) } : { reason: needed('--reason', said.reason) }
  const { holidays, now } = await stack()
  const at = iso(await now())
  const known = standing(await holidays.decreed()).find((one) => one.place === id && one.date === day)
  if (what === 'remove' && known === undefined)
    throw new UserError(
      `${day} no está decretado en ${id}; un día de catalog/law/holidays se cambia allá`,
      `${day} was not decreed for ${id}; a day of catalog/law/holidays is changed there`,
    )
  const entry: Decreed =
    what === 'add'
      ? { place: id, date: day, name: about.name ?? '', author, at, ...(said.reason && { reason: said.reason }) }
      : { place: id, date: day, name: known?.name ?? '', withdrawn: true, author, at, ...about }
  await holidays.decree(entry)
  return of([
    `${day} ${what === 'add' ? 'es festivo' : 'ya no es festivo decretado'} en ${id}; rige en cinco minutos a más tardar.`,
    `${day} is ${what === 'add' ? 'a holiday' : 'no decreed holiday any more'} in ${id}, within five minutes.`,
  ])
}

function knownPlace(written: string, { jurisdictions }: LawBook) {
  const found = jurisdictions.find(({ id, zones }) => id === written.toUpperCase() && zones.length > 0)
  if (found) return found
  const ids = jurisdictions
    .filter(({ zones }) => zones.length > 0)
    .map(({ id }) => id)
    .sort()
  throw new UserError(
    `"${written}" no tiene paquete de ley; los hay de ${ids.join(', ')}`,
    `"${written}" has no law pack; allowed are ${ids.join(', ')}`,
  )
}

/** "CO", "BR-SP", "US-NY/NYC"; a place without a pack is allowed, and gets what holds there. */
function placeOf(written: string, book: LawBook): Place {
  const [, country, region, city] = /^([A-Za-z]{2})(?:-([^/]+))?(?:\/(.+))?$/.exec(written) ?? []
  if (country === undefined) knownPlace(written, book)
  return { ...(country && { country }), ...(region && { region }), ...(city && { city }) }
}

function mediumOf(written = 'email'): Medium {
  const found = MEDIA.find((one) => one === written)
  if (found) return found
  throw new UserError(
    `--channel es "${written}"; debe ser uno de ${MEDIA.join(', ')}`,
    `--channel is "${written}"; it must be one of ${MEDIA.join(', ')}`,
  )
}

function dateOf(written: string): string {
  try {
    dayOf(written)
    return written
  } catch {
    throw new UserError(
      `"${written}" no es una fecha; debe ser un día que exista, como 2026-12-07`,
      `"${written}" is no date; it must be a day that exists, such as 2026-12-07`,
    )
  }
}

function needed(name: string, value: string | undefined): string {
  if (value === undefined || value === '')
    throw new UserError(
      `falta ${name}: diga quién, o por qué, entre comillas`,
      `${name} is missing: say who, or why, in quotes`,
    )
  return value
}
