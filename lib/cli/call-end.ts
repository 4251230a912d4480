import { parseAmount } from '../domain/money.ts'
import type { Task } from '../ports.ts'
import { type FinishedCall, type Finishing, finishCall } from '../usecases/finish-call.ts'
import type { Calling } from '../usecases/place-call.ts'
import { shownIn } from './explain-law.ts'
import { ruleIn } from './page/rule-words.ts'
import type { Words } from './words.ts'

/** The end of a call as a person writes it, on a form or behind options; `amount` in units of the invoice's currency. */
export interface WrittenEnd {
  readonly author: string
  readonly result?: string | undefined
  readonly point?: string | undefined
  readonly until?: string | undefined
  readonly amount?: string | undefined
  readonly note?: string | undefined
}

/** What was noted, in a sentence; or what stands in the way, each with the field it was written in. */
export type ToldEnd =
  | { readonly kind: 'noted'; readonly told: string }
  | { readonly kind: 'wrong'; readonly wrong: readonly { readonly field: keyof WrittenEnd; readonly told: string }[] }

/** Notes how a call about a task ended, for the page and the terminal alike. */
export async function endCall(
  outside: Finishing & { readonly calling: Pick<Calling, 'ledger'> },
  task: Task,
  { amount, result, ...said }: WrittenEnd,
  words: Words,
): Promise<ToldEnd> {
  if (amount === undefined) return toldOf(await finishCall(outside, task, { ...said, result }), words)
  const { currency = '' } = await outside.calling.ledger.invoice(task.invoice ?? '')
  const parsed = parseAmount(amount, currency)
  if (parsed.kind === 'money')
    return toldOf(await finishCall(outside, task, { ...said, result, promised: parsed.money }), words)
  const told = words.of([
    `"${amount}" no es un monto en ${currency}: escriba solo cifras, como 250000 o 250000.50, sin separar los miles`,
    `"${amount}" is no amount of ${currency}: write digits alone, such as 250000 or 250000.50, without thousand separators`,
  ])
  return { kind: 'wrong', wrong: [{ field: 'amount', told }] }
}

function toldOf(finished: FinishedCall, words: Words): ToldEnd {
  const { of } = words
  switch (finished.kind) {
    case 'closed': {
      const result = words.contactResult(finished.result)
      return { kind: 'noted', told: of([`Anotado: ${result}. Tarea cerrada.`, `Noted: ${result}. Task closed.`]) }
    }
    case 'goesOn': {
      const [result, day] = [
        words.contactResult(finished.result),
        shownIn(finished.next.at, finished.next.zones, words),
      ]
      const told = of([
        `Anotado: ${result}. La tarea sigue; se puede volver a llamar desde: ${day}.`,
        `Noted: ${result}. The task goes on; call again from: ${day}.`,
      ])
      return { kind: 'noted', told }
    }
    case 'notBegun': {
      const told = of([
        'esta tarea no tiene ninguna llamada por anotar: nadie la empezó, o ya se anotó cómo terminó',
        'this task has no call to note: nobody began it, or its end is noted already',
      ])
      return { kind: 'wrong', wrong: [{ field: 'result', told }] }
    }
    case 'whichPoint': {
      const choices = finished.choices.join(', ')
      const told =
        finished.given === undefined
          ? of([`diga a cuál número llamó: ${choices}`, `say which number was called: ${choices}`])
          : of([`"${finished.given}" debe ser uno de ${choices}`, `"${finished.given}" must be one of ${choices}`])
      return { kind: 'wrong', wrong: [{ field: 'point', told }] }
    }
    case 'refused':
      return {
        kind: 'wrong',
        wrong: finished.problems.map(({ path, allowed, value }) => ({
          field: FIELDS[path.split('.')[0] ?? ''] ?? 'result',
          told: `${ruleIn(words.lang, allowed)}${value === ABSENT ? '' : ` (${of(['dice', 'given'])}: ${value})`}`,
        })),
      }
  }
}

/** What a contract says of a value that is not there. */
const ABSENT = 'nothing'

/** Where the person wrote what a field of `ContactMade` holds. */
const FIELDS: Readonly<Record<string, keyof WrittenEnd>> = {
  author: 'author',
  until: 'until',
  promised: 'amount',
  contactPoint: 'point',
  note: 'note',
}
