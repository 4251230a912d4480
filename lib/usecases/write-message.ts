import type { Entity } from '../contracts/company.ts'
import { openCharges } from '../domain/charges.ts'
import type { ContactPoint } from '../domain/debtor.ts'
import type { DueNow } from '../domain/instalments.ts'
import { compose } from '../domain/message-text.ts'
import { messageVariables, type StatedInvoice } from '../domain/message-variables.ts'
import { isAllowedLink } from '../domain/payment-link.ts'
import type { Channel } from '../domain/policy.ts'
import { layoutIn, speakingAs, type TextSources, templateIn } from '../domain/speech.ts'
import type { NeutralWording } from '../domain/stale-data.ts'
import { dateAt, type Instant } from '../domain/time.ts'
import type { JointTouch, Member } from '../domain/touch.ts'
import type { Letter, Sheet } from './send-touch.ts'

/** What a company says, and to whom it may be said. */
export interface Texts extends TextSources {
  readonly entities: Readonly<Record<string, Entity>>
  /** Where our own stop page is served, with a slash at the end. */
  readonly stopUrl: string
  /** The address a message for this point really goes to; undefined when nobody may have it. */
  readonly redirect: (point: ContactPoint) => string | undefined
}

/** Outside production everything goes to the allow list: to the address itself when it is on it, else to its first. */
export function redirectOutsideProduction(
  stage: 'test' | 'production',
  allowList: Readonly<Record<Exclude<Channel, 'call'>, readonly string[]>>,
): Texts['redirect'] {
  return ({ channel, address }) => {
    if (stage === 'production' || channel === 'call' || allowList[channel].includes(address)) return address
    return allowList[channel][0]
  }
}

/** Writes a touch for one contact point, in the debtor's language, the policy's form of address and the entity's name; undefined without a template. */
export function messageWriter(texts: Texts) {
  return (touch: JointTouch, { touch: id, stopCode }: Sheet, point: ContactPoint, now: Instant): Letter | undefined => {
    const { profile } = touch.debtor
    const entity = texts.entities[touch.entity]
    const as = speakingAs(touch, entity)
    const template = templateIn(texts, touch.template, as)
    if (!profile || !entity || !template?.[point.channel]) return undefined
    const linkOf = ({ invoice }: Member) => {
      const link = invoice.terms.paymentLink
      return link && isAllowedLink(link, entity.paymentLinkHosts) ? link : undefined
    }
    const stated = (member: Member): StatedInvoice => ({
      number: numberOf(member.invoice.id),
      balance: { amount: member.invoice.balance, currency: member.invoice.currency },
      due: { amount: member.due.open, currency: member.invoice.currency },
      dueDate: member.due.dueDate,
      instalments: member.due.of > 1 ? numbersOf(member.due) : undefined,
      charges: { amount: openCharges(member.invoice), currency: member.invoice.currency },
      description: member.invoice.terms.description,
      paymentLink: linkOf(member),
    })
    // One button when one place takes it all; a text, which has room for one link, gets that of the oldest invoice.
    const links = touch.members.toSorted((a, b) => (a.due.dueDate < b.due.dueDate ? -1 : 1)).map(linkOf)
    const [oldest] = links
    const shared = links.every((link) => link === oldest)
    const reached = ({ step }: Member) => step.level === touch.level
    const variables = messageVariables({
      language: touch.language,
      debtor: profile,
      entity,
      invoices: touch.members.filter(reached).map(stated),
      also: touch.members.filter((member) => !reached(member)).map(stated),
      paymentLink: shared || point.channel !== 'email' ? oldest : undefined,
      stopLink: stopLink(entity.stopUrl ?? `${texts.stopUrl}s`, stopCode),
      references: [...new Set(touch.members.flatMap(({ invoice }) => invoice.terms.reference ?? []))],
      statedAt: dateAt(now, profile.zone ?? entity.zone),
      ...(touch.neutral && neutralFacts(touch.neutral, profile.zone ?? entity.zone)),
    })
    const message = compose({
      channel: point.channel,
      template,
      layout: layoutIn(texts, as, touch.template),
      variables,
    })
    const to = texts.redirect(point)
    if (!to) return undefined
    if (message.channel === 'sms')
      return {
        channel: 'sms',
        message: { touch: id, to, text: message.sms, ...(entity.smsSender ? { sender: entity.smsSender } : {}) },
      }
    if (message.channel === 'whatsapp') {
      const { name, language, parameters } = message
      return { channel: 'whatsapp', message: { touch: id, to, form: { kind: 'template', name, language, parameters } } }
    }
    if (message.channel === 'call') return { channel: 'call' }
    const { unsubscribe } = entity.email
    const { subject, html, text } = message
    return {
      channel: 'email',
      message: {
        touch: id,
        to,
        ...senderOf(entity),
        // Some mail providers do not follow a redirection with their one click, so it goes to the page itself.
        unsubscribe: { mail: unsubscribe, link: stopLink(`${texts.stopUrl}s`, stopCode) },
        subject,
        html,
        text,
      },
    }
  }
}

/** Who writes, and who reads the answers. */
export const senderOf = ({ name, email: { from, replyTo } }: Entity) => ({
  from: `"${name.replaceAll('"', '')}" <${from}>`,
  replyTo,
})

/** The link of one message, below our own page or below the company's short address that leads to it. */
export const stopLink = (page: string, code: string): string => `${page.replace(/\/$/, '')}/${code}`

/** How far payments are known, on the debtor's calendar. */
const neutralFacts = ({ paymentsUpTo }: NeutralWording, zone: string) => ({
  neutral: true,
  ...(paymentsUpTo && { paymentsUpTo: dateAt(Date.parse(paymentsUpTo), zone) }),
})

/** "2/12", or "2–4/12" when several are due. */
const numbersOf = ({ number, through, of }: DueNow): string =>
  `${number === through ? number : `${number}–${through}`}/${of}`

/** The number a debtor knows the invoice by: the upstream system's own, without our prefix for the system. */
const numberOf = (invoice: string): string => invoice.slice(invoice.indexOf(':') + 1)
