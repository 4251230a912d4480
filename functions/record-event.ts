import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { SFNClient } from '@aws-sdk/client-sfn'
import type { SQSEvent } from 'aws-lambda'
import { ASK_AGAIN } from '../lib/aws/asking-again.ts'
import { deciding } from '../lib/aws/deciding.ts'
import { DynamoContacts } from '../lib/aws/dynamo-contacts.ts'
import { DynamoWatermarks } from '../lib/aws/dynamo-watermarks.ts'
import { required } from '../lib/aws/environment.ts'
import { eachOf, observed } from '../lib/aws/observing.ts'
import { StepFunctionsJourneys } from '../lib/aws/step-functions.ts'
import { nameAnswer } from '../lib/aws/touch-names.ts'
import { readCatalog } from '../lib/catalog/compiled-catalog.ts'
import { recordEvent } from '../lib/usecases/record-event.ts'

const catalog = readCatalog(new URL('./catalog.json', import.meta.url))
const journeys = new StepFunctionsJourneys(new SFNClient(ASK_AGAIN), required('JOURNEY_MACHINE_ARN'))
const { entities, defaultEntity } = catalog.company
const linkHosts = Object.values(entities).flatMap(({ paymentLinkHosts }) => paymentLinkHosts)
const allocationOrders = Object.fromEntries(Object.entries(entities).map(([id, one]) => [id, one.allocationOrder]))
const house = { entities: Object.keys(entities), defaultEntity, allocationOrders, linkHosts }
const client = new DynamoDBClient(ASK_AGAIN)
const watermarks = new DynamoWatermarks(client, required('LEDGER_TABLE'))
const contacts = new DynamoContacts(client, required('LEDGER_TABLE'))
const intake = { ...deciding(catalog), journeys, watermarks, contacts, nameAnswer, ...house }

export const handler = observed(({ Records }: SQSEvent) =>
  eachOf(
    Records.map(({ messageId, body }) => ({ id: messageId, body })),
    (message) => recordEvent(intake, message),
  ),
)
