import { SendWhatsAppMessageCommand, type SocialMessagingClient } from '@aws-sdk/client-socialmessaging'
import { mayWriteFreely, type WhatsAppMessage } from '../domain/outgoing-message.ts'
import type { Clock, SendOutcome } from '../ports.ts'
import { outcomeOf } from './sending.ts'

/** The version of Meta's API that the messages are written in. */
const META_API = 'v22.0'

/**
 * Sends one message through End User Messaging Social. The touch id travels as the message's own callback data, which Meta
 * gives back with every status of it; the number is known by its ARN.
 */
export function socialWhatsApp(
  client: SocialMessagingClient,
  phoneNumberArn: string,
  clock: Clock,
): (message: WhatsAppMessage) => Promise<SendOutcome> {
  return async (message) => {
    const { form } = message
    if (form.kind === 'text' && !mayWriteFreely(form.heardAt, clock.now()))
      return { kind: 'notSent', again: false, problem: 'outside the 24 hours after the debtor wrote' }
    try {
      const { messageId } = await client.send(
        new SendWhatsAppMessageCommand({
          originationPhoneNumberId: phoneNumberArn,
          metaApiVersion: META_API,
          message: new TextEncoder().encode(JSON.stringify(bodyOf(message))),
        }),
      )
      return { kind: 'accepted', providerId: messageId ?? '' }
    } catch (cause) {
      return outcomeOf(cause)
    }
  }
}

/** The message as Meta's Cloud API takes it. */
function bodyOf({ touch, to, form }: WhatsAppMessage): object {
  const envelope = { messaging_product: 'whatsapp', recipient_type: 'individual', to, biz_opaque_callback_data: touch }
  if (form.kind === 'text') return { ...envelope, type: 'text', text: { preview_url: false, body: form.body } }
  const parameters = form.parameters.map((text) => ({ type: 'text', text }))
  const template = {
    name: form.name,
    language: { code: form.language },
    ...(parameters.length > 0 && { components: [{ type: 'body', parameters }] }),
  }
  return { ...envelope, type: 'template', template }
}
