import { createHash } from 'node:crypto'
import { PinpointClient } from '@aws-sdk/client-pinpoint'
import { PinpointSMSVoiceV2Client } from '@aws-sdk/client-pinpoint-sms-voice-v2'
import { SESClient } from '@aws-sdk/client-ses'
import { SocialMessagingClient } from '@aws-sdk/client-socialmessaging'
import type { CompiledCatalog } from '../contracts/compiled-catalog.ts'
import type { Channels } from '../ports.ts'
import { REMEMBERED } from '../usecases/law-in-force.ts'
import type { Contacting } from '../usecases/send-touch.ts'
import { acknowledgementWriter } from '../usecases/write-acknowledgement.ts'
import { messageWriter, redirectOutsideProduction } from '../usecases/write-message.ts'
import { deciding } from './deciding.ts'
import { clock, required } from './environment.ts'
import { lookAtPage } from './payment-page.ts'
import { SEND_ONCE } from './sending.ts'
import { sesEmail } from './ses-email.ts'
import { endUserMessagingSms, pinpointSms } from './sms.ts'
import { newStopCode } from './stop-codes.ts'
import { nameAcknowledgement } from './touch-names.ts'
import { socialWhatsApp } from './whatsapp.ts'

/** Everything that sending a message needs. */
export function contacting(catalog: CompiledCatalog): Contacting {
  const { company, templates, layout } = catalog
  const stage = required('STAGE') === 'production' ? 'production' : 'test'
  const redirect = redirectOutsideProduction(stage, company.allowList)
  return {
    ...deciding(catalog, REMEMBERED),
    channels: channels(),
    nameTouch: (debtor, version) => createHash('sha256').update(`${debtor}\n${version}`).digest('hex').slice(0, 24),
    nameAcknowledgement,
    newStopCode,
    acknowledge: acknowledgementWriter({ entities: company.entities, layout, redirect, stopUrl: required('STOP_URL') }),
    look: lookAtPage,
    linkHosts: Object.fromEntries(
      Object.entries(company.entities).map(([id, one]) => [id, company.checkPaymentLinks ? one.paymentLinkHosts : []]),
    ),
    write: messageWriter({ entities: company.entities, templates, layout, redirect, stopUrl: required('STOP_URL') }),
  }
}

/** The bundle knows who sends texts, `TEXTS_BY`, and whether WhatsApp is used, `WHATSAPP_BY`: the clients of others are left out. */
function channels(): Channels {
  const email = sesEmail(new SESClient(SEND_ONCE), required('SES_CONFIGURATION_SET'))
  const sms =
    process.env.TEXTS_BY === 'pinpoint'
      ? pinpointSms(new PinpointClient(SEND_ONCE), required('PINPOINT_APPLICATION_ID'))
      : process.env.TEXTS_BY === 'endUserMessaging'
        ? endUserMessagingSms(new PinpointSMSVoiceV2Client(SEND_ONCE), required('SMS_ORIGINATION'))
        : undefined
  const whatsapp =
    process.env.WHATSAPP_BY === 'socialMessaging'
      ? socialWhatsApp(new SocialMessagingClient(SEND_ONCE), required('WHATSAPP_NUMBER'), clock)
      : undefined
  return { email, ...(sms && { sms }), ...(whatsapp && { whatsapp }) }
}
