import type { CompiledCatalog } from '../contracts/compiled-catalog.ts'
import type { ContactPoint, Debtor } from '../domain/debtor.ts'
import { languageFor } from '../domain/gathering.ts'
import { dueNow } from '../domain/instalments.ts'
import { type Invoice, isIssued } from '../domain/invoice.ts'
import type { MessageTemplate } from '../domain/message-text.ts'
import type { OutgoingMessage } from '../domain/outgoing-message.ts'
import type { Policy, Step } from '../domain/policy.ts'
import { demandOf, type Unusable, waysTo } from '../domain/reach.ts'
import { speakingAs, templateIn } from '../domain/speech.ts'
import { dateAt, type Instant } from '../domain/time.ts'
import type { JointTouch, Member } from '../domain/touch.ts'
import { approvedBody } from '../domain/whatsapp-text.ts'
import { limitsBy, placesOf, shippedBook } from '../usecases/limits.ts'
import type { Letter, Sheet } from '../usecases/send-touch.ts'
import { messageWriter } from '../usecases/write-message.ts'
import { UNUSABLE } from './debtor-words.ts'
import { scriptedCall } from './scripted-call.ts'
import type { Pair } from './words.ts'

/** A step of a policy of the catalog. */
export interface ChosenStep {
  readonly policy: CompiledCatalog['policies'][string]['policy']
  readonly step: CompiledCatalog['policies'][string]['policy']['steps'][number]
}

/** A step of a policy that a journey follows, which may not be in the catalog any more. */
interface PlainStep {
  readonly policy: Policy
  readonly step: Step
}

/** Why a message would not go by this channel, as it stands now. */
export type NotHere = Unusable | 'noAddress' | 'notInStep'

/** A message as it is written now, the words that the debtor would read or hear, and why it would not go this way. */
export interface PreviewedLetter {
  readonly letter: Letter
  readonly text: string
  readonly not?: NotHere
}

const NOT_HERE = {
  ...UNUSABLE,
  noAddress: ['no hay dirección en este canal', 'there is no address on this channel'],
  notInStep: ['el paso no usa este canal', 'the step does not use this channel'],
} as const satisfies Record<NotHere, Pair>

/** A sentence above words that would not go by their channel. */
export const wouldNotGo = (not: NotHere): Pair => [
  `No saldría por aquí: ${NOT_HERE[not][0]}. Así se vería.`,
  `It would not go this way: ${NOT_HERE[not][1]}. It would look like this.`,
]

const WRITTEN = ['email', 'sms', 'whatsapp'] as const

/**
 * A step as it is written now to a debtor with these invoices: as e-mail, text and WhatsApp, on whichever it has words for, and
 * what is said where the step is a call. Hours, caps and holds are not asked here: `puntual law explain` answers for them. Undefined when nothing is
 * open.
 */
export function lettersFor(
  debtor: Debtor,
  invoices: readonly Invoice[],
  chosen: PlainStep,
  catalog: CompiledCatalog,
  now: Instant,
): readonly PreviewedLetter[] | undefined {
  const joint = jointOf(debtor, invoices, chosen, now)
  if (!joint) return undefined
  const { entities } = catalog.company
  const stopUrl =
    Object.values(entities).find((one) => one.stopUrl !== undefined)?.stopUrl ?? 'https://puntual.example/'
  const write = messageWriter({ ...catalog, entities, stopUrl: `${stopUrl}/`, redirect: ({ address }) => address })
  const template = templateIn(catalog, joint.template, speakingAs(joint, entities[joint.entity]))
  const limits = limitsBy(shippedBook(catalog.law, catalog.company), catalog.company)
  const demand = demandOf(limits(placesOf(debtor.profile)))
  const { channels } = chosen.step
  const shown = [...WRITTEN, ...(channels.includes('call') ? ['call' as const] : [])]
  return shown.flatMap((channel): PreviewedLetter[] => {
    const ways = waysTo(debtor, [channel], demand)
    const [point, barred] = [ways.usable[0], ways.unusable[0]]
    const letter = write(joint, SHEET, { ...(point ?? barred?.point ?? SAMPLE), channel }, now)
    if (!letter) return []
    const not = channels.includes(channel) ? (point ? undefined : (barred?.why ?? 'noAddress')) : 'notInStep'
    const text = letter.channel === 'call' ? spokenOf(joint, catalog, now) : textOf(letter, template)
    return [{ letter, text, ...(not && { not }) }]
  })
}

const SHEET: Sheet = { touch: 'preview', stopCode: 'abcdefghjkmn' }

/** Where a message of a channel would go that the debtor has no address for. */
const SAMPLE: ContactPoint = {
  id: 'sample',
  channel: 'email',
  address: 'sample',
  role: 'holder',
  active: true,
  stamp: '',
}

function jointOf(
  debtor: Debtor,
  invoices: readonly Invoice[],
  { policy, step }: PlainStep,
  now: Instant,
): JointTouch | undefined {
  const today = dateAt(now, debtor.profile?.zone ?? 'UTC')
  const open = invoices.flatMap((invoice): Member[] =>
    isIssued(invoice) && invoice.status === 'open'
      ? [{ invoice, step, position: policy.steps.indexOf(step), due: dueNow(invoice, today) }]
      : [],
  )
  const [first] = open
  if (!first) return undefined
  const { currency, terms } = first.invoice
  const members = open.filter(({ invoice }) => invoice.currency === currency && invoice.terms.entity === terms.entity)
  return {
    debtor,
    entity: terms.entity,
    currency,
    language: languageFor(debtor, policy),
    ...(policy.addressAs && { addressAs: policy.addressAs }),
    class: step.class,
    level: step.level,
    template: step.template,
    members,
    leftOut: [],
    points: [],
    total: members.reduce((sum, { invoice }) => sum + invoice.balance, 0),
  }
}

/** What is said in a call about the first of these invoices, as `puntual call` would show it. */
const spokenOf = (joint: JointTouch, catalog: CompiledCatalog, now: Instant): string =>
  joint.members
    .slice(0, 1)
    .flatMap(({ invoice }) => scriptedCall({ script: joint }, { debtor: joint.debtor, invoice }, catalog, now) ?? [])
    .join('\n\n')

function textOf(letter: OutgoingMessage, template: MessageTemplate | undefined): string {
  switch (letter.channel) {
    case 'email':
      return `${letter.message.subject}\n\n${letter.message.text.trim()}`
    case 'sms':
      return letter.message.text
    case 'whatsapp': {
      const { form } = letter.message
      if (form.kind === 'text') return form.body
      const source = form.name.endsWith('_neutral') ? template?.whatsapp?.neutral : template?.whatsapp?.body
      return approvedBody(source ?? '').replace(
        /\{\{(\d+)\}\}/g,
        (_, index) => form.parameters[Number(index) - 1] ?? '',
      )
    }
  }
}
