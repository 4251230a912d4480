import { join } from 'node:path'
import { compileCatalog } from '../catalog/compile-catalog.ts'
import { EVENTS_IN, type EventName } from '../contracts/events.ts'
import { problemsOf } from '../contracts/intake.ts'
import { WIDE_SCOPES } from '../domain/consent.ts'
import type { Debtor } from '../domain/debtor.ts'
import { wishOf } from '../domain/preference.ts'
import { demandOf } from '../domain/reach.ts'
import { iso } from '../domain/time.ts'
import { limitsBy, placesOf, shippedBook } from '../usecases/limits.ts'
import { renderDebtor } from './debtor-file.ts'
import type { Speaking } from './outside.ts'
import { debtorCalled, key, needed } from './staff-commands.ts'
import { UserError } from './user-error.ts'
import type { Pair, Words } from './words.ts'

type Stack = () => Promise<Speaking>
/** The options these commands read. */
interface Said {
  readonly author?: string | undefined
  readonly reason?: string | undefined
  readonly purpose?: string | undefined
  /** Takes the word back: a flag is cleared, a report of a wrong person withdrawn. */
  readonly clear: boolean
}

const print = (text: string): void => void process.stdout.write(`${text}\n`)

/** Shows a debtor, or publishes what staff say about one; `words` are those after the command. */
export async function aboutDebtor(
  command: 'debtor' | 'flag' | 'consent' | 'wrong-person' | 'merge',
  [id, what, status]: readonly string[],
  said: Said,
  root: string,
  stack: Stack,
  words: Words,
): Promise<void> {
  const debtor = key(id)
  if (command === 'debtor') return show(debtor, root, stack, words)
  const author = needed('--author', said.author)
  const tell = async (name: EventName, detail: object, done: Pair, check?: (file: Debtor) => void) => {
    await publish(stack, name, debtor, { ...detail, author }, check)
    print(words.of(done))
  }
  switch (command) {
    case 'flag': {
      const reason = needed('--reason', said.reason)
      const flag = { flag: what, status: said.clear ? 'cleared' : 'raised', reason }
      return tell('DebtorFlagChanged', flag, [`Alerta ${what} enviada.`, `Flag ${what} sent.`])
    }
    case 'consent': {
      const purpose = said.purpose === undefined ? {} : { purpose: said.purpose }
      const consent = { scope: what, status, evidence: needed('--reason', said.reason), ...purpose }
      const done = [`Autorización enviada: ${status} en ${what}.`, `Consent sent: ${status} on ${what}.`] as const
      return tell('ConsentChanged', consent, done, (file) => {
        if (!WIDE_SCOPES.some((wide) => wide === what)) mustHave(file, what, WIDE_SCOPES)
      })
    }
    case 'wrong-person': {
      const subject = /[@+]/.test(what ?? '') ? { address: what } : { contactPoint: what }
      const report = { ...subject, status: said.clear ? 'withdrawn' : 'reported' }
      const done = [`Aviso sobre ${what} enviado.`, `Word on ${what} sent.`] as const
      return tell('WrongPersonReported', report, done, (file) => mustHave(file, what))
    }
    case 'merge': {
      const merged = key(what)
      await debtorCalled(merged, await stack())
      const reason = said.reason === undefined ? {} : { reason: said.reason }
      return tell('DebtorMerged', { merged, ...reason }, [
        `Unión de ${merged} con ${debtor} enviada.`,
        `Merge of ${merged} into ${debtor} sent.`,
      ])
    }
  }
}

/** Prints everything about a debtor, with why each way to reach them may not be used under the law where they live. */
async function show(debtor: string, root: string, stack: Stack, words: Words): Promise<void> {
  const file = await (await stack()).people.file(debtor)
  if (!file) throw new UserError(`no hay ningún deudor ${debtor}`, `there is no debtor ${debtor}`)
  const { law, company } = compileCatalog(join(root, 'catalog'))
  const limits = limitsBy(shippedBook(law, company), company)
  const { profile, preference } = file.debtor
  print(renderDebtor(file, demandOf(limits(placesOf(profile), wishOf(preference))), words))
}

/** Publishes a word on a debtor that somebody has mentioned before; mistakes are named by the field they are in. */
async function publish(
  stack: Stack,
  name: EventName,
  debtor: string,
  said: object,
  check?: (file: Debtor) => void,
): Promise<void> {
  const { people, bus, now } = await stack()
  const file = await debtorCalled(debtor, { people })
  // What the file names is named as under the id that goes on; a merge alone is about the ids themselves.
  const id = name === 'DebtorMerged' ? debtor : file.id
  const detail = { version: 1, occurredAt: iso(await now()), debtor: id, ...said }
  const { error } = EVENTS_IN[name].safeParse(detail)
  if (error) {
    const problems = problemsOf(error, detail).map(({ path, value, allowed }) => `${path || name} ${value}: ${allowed}`)
    throw new UserError(`no se acepta:\n${problems.join('\n')}`, `it is not accepted:\n${problems.join('\n')}`)
  }
  check?.(file)
  await bus.publish([{ name, detail }])
}

/** A contact point, or its address, that the debtor's file shows; `others` may be said as well. */
function mustHave({ id, contactPoints }: Debtor, what = '', others: readonly string[] = []): void {
  if (contactPoints.some((point) => point.id === what || point.address === what)) return
  const there = [...others, ...contactPoints.map((point) => `${point.id} (${point.address})`)].join(', ')
  throw new UserError(
    `${id} no tiene ${what || 'un punto sin nombre'}; tiene ${there || 'ningún punto de contacto'}`,
    `${id} has no ${what || 'point without a name'}; there is ${there || 'no contact point'}`,
  )
}
