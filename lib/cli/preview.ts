import { join } from 'node:path'
import { compileCatalog } from '../catalog/compile-catalog.ts'
import { pricesOf } from '../catalog/routed-prices.ts'
import { sampleMessages } from '../catalog/sample-messages.ts'
import type { CompiledCatalog } from '../contracts/compiled-catalog.ts'
import type { ContactPoint, Debtor } from '../domain/debtor.ts'
import { languageFor } from '../domain/gathering.ts'
import { dueNow } from '../domain/instalments.ts'
import { isIssued } from '../domain/invoice.ts'
import type { MessageTemplate } from '../domain/message-text.ts'
import type { Channel } from '../domain/policy.ts'
import { gsm7Parts } from '../domain/sms-text.ts'
import { dateAt, type Instant } from '../domain/time.ts'
import type { JointTouch, Member } from '../domain/touch.ts'
import { approvedBody } from '../domain/whatsapp-text.ts'
import type { Letter } from '../usecases/send-touch.ts'
import { messageWriter } from '../usecases/write-message.ts'
import { booklet, spoken, writerOf } from './booklet.ts'
import type { Outside } from './outside.ts'
import { UserError } from './user-error.ts'
import type { Words } from './words.ts'

type Stack = () => Promise<Pick<Outside, 'debtors' | 'records' | 'now'>>

/** Prints every text of every policy for sign-off. */
export function texts(root: string, words: Words): string {
  const catalog = compileCatalog(join(root, 'catalog'))
  return booklet(catalog, pricesOf(join(root, 'catalog'), catalog.company), words)
}

/** Shows a step of a policy on every channel: for a debtor who is on record, or for a made-up one in a language. */
export async function preview(
  [policyId = '', stepId = '', debtorId]: readonly string[],
  language: string | undefined,
  root: string,
  stack: Stack,
  words: Words,
): Promise<string> {
  const catalog = compileCatalog(join(root, 'catalog'))
  const policy = catalog.policies[policyId]?.policy
  if (!policy) throw notOneOf('POLICY', policyId, Object.keys(catalog.policies))
  const step = policy.steps.find(({ id }) => id === stepId)
  if (!step)
    throw notOneOf(
      'STEP',
      stepId,
      policy.steps.map(({ id }) => id),
    )
  if (debtorId !== undefined) return forDebtor(debtorId, { policy, step }, catalog, await stack(), words)
  const tag = language ?? policy.languages[0] ?? 'es'
  const template = catalog.templates[step.template]?.[tag]
  const entity = writerOf(tag, Object.values(catalog.company.entities))
  const [facts] = entity ? sampleMessages(entity, tag) : []
  if (!template || !facts) throw notOneOf('--language', tag, policy.languages)
  return rendered(spoken(template, facts, catalog), words)
}

type Chosen = Pick<Planned, 'policy' | 'step'>
interface Planned {
  readonly policy: CompiledCatalog['policies'][string]['policy']
  readonly step: Planned['policy']['steps'][number]
}

async function forDebtor(
  id: string,
  chosen: Chosen,
  catalog: CompiledCatalog,
  { debtors, records, now }: Awaited<ReturnType<Stack>>,
  words: Words,
): Promise<string> {
  const debtor = await debtors.debtor(id)
  const joint = jointOf(
    debtor,
    (await records.of(id)).invoices.map(({ invoice }) => invoice),
    chosen,
    await now(),
  )
  if (!joint) throw new UserError(`el deudor ${id} no tiene facturas abiertas`, `debtor ${id} has no open invoices`)
  const { entities } = catalog.company
  const stopUrl =
    Object.values(entities).find((one) => one.stopUrl !== undefined)?.stopUrl ?? 'https://puntual.example/'
  const write = messageWriter({ ...catalog, entities, stopUrl: `${stopUrl}/`, redirect: ({ address }) => address })
  const shown: Partial<Record<Channel, string>> = {}
  for (const channel of ['email', 'sms', 'whatsapp'] as const) {
    const point = { ...(debtor.contactPoints.find((one) => one.channel === channel) ?? SAMPLE), channel }
    const letter = write(joint, { touch: 'preview', stopCode: 'abcdefghjkmn' }, point, await now())
    if (letter) shown[channel] = textOf(letter, catalog.templates[joint.template]?.[joint.language])
  }
  return rendered(shown, words)
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
  invoices: readonly Parameters<typeof isIssued>[0][],
  { policy, step }: Chosen,
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
    class: step.class,
    level: step.level,
    template: step.template,
    members,
    leftOut: [],
    points: [],
    total: members.reduce((sum, { invoice }) => sum + invoice.balance, 0),
  }
}

function textOf(letter: Letter, template: MessageTemplate | undefined): string {
  switch (letter.channel) {
    case 'email':
      return `${letter.message.subject}\n\n${letter.message.text.trim()}`
    case 'sms':
      return letter.message.text
    case 'call':
      return ''
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

function rendered(shown: Partial<Record<Channel, string>>, { of, channel }: Words): string {
  return Object.entries(shown)
    .map(([name, text]) => {
      const { encoding, parts, septets } = gsm7Parts(text)
      const size = name === 'sms' ? ` (${encoding}, ${septets}, ${parts} ${of(['parte(s)', 'part(s)'])})` : ''
      return `── ${channel(name)}${size}\n\n${text}`
    })
    .join('\n\n')
}

const notOneOf = (what: string, given: string, allowed: readonly string[]): UserError =>
  new UserError(
    `${what} es "${given}"; debe ser uno de ${allowed.join(', ')}`,
    `${what} is "${given}"; it must be one of ${allowed.join(', ')}`,
  )
