import { join } from 'node:path'
import { compileCatalog } from '../catalog/compile-catalog.ts'
import { pricesOf } from '../catalog/routed-prices.ts'
import { sampleMessages } from '../catalog/sample-messages.ts'
import type { CompiledCatalog } from '../contracts/compiled-catalog.ts'
import { FORMS } from '../domain/address-as.ts'
import { gsm7Parts } from '../domain/sms-text.ts'
import { formsOf, layoutIn, speakingAs, templateIn } from '../domain/speech.ts'
import { booklet, spoken, writerOf } from './booklet.ts'
import type { Outside } from './outside.ts'
import { type ChosenStep, lettersFor, type NotHere, type PreviewedLetter, wouldNotGo } from './preview-letters.ts'
import { UserError } from './user-error.ts'
import type { Words } from './words.ts'

type Stack = () => Promise<Pick<Outside, 'debtors' | 'records' | 'now'>>

/** Prints every text of every policy for sign-off. */
export function texts(root: string, words: Words): string {
  const catalog = compileCatalog(join(root, 'catalog'))
  return booklet(catalog, pricesOf(join(root, 'catalog'), catalog.company), words)
}

/**
 * Shows a step of a policy on every channel: for a debtor who is on record, or for a made-up one in a language; and spoken to
 * in any form of address, whoever the company speaks to how.
 */
export async function preview(
  [policyId = '', stepId = '', debtorId]: readonly string[],
  said: { readonly language?: string | undefined; readonly as?: string | undefined },
  root: string,
  stack: Stack,
  words: Words,
): Promise<string> {
  const catalog = compileCatalog(join(root, 'catalog'))
  const shipped = catalog.policies[policyId]?.policy
  if (!shipped) throw notOneOf('POLICY', policyId, Object.keys(catalog.policies))
  const as = FORMS.find((form) => form === said.as)
  if (said.as !== undefined && !as) throw notOneOf('--as', said.as, FORMS)
  const policy = { ...shipped, ...(as && { addressAs: as }) }
  const step = policy.steps.find(({ id }) => id === stepId)
  if (!step)
    throw notOneOf(
      'STEP',
      stepId,
      policy.steps.map(({ id }) => id),
    )
  if (debtorId !== undefined && said.language !== undefined)
    throw new UserError(
      `--language es "${said.language}"; a ${debtorId} se le escribe en su propio idioma: quítelo`,
      `--language is "${said.language}"; ${debtorId} is written to in their own language: leave it out`,
    )
  if (debtorId !== undefined) return forDebtor(debtorId, { policy, step }, catalog, await stack(), words)
  const tag = said.language ?? policy.languages[0] ?? 'es'
  if (as && formsOf(tag, catalog.speech).length === 1)
    throw new UserError(
      `--as es "${as}"; en ${tag} los textos tratan a todos igual: quítelo`,
      `--as is "${as}"; in ${tag} texts speak to everybody alike: leave it out`,
    )
  const entity = writerOf(tag, Object.values(catalog.company.entities))
  const speaking = speakingAs({ language: tag, addressAs: policy.addressAs }, entity)
  const [facts] = entity ? sampleMessages(entity, tag) : []
  const template = policy.languages.includes(tag) && templateIn(catalog, step.template, speaking)
  if (!template || !facts) throw notOneOf('--language', tag, policy.languages)
  const shown = Object.entries(spoken(template, facts, layoutIn(catalog, speaking, step.template)))
  return rendered(
    shown.map(([channel, text = '']) => ({ channel, text })),
    words,
  )
}

async function forDebtor(
  id: string,
  chosen: ChosenStep,
  catalog: CompiledCatalog,
  { debtors, records, now }: Awaited<ReturnType<Stack>>,
  words: Words,
): Promise<string> {
  const person = id.trim() === '' ? undefined : await debtors.debtor(id)
  const invoices = person ? (await records.of(id)).invoices.map(({ invoice }) => invoice) : []
  if (!person || (person.version === 0 && invoices.length === 0))
    throw new UserError(
      `no hay ningún deudor "${id}": se nombra como sistema:código`,
      `there is no debtor "${id}": name it as system:id`,
    )
  const letters = lettersFor(person, invoices, chosen, catalog, await now())
  if (!letters) throw new UserError(`el deudor ${id} no tiene facturas abiertas`, `debtor ${id} has no open invoices`)
  return rendered(letters.map(shownOf), words)
}

/** A channel, the words on it, and why they would not go that way. */
interface Shown {
  readonly channel: string
  readonly text: string
  readonly not?: NotHere
}

export const shownOf = ({ letter: { channel }, ...more }: PreviewedLetter): Shown => ({ channel, ...more })

/** The words of each channel, one after the other. */
export const rendered = (shown: readonly Shown[], words: Words): string =>
  shown
    .map(({ channel, text, not }) => {
      const why = not === undefined ? [] : [words.of(wouldNotGo(not))]
      return [`── ${words.channel(channel)}${channel === 'sms' ? sizeOf(text, words) : ''}`, ...why, '', text].join(
        '\n',
      )
    })
    .join('\n\n')

function sizeOf(text: string, { of }: Words): string {
  const { encoding, parts, septets } = gsm7Parts(text)
  return ` (${encoding}, ${septets}, ${parts} ${of(['parte(s)', 'part(s)'])})`
}

const notOneOf = (what: string, given: string, allowed: readonly string[]): UserError =>
  new UserError(
    `${what} es "${given}"; debe ser uno de ${allowed.join(', ')}`,
    `${what} is "${given}"; it must be one of ${allowed.join(', ')}`,
  )
