import type { CompiledCatalog } from '../contracts/compiled-catalog.ts'
import type { ContactPoint, Debtor } from '../domain/debtor.ts'
import { languageFor } from '../domain/gathering.ts'
import { dueNow } from '../domain/instalments.ts'
import { type Invoice, isIssued } from '../domain/invoice.ts'
import type { MessageTemplate } from '../domain/message-text.ts'
import type { OutgoingMessage } from '../domain/outgoing-message.ts'
import type { Policy, Step } from '../domain/policy.ts'
import { speakingAs, templateIn } from '../domain/speech.ts'
import { dateAt, type Instant } from '../domain/time.ts'
import type { JointTouch, Member } from '../domain/touch.ts'
import { approvedBody } from '../domain/whatsapp-text.ts'
import { messageWriter } from '../usecases/write-message.ts'

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

/** A message as it would leave now, and the words that the debtor would read. */
export interface PreviewedLetter {
  readonly letter: OutgoingMessage
  readonly text: string
}

/**
 * What a debtor with these invoices would get now of a step: as e-mail, text and WhatsApp, on whichever it has words for.
 * Undefined when nothing is open.
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
  return (['email', 'sms', 'whatsapp'] as const).flatMap((channel) => {
    const point = { ...(debtor.contactPoints.find((one) => one.channel === channel) ?? SAMPLE), channel }
    const letter = write(joint, { touch: 'preview', stopCode: 'abcdefghjkmn' }, point, now)
    return letter === undefined || letter.channel === 'call' ? [] : [{ letter, text: textOf(letter, template) }]
  })
}

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
