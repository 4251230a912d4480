import { SendWhatsAppMessageCommand, SocialMessagingClient } from '@aws-sdk/client-socialmessaging'
import { mockClient } from 'aws-sdk-client-mock'
import { beforeEach, describe, expect, it } from 'vitest'
import { socialWhatsApp } from '../../lib/aws/whatsapp.ts'
import { DAY } from '../../lib/domain/time.ts'

const client = new SocialMessagingClient({})
const social = mockClient(client)
const NOW = Date.parse('2026-06-10T14:00:00Z')
const TO = { touch: 'T-1', to: '+573001234567' }

beforeEach(() => {
  social.reset()
  social.on(SendWhatsAppMessageCommand).resolves({ messageId: 'M-1' })
})

describe('a message on WhatsApp', () => {
  const send = socialWhatsApp(client, 'arn:number', { now: () => NOW })
  const inWords = (heardAt: number) => send({ ...TO, form: { kind: 'text', body: 'Gracias, Ana.', heardAt } })
  const bodies = () =>
    social
      .commandCalls(SendWhatsAppMessageCommand)
      .map(({ args: [{ input }] }) => JSON.parse(String(input.message && new TextDecoder().decode(input.message))))

  it('in words of our own leaves within a day of what the debtor wrote, and not after', async () => {
    expect(await inWords(NOW - DAY + 1)).toEqual({ kind: 'accepted', providerId: 'M-1' })
    expect(await inWords(NOW - DAY)).toMatchObject({ kind: 'notSent', again: false })
    expect(bodies()).toMatchObject([{ type: 'text', text: { body: 'Gracias, Ana.' } }])
  })

  it('that Meta approved leaves at any time, with the touch that its reports give back', async () => {
    const form = { kind: 'template', name: 'reminder_1', language: 'es', parameters: ['Ana'] } as const
    expect(await send({ ...TO, form })).toEqual({ kind: 'accepted', providerId: 'M-1' })
    const component = { type: 'body', parameters: [{ type: 'text', text: 'Ana' }] }
    const template = { name: 'reminder_1', language: { code: 'es' }, components: [component] }
    expect(bodies()).toMatchObject([{ to: TO.to, biz_opaque_callback_data: 'T-1', type: 'template', template }])
  })
})
