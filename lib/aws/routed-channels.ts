import { PinpointClient } from '@aws-sdk/client-pinpoint'
import { PinpointSMSVoiceV2Client } from '@aws-sdk/client-pinpoint-sms-voice-v2'
import { SESClient } from '@aws-sdk/client-ses'
import { SocialMessagingClient } from '@aws-sdk/client-socialmessaging'
import type { Company } from '../contracts/company.ts'
import { OF_AWS, providerFor, type Routes, routesOf } from '../domain/routing.ts'
import type { Channels, SendOutcome } from '../ports.ts'
import { type Aggregator, textByAggregator, whatsappByAggregator } from './aggregator.ts'
import { clock, required } from './environment.ts'
import { readSecret, secretArns } from './secrets.ts'
import { SEND_ONCE } from './sending.ts'
import { sesEmail } from './ses-email.ts'
import { endUserMessagingSms, pinpointSms } from './sms.ts'
import { socialWhatsApp } from './whatsapp.ts'

/** Hands one message of a channel to whoever takes it. */
type Send<Message> = (message: Message) => Promise<SendOutcome>

/**
 * The channels of a company, each led to its provider by the number it goes to. The bundle knows who sends texts for AWS,
 * `TEXTS_BY`, and whether WhatsApp is used, `WHATSAPP_BY`: the clients of others are left out.
 */
export function channelsOf(company: Company): Channels {
  const email = sesEmail(new SESClient(SEND_ONCE), required('SES_CONFIGURATION_SET'))
  const texts =
    process.env.TEXTS_BY === 'pinpoint'
      ? pinpointSms(new PinpointClient(SEND_ONCE), required('PINPOINT_APPLICATION_ID'))
      : process.env.TEXTS_BY === 'endUserMessaging'
        ? endUserMessagingSms(new PinpointSMSVoiceV2Client(SEND_ONCE), required('SMS_ORIGINATION'))
        : undefined
  const chats =
    process.env.WHATSAPP_BY === 'socialMessaging'
      ? socialWhatsApp(new SocialMessagingClient(SEND_ONCE), required('WHATSAPP_NUMBER'), clock)
      : undefined
  const routes = routesOf(company)
  const sms = routes.sms && routed(routes.sms, providers(company, texts, textByAggregator))
  const whatsapp = routes.whatsapp && routed(routes.whatsapp, providers(company, chats, whatsappByAggregator))
  return { email, ...(sms && { sms }), ...(whatsapp && { whatsapp }) }
}

/** Every provider of a channel by its name. */
function providers<Message>(
  { aggregators = {} }: Company,
  ofAws: Send<Message> | undefined,
  by: (aggregator: Aggregator) => Send<Message>,
): ReadonlyMap<string, Send<Message>> {
  const arns = secretArns()
  const local = Object.entries(aggregators).map(([name, { url }]): [string, Send<Message>] => {
    const secret = () => readSecret(arns.get(name) ?? '')
    return [name, by({ url, secret, clock })]
  })
  return new Map([...local, ...(ofAws ? [[OF_AWS, ofAws] as const] : [])])
}

/** Leads each message to the provider of its number; a number that nobody takes is refused before anything leaves. */
const routed =
  <Message extends { readonly to: string }>(routes: Routes, known: ReadonlyMap<string, Send<Message>>): Send<Message> =>
  async (message) => {
    const send = known.get(providerFor(routes, message.to) ?? '')
    return send ? send(message) : { kind: 'notSent', again: false, problem: 'no provider takes this number' }
  }
