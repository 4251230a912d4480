import { join } from 'node:path'
import { compileCatalog } from '../catalog/compile-catalog.ts'
import { EVENTS_IN, type EventName } from '../contracts/events.ts'
import { problemsOf } from '../contracts/intake.ts'
import { wishOf } from '../domain/preference.ts'
import { demandOf } from '../domain/reach.ts'
import { iso } from '../domain/time.ts'
import { limitsOf } from '../usecases/limits.ts'
import { renderDebtor } from './debtor-file.ts'
import type { Outside } from './outside.ts'
import { key, needed } from './staff-commands.ts'
import { UserError } from './user-error.ts'
import type { Words } from './words.ts'

type Stack = () => Promise<Outside>
/** The options these commands read. */
interface Said {
  readonly author?: string | undefined
  readonly reason?: string | undefined
  readonly purpose?: string | undefined
  /** Takes the word back: a flag is cleared, a report of a wrong person withdrawn. */
  readonly clear: boolean
}

const print = (text: string): void => void process.stdout.write(`${text}\n`)

/** Prints everything about a debtor, with why each way to reach them may not be used under the law where they live. */
export async function showDebtor(id: string | undefined, root: string, stack: Stack, words: Words): Promise<void> {
  const debtor = key(id)
  const file = await (await stack()).people.file(debtor)
  if (!file) throw new UserError(`there is no debtor ${debtor}`)
  const { law, company } = compileCatalog(join(root, 'catalog'))
  const rules = await limitsOf(law, company)(file.debtor.profile ?? {}, wishOf(file.debtor.preference))
  print(renderDebtor(file, demandOf(rules), words))
}

/** Raises or clears a flag at which every contact with a debtor stops. */
export async function changeFlag(
  id: string | undefined,
  flag: string | undefined,
  said: Said,
  stack: Stack,
  words: Words,
): Promise<void> {
  const [author, reason] = [needed('--author', said.author), needed('--reason', said.reason)]
  const status = said.clear ? 'cleared' : 'raised'
  await tell(stack, 'DebtorFlagChanged', key(id), { flag, status, reason, author })
  print(words.of([`Alerta ${flag} enviada.`, `Flag ${flag} sent.`]))
}

/** Notes what a debtor said about being written to: on everything, a medium, or one contact point. */
export async function changeConsent(
  [id, scope, status]: readonly (string | undefined)[],
  said: Said,
  stack: Stack,
  words: Words,
): Promise<void> {
  const author = needed('--author', said.author)
  const evidence = needed('--reason', said.reason)
  const purpose = said.purpose === undefined ? {} : { purpose: said.purpose }
  await tell(stack, 'ConsentChanged', key(id), { scope, status, evidence, author, ...purpose })
  print(words.of([`Autorización ${status} sobre ${scope} enviada.`, `Consent ${status} on ${scope} sent.`]))
}

/** Takes an address off a debtor because somebody else answers there, or lets it in again. */
export async function reportWrongPerson(
  id: string | undefined,
  where: string | undefined,
  said: Said,
  stack: Stack,
  words: Words,
): Promise<void> {
  const author = needed('--author', said.author)
  if (where === undefined) throw new UserError('say which contact point or address: puntual wrong-person ID POINT')
  const subject = /[@+]/.test(where) ? { address: where } : { contactPoint: where }
  const status = said.clear ? 'withdrawn' : 'reported'
  await tell(stack, 'WrongPersonReported', key(id), { ...subject, status, author })
  print(words.of([`Aviso sobre ${where} enviado.`, `Word on ${where} sent.`]))
}

/** Says that two ids are one debtor; the first one goes on. */
export async function mergeInto(
  id: string | undefined,
  other: string | undefined,
  said: Said,
  stack: Stack,
  words: Words,
): Promise<void> {
  const author = needed('--author', said.author)
  const reason = said.reason === undefined ? {} : { reason: said.reason }
  const merged = key(other)
  await tell(stack, 'DebtorMerged', key(id), { merged, author, ...reason })
  print(words.of([`Unión de ${merged} con ${id} enviada.`, `Merge of ${merged} into ${id} sent.`]))
}

/** Publishes a word on a debtor that somebody has mentioned before; mistakes are named by the option or word they are in. */
async function tell(stack: Stack, name: EventName, debtor: string, said: object): Promise<void> {
  const { people, bus, now } = await stack()
  const detail = { version: 1, occurredAt: iso(await now()), debtor, ...said }
  const { error } = EVENTS_IN[name].safeParse(detail)
  if (error)
    throw new UserError(
      problemsOf(error, detail)
        .map(({ path, value, allowed }) => `${path} is ${value}: ${allowed}`)
        .join('\n'),
    )
  if (!(await people.file(debtor))) throw new UserError(`there is no debtor ${debtor}`)
  await bus.publish([{ name, detail }])
}
