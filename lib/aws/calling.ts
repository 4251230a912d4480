import { createHash } from 'node:crypto'
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import type { CompiledCatalog } from '../contracts/compiled-catalog.ts'
import type { Clock } from '../ports.ts'
import { LawInForce } from '../usecases/law-in-force.ts'
import { limitsOf, shippedBook } from '../usecases/limits.ts'
import type { Calling } from '../usecases/place-call.ts'
import { Policies } from '../usecases/policies.ts'
import { DynamoDebtors, DynamoPolicyShelf } from './dynamo-debtors.ts'
import { DynamoHolidays } from './dynamo-holidays.ts'
import { DynamoLedger } from './dynamo-ledger.ts'

/** Everything that letting a person call needs, with the person's own rights. */
export function calling(
  client: DynamoDBClient,
  tables: { readonly ledger: string; readonly debtors: string; readonly catalog: string },
  { company, policies, law }: CompiledCatalog,
  clock: Clock,
): Calling {
  const { segments, defaultPolicy } = company
  return {
    ledger: new DynamoLedger(client, tables),
    debtors: new DynamoDebtors(client, tables.debtors),
    policies: new Policies({ policies, segments, defaultPolicy }, new DynamoPolicyShelf(client, tables.catalog)),
    limits: limitsOf(
      new LawInForce(shippedBook(law, company), new DynamoHolidays(client, tables.catalog), clock),
      company,
    ),
    clock,
    nameCall: (task, version) =>
      `staff:call-${createHash('sha256').update(`${task}\n${version}`).digest('hex').slice(0, 24)}`,
  }
}
