import { createHash } from 'node:crypto'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { EventBridgeClient } from '@aws-sdk/client-eventbridge'
import { PinpointClient } from '@aws-sdk/client-pinpoint'
import { PinpointSMSVoiceV2Client } from '@aws-sdk/client-pinpoint-sms-voice-v2'
import { SESClient } from '@aws-sdk/client-ses'
import type { CompiledCatalog } from '../contracts/compiled-catalog.ts'
import type { Channel } from '../domain/policy.ts'
import type { ContactWindow } from '../domain/window.ts'
import type { Channels, Clock, Publisher } from '../ports.ts'
import { Policies } from '../usecases/policies.ts'
import type { Contacting } from '../usecases/send-touch.ts'
import type { Deciding } from '../usecases/situation.ts'
import { messageWriter, redirectOutsideProduction } from '../usecases/write-message.ts'
import { DynamoDebtors, DynamoPolicyShelf } from './dynamo-debtors.ts'
import { DynamoLedger } from './dynamo-ledger.ts'
import { eventBus } from './event-bus.ts'
import { meter } from './observing.ts'
import { SEND_ONCE } from './sending.ts'
import { sesEmail } from './ses-email.ts'
import { endUserMessagingSms, pinpointSms } from './sms.ts'

/** The one wall clock of a function. */
export const clock: Clock = { now: () => Date.now() }

/** An environment variable the stack sets; an error names the one that is missing. */
export function required(name: string): string {
  const value = process.env[name]
  if (!value) throw new Error(`the environment variable ${name} is not set: the stack sets it for this function`)
  return value
}

/** Everything a decision reads, from the stack's tables and the catalog beside the code. */
export function deciding(catalog: CompiledCatalog): Deciding {
  const client = new DynamoDBClient({})
  const { company, policies } = catalog
  const shelf = new DynamoPolicyShelf(client, required('CATALOG_TABLE'))
  const tables = { ledger: required('LEDGER_TABLE'), debtors: required('DEBTORS_TABLE') }
  return {
    ledger: new DynamoLedger(client, tables),
    debtors: new DynamoDebtors(client, tables.debtors),
    policies: new Policies({ policies, segments: company.segments, defaultPolicy: company.defaultPolicy }, shelf),
    clock,
    window: windowOf(catalog),
    configured: configuredChannels(catalog),
    zones: Object.fromEntries(Object.entries(company.entities).map(([id, { zone }]) => [id, zone])),
  }
}

/** Everything that sending a message needs. */
export function contacting(catalog: CompiledCatalog): Contacting {
  const { company, templates, layout } = catalog
  const stage = required('STAGE') === 'production' ? 'production' : 'test'
  const redirect = redirectOutsideProduction(stage, company.allowList)
  return {
    ...deciding(catalog),
    channels: channels(),
    meter,
    nameTouch: (debtor, version) => createHash('sha256').update(`${debtor}\n${version}`).digest('hex').slice(0, 24),
    write: messageWriter({ entities: company.entities, templates, layout, redirect }),
  }
}

/** The bus other systems listen to. */
export const outbox = (): Publisher => eventBus(new EventBridgeClient({}), required('EVENT_BUS_NAME'))

function channels(): Channels {
  const email = sesEmail(new SESClient(SEND_ONCE), required('SES_CONFIGURATION_SET'))
  const { PINPOINT_APPLICATION_ID: application, SMS_ORIGINATION: origination } = process.env
  if (application) return { email, sms: pinpointSms(new PinpointClient(SEND_ONCE), application) }
  if (origination) return { email, sms: endUserMessagingSms(new PinpointSMSVoiceV2Client(SEND_ONCE), origination) }
  return { email }
}

/** E-mail is always there; texts when the company named a way for them to leave. */
const configuredChannels = ({ company: { sms } }: CompiledCatalog): Channel[] =>
  sms?.pinpointApplicationId || sms?.originationArn ? ['email', 'sms'] : ['email']

const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']

function windowOf({ company: { window } }: CompiledCatalog): ContactWindow {
  const minutes = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
  return {
    days: window.days.map((day) => WEEKDAYS.indexOf(day) + 1),
    opens: minutes(window.from),
    closes: minutes(window.to),
    holidays: new Set(),
  }
}
