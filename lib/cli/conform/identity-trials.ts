import type { Told } from './sample.ts'
import { few, type Trial } from './trial.ts'

/** What is wrong with the names and instants by which a repeat and the last word are known. */
export const identityTrials = (feed: readonly Told[]): readonly (Trial | undefined)[] => [
  ties(feed),
  forked(feed),
  twins(feed),
  twoNames(feed),
]

/** Words of which the newest wins, and what they are about. */
const NEWEST_WINS: Readonly<Record<string, readonly string[]>> = {
  DebtorUpserted: ['debtor'],
  ContactPointUpserted: ['debtor', 'contactPoint'],
  ConsentChanged: ['debtor', 'scope', 'purpose'],
  DebtorFlagChanged: ['debtor', 'flag'],
  InvoiceAmended: ['invoice'],
  PaymentScheduled: ['payment'],
  UnappliedCashChanged: ['deposit', 'debtor'],
}

function ties(feed: readonly Told[]): Trial | undefined {
  const cases = clashes(
    feed.filter(({ name }) => Object.hasOwn(NEWEST_WINS, name)),
    ({ name, detail }) =>
      [name, ...(NEWEST_WINS[name] ?? []).map((field) => detail[field]), detail.occurredAt].join(' '),
  )
  if (cases.length === 0) return undefined
  return {
    verdict: 'wrong',
    about: ['Orden de los hechos', 'Order of the facts'],
    came: [
      'Dos hechos distintos sobre lo mismo tienen el mismo occurredAt: no se sabe cuál es el último. Envíe el instante con milisegundos, el del cambio y no el del envío.',
      'Two different facts about the same thing have one occurredAt: nobody knows which is the last. Send the instant with milliseconds, of the change and not of the sending.',
    ],
    cases: few(cases),
  }
}

/** Things that are told once: what their id is called. */
const TOLD_ONCE: Readonly<Record<string, string>> = {
  InvoiceIssued: 'invoice',
  PaymentReceived: 'payment',
  CreditNoteIssued: 'creditNote',
  ChargePosted: 'charge',
}

function forked(feed: readonly Told[]): Trial | undefined {
  const once = feed.filter(({ name }) => Object.hasOwn(TOLD_ONCE, name))
  const cases = clashes(once, ({ name, detail }) => `${name} ${String(detail[TOLD_ONCE[name] ?? ''])}`)
  if (cases.length === 0) return undefined
  return {
    verdict: 'wrong',
    about: ['Un id, un contenido', 'One id, one content'],
    came: [
      'El mismo id dice cosas distintas: vale lo primero que llegue, y lo demás se toma por repetición. Una corrección es InvoiceAmended, CreditNoteIssued o PaymentReversed.',
      'One id says different things: what comes first counts, and the rest passes for a repeat. A correction is InvoiceAmended, CreditNoteIssued or PaymentReversed.',
    ],
    cases: few(cases),
  }
}

function twins(feed: readonly Told[]): Trial | undefined {
  const cases = clashes(
    feed.filter(({ name }) => name === 'PaymentReceived'),
    ({ detail: { payment: _, ...rest } }) => JSON.stringify(rest),
    ({ detail }) => detail.payment,
  )
  if (cases.length === 0) return undefined
  return {
    verdict: 'wrong',
    about: ['Identidad de los pagos', 'Identity of payments'],
    came: [
      'Hay pagos iguales en todo menos en el id. Si son el mismo, el id cambia con cada envío y lo contaríamos dos veces: use el id del banco o de la pasarela.',
      'There are payments alike in all but the id. If they are one, the id changes with each sending and we would count it twice: use the id of the bank or the gateway.',
    ],
    cases: few(cases),
  }
}

/** Lines that share a key and differ in what they say. */
function clashes(
  feed: readonly Told[],
  key: (told: Told) => string,
  content: (told: Told) => unknown = ({ detail }) => JSON.stringify(detail),
): string[] {
  const groups = new Map<string, Told[]>()
  for (const told of feed) groups.set(key(told), [...(groups.get(key(told)) ?? []), told])
  return [...groups.values()]
    .filter((group) => new Set(group.map(content)).size > 1)
    .map((group) => `${group[0]?.name}: ${group.map(({ line }) => line).join(', ')}`)
}

const invoicesIn = (feed: readonly Told[]): string[] => [
  ...new Set(feed.flatMap(({ detail }) => (typeof detail.invoice === 'string' ? [detail.invoice] : []))),
]

function twoNames(feed: readonly Told[]): Trial | undefined {
  const byOwn = new Map<string, Set<string>>()
  for (const id of invoicesIn(feed)) {
    const own = id.slice(id.indexOf(':') + 1)
    byOwn.set(own, (byOwn.get(own) ?? new Set()).add(id))
  }
  const cases = [...byOwn.values()].filter((ids) => ids.size > 1).map((ids) => [...ids].join(' = '))
  if (cases.length === 0) return undefined
  return {
    verdict: 'wrong',
    about: ['Nombres de las facturas', 'Names of invoices'],
    came: [
      'El mismo número aparece bajo dos sistemas: para nosotros son dos facturas. Nómbrela siempre como la nombró el sistema que la emitió.',
      'The same number appears under two systems: to us those are two invoices. Name it always as the system that issued it did.',
    ],
    cases: few(cases),
  }
}
