import { createHash } from 'node:crypto'
import { PinpointClient } from '@aws-sdk/client-pinpoint'
import { PinpointSMSVoiceV2Client } from '@aws-sdk/client-pinpoint-sms-voice-v2'
import { SESClient } from '@aws-sdk/client-ses'
import type { CompiledCatalog } from '../contracts/compiled-catalog.ts'
import type { Channels } from '../ports.ts'
import type { Contacting } from '../usecases/send-touch.ts'
import { acknowledgementWriter } from '../usecases/write-acknowledgement.ts'
import { messageWriter, redirectOutsideProduction } from '../usecases/write-message.ts'
import { deciding } from './deciding.ts'
import { required } from './environment.ts'
import { SEND_ONCE } from './sending.ts'
import { sesEmail } from './ses-email.ts'
import { endUserMessagingSms, pinpointSms } from './sms.ts'
import { newStopCode } from './stop-codes.ts'
import { nameAcknowledgement } from './touch-names.ts'

/** Everything that sending a message needs. */
export function contacting(catalog: CompiledCatalog): Contacting {
  const { company, templates, layout } = catalog
  const stage = required('STAGE') === 'production' ? 'production' : 'test'
  const redirect = redirectOutsideProduction(stage, company.allowList)
  return {
    ...deciding(catalog),
    channels: channels(),
    nameTouch: (debtor, version) => createHash('sha256').update(`${debtor}\n${version}`).digest('hex').slice(0, 24),
    nameAcknowledgement,
    newStopCode,
    acknowledge: acknowledgementWriter({ entities: company.entities, layout, redirect, stopUrl: required('STOP_URL') }),
    write: messageWriter({ entities: company.entities, templates, layout, redirect, stopUrl: required('STOP_URL') }),
  }
}

/** The bundle knows the sender of texts, `TEXTS_BY`, and leaves the clients of the others out. */
function channels(): Channels {
  const email = sesEmail(new SESClient(SEND_ONCE), required('SES_CONFIGURATION_SET'))
  if (process.env.TEXTS_BY === 'pinpoint')
    return { email, sms: pinpointSms(new PinpointClient(SEND_ONCE), required('PINPOINT_APPLICATION_ID')) }
  if (process.env.TEXTS_BY === 'endUserMessaging')
    return { email, sms: endUserMessagingSms(new PinpointSMSVoiceV2Client(SEND_ONCE), required('SMS_ORIGINATION')) }
  return { email }
}
