import type { ContactPoint } from '../domain/debtor.ts'
import type { OutgoingMessage } from '../domain/outgoing-message.ts'

/** A message is its address and what it states. */
export function letterTo(touch: string, { channel, address: to }: ContactPoint): OutgoingMessage | undefined {
  if (channel === 'email') return { channel, message: { ...EMPTY_MAIL, touch, to } }
  if (channel === 'sms') return { channel, message: { touch, to, text: '' } }
  if (channel === 'whatsapp') return { channel, message: { touch, to, form: TEMPLATE } }
  return undefined
}

const TEMPLATE = { kind: 'template', name: '', language: '', parameters: [] } as const
const EMPTY_MAIL = { from: '', replyTo: '', unsubscribe: { mail: '', link: '' }, subject: '', html: '', text: '' }
