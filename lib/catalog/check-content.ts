import type { Company, Entity } from '../contracts/company.ts'
import type { LawPack } from '../contracts/law.ts'
import { languageOf, type Wording } from '../contracts/wording.ts'
import { compose, type MessageLayout, type MessageTemplate } from '../domain/message-text.ts'
import type { Channel } from '../domain/policy.ts'
import { type Mistake, writtenPath } from './catalog-error.ts'
import type { Sound } from './check-together.ts'
import { phrasesIn } from './phrases.ts'
import { sampleVariables } from './sample-messages.ts'

/** A message as it would leave, with what its entity is called and where it is. */
interface Written {
  readonly channel: Channel
  readonly text: string
  readonly entity: Entity
  readonly values: {
    readonly total: string
    readonly statedAt: string
    readonly stopLink: string
    readonly number: string
  }
}

/** Whether a message carries what a rule asks for; `say`: the sentences of wording.yaml for that rule. */
type Check = (written: Written, say: readonly string[]) => boolean

const has = (text: string, ...parts: readonly string[]): boolean => parts.every((part) => text.includes(part))
const named: Check = ({ channel, text, entity }) =>
  has(text, entity.name) || (channel !== 'email' && has(text, entity.shortName))
/** On WhatsApp the way out is a word. */
const stoppable: Check = ({ channel, text, values }) =>
  channel === 'whatsapp' ? /\b(BAJA|SAIR|STOP)\b/.test(text) : has(text, values.stopLink)
const said: Check = ({ channel, text }, say) => channel !== 'email' || phrasesIn(text, say).length > 0
const emailAlone =
  (check: Check): Check =>
  (written, say) =>
    written.channel !== 'email' || check(written, say)

/**
 * What each rule of the packs' `content.required` means for a text, or why no text can be asked for it. A text message has
 * 160 letters, and Meta approves no template full of particulars: what does not fit there is asked of the e-mail, and docs/texts.md says which rules counsel has to weigh.
 */
export const CONTENT: Readonly<Record<string, Check | string>> = {
  'creditor-identity': named,
  creditor: named,
  identity: named,
  unsubscribe: stoppable,
  'opt-out': stoppable,
  'one-word-opt-out': stoppable,
  'supplier-id': emailAlone(({ text, entity }) => has(text, entity.name, entity.taxId, entity.address)),
  'agent-identity': emailAlone(({ text, entity }) => has(text, entity.name, entity.address)),
  'debt-basis': emailAlone(({ text, values }) => has(text, values.number, values.total, values.statedAt)),
  complaints: emailAlone(({ text, entity }) => has(plain(text), entity.address, plain(entity.phone))),
  payee: said,
  origin: emailAlone(({ text, values }) => has(text, values.number)),
  costs: emailAlone(({ text, values }) => has(text, values.total)),
  'how-to-pay': ({ text, entity }) => /pago\.example|pay/i.test(text) || has(text, entity.phone),
  rights: said,
  'not-judicial': said,
  agent: 'a company that collects its own invoices has no agent',
  names: 'who calls says their name; a text of ours has the business name',
  'identifiable-number': 'the sender of texts is set in the account',
  'standard-rate': 'which number is given is a setting of the company',
  'true-reason': 'whether a reason is true is no question of words',
  'mini-miranda': 'it binds collectors of the debts of others',
  'validation-notice': 'it binds collectors of the debts of others',
  'written-notice': 'it binds collectors of the debts of others',
  'habeas-data-notice': 'we announce no report to a credit bureau, and "threats" refuses it',
  'written-copy': 'it is given on request, by a person',
}

/** Content that the law of an entity's own country asks of every message and that one of its texts lacks. */
export function checkContent(
  template: Sound<MessageTemplate>,
  tag: string,
  layout: MessageLayout,
  { company, packs, wording }: { company: Company; packs: readonly LawPack[]; wording: Wording },
): Mistake[] {
  const found = new Map<string, Mistake>()
  for (const entity of Object.values(company.entities))
    for (const written of messagesOf(template.value, tag, entity, layout))
      for (const { jurisdiction, content } of packs.filter((pack) => pack.jurisdiction === entity.country))
        for (const { id, text, media, when } of content.required) {
          const check = CONTENT[id]
          if (typeof check !== 'function' || !media.includes(written.channel) || when === 'onRequest') continue
          if (check(written, wording.required[id]?.[languageOf(tag) ?? 'es'] ?? [])) continue
          const { source } = template
          const path = [written.channel]
          found.set(`${jurisdiction} ${id} ${written.channel}`, {
            file: source.file,
            ...source.placeOf(path),
            path: writtenPath(path),
            given: `a message in the name of ${entity.name} without it`,
            allowed: `what ${jurisdiction} ${id} asks for: ${text}`,
            mend: 'add it here or to the words around it, in templates/layout',
          })
        }
  return [...found.values()]
}

/** Rules of the packs that no check and no reason here knows. */
export const checkRulesKnown = (packs: readonly Sound<LawPack>[]): Mistake[] =>
  packs.flatMap(({ source, value: { content } }) =>
    content.required.flatMap(({ id }, index) => {
      if (CONTENT[id] !== undefined) return []
      const path = ['content', 'required', index, 'id']
      const allowed = `a rule that texts are held against: ${Object.keys(CONTENT).join(', ')}`
      return [
        {
          file: source.file,
          ...source.placeOf(path),
          path: writtenPath(path),
          given: JSON.stringify(id),
          allowed,
          mend: 'name the check in lib/catalog/check-content.ts, or why there is none',
        },
      ]
    }),
  )

function messagesOf(template: MessageTemplate, tag: string, entity: Entity, layout: MessageLayout): Written[] {
  const [one, many] = sampleVariables(entity, tag)
  // Both parts of an e-mail say the same; what is asked of it is looked for in the plain one.
  const plainly = { ...layout, html: '' }
  return [one, many].flatMap((variables) => {
    if (variables === undefined) return []
    const { total, statedAt, stopLink, invoices } = variables
    const values = { total, statedAt, number: invoices[0]?.number ?? '' }
    const written: Written[] = []
    if (template.email && layout.words[tag]) {
      const email = compose({ channel: 'email', template, layout: plainly, variables })
      if (email.channel === 'email')
        written.push({ channel: 'email', text: email.text, entity, values: { ...values, stopLink } })
    }
    if (template.sms) {
      const sms = compose({ channel: 'sms', template, layout, variables })
      if (sms.channel === 'sms')
        written.push({
          channel: 'sms',
          text: sms.sms,
          entity,
          values: { ...values, stopLink: stopLink.replace(/^https:\/\//, '') },
        })
    }
    if (template.whatsapp) {
      const chat = compose({ channel: 'whatsapp', template, layout, variables })
      if (chat.channel === 'whatsapp')
        written.push({ channel: 'whatsapp', text: chat.text, entity, values: { ...values, stopLink } })
    }
    return written
  })
}

/** Spaces that do not break are spaces. */
const plain = (text: string): string => text.replaceAll('\u00a0', ' ')
