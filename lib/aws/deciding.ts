import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import type { CompiledCatalog } from '../contracts/compiled-catalog.ts'
import { configuredChannels } from '../contracts/configured-channels.ts'
import { paymentSourcesOf } from '../contracts/payment-sources.ts'
import type { Release } from '../domain/sending-gate.ts'
import { EditionInForce } from '../usecases/edition-in-force.ts'
import { LawInForce, REMEMBERED_IN_PLANS } from '../usecases/law-in-force.ts'
import { limitsOf, shippedBook } from '../usecases/limits.ts'
import { Policies } from '../usecases/policies.ts'
import type { Deciding } from '../usecases/situation.ts'
import { ASK_AGAIN } from './asking-again.ts'
import { DynamoDebtors, DynamoPolicyShelf } from './dynamo-debtors.ts'
import { DynamoEditions } from './dynamo-editions.ts'
import { DynamoHolidays } from './dynamo-holidays.ts'
import { DynamoLedger } from './dynamo-ledger.ts'
import { DynamoPaymentMarks } from './dynamo-payment-marks.ts'
import { DynamoSending } from './dynamo-sending.ts'
import { clock, required } from './environment.ts'
import { meter } from './observing.ts'

/** Everything a decision reads, from the stack's tables and the catalog beside the code. */
export function deciding(
  catalog: CompiledCatalog,
  remembered = REMEMBERED_IN_PLANS,
  said = new EditionInForce(catalog, editionsOfTable(), clock),
): Deciding {
  const client = new DynamoDBClient(ASK_AGAIN)
  const { company, policies, law } = catalog
  const catalogTable = required('CATALOG_TABLE')
  const shelf = new DynamoPolicyShelf(client, catalogTable)
  const tables = { ledger: required('LEDGER_TABLE'), debtors: required('DEBTORS_TABLE') }
  return {
    ledger: new DynamoLedger(client, tables),
    debtors: new DynamoDebtors(client, tables.debtors),
    policies: new Policies(
      { policies, segments: company.segments, defaultPolicy: company.defaultPolicy },
      shelf,
      async () => (await said.edition()).policies,
    ),
    clock,
    limits: limitsOf(
      new LawInForce(shippedBook(law, company), new DynamoHolidays(client, catalogTable), clock, remembered),
      company,
    ),
    configured: configuredChannels(company),
    paymentMarks: new DynamoPaymentMarks(client, tables.ledger),
    paymentSources: paymentSourcesOf(company),
    sending: new DynamoSending(client, tables.ledger, begins()),
    bands: company.guard,
    firstContacts: company.firstContacts,
    meter,
    zones: Object.fromEntries(Object.entries(company.entities).map(([id, { zone }]) => [id, zone])),
  }
}

/** To whom messages go until somebody says a word; only a deployment that says so begins with everybody. */
const begins = (): Release => ({ stage: required('SENDING_BEGINS') === 'everything' ? 'everything' : 'dryRun' })

/** What was published, in the Catalog table of the stack. */
export const editionsOfTable = (): DynamoEditions =>
  new DynamoEditions(new DynamoDBClient(ASK_AGAIN), required('CATALOG_TABLE'))
