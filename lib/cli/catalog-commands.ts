import { join } from 'node:path'
import { compileCatalog } from '../catalog/compile-catalog.ts'
import type { CompiledCatalog } from '../contracts/compiled-catalog.ts'
import { type Adoption, type Edition, editionOf, type Published } from '../contracts/edition.ts'
import { changesBetween, type EditionChange, whyNotPublished } from '../domain/edition-change.ts'
import { iso } from '../domain/time.ts'
import { inForce } from '../usecases/edition-in-force.ts'
import { isSamePerson, mayApprove } from './approvers.ts'
import type { Outside } from './outside.ts'
import { needed } from './staff-commands.ts'
import { UserError } from './user-error.ts'
import type { Words } from './words.ts'

interface Said {
  readonly author?: string | undefined
  readonly approver?: string | undefined
  readonly reason?: string | undefined
  readonly edition?: string | undefined
  readonly yes: boolean
}

type Stack = () => Promise<Pick<Outside, 'adoptions' | 'caller' | 'editions' | 'deployedEdition' | 'now'>>

const HOW =
  'puntual catalog check | preview | publish --author A --approver B --reason R [--edition HASH] [--yes] | adopt [POLICY] … | history'

/**
 * Checks the catalog folder, shows what publishing its policies and texts would change, publishes them without a
 * deployment, or lists what was published. A person other than the author has read and approved what is published.
 */
export async function catalog(
  [what]: readonly string[],
  said: Said,
  root: string,
  stack: Stack,
  words: Words,
): Promise<string> {
  switch (what) {
    case 'check':
      return checked(compileCatalog(join(root, 'catalog')), words)
    case 'preview':
      return preview(await wanted(said, root, await stack()), words)
    case 'publish':
      return publish(said, root, stack, words)
    case 'history':
      return history(await stack(), words)
    default:
      throw new UserError(`diga qué: ${HOW}`, `say what: ${HOW}`)
  }
}

function checked({ edition, policies, templates }: CompiledCatalog, { of }: Words): string {
  const texts = Object.values(templates).reduce((sum, languages) => sum + Object.keys(languages).length, 0)
  const count = Object.keys(policies).length
  return of([
    `El catálogo está bien: ${count} políticas, ${texts} textos. Edición ${edition}.`,
    `The catalog is sound: ${count} policies, ${texts} texts. Edition ${edition}.`,
  ])
}

/** What somebody wants to be said from now on, beside what is said now. */
interface Wanted {
  readonly hash: string
  readonly edition: Edition
  /** Undefined where nobody has looked from the folder that was deployed: its edition is not kept yet. */
  readonly changes: readonly EditionChange[] | undefined
  /** Pieces that the folder has as they were deployed, and somebody has published otherwise since. */
  readonly undone: readonly string[]
  readonly now: string
  readonly deployed: string
}

async function wanted(
  { edition: named }: Said,
  root: string,
  { editions, deployedEdition }: Awaited<ReturnType<Stack>>,
): Promise<Wanted> {
  const local = named === undefined ? compileCatalog(join(root, 'catalog')) : undefined
  const hash = local?.edition ?? named ?? ''
  const edition = local ? editionOf(local) : await editions.read(hash)
  if (!edition)
    throw new UserError(
      `no hay una edición ${hash}; vea puntual catalog history`,
      `there is no edition ${hash}; see puntual catalog history`,
    )
  const deployed = deployedEdition()
  const now = inForce(await editions.published(), deployed)
  // What is deployed is kept by whoever looks from its folder, so that what is published later can be read beside it.
  if (hash === deployed) await editions.keep(hash, edition)
  const current = hash === now ? edition : await editions.read(now)
  const changes = current && changesBetween(current, edition)
  const shipped = named === undefined && now !== deployed ? await editions.read(deployed) : undefined
  const since = new Map(shipped && current && changesBetween(shipped, current).map((one) => [one.path, one]))
  const undone = (changes ?? []).filter(({ path, after }) => since.has(path) && since.get(path)?.before === after)
  return { hash, edition, now, deployed, changes, undone: undone.map(({ path }) => path) }
}

function preview({ hash, now, changes, undone }: Wanted, { of }: Words): string {
  if (hash === now)
    return of([
      `Ya rige la edición ${hash}: no hay nada que publicar.`,
      `Edition ${hash} is in force: nothing to publish.`,
    ])
  if (!changes)
    return of([
      `De ${now} a ${hash}. Falta guardar lo desplegado para comparar: corra puntual catalog preview en la carpeta que se desplegó.`,
      `From ${now} to ${hash}. What is deployed has to be kept first: run puntual catalog preview in the folder that was deployed.`,
    ])
  const { length } = changes
  return [
    of([
      `De la edición ${now} a ${hash}: ${length} ${length === 1 ? 'cambio' : 'cambios'}`,
      `From edition ${now} to ${hash}: ${length} ${length === 1 ? 'change' : 'changes'}`,
    ]),
    ...(undone.length === 0
      ? []
      : [
          of([
            `Ojo: esta carpeta no tiene lo último que se publicó; deshace ${undone.join(', ')}`,
            `Careful: this folder lacks what was published last; it takes back ${undone.join(', ')}`,
          ]),
        ]),
    ...changes.flatMap(({ path, before = '', after = '' }) => [
      `  ${path}`,
      ...linesWithout(before, after).map((line) => `    - ${line}`),
      ...linesWithout(after, before).map((line) => `    + ${line}`),
    ]),
  ].join('\n')
}

/** The lines of one text that the other does not have. */
function linesWithout(text: string, other: string): readonly string[] {
  const others = new Set(other.split('\n'))
  return text.split('\n').filter((line) => line.trim() !== '' && !others.has(line))
}

async function publish(said: Said, root: string, stack: Stack, words: Words): Promise<string> {
  const author = needed('--author', said.author)
  const approver = needed('--approver', said.approver)
  const reason = needed('--reason', said.reason)
  const { of } = words
  if (isSamePerson(author, approver))
    throw new UserError(
      `--approver es "${approver}", que también es el autor; debe aprobar otra persona`,
      `--approver is "${approver}", who is the author too; somebody else has to approve`,
    )
  mayApprove('--approver', approver, compileCatalog(join(root, 'catalog')).company.approvers)
  const outside = await stack()
  const change = await wanted(said, root, outside)
  if (!change.changes)
    throw new UserError(
      'falta guardar lo desplegado para comparar: corra puntual catalog preview en la carpeta que se desplegó',
      'what is deployed has to be kept first: run puntual catalog preview in the folder that was deployed',
    )
  refuseWhatMayNot(change.changes)
  const shown = preview(change, words)
  if (change.hash === change.now) return shown
  if (!said.yes)
    return `${shown}\n\n${of(['Nada ha cambiado. Para publicarlo repita con --yes.', 'Nothing has changed. Repeat with --yes to publish it.'])}`
  const { caller, editions, now } = outside
  const entry: Published = {
    ...{ hash: change.hash, instead: change.deployed, at: iso(await now()) },
    ...{ author, approver, reason, caller: await caller() },
  }
  await editions.keep(change.hash, change.edition)
  await editions.publish(entry)
  return `${shown}\n\n${of([
    `Publicada: rige en un minuto a más tardar. Para volver atrás: puntual catalog publish --edition ${change.now} …`,
    `Published: in force within a minute. To go back: puntual catalog publish --edition ${change.now} …`,
  ])}`
}

function refuseWhatMayNot(changes: readonly EditionChange[]): void {
  const refused = whyNotPublished(changes)
  const paths = refused?.paths.join(', ')
  if (refused?.why === 'gone')
    throw new UserError(
      `faltan ${paths}: las gestiones que corren los pueden necesitar. Agregue textos y políticas nuevos y deje los anteriores`,
      `${paths} are gone: running journeys may need them. Add new texts and policies, and leave the old ones`,
    )
  if (refused?.why === 'whatsapp')
    throw new UserError(
      `cambia ${paths}: lo que sale por WhatsApp lo aprueba Meta con su nombre. Apruébelo allá y despliegue`,
      `${paths} changes: what WhatsApp says is approved by Meta under its name. Have it approved there and deploy`,
    )
}

async function history(
  { adoptions, editions, deployedEdition }: Awaited<ReturnType<Stack>>,
  words: Words,
): Promise<string> {
  const [published, deployed] = [await editions.published(), deployedEdition()]
  const current = inForce(published, deployed)
  const { of } = words
  const mark = (is: boolean): string => (is ? of(['  ← rige', '  ← in force']) : '')
  const editionLines = published.map(({ hash, instead, at, author, approver, reason, caller }, index) => {
    const isNow = index === published.length - 1 && current === hash && instead === deployed
    const ended = instead === deployed ? '' : of([' (otro despliegue)', ' (another deployment)'])
    return `${at}  ${hash}  ${author} → ${approver}${by(caller)}: ${reason}${ended}${mark(isNow)}`
  })
  const isOwn = !editionLines.some((line) => line.endsWith(mark(true)))
  const lines = [...editionLines, ...(await adoptions.all()).map((one) => adoptionLine(one, words))]
  return [`${of(['Desplegada', 'Deployed'])}: ${deployed}${mark(isOwn)}`, ...lines.sort()].join('\n')
}

/** The access key of an entry, as it is shown. */
const by = (caller: string | undefined): string => (caller === undefined ? '' : ` [${caller}]`)

function adoptionLine({ at, by: person, caller, reason, selection, journeys }: Adoption, { of }: Words): string {
  const told =
    journeys === undefined
      ? of(['sin terminar: córrala otra vez', 'unfinished: run it again'])
      : of([
          `${journeys} ${journeys === 1 ? 'gestión' : 'gestiones'}`,
          `${journeys} ${journeys === 1 ? 'journey' : 'journeys'}`,
        ])
  const what = `adopt ${selection}`.trim()
  return `${at}  ${what}  ${person}${by(caller)}${reason ? `: ${reason}` : ''} (${told})`
}
