import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import type { Company } from '../contracts/company.ts'
import type { CompiledCatalog } from '../contracts/compiled-catalog.ts'
import { LawInForce } from '../usecases/law-in-force.ts'
import { limitsOf, shippedBook } from '../usecases/limits.ts'
import type { Releasing } from '../usecases/release-backlog.ts'
import { ASK_AGAIN } from './asking-again.ts'
import { DynamoBacklog } from './dynamo-backlog.ts'
import { DynamoHolidays } from './dynamo-holidays.ts'
import { clock, required } from './environment.ts'

/** Everything that releasing the backlog needs; the team works where the default entity is. */
export function releasing({ company, law }: CompiledCatalog): Releasing {
  const client = new DynamoDBClient(ASK_AGAIN)
  const holidays = new DynamoHolidays(client, required('CATALOG_TABLE'))
  return {
    backlog: new DynamoBacklog(client, { ledger: required('LEDGER_TABLE'), debtors: required('DEBTORS_TABLE') }),
    clock,
    dailyCapacity: company.teamDailyCapacity,
    home: homeOf(company),
    limits: limitsOf(new LawInForce(shippedBook(law, company), holidays, clock), company),
  }
}

/** Where the default entity is. */
export function homeOf({ entities, defaultEntity }: Company): Releasing['home'] {
  const entity = entities[defaultEntity]
  if (!entity) throw new Error(`the catalog has no entity ${defaultEntity}`)
  return { country: entity.country, zone: entity.zone }
}
